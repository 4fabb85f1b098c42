"""Layouts around tables: bilateral, long, U-shape, round."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import zip_longest

from events.seating.frames import (
    Extents,
    Frame,
    Place,
    Spot,
    alternating,
    arms,
    both_sides,
    halves,
    outward,
    row,
)
from events.seating.types import Door, Furniture, Heads, Occupant, Settings

PITCH = 0.8
DEPTH = 1.6
OFF = 0.45
"""From the edge of a table to the middle of a chair."""
MARGIN = 0.6


def bilateral(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """Two sides face each other, the principals opposite in the middle, the others by rank to either hand.

    The guests face the door; where the door is at an end of the table, they are on the right of who comes in. The
    interpreter is at the right hand of the principal, or behind (Satow, section on conferences; 外事会谈座次: 宾主相对而坐,
    客人面向正门, 主谈人居中, 译员在主谈人右侧, 其他人按礼宾顺序左右排列).
    """
    lines = {settings.guest_side: 0, settings.host_side: 1}
    places = [
        place
        for side, line in sorted(lines.items())
        for place in row(size, settings, prefix=side.upper(), line=line, group=side)
    ]

    def locate(place: Place, extents: Extents) -> Spot:
        turned = settings.door == Door.END
        return _turned(_opposite(place.line, float(place.index))) if turned else _opposite(place.line, float(place.index))  # fmt: skip

    def group_of(one: Occupant) -> str:
        return one.side or settings.host_side

    return Frame(places, locate, partial(_long_table, settings), group_of, behind=frozenset(("a", "b")))


def long(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """Heads in the middle (the French manner) or at the ends (the English), hosts and guests mixed by rank.

    The place of honour is at the hand of honour of the first head, then of the second, then at their other hands.
    """
    return _heads_at_ends(size, settings) if settings.heads == Heads.ENDS else _heads_in_middle(size, settings)  # fmt: skip


def _heads_in_middle(size: int, settings: Settings) -> Frame:
    places = []
    other = {settings.host_side: settings.guest_side, settings.guest_side: settings.host_side}
    for number, index, ring in arms((size + 1) // 2, settings):
        host = alternating(ring, settings)
        for line, prefer in ((0, host), (1, other[host])):
            label = str(2 * number - 1 + line)
            places.append(Place(label, line, index, prefer=prefer, outward=outward(index, settings)))

    return Frame(places, lambda place, _extents: _opposite(place.line, float(place.index)), partial(_long_table, settings), behind=frozenset(("",)))  # fmt: skip


def _heads_at_ends(size: int, settings: Settings) -> Frame:
    """Chairs counted around the table from the first head towards their right."""
    sides = max(size - 2, 0)
    near, far = (sides + 1) // 2, sides // 2
    last = near + 1
    right, left = (
        [range(1, near + 1), range(last + 1, size)],
        [range(size - 1, last, -1), range(near, 0, -1)],
    )
    runs = [*right, *left] if settings.honour > 0 else [*left, *right]
    turns = [index for ring in zip_longest(*runs) for index in ring if index is not None]
    order = [0, *([last] if size > 1 else []), *dict.fromkeys(turns)]
    prefers = [settings.host_side, settings.guest_side]
    places = [
        Place(str(number), 0, index, prefer=prefers[number - 1] if number <= 2 else prefers[number % 2])
        for number, index in enumerate(order, start=1)
    ]
    length = max(near, 1) * PITCH

    def locate(place: Place, _extents: Extents) -> Spot:
        if place.index == 0:
            return Spot(-length / 2 - OFF, 0, 90)
        if place.index == last:
            return Spot(length / 2 + OFF, 0, 270)
        if place.index < last:
            return Spot((place.index - (near + 1) / 2) * PITCH, DEPTH / 2 + OFF, 0)
        return Spot(((far + 1) / 2 - (place.index - last)) * PITCH, -DEPTH / 2 - OFF, 180)

    def furnish(_extents: Extents) -> list[Furniture]:
        return [Furniture("table", 0, 0, length, DEPTH)]

    return Frame(places, locate, furnish, cycles={0: size}, closed=True)


def u_shape(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """One line bent twice: the first in the middle of its head, the others along it and down the legs.

    With two sides the principals share the middle, and each side has its leg, the guests at the hosts' hand of honour.
    """
    split = both_sides(crew)
    places = halves(size, settings, line=0, groups=("a", "b")) if split else row(size, settings, prefix="", line=0)  # fmt: skip
    wide = settings.head or (3 if len(crew) <= 13 else 5 if len(crew) <= 30 else 7)
    edge = (wide - 1) / 2 if not split else math.ceil(wide / 2) - 0.5

    def locate(place: Place, _extents: Extents) -> Spot:
        along = place.index - (0.5 if split else 0.0)
        hand = 1 if along > 0 else -1
        if abs(along) <= edge:
            return Spot(-along * PITCH, 0, 180)
        down = OFF + 0.6 + (abs(along) - edge - 1) * PITCH + 0.4
        return Spot(-hand * (edge * PITCH + 0.5 + OFF), down, 90 if hand > 0 else 270)

    def furnish(extents: Extents) -> list[Furniture]:
        least, greatest = extents.get(0, (0, 0))
        middle = 0.5 if split else 0.0
        half = edge * PITCH + 0.5
        legs = [max(end - middle, middle - end) - edge for end in (greatest, least)]
        return [
            Furniture("table", 0, OFF + 0.3, 2 * half, 0.6),
            *(
                Furniture("table", hand * (half - 0.3), OFF + 0.6 + leg * PITCH / 2, 0.6, leg * PITCH)
                for hand, leg in ((-1, legs[0]), (1, legs[1]))
                if leg > 0
            ),
        ]

    def group_of(one: Occupant) -> str:
        return (one.side or settings.host_side) if split else ""

    return Frame(places, locate, furnish, group_of)


def rounds(size: int, crew: Sequence[Occupant], settings: Settings) -> Frame:
    """Table after table; at each the first faces the door, the others at either hand in turn, hosts and guests mixed."""
    most = max(settings.per_table, 2)
    wanted = max(settings.tables, math.ceil(size / most), 1)
    per_table = min(most, max(math.ceil(size / wanted), 2))
    mixed = both_sides(crew)
    places = [
        Place(
            label=f"{table + 1}-{number}", line=table, index=index % per_table,
            prefer=alternating(ring, settings) if mixed else "", outward=outward(index, settings),
        )
        for table in range(wanted)
        for number, index, ring in arms(per_table, settings)
    ]  # fmt: skip
    radius = max(0.75, per_table * PITCH / (2 * math.pi) - OFF)
    pitch = 2 * (radius + OFF) + 1.4
    across = max(1, math.ceil(math.sqrt(wanted * 1.4)))

    def middle(table: int) -> tuple[float, float]:
        return (table % across) * pitch, (table // across) * pitch

    def locate(place: Place, _extents: Extents) -> Spot:
        turn = 2 * math.pi * place.index / per_table
        x, y = middle(place.line)
        away = radius + OFF
        return Spot(x - away * math.sin(turn), y - away * math.cos(turn), (180 - math.degrees(turn)) % 360)

    def furnish(_extents: Extents) -> Iterable[Furniture]:
        for table in range(wanted):
            yield Furniture("round", *middle(table), 2 * radius, 2 * radius, str(table + 1))

    return Frame(places, locate, furnish, cycles=dict.fromkeys(range(wanted), per_table), closed=True)


def _opposite(line: int, along: float) -> Spot:
    """Line 0 is at the top and looks down the page, line 1 faces it."""
    if line == 0:
        return Spot(-along * PITCH, -DEPTH / 2 - OFF, 180)
    return Spot(along * PITCH, DEPTH / 2 + OFF, 0)


def _turned(spot: Spot) -> Spot:
    return Spot(-spot.y, spot.x, (spot.angle + 90) % 360)


def _long_table(settings: Settings, extents: Extents) -> list[Furniture]:
    half = max((max(-least, greatest) for least, greatest in extents.values()), default=0)
    length = (2 * half + 1) * PITCH + 0.2
    turned = settings.door == Door.END
    found = [Furniture("table", 0, 0, *((DEPTH, length) if turned else (length, DEPTH)))]
    for place, code in enumerate(settings.flags):
        along = (place - (len(settings.flags) - 1) / 2) * 0.6
        x, y = (0.0, along) if turned else (along, 0.0)
        found.append(Furniture("flag", x, y, 0.5, 0.3, code))
    foot = length / 2 + MARGIN + OFF if turned else DEPTH / 2 + 2 * OFF + MARGIN + 0.3
    return [*found, Furniture("door", 0, foot, 1.2, 0.14)]
