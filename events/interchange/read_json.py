"""schedule.json as plain values. What cannot be kept in the records at all is found here, wherever it stands."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from events.interchange.findings import Findings

DEEPEST = 40


class Object(dict[str, Any]):
    """An object of the file, with the names that stand in it more than once."""

    repeated: tuple[str, ...] = ()


def read_json(content: bytes, findings: Findings) -> dict[str, Any]:
    """The whole file; empty with a mistake when it is no JSON."""
    try:
        tree = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        findings.wrong("$", "", "", _("a file in UTF-8"))
    except json.JSONDecodeError as exc:
        where = _("line %(line)d, column %(column)d") % {"line": exc.lineno, "column": exc.colno}
        findings.wrong(where, "", "", _("JSON without errors"))
    except (ValueError, RecursionError):
        findings.wrong("$", "", "", _("JSON without errors"))
    else:
        if isinstance(tree, dict):
            demand_storable(tree, "$", findings)
            return tree
        findings.wrong("$", "", tree, _("a group of fields"))
    return {}


def demand_storable(value: Any, path: str, findings: Findings, depth: int = 0) -> None:
    """No field twice in one object, no text or number that a database refuses, no bottomless nesting."""
    if depth > DEEPEST:
        findings.wrong(path, "", "", _("fewer levels within one another"))
    elif isinstance(value, dict):
        for name in getattr(value, "repeated", ()):
            findings.wrong(f"{path}['{name}']", "", name, _("each field once"))
        for name, one in value.items():
            demand_storable(name, path, findings, depth)
            demand_storable(
                one, f"{path}.{name}" if name.isidentifier() else f"{path}['{name}']", findings, depth + 1
            )
    elif isinstance(value, list):
        for number, one in enumerate(value):
            demand_storable(one, f"{path}[{number}]", findings, depth + 1)
    elif isinstance(value, str) and not _is_clean(value):
        findings.wrong(path, "", value, _("a text without control characters"))
    elif isinstance(value, float) and not math.isfinite(value):
        findings.wrong(path, "", value, _("a number"))


def _object(pairs: Sequence[tuple[str, Any]]) -> Object:
    made = Object(pairs)
    if len(made) < len(pairs):
        made.repeated = tuple(name for name, times in Counter(n for n, _v in pairs).items() if times > 1)
    return made


def _is_clean(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
