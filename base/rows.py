"""Tables of many rows: the template of a row is rendered once, and filled for each row in plain Python.

Django's templates resolve, localize and escape each variable on its own, which is what a table of 500 rows costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

MARK = re.compile("\x00(\\w+)\x00")


def filled(
    template: str,
    names: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    shared: Mapping[str, Any] | None = None,
) -> SafeString:
    """The markup of all rows. The template writes `{{ row.NAME }}` for the names given, and has `shared` besides.

    It sees no values, so it cannot ask about them: what differs by row is a value. Values are escaped unless they are safe.
    """
    marks = {name: mark_safe(f"\x00{name}\x00") for name in names}
    parts = MARK.split(render_to_string(template, {**(shared or {}), "row": marks}))
    pattern = "".join(
        f"%({part})s" if place % 2 else part.replace("%", "%%") for place, part in enumerate(parts)
    )
    return mark_safe("".join([pattern % {name: _safe(row[name]) for name in names} for row in rows]))


def _safe(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, SafeString) else escape(str(value))
