"""Giving places to people: first those pinned by hand, then everybody in order, each with their interpreters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from events.seating.frames import Extents, Frame, Place
from events.seating.types import Occupant


@dataclass(slots=True)
class Assignment:
    """`seated`: label → occupant; `apart`: keys of interpreters for whom there was no room beside their principal;
    `present`: the keys of all.
    """

    frame: Frame
    seated: dict[str, Occupant] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)
    _at: dict[tuple[int, int], Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at = {(place.line, place.index): place for place in self.frame.places}

    def free(self, place: Place) -> bool:
        return place.label not in self.seated

    def beside(self, place: Place, wanted: int) -> list[Place] | None:
        """As many free places in an unbroken chain with this one: outwards first; None where there are not enough."""
        found: list[Place] = []
        reach = {place.outward: 1, -place.outward: 1}
        while len(found) < wanted:
            for step in (place.outward, -place.outward):
                near = self._neighbour(place, step * reach[step])
                if near and self.free(near) and near not in found and near.label != place.label:
                    found.append(near)
                    reach[step] += 1
                    break
            else:
                return None
        return found

    def nearest(self, place: Place) -> Place | None:
        free = [one for one in self.frame.places if self.free(one) and one.group == place.group]
        return min(free, key=lambda one: (one.line != place.line, abs(one.index - place.index)), default=None)

    def extents(self) -> Extents:
        """From the first to the last place of each line that is taken; whole lines where free places stay."""
        found: Extents = {}
        for place in self.frame.places:
            if self.frame.closed or not self.free(place):
                least, greatest = found.get(place.line, (place.index, place.index))
                found[place.line] = min(least, place.index), max(greatest, place.index)
        return found

    def _neighbour(self, place: Place, step: int) -> Place | None:
        index = place.index + step
        if size := self.frame.cycles.get(place.line):
            index %= size
        near = self._at.get((place.line, index))
        return near if near and near.group == place.group else None


def assign(frame: Frame, crew: Sequence[Occupant]) -> Assignment | None:
    """None when the frame has no room for somebody in order with their interpreters."""
    made = Assignment(frame, present={one.key for one in crew})
    helpers = _helpers(crew)
    labels = {place.label: place for place in frame.places}
    pinned = [one for one in crew if one.pinned in labels]
    for one in pinned:
        made.seated.setdefault(one.pinned, one)
    fixed = {one.key for one in made.seated.values()}
    for one in pinned:
        if one.key in fixed and not _escort(made, labels[one.pinned], helpers.get(one.key, []), fixed):
            return None
    waiting = [one for one in crew if one.key not in fixed and one.beside not in helpers]
    if not _flow(made, waiting, helpers, fixed):
        return None
    return made


def _helpers(crew: Iterable[Occupant]) -> dict[str, list[Occupant]]:
    """Who has somebody at their side, by key; who helps a helper, or nobody here, counts for themselves."""
    heads = {one.key for one in crew if not one.beside}
    found: dict[str, list[Occupant]] = {}
    for one in crew:
        if one.beside in heads:
            found.setdefault(one.beside, []).append(one)
    return found


def _escort(made: Assignment, place: Place, helpers: list[Occupant], fixed: set[str]) -> bool:
    """Beside somebody pinned there may be no room left: then as near as possible. False when there is none at all."""
    for helper in helpers:
        if helper.key in fixed:
            continue
        near = made.beside(place, 1)
        spot = near[0] if near else made.nearest(place)
        if spot is None:
            return False
        if not near:
            made.apart.add(helper.key)
        made.seated[spot.label] = helper
        fixed.add(helper.key)
    return True


def _flow(
    made: Assignment, waiting: list[Occupant], helpers: dict[str, list[Occupant]], fixed: set[str]
) -> bool:
    """Place by place in the order of honour; a place that lacks room beside it is left for who needs none."""
    queues: dict[str, list[Occupant]] = {}
    for one in waiting:
        queues.setdefault(made.frame.group_of(one), []).append(one)
    for group, queue in queues.items():
        free = [place for place in made.frame.places if place.group == group and made.free(place)]
        while queue:
            if not _seat_next(made, queue, free, helpers, fixed):
                return False
    return True


def _seat_next(
    made: Assignment,
    queue: list[Occupant],
    free: list[Place],
    helpers: dict[str, list[Occupant]],
    fixed: set[str],
) -> bool:
    for place in free:
        chosen = next((one for one in queue if place.prefer and one.side == place.prefer), queue[0])
        attending = [one for one in helpers.get(chosen.key, []) if one.key not in fixed]
        beside = made.beside(place, len(attending))
        if beside is None:
            continue
        made.seated[place.label] = chosen
        made.seated |= {spot.label: helper for spot, helper in zip(beside, attending, strict=True)}
        fixed.update(one.key for one in attending)
        queue.remove(chosen)
        for spot in (place, *beside):
            free.remove(spot)
        return True
    return False
