"""Places before anybody sits: lines of places in the order of honour.

A line has signed indices: 0 is the middle, positive indices lie to the right of who sits there. The orders follow

* the international rule of the right hand: the second to the right of the first, the third to the left, and so on
  outwards (Wood and Serres, *Diplomatic Ceremonial and Protocol*; Satow's *Diplomatic Practice*);
* the Chinese domestic rule of the rostrum (主席台座次: 前高后低, 中央高于两侧, 左高右低, as the general offices of party
  and government committees lay it down): with an odd number the first sits in the middle, the second at their left hand,
  the third at their right; with an even number the first two are in the middle, the second still at the left of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from events.seating.types import Furniture, Hand, Layout, Occupant, Settings

Extents = dict[int, tuple[int, int]]
"""Line → its least and greatest index that is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """`group`: who may sit here; `prefer`: of which side rather; `outward`: +1 or -1, where the line's nearer end is."""

    label: str
    line: int
    index: int
    group: str = ""
    prefer: str = ""
    outward: int = 1
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    y: float
    angle: float


def everybody(_occupant: Occupant) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Frame:
    """`cycles`: size of each closed line; `closed`: free places stay; `behind`: groups with room behind their chairs."""

    places: list[Place]
    locate: Callable[[Place, Extents], Spot]
    furnish: Callable[[Extents], Iterable[Furniture]]
    group_of: Callable[[Occupant], str] = everybody
    cycles: dict[int, int] = field(default_factory=dict)
    closed: bool = False
    behind: frozenset[str] = frozenset()


def arms(size: int, settings: Settings) -> Iterator[tuple[int, int, int]]:
    """Number, index and ring of `size` places from the middle outwards: 1, then one to either hand in turn."""
    for number in range(1, size + 1):
        ring = number // 2
        yield number, settings.honour * (ring if number % 2 == 0 else -ring), ring


def row(size: int, settings: Settings, *, prefix: str, line: int, group: str = "", mixed: bool = False, standing: bool = False) -> list[Place]:  # fmt: skip
    """One line filled from the middle. `mixed`: hosts and guests alternate, a host in the middle."""
    return [
        Place(
            label=f"{prefix}{number}", line=line, index=index, group=group, standing=standing,
            prefer=alternating(ring, settings) if mixed else "", outward=outward(index, settings),
        )
        for number, index, ring in arms(size, settings)
    ]  # fmt: skip


def halves(size: int, settings: Settings, *, line: int, groups: tuple[str, str], prefix: tuple[str, str] = ("A", "B"), standing: bool = False) -> list[Place]:  # fmt: skip
    """One line in two halves that meet in the middle: side A and side B, the guests at the hosts' hand of honour.

    `groups` and `prefix` are those of A and B. Indices 0 and 1 meet in the middle.
    """
    found = []
    for number in range(1, size + 1):
        for side, group, letters in zip("ab", groups, prefix, strict=True):
            right = (side == settings.guest_side) == (settings.honour > 0)
            index = number if right else 1 - number
            found.append(
                Place(f"{letters}{number}", line, index, group, outward=1 if right else -1, standing=standing)
            )
    return found


def alternating(ring: int, settings: Settings) -> str:
    """A host in the middle, guests to either hand, then hosts, and so on."""
    return settings.guest_side if ring % 2 else settings.host_side


def shift(extents: Extents, line: int) -> float:
    """By how many seats a line moves so that its first, or with an even number its first two, are in the middle."""
    least, greatest = extents.get(line, (0, 0))
    uneven = greatest + least
    return 0.0 if uneven % 2 == 0 else 0.5 if uneven > 0 else -0.5


def reach(extents: Extents, line: int) -> float:
    """The number of seats from the middle of the line to its farther end."""
    least, greatest = extents.get(line, (0, 0))
    moved = shift(extents, line)
    return max(greatest - moved, moved - least, 0.0)


def both_sides(crew: Iterable[Occupant]) -> bool:
    return {"a", "b"} <= {one.side for one in crew if not one.beside}


def outward(index: int, settings: Settings) -> int:
    """Where an interpreter sits: on the far side from the middle; that of the first at the hand that is not of honour, so
    that the second keeps the place of honour. At a bilateral table the hand is chosen."""
    if index:
        return 1 if index > 0 else -1
    if settings.layout == Layout.BILATERAL:
        return 1 if settings.hand == Hand.RIGHT else -1
    return -settings.honour
