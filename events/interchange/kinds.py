"""The types of entries that frab and pretalx name, as kinds of agenda items; both stay open to others."""

from __future__ import annotations

from base.search import fold
from events.models import AgendaItem, ItemKind

KINDS: dict[str, ItemKind] = {
    "lecture": ItemKind.LECTURE, "talk": ItemKind.LECTURE, "keynote": ItemKind.LECTURE, "lightning_talk": ItemKind.LECTURE,
    "lightning talk": ItemKind.LECTURE, "vortrag": ItemKind.LECTURE, "palestra": ItemKind.LECTURE, "charla": ItemKind.LECTURE,
    "workshop": ItemKind.SESSION, "hands-on": ItemKind.SESSION, "tutorial": ItemKind.SESSION, "session": ItemKind.SESSION,
    "meeting": ItemKind.SESSION, "poster": ItemKind.SESSION, "panel": ItemKind.PANEL, "discussion": ItemKind.PANEL,
    "podium": ItemKind.PANEL, "speech": ItemKind.SPEECH, "opening": ItemKind.OPENING, "closing": ItemKind.CLOSING,
    "exhibition": ItemKind.EXHIBITION, "break": ItemKind.BREAK, "lunch": ItemKind.MEAL, "dinner": ItemKind.MEAL,
}  # fmt: skip


def kind_of(type_: str) -> ItemKind:
    """The kind nearest to a stated type: “Talk” is a lecture, what nobody knows is other."""
    plain = fold(type_).strip()
    if plain in ItemKind.values:
        return ItemKind(plain)
    return KINDS.get(plain, ItemKind.OTHER)


def type_of(item: AgendaItem) -> str:
    """The type that was stated, as long as the item is still of the kind that followed from it."""
    stated: str = item.interchange.get("type") or ""
    return stated if kind_of(stated) == item.kind and "type" in item.interchange else str(item.kind)
