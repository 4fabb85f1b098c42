"""Placeholders in texts that an office writes: an allow-list of names in braces, replaced once, and nothing else.

No template language reads these texts: `{x.__class__}`, `{{ 7*7 }}` and `{% debug %}` are letters like any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from base.errors import Invalid

PATTERN = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
ENDS = re.compile(r"(?<!\{)\{([a-z_]+)\}\W*$")
"""A line that leads up to a placeholder, such as `Where: {event_place}.`"""
DANGLING = re.compile(r"[\s,;，；、(（–—-]+$")
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


def unknown(text: str, names: Iterable[str]) -> list[str]:
    """Names in braces that stand for nothing, in order, each once; `names` is the allow-list."""
    return list(dict.fromkeys(name for name in PATTERN.findall(text) if name not in names))


def check(texts: Mapping[str, str], *, names: Iterable[str]) -> None:
    """Raises Invalid, naming for each field the placeholders that stand for nothing."""
    errors = {}
    for field, text in texts.items():
        if found := unknown(text or "", names):
            errors[field] = [_unknown_message(found, names)]
    if errors:
        raise Invalid(errors=errors)


def missing(text: str, needed: Iterable[str]) -> list[str]:
    """The placeholders that a text must have and has not."""
    return sorted(set(needed) - set(PATTERN.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known placeholder replaced; what is replaced is not read again."""
    return PATTERN.sub(lambda found: values.get(found[1], found[0]), text)


def fill_body(text: str, values: Mapping[str, str]) -> str:
    """The same for a text of several lines: a line that leads up to an empty value goes, and with it the line that announced it.

    A text of which nothing would be left stays as it is.
    """
    kept: list[str] = []
    announces = False
    for line in text.splitlines():
        if _says_nothing(line, values):
            if announces:
                kept.pop()
            announces = False
            continue
        announces = line.rstrip().endswith((":", "：")) and not PATTERN.search(line)
        kept.append(_filled_line(line, values))
    return BLANK_LINES.sub("\n\n", "\n".join(kept)).strip() or fill(text, values)


def in_braces(names: Iterable[str]) -> str:
    """`{name}, {link}`, as they are typed."""
    return ", ".join(f"{{{name}}}" for name in names)


def _filled_line(line: str, values: Mapping[str, str]) -> str:
    """`When: {event_dates}, {event_time}` without a time ends after the dates."""
    end = ENDS.search(line)
    if end and values.get(end[1]) == "":
        return DANGLING.sub("", fill(line[: end.start()], values))
    return fill(line, values)


def _says_nothing(line: str, values: Mapping[str, str]) -> bool:
    named = [name for name in PATTERN.findall(line) if name in values]
    end = ENDS.search(line)
    return bool(end) and end[1] in values and not any(values[name] for name in named)  # type: ignore[index]


def _unknown_message(found: Iterable[str], names: Iterable[str]) -> str:
    return _("%(unknown)s stands for nothing. These may be used: %(known)s.") % {
        "unknown": in_braces(found),
        "known": in_braces(names),
    }
