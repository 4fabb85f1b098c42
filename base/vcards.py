"""Contacts in: vCard 2.1, 3.0 and 4.0 as rows of texts, one for each card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import vobject
from django.utils.translation import gettext as _

from base.errors import Invalid
from base.tabular import MAX_BYTES, MAX_ROWS


def is_vcard(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \r\n\t")[:11].upper() == b"BEGIN:VCARD"


def read_cards(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """(number of the card, texts by key) with the keys family_name, given_name, full_name, honorific, aliases, email,
    phone, country, language, organization, department, title, notes.

    Raises Invalid, saying which card cannot be read.
    """
    if len(content) > MAX_BYTES:
        raise Invalid(
            _("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1024 // 1024}, field="file"
        )
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        text = content.decode("utf-8-sig")
        for number, card in enumerate(_cards(text), start=1):
            if number > MAX_ROWS:
                raise Invalid(
                    _("The file has more than %(rows)d cards. Divide it.") % {"rows": MAX_ROWS}, field="file"
                )
            rows.append((number, _row(card)))
    except UnicodeDecodeError as exc:
        raise Invalid(
            _("The text of this file cannot be read. Save it as vCard in UTF-8."), field="file"
        ) from exc
    except (
        vobject.base.VObjectError,
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
        UnicodeError,
    ) as exc:
        raise Invalid(
            _("Card %(number)d of the file cannot be read.") % {"number": len(rows) + 1}, field="file"
        ) from exc
    if not rows:
        raise Invalid(_("The file is empty."), field="file")
    return rows


def _cards(text: str) -> Iterator[Any]:
    for component in vobject.readComponents(text, ignoreUnreadable=True, allowQP=True):
        if component.name == "VCARD":
            yield component


def _row(card: Any) -> dict[str, str]:
    name = _first(card, "n")
    organization, *units = _parts(_first(card, "org")) or [""]
    found = {
        "family_name": _joined(getattr(name, "family", "")),
        "given_name": _joined(
            [_joined(getattr(name, "given", "")), _joined(getattr(name, "additional", ""))]
        ),
        "honorific": _joined(getattr(name, "prefix", "")),
        "full_name": _joined(_first(card, "fn")),
        "aliases": "; ".join(_parts(_first(card, "nickname"))),
        "email": _preferred(card, "email"),
        "phone": _preferred(card, "tel"),
        "country": _joined(getattr(_first(card, "adr"), "country", "")),
        "language": _joined(_first(card, "lang")),
        "organization": organization,
        "department": ", ".join(units),
        "title": _joined(_first(card, "title")),
        "notes": _joined(_first(card, "note")),
    }
    if found["family_name"] or found["given_name"]:
        found["full_name"] = ""
    return {key: text for key, text in found.items() if text}


def _first(card: Any, name: str) -> Any:
    lines = card.contents.get(name) or []
    return lines[0].value if lines else ""


def _preferred(card: Any, name: str) -> str:
    """The line marked as preferred, else the first."""
    lines = card.contents.get(name) or []
    marked = [
        line
        for line in lines
        if "PREF" in line.params or "pref" in map(str.lower, line.params.get("TYPE", []))
    ]
    chosen = (marked or lines)[:1]
    return str(chosen[0].value).removeprefix("tel:").removeprefix("mailto:").strip() if chosen else ""


def _parts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in (_joined(item) for item in values) if text]


def _joined(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    return " ".join(" ".join(str(text).split()) for text in texts if text)
