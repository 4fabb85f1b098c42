"""The people's half of collecting: registrations, people with their posts, groups, organizations."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch

from base.languages import texts
from events.models import Event, EventBody, Group, Registration
from events.states import RegistrationState
from people.models import Organization, OrganizationLink, Person, Post
from reports.dossier.naming import Names

UNTOLD = ("uid", "version", "created_at", "updated_at")
"""Columns of every record that a dossier does not tell: reading them for thousands of rows takes its time."""
LEFT_OUT = (RegistrationState.CANCELLED, RegistrationState.DECLINED, RegistrationState.SUBSTITUTED)


class Who:
    """Collects whoever is referred to; parts ask for local ids, and whatever was asked for is told at the end."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.organization_names = Names("organization")
        self.person_names = Names("person")
        self.group_names = Names("group")
        self._people: dict[int, Person] = {}
        self._organizations: dict[int, Organization] = {}
        self._groups: dict[int, Group] = {}

    # --- references -----------------------------------------------------------------------------------------------
    def organization(self, organization: Organization | None) -> str | None:
        if organization is None:
            return None
        self._organizations[organization.pk] = organization
        return self.organization_names.give(
            organization.pk, organization.short_name or (organization.all_names or [""])[0]
        )

    def person(self, person: Person | None) -> str | None:
        if person is None:
            return None
        self._people.setdefault(person.pk, person)
        return self.person_names.give(person.pk, person.name)

    def group(self, group: Group | None) -> str | None:
        if group is None:
            return None
        self._groups.setdefault(group.pk, group)
        return self.group_names.give(group.pk, next(iter(texts(group, "label").values()), ""))

    # --- lists ----------------------------------------------------------------------------------------------------
    def bodies(self) -> list[dict[str, Any]]:
        rows = EventBody.objects.filter(event=self.event).select_related("organization")
        return [{"organization": self.organization(row.organization), "role": row.role} for row in rows]

    def registrations(self) -> list[dict[str, Any]]:
        rows = (
            Registration.objects.filter(event=self.event)
            .exclude(state__in=LEFT_OUT)
            .select_related("person", "group")
            .prefetch_related(
                Prefetch("posts", Post.objects.defer(*UNTOLD), to_attr="posts_then"),
                "posts_then__organization",
            )
            .defer(
                *UNTOLD, "consented_at", "confirmed_at", *(f"person__{name}" for name in (*UNTOLD, "search"))
            )
            .order_by("seq")
        )
        return [self._registration(row) for row in rows]

    def _registration(self, row: Registration) -> dict[str, Any]:
        """Organization and post as worded stand only where no posts are recorded, from which they would derive."""
        posts = [self._post(post) for post in row.posts_then]  # type: ignore[attr-defined]
        return {
            "person": self.person(row.person),
            "group": self.group(row.group),
            "role": row.role,
            "manner": row.manner or None,
            "state": row.state,
            "country": str(row.country) or None,
            "organization_name": None if posts else row.organization_name or None,
            "job_title": None if posts else row.job_title or None,
            "posts": posts or None,
        }

    def people(self) -> list[dict[str, Any]]:
        posts: dict[int, list[Post]] = defaultdict(list)
        # Prefetched, not joined: many posts are held at few organizations.
        for post in (
            Post.objects.filter(person__in=self._people).defer(*UNTOLD).prefetch_related("organization")
        ):
            posts[post.person_id].append(post)
        return [self._person(person, posts[pk]) for pk, person in self._people.items()]

    def _person(self, person: Person, posts: list[Post]) -> dict[str, Any]:
        return {
            "id": self.person(person),
            "given_name": person.given_name or None,
            "family_name": person.family_name or None,
            "native_name": person.native_name or None,
            "name_order": person.name_order,
            "honorific": person.honorific or None,
            "academic_style": person.academic_style or None,
            "aliases": person.aliases,
            "country": str(person.country) or None,
            "languages": person.languages,
            "posts": [self._post(post) for post in posts],
        }

    def _post(self, post: Post) -> dict[str, Any]:
        return {
            "organization": self.organization(post.organization),
            "title": texts(post, "title") or None,
            "department": texts(post, "department") or None,
            "rank": post.rank,
        }

    def groups(self) -> list[dict[str, Any]]:
        rows = Group.objects.filter(pk__in=self._groups).prefetch_related("organizations")
        return [
            {
                "id": self.group(row),
                "label": texts(row, "label") or {"en": row.category or "group"},
                "count": row.count,
                "count_as_worded": row.count_as_worded or None,
                "category": row.category or None,
                "rank": row.rank or None,
                "countries": [str(country) for country in row.countries],
                "regions": row.regions,
                "organizations": [
                    self.organization(organization) for organization in row.organizations.all()
                ],
                "list_complete": row.list_complete,
            }
            for row in rows
        ]

    def organizations(self) -> list[dict[str, Any]]:
        """Every organization referred to so far; groups and people must have been told before."""
        links: dict[int, list[OrganizationLink]] = defaultdict(list)
        for link in OrganizationLink.objects.filter(organization__in=self._organizations).select_related(
            "to"
        ):
            links[link.organization_id].append(link)
            self.organization(link.to)
        return [self._organization(row, links[pk]) for pk, row in self._organizations.items()]

    def _organization(self, row: Organization, links: list[OrganizationLink]) -> dict[str, Any]:
        return {
            "id": self.organization(row),
            "names": texts(row, "name") or {"und": row.native_name},
            "native_name": row.native_name or None,
            "short_name": row.short_name or None,
            "aliases": row.aliases,
            "kind": row.kind or None,
            "country": str(row.country) or None,
            "city": row.city or None,
            "links": [{"kind": link.kind, "to": self.organization(link.to)} for link in links],
        }
