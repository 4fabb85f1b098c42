"""Layouts that look one way: rostrum, classroom, theatre, group photo, signing table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from events.seating.frames import Extents, Frame, Place, Spot, both_sides, halves, reach, row, shift
from events.seating.types import Furniture, Layout, Occupant, Settings

PITCH = 0.8
STAGE, HALL = "stage", "hall"
TABLE, BEHIND = "table", "behind"


def rostrum(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """The first so many on the stage, facing the hall; the others in its rows, the front row and its middle first."""
    seated = [one for one in crew if not one.beside]
    on_stage = {one.key for one in seated[: settings.head or 9]}
    others = [one for one in crew if one.key not in on_stage and one.beside not in on_stage]
    width = settings.per_row or _width(len(others), 12)
    places = row(size, settings, prefix="S", line=0, group=STAGE)
    places += _rows(size, width, settings, first=1, group=HALL, prefix="")

    def locate(place: Place, extents: Extents) -> Spot:
        along = (place.index - shift(extents, place.line)) * PITCH
        if place.line == 0:
            return Spot(-along, 0, 180)
        return Spot(along, 3.0 + (place.line - 1) * 1.0, 0)

    def furnish(extents: Extents) -> Iterable[Furniture]:
        half = (reach(extents, 0) + 0.6) * PITCH
        yield Furniture("stage", 0, 0.2, 2 * half + 0.8, 2.0)
        yield Furniture("table", 0, 0.7, 2 * half, 0.5)
        yield from _flags(settings, -0.6)

    def group_of(one: Occupant) -> str:
        return STAGE if one.key in on_stage else HALL

    return Frame(places, locate, furnish, group_of, behind=frozenset((STAGE,)))


def rows_of_seats(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """Classroom (with desks) and theatre: the front row before the back, the middle before the sides."""
    desks = settings.layout == Layout.CLASSROOM
    width = settings.per_row or (
        math.ceil(len(crew) / settings.rows) if settings.rows else _width(len(crew), 8)
    )
    pitch, depth = (PITCH, 1.5) if desks else (0.7, 1.0)
    places = _rows(size, width, settings, first=0, group="", prefix="")

    def locate(place: Place, extents: Extents) -> Spot:
        return Spot((place.index - shift(extents, place.line)) * pitch, 2.0 + place.line * depth, 0)

    def furnish(extents: Extents) -> Iterable[Furniture]:
        half = max((reach(extents, line) for line in extents), default=0) + 0.5
        yield Furniture("stage", 0, 0, max(2 * half * pitch * 0.6, 2.4), 1.0)
        if desks:
            for line in extents:
                long = (2 * reach(extents, line) + 1) * pitch
                yield Furniture("desk", 0, 2.0 + line * depth - 0.55, long, 0.4)

    return Frame(places, locate, furnish)


def photo(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """Standing in rows before the camera, the first in the middle of the front row.

    With two sides the host stands in the middle, the principal guest at the host's hand of honour, then hosts and guests
    in turn (合影: 主人居中, 主宾居右, 主客双方间隔排列).
    """
    deep = settings.rows or max(1, math.ceil(len(crew) / 15))
    width = settings.per_row or math.ceil(len(crew) / deep)
    places = _rows(size, width, settings, first=0, group="", prefix="", mixed=both_sides(crew), standing=True)

    def locate(place: Place, extents: Extents) -> Spot:
        along = (place.index - shift(extents, place.line)) * 0.6
        return Spot(-along, -place.line * 0.9, 180)

    def furnish(_extents: Extents) -> Iterable[Furniture]:
        yield Furniture("camera", 0, 2.0, 0.6, 0.4)

    return Frame(places, locate, furnish)


def signing(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """Signatories sit at one table facing the hall, the guests' at the hosts' hand of honour; each assistant stands at the
    outer side of their signatory, the others stand behind on their side, the highest next to the middle
    (签字仪式: 签字桌面对正门, 主左客右, 助签人员分列外侧, 其他人按顺序站于各方签字人之后).
    """
    split = both_sides(crew)
    signing_keys = _signatories(crew, split)
    behind = [one for one in crew if one.key not in signing_keys and one.beside not in signing_keys]
    width = settings.per_row or max(4, min(2 * math.ceil(len(behind) / 2), 16))
    helpers = {one.key for one in crew if one.beside in signing_keys}
    places = _signing_places(size, width, settings, split)

    def locate(place: Place, extents: Extents) -> Spot:
        if place.line == 0:
            along = place.index - (0.5 if split else shift(extents, 0))
            return Spot(-along * 1.1, 0, 180)
        along = place.index - (0.5 if split else shift(extents, place.line))
        return Spot(-along * 0.7, -0.4 - place.line * 0.8, 180)

    def furnish(extents: Extents) -> Iterable[Furniture]:
        least, greatest = extents.get(0, (0, 1))
        half = max(abs(least - 0.5), abs(greatest - 0.5)) + 0.5
        yield Furniture("table", 0, 0.7, 2 * half * 1.1, 0.6)
        yield from _flags(settings, 0.7)

    def group_of(one: Occupant) -> str:
        at = TABLE if one.key in signing_keys or one.key in helpers else BEHIND
        return f"{at}-{one.side or settings.host_side}" if split else at

    return Frame(places, locate, furnish, group_of)


def _signing_places(size: int, width: int, settings: Settings, split: bool) -> list[Place]:
    if not split:
        table = row(size, settings, prefix="", line=0, group=TABLE)
        return table + _rows(size, width, settings, first=1, group=BEHIND, prefix="R", standing=True)
    places = halves(size, settings, line=0, groups=("table-a", "table-b"))
    half = max(width // 2, 1)
    for line in range(1, math.ceil(size / half) + 1):
        letters = f"A{line}-", f"B{line}-"
        places += halves(half, settings, line=line, groups=("behind-a", "behind-b"), prefix=letters, standing=True)  # fmt: skip
    return places


def _signatories(crew: Sequence[Occupant], split: bool) -> set[str]:
    """Those who were said to be; else the first of each side, or the first two."""
    able = [one for one in crew if not one.beside]
    if named := {one.key for one in able if one.principal}:
        return named
    if split:
        return {next(one.key for one in able if one.side == side) for side in "ab"}
    return {one.key for one in able[:2]}


def _rows(size: int, width: int, settings: Settings, *, first: int, group: str, prefix: str, mixed: bool = False, standing: bool = False) -> list[Place]:  # fmt: skip
    """Rows of one width, enough for `size`; labels are row and number in the order of honour."""
    deep = math.ceil(size / max(width, 2))
    return [
        place
        for line in range(first, first + deep)
        for place in row(
            max(width, 2), settings, prefix=f"{prefix}{line - first + 1}-", line=line, group=group,
            mixed=mixed, standing=standing,
        )
    ]  # fmt: skip


def _width(count: int, least: int) -> int:
    return max(least, math.ceil(math.sqrt(count * 1.7)))


def _flags(settings: Settings, y: float) -> Iterable[Furniture]:
    """From left to right as the hall sees them."""
    for place, code in enumerate(settings.flags):
        yield Furniture("flag", (place - (len(settings.flags) - 1) / 2) * 0.6, y, 0.5, 0.3, code)
