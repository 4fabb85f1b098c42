"""Every string that the code marks for translation, found without the gettext tools."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOMS = ("base", "people", "events", "delegations", "agreements", "reports", "config")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Marked = tuple[str | None, str]
"""Context and (singular) text."""


def marked_strings(root: Path) -> dict[Marked, str]:
    """Context and text → where it stands."""
    found: dict[Marked, str] = {}
    for room in ROOMS:
        for path in (root / room).rglob("*.py"):
            _read(path.read_bytes(), path.relative_to(root).as_posix(), found)
    for path in (root / "templates").rglob("*"):
        if path.suffix in {".html", ".txt", ".svg"}:
            pseudo_python = templatize(path.read_text(), origin=str(path))
            source = "\n".join(line.strip() for line in pseudo_python.splitlines())
            _read(source.encode(), path.relative_to(root).as_posix(), found)
    return found


def _read(source: bytes, name: str, found: dict[Marked, str]) -> None:
    for line, message, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        text = message[0] if isinstance(message, tuple) else message
        if text:
            found.setdefault((context, text), f"{name}:{line}")
