"""Loading posts: those of the people's own records, and those that registrations state besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from base.languages import texts
from people.models import Post
from people.services import directory_sets
from people.services.record_sets import unsaved
from reports.dossier import who
from reports.dossier.bringing import Want, bring, pair_up, put_in_order
from reports.dossier.load_directory import Directory
from reports.dossier.loading import Loading, Steps, columns_of, date_of, first_of, stated, words
from reports.dossier.schema import Dossier


@dataclass(slots=True)
class Holding:
    """One post of one person, wherever the dossier states it; several statements of it are one."""

    person: str
    part: who.Post
    steps: Steps
    values: dict[str, Any]
    key: tuple[Any, Any]
    """The person and the organization, by the keys of their records."""


class Posts:
    """The posts that the dossier states, by where it states them, and those of each person's own record."""

    def __init__(self, dossier: Dossier, loading: Loading, directory: Directory) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.at: dict[Steps, Post] = {}
        self.of_person: dict[str, list[Post]] = defaultdict(list)

    def load(self) -> None:
        holdings: dict[Any, Holding] = {}
        places: list[tuple[Steps, Any]] = []
        for local_id, part, steps in self._stated():
            identity = (local_id, part.organization, tuple(words(part.title)), tuple(words(part.department)))
            values = self._values(part)
            if identity in holdings:
                holdings[identity].values = {**values, **holdings[identity].values}
            else:
                person, organization = self.directory.people[local_id], values["organization"]
                key = (person.pk or id(person), organization and (organization.pk or id(organization)))
                holdings[identity] = Holding(local_id, part, steps, values, key)
            places.append((steps, identity))
        rows = dict(zip(holdings, self._bring(list(holdings.values())), strict=True))
        for steps, identity in places:
            self.at[steps] = rows[identity]
            if steps[0] == "people":
                self.of_person[identity[0]].append(rows[identity])

    def _stated(self) -> Iterator[tuple[str, who.Post, Steps]]:
        for number, person in enumerate(self.dossier.people):
            for place, post in enumerate(person.posts):
                yield person.id, post, ("people", number, "posts", place)
        for number, registration in enumerate(self.dossier.registrations):
            for place, post in enumerate(registration.posts or ()):
                if registration.person:
                    yield registration.person, post, ("registrations", number, "posts", place)

    def _values(self, part: who.Post) -> dict[str, Any]:
        return {
            "organization": self.directory.organization(part.organization),
            **columns_of(title=part.title, department=part.department),
            **stated({"rank": part.rank, "since": date_of(part.since), "until": date_of(part.until)}),
        }

    def _bring(self, holdings: list[Holding]) -> list[Post]:
        people = self.directory.people
        held = {
            local_id: list(person.posts.all()) if person.pk in self.directory.known_people else []
            for local_id, person in people.items()
        }
        every = [post for posts in held.values() for post in posts]
        found = pair_up(holdings, every, (_narrow, _narrow_of_row), (_wide, _wide_of_row))
        wants: list[Want[Post]] = []
        by_person: dict[str, list[Want[Post]]] = defaultdict(list)
        for holding, known in zip(holdings, found, strict=True):
            person = people[holding.person]
            row = known or unsaved(Post, office=self.loading.office, person=person, **holding.values)
            label = ", ".join(filter(None, [str(person), first_of(holding.part.title)]))
            want = Want(holding.steps, label, holding.values, row, known is not None)
            wants.append(want)
            by_person[holding.person].append(want)
        moved = [want for person, listed in by_person.items() for want in put_in_order(listed, held[person])]
        add, amend = directory_sets.add_posts, directory_sets.amend_posts
        bring(self.loading, "post", [*wants, *moved], add=add, amend=amend)
        return [want.row for want in wants]


def _wide(holding: Holding) -> Iterator[Any]:
    yield from ((*holding.key, title) for title in _or_none(words(holding.part.title)))


def _narrow(holding: Holding) -> Iterator[Any]:
    departments = _or_none(words(holding.part.department))
    yield from ((*key, department) for key in _wide(holding) for department in departments)


def _wide_of_row(post: Post) -> Iterator[Any]:
    for title in _or_none(words(texts(post, "title"))):
        yield (post.person_id, post.organization_id, title)


def _narrow_of_row(post: Post) -> Iterator[Any]:
    departments = _or_none(words(texts(post, "department")))
    yield from ((*key, department) for key in _wide_of_row(post) for department in departments)


def _or_none(found: Iterator[Any]) -> list[Any]:
    """What is not stated is a key of its own."""
    return list(found) or [None]
