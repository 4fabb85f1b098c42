"""The people's half of collecting: whoever the parts refer to, with names that hold in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from base.languages import CODES, texts
from events.models import Group
from events.services.registration_sets import wording_of
from people.models import Organization, OrganizationLink, Person, Post
from reports.dossier.collect_rows import Rows
from reports.dossier.naming import Names, date_part


class Who:
    """Parts ask for local ids; whoever was asked for is told at the end, in the order of asking.

    The posts of a person are those recorded at registrations of this event and its sub-events and at signatures; where no
    registration records any, all that are known. Links between organizations are told where both are.
    """

    def __init__(self, rows: Rows) -> None:
        people, organizations = rows.referred(Person), rows.referred(Organization)
        self.rows = rows
        self.organization_names = Names("organization")
        self.person_names = Names("person")
        self.group_names = Names("group")
        self._people = rows.people(people)
        self._post_rows: dict[int, Post] = {}
        self._posts_of: dict[int, list[Post]] = defaultdict(list)
        self._read_posts(people)
        organizations = organizations | {
            post.organization_id for post in self._told_posts() if post.organization_id
        }
        self._organizations = rows.organizations(organizations)
        self._links = rows.links(organizations)
        for post in self._told_posts():
            if post.organization_id:
                post.organization = self._organizations[post.organization_id]
        self._identifiers = rows.identifiers(people, organizations)

    def _read_posts(self, people: set[int]) -> None:
        recorded: dict[int, set[int]] = defaultdict(set)
        for registration in self.rows.registrations:
            if registration.person_id and registration.post_ids:
                recorded[registration.person_id] |= set(registration.post_ids)
        for signed in (row for rows in self.rows.parties.values() for row in rows):
            if signed["signed__person_id"] in recorded and signed["signed__post_id"]:
                recorded[signed["signed__person_id"]].add(signed["signed__post_id"])
        for post in self.rows.posts(people):
            if post.person_id not in recorded or post.pk in recorded[post.person_id]:
                self._posts_of[post.person_id].append(post)
                self._post_rows[post.pk] = post

    def _told_posts(self) -> Iterable[Post]:
        return self._post_rows.values()

    # --- references -------------------------------------------------------------------------------------------------
    def organization(self, pk: int | None) -> str | None:
        if pk is None:
            return None
        row = self._organizations[pk]
        return self.organization_names.give(pk, row.short_name or (row.all_names or [""])[0])

    def person(self, pk: int | None) -> str | None:
        return None if pk is None else self.person_names.give(pk, self._people[pk].name)

    def group(self, pk: int | None) -> str | None:
        return None if pk is None else self.group_names.of(pk)

    # --- lists ------------------------------------------------------------------------------------------------------
    def name_groups(self, rows: Sequence[Group]) -> None:
        for row in rows:
            self.group_names.give(row.pk, next(iter(texts(row, "label").values()), ""))

    def groups(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        return [
            {
                "sub_event": self.rows.slug_of[row.event_id],
                "id": self.group(row.pk),
                "label": texts(row, "label"),
                "count": row.count,
                "count_as_worded": row.count_as_worded or None,
                "category": row.category or None,
                "rank": row.rank or None,
                "countries": [str(country) for country in row.countries],
                "regions": row.regions,
                "organizations": [self.organization(pk) for pk in row.organization_ids],
                "list_complete": row.list_complete,
            }
            for row in rows
        ]

    def registration(self, row: Any) -> dict[str, Any]:
        """What follows from the person and the posts is not repeated."""
        person = self._people.get(row.person_id or 0)
        posts = [post for post in self._posts_of[row.person_id or 0] if post.pk in row.post_ids]
        own = person is not None and len(posts) == len(self._posts_of[person.pk])
        wordings = [wording_of(posts, code) for code in CODES] if posts else []
        derived_names, derived_titles = (
            {name for name, _title in wordings},
            {title for _name, title in wordings},
        )
        country = str(row.country)
        return {
            "sub_event": self.rows.slug_of[row.event_id],
            "person": self.person(row.person_id),
            "group": self.group(row.group_id),
            "role": row.role,
            "manner": row.manner or None,
            "state": row.state,
            "country": None if person and country == str(person.country) else country or None,
            "organization_name": None
            if row.organization_name in derived_names
            else row.organization_name or None,
            "job_title": None if row.job_title in derived_titles else row.job_title or None,
            "posts": None if own or person is None else [self._post(post) for post in posts],
        }

    def people(self) -> list[dict[str, Any]]:
        """The parts must have been told before."""
        for pk in self.rows.people_named:
            self.person(pk)
        return [self._person(row) for row in self.told(Person)]

    def _person(self, row: Person) -> dict[str, Any]:
        return {
            "identifiers": self._identifiers.get(("person", row.pk), {}),
            "id": self.person(row.pk),
            "given_name": row.given_name or None,
            "family_name": row.family_name or None,
            "native_name": row.native_name or None,
            "name_order": row.name_order,
            "honorific": row.honorific or None,
            "academic_style": row.academic_style or None,
            "aliases": row.aliases,
            "country": str(row.country) or None,
            "languages": row.languages,
            "posts": [self._post(post) for post in self._posts_of[row.pk]],
        }

    def _post(self, post: Post) -> dict[str, Any]:
        return {
            "organization": self.organization(post.organization_id),
            "title": texts(post, "title") or None,
            "department": texts(post, "department") or None,
            "rank": post.rank,
            "since": date_part(post.since),
            "until": date_part(post.until),
        }

    def organizations(self) -> list[dict[str, Any]]:
        """Everybody else must have been told before."""
        for pk in self.rows.organizations_named:
            self.organization(pk)
        return [self._organization(row) for row in self.told(Organization)]

    def _organization(self, row: Organization) -> dict[str, Any]:
        links: list[OrganizationLink] = self._links[row.pk]
        return {
            "identifiers": self._identifiers.get(("organization", row.pk), {}),
            "id": self.organization(row.pk),
            "names": texts(row, "name") or {"und": row.native_name or row.short_name or str(row.uid)},
            "native_name": row.native_name or None,
            "short_name": row.short_name or None,
            "aliases": row.aliases,
            "kind": row.kind or None,
            "country": str(row.country) or None,
            "city": row.city or None,
            "sector": row.sector or None,
            "mandate": texts(row, "mandate") or None,
            "policies": row.policies,
            "links": [{"kind": link.kind, "to": self.organization(link.to_id)} for link in links],
        }

    def told(self, model: type[Person] | type[Organization]) -> list[Any]:
        """The people, or organizations, in the order in which they are told."""
        if model is Person:
            return [self._people[pk] for pk in self.person_names.by_record]
        return [self._organizations[pk] for pk in self.organization_names.by_record]
