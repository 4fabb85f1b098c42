"""What the directory says of people that bears on their order of precedence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from base.dates import PartialDate
from base.languages import EN, best
from people.models import Organization, Person, Post
from people.precedence import Convention, Placed, Standing, in_order

Posts = dict[int, list[Post]]


def standings(people: Iterable[Person], *, on: dt.date | None = None) -> list[Standing]:
    """Of people in the order given, by the highest of the posts that they hold on the day; one query."""
    given = list(people)
    posts = posts_of(person.pk for person in given)
    return [
        _standing(person, highest(held_on(posts.get(person.pk, []), on)), position)
        for position, person in enumerate(given)
    ]


def posts_of(people: Iterable[int]) -> Posts:
    """Every post of these people, by person."""
    found: Posts = {}
    for post in Post.objects.filter(person__in=list(people)).select_related("organization"):
        found.setdefault(post.person_id, []).append(post)
    return found


def held_on(posts: Iterable[Post], day: dt.date | None) -> list[Post]:
    """Those not known to have begun later or ended earlier; without a day those not known to have ended."""
    return [post for post in posts if _held(post.since, post.until, day)]


def highest(posts: Iterable[Post]) -> Post | None:
    """The post of the highest rank; the first mentioned among equals, or where none has a rank."""
    return min(posts, key=lambda post: (post.rank is None, post.rank or 0), default=None)


def named(organization: Organization | None) -> str:
    """Its name in English where it has one, so that the order is the same for every reader."""
    return (best(organization, "name", EN)[0] or organization.native_name) if organization else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Those of one label, such as a role, in order; `stands`: they stand in this order already."""

    label: str
    placed: list[Placed]
    stands: bool

    @property
    def uids(self) -> list[UUID]:
        """The records in this order; the keys of their standings are their uids."""
        return [UUID(one.standing.key) for one in self.placed]


def in_sections(labelled: Iterable[tuple[str, Standing]], convention: Convention) -> list[Section]:
    """Each label's own order, the labels in the order in which they occur."""
    found: dict[str, list[Standing]] = {}
    for label, standing in labelled:
        found.setdefault(label, []).append(standing)
    return [_section(label, standings, convention) for label, standings in found.items()]


def _section(label: str, standings: list[Standing], convention: Convention) -> Section:
    placed = in_order(standings, convention)
    return Section(label, placed, [one.standing for one in placed] == standings)


def _held(since: PartialDate | None, until: PartialDate | None, day: dt.date | None) -> bool:
    if day is None:
        return until is None
    begun = since is None or since.year is None or str(since) <= str(day)
    last = until.last_day if until else None
    return begun and (last is None or last >= day)


def _standing(person: Person, post: Post | None, position: int) -> Standing:
    return Standing(
        key=str(person.uid),
        name=str(person),
        sort_name=person.sort_name,
        rank=post.rank if post else None,
        notified_on=None,
        country=str(person.country or ""),
        organization=named(post.organization if post else None),
        host=False,
        position=position,
    )
