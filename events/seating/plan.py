"""From occupants and settings to a plan: choose the frame, give the places, measure, explain."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from events.seating.assigning import Assignment, assign
from events.seating.frames import Extents, Frame, Place, Spot
from events.seating.halls import photo, rostrum, rows_of_seats, signing
from events.seating.tables import MARGIN, bilateral, long, rounds, u_shape
from events.seating.types import Furniture, Interpreters, Layout, Occupant, Plan, Seat, Settings, Task
from events.seating.words import because

Build = Callable[[int, Sequence[Occupant], Settings], Frame]
FRAMES: dict[str, Build] = {
    Layout.BILATERAL: bilateral,
    Layout.LONG: long,
    Layout.U_SHAPE: u_shape,
    Layout.ROSTRUM: rostrum,
    Layout.ROUND: rounds,
    Layout.CLASSROOM: rows_of_seats,
    Layout.THEATRE: rows_of_seats,
    Layout.PHOTO: photo,
    Layout.SIGNING: signing,
}
MOST = 4000
"""Places; so many are tried for a seat that was pinned in another layout before it is given up."""


def layout(occupants: Iterable[Occupant], settings: Settings) -> Plan:
    """Each occupant once, in order; principals first, pinned ones where they are pinned. Fixed for the same input."""
    crew = sorted(occupants, key=lambda one: (not one.principal, one.order, one.key))
    if not crew:
        return Plan([], [], 0.0, 0.0)
    made, behind, lost = _assigned(crew, settings)
    extents = made.extents()
    spots = {p.label: made.frame.locate(p, extents) for p in _kept(made, extents)}
    seats = [
        _seat(place, number, spots[place.label], made, settings)
        for number, place in enumerate(_kept(made, extents), start=1)
    ]
    seats += _behind(seats, behind, settings)
    return _measured(seats, list(made.frame.furnish(extents)), tuple(sorted(lost)))


def _assigned(crew: list[Occupant], settings: Settings) -> tuple[Assignment, list[Occupant], set[str]]:
    """With the smallest frame that has room for all, and for interpreters beside their principals."""
    build = FRAMES[settings.layout]
    probe = build(len(crew), crew, settings)
    behind = _standing_behind(crew, probe, settings)
    aside = {one.key for one in behind}
    seated = [one for one in crew if one.key not in aside]
    wanted = {one.pinned for one in seated if one.pinned}
    size, gone = _size_for(wanted, seated, settings, build)
    while True:
        frame = build(size, seated, settings)
        if made := assign(frame, seated):
            return made, behind, {one.key for one in seated if one.pinned in gone}
        size += 1 if frame.closed else len(seated)


def _size_for(
    wanted: set[str], crew: Sequence[Occupant], settings: Settings, build: Build
) -> tuple[int, set[str]]:
    """How many places to offer so that every pinned seat is among them, and the labels that no size has."""
    size = len(crew)
    labels = {place.label for place in build(size, crew, settings).places}
    sought = size
    while wanted - labels and sought < _most(wanted, size):
        sought = sought + 1 if sought < 2 * size else 2 * sought
        labels = {place.label for place in build(sought, crew, settings).places}
    gone = wanted - labels
    return (size if gone == wanted else sought), gone


def _most(wanted: set[str], size: int) -> int:
    """No label bears a greater number than its frame has places, unless it is of rows: then their product has."""
    numbers = [[int(part) for part in re.findall(r"\d+", label)[:2]] for label in wanted]
    return min(MOST, max(math.prod(max(part, 1) for part in found) for found in numbers if found) * 20 + size if any(numbers) else size)  # fmt: skip


def _standing_behind(crew: list[Occupant], frame: Frame, settings: Settings) -> list[Occupant]:
    """Interpreters who get a chair behind their principal: if that is chosen, there is room, and they are not pinned."""
    if settings.interpreters != Interpreters.BEHIND:
        return []
    heads = {one.key: one for one in crew if not one.beside}
    return [
        one
        for one in crew
        if one.beside in heads and not one.pinned and frame.group_of(heads[one.beside]) in frame.behind
    ]


def _kept(made: Assignment, extents: Extents) -> list[Place]:
    """Places that are taken, and free ones between them."""
    return [
        place
        for place in made.frame.places
        if place.line in extents and extents[place.line][0] <= place.index <= extents[place.line][1]
    ]


def _seat(place: Place, number: int, spot: Spot, made: Assignment, settings: Settings) -> Seat:
    one = made.seated.get(place.label)
    angle = round(spot.angle, 1)
    if one is None:
        return Seat(spot.x, spot.y, angle, place.label, number, because(place, None, made, settings), standing=place.standing)  # fmt: skip
    return Seat(
        spot.x, spot.y, angle, place.label, number, because(place, one, made, settings), one.key, one.side,
        place.standing or one.task == Task.ASSISTANT, one.pinned == place.label,
    )  # fmt: skip


def _behind(seats: list[Seat], behind: list[Occupant], settings: Settings) -> list[Seat]:
    """A chair behind the principal's for each, one behind the other."""
    found: list[Seat] = []
    principals = {seat.key: seat for seat in seats if seat.key}
    for one in behind:
        ahead = principals[one.beside]
        nth = sum(1 for seat in found if seat.label.startswith(f"{ahead.label}+")) + 1
        away = 0.35 + 0.65 * nth
        turn = math.radians(ahead.angle)
        found.append(
            replace(
                ahead, x=ahead.x - away * math.sin(turn), y=ahead.y + away * math.cos(turn), key=one.key,
                label=f"{ahead.label}+{nth}", order=len(seats) + len(found) + 1, pinned=False,
                side=one.side or ahead.side, why=because(None, one, None, settings),
            )
        )  # fmt: skip
    return found


def _measured(seats: list[Seat], furniture: list[Furniture], lost: tuple[str, ...]) -> Plan:
    """Moved so that everything lies at or right of and below the upper left corner; lengths to the centimetre."""
    left = min([seat.x - MARGIN for seat in seats] + [one.x - one.width / 2 - 0.2 for one in furniture])
    right = max([seat.x + MARGIN for seat in seats] + [one.x + one.width / 2 + 0.2 for one in furniture])
    top = min([seat.y - MARGIN for seat in seats] + [one.y - one.height / 2 - 0.2 for one in furniture])
    foot = max([seat.y + MARGIN for seat in seats] + [one.y + one.height / 2 + 0.2 for one in furniture])
    return Plan(
        [replace(seat, x=round(seat.x - left, 2), y=round(seat.y - top, 2)) for seat in seats],
        [replace(one, x=round(one.x - left, 2), y=round(one.y - top, 2)) for one in furniture],
        round(right - left, 2),
        round(foot - top, 2),
        lost,
    )
