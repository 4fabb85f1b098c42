"""Placeholders in texts that organizers write: an allow-list of names in braces, replaced once, and nothing else.

No template language reads these texts: `{x.__class__}`, `{{ 7*7 }}` and `{% debug %}` are letters like any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.errors import Invalid

PATTERN = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
NAMES = {
    "event_title": gettext_lazy("title of the event"),
    "event_dates": gettext_lazy("its dates"),
    "event_time": gettext_lazy("when it begins, with the time zone"),
    "event_place": gettext_lazy("its place"),
    "person_name": gettext_lazy("name of the recipient"),
    "event_link": gettext_lazy("link to the event page"),
    "programme_link": gettext_lazy("link to the programme"),
    "registration_link": gettext_lazy("the recipient’s own link to see, change or cancel"),
    "join_link": gettext_lazy("joining link, for confirmed participants only"),
    "contact": gettext_lazy("whom to ask"),
    "office_name": gettext_lazy("name of the office"),
}


def unknown(text: str, names: Iterable[str] = NAMES) -> list[str]:
    """Names in braces that stand for nothing, in order, each once; `names` is the allow-list."""
    return list(dict.fromkeys(name for name in PATTERN.findall(text) if name not in names))


def check(texts: Mapping[str, str], *, names: Iterable[str] = NAMES) -> None:
    """Raises Invalid, naming for each field the placeholders that stand for nothing."""
    errors = {}
    for field, text in texts.items():
        if found := unknown(text or "", names):
            errors[field] = [_unknown_message(found, names)]
    if errors:
        raise Invalid(errors=errors)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known placeholder replaced; what is replaced is not read again."""
    return PATTERN.sub(lambda found: values.get(found[1], found[0]), text)


def _unknown_message(found: Iterable[str], names: Iterable[str]) -> str:
    shown = ", ".join(f"{{{name}}}" for name in found)
    known = ", ".join(f"{{{name}}}" for name in names)
    return _("%(unknown)s stands for nothing. These may be used: %(known)s.") % {
        "unknown": shown,
        "known": known,
    }
