"""Loading the people's half: organizations, people with their posts, groups, registrations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Conflict
from base.languages import CODES, texts
from events.models import Event, Group, Registration
from events.services import groups, registration, registration_moves
from people.models import Organization, OrganizationLink, Person, Post
from people.services import directory
from reports.dossier import who
from reports.dossier.atoms import json_path
from reports.dossier.check import Mistake
from reports.dossier.loading import Loading, columns_of, same, stated
from reports.dossier.recognize import AmbiguousNameError, Directory, names_of_stated
from reports.dossier.schema import Dossier

SILENT_MOVES: dict[str, Callable[..., Any]] = {
    "confirmed": partial(registration_moves.confirm, notify=False),
    "waitlisted": partial(registration_moves.put_on_waiting_list, notify=False),
    "attended": registration_moves.mark_attended,
    "absent": registration_moves.mark_absent,
    "declined": partial(registration_moves.decline, notify=False),
    "cancelled": partial(registration_moves.cancel, notify=False),
}


class People:
    """Records by the local ids of the dossier; a local id that could not be loaded is missing here and told once."""

    def __init__(self, dossier: Dossier, loading: Loading) -> None:
        self.dossier = dossier
        self.loading = loading
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.directory = Directory(loading.office, dossier.organizations, dossier.people)

    def load_directory(self) -> None:
        for number, organization in enumerate(self.dossier.organizations):
            steps = ("organizations", number)
            with self.loading.telling(*steps, value=organization.id):
                try:
                    self.organizations[organization.id] = self._organization(organization)
                except AmbiguousNameError as exc:
                    self._tell_candidates(exc, *steps, "names", value=names_of_stated(organization)[0])
        self._link_organizations()
        for number, person in enumerate(self.dossier.people):
            with self.loading.telling("people", number, value=person.id):
                try:
                    self.people[person.id] = self._person(person)
                except AmbiguousNameError as exc:
                    self._tell_candidates(exc, "people", number, value=person.full_name)

    def _tell_candidates(self, exc: AmbiguousNameError, *steps: str | int, value: str) -> None:
        expected = f"a name that only one record has; candidates: {exc}"
        self.loading.errors.append(Mistake(json_path(*steps), value, expected))

    def _organization(self, part: who.Organization) -> Organization:
        foreign = [words for code, words in part.names.root.items() if code not in CODES]
        known = self.directory.organization(part)
        aliases = list(dict.fromkeys([*(known.aliases if known else []), *part.aliases, *foreign[1:]]))
        values = stated(
            {
                **columns_of("name", part.names),
                "native_name": part.native_name or next(iter(foreign), None),
                "short_name": part.short_name,
                "aliases": aliases,
                "kind": part.kind and part.kind.value,
                "country": part.country,
                "city": part.city,
            }
        )
        if known is None:
            self.loading.created["organization"] += 1
            return directory.add_organization(office=self.loading.office, **values, **self.loading.who_when)
        self.loading.count_changes(
            "organization", directory.amend_organization(known, values, **self.loading.who_when)
        )
        return known

    def _link_organizations(self) -> None:
        wanted = [
            (part.id, link.to, link.kind.value) for part in self.dossier.organizations for link in part.links
        ]
        there = set(
            OrganizationLink.objects.filter(organization__in=self.organizations.values()).values_list(
                "organization_id", "to_id", "kind"
            )
        )
        for here, to, kind in wanted:
            one, other = self.organizations.get(here), self.organizations.get(to)
            if one and other and (one.pk, other.pk, kind) not in there:
                directory.link_organizations(organization=one, to=other, kind=kind, **self.loading.who_when)
                self.loading.created["organization link"] += 1

    def _person(self, part: who.Person) -> Person:
        at_organizations = [self.organizations.get(post.organization or "") for post in part.posts]
        known = self.directory.person(part, {row.pk for row in at_organizations if row})
        values = stated(
            {
                "given_name": part.given_name,
                "family_name": part.family_name,
                "native_name": part.native_name,
                "name_order": part.name_order.value,
                "honorific": part.honorific,
                "academic_style": part.academic_style,
                "aliases": list(dict.fromkeys([*(known.aliases if known else []), *part.aliases])),
                "languages": part.languages,
                "country": part.country,
            }
        )
        if known is None:
            self.loading.created["person"] += 1
            known = directory.add_person(office=self.loading.office, **values, **self.loading.who_when)
            held: list[Post] = []
        else:
            self.loading.count_changes(
                "person", directory.amend_person(known, values, **self.loading.who_when)
            )
            held = list(known.posts.all())
        for post in part.posts:
            self._post(known, post, held)
        return known

    def _post(self, person: Person, part: who.Post, held: list[Post]) -> Post:
        organization = self.organizations.get(part.organization or "")
        values = {
            **columns_of("title", part.title),
            **columns_of("department", part.department),
            **stated({"rank": part.rank}),
        }
        for post in held:
            if post.organization_id == (organization.pk if organization else None) and same(
                texts(post, "title"), part.title
            ):
                self.loading.count_changes(
                    "post", directory.amend_post(post, values, **self.loading.who_when)
                )
                return post
        self.loading.created["post"] += 1
        post = directory.add_post(
            person=person, organization=organization, position=len(held), **values, **self.loading.who_when
        )
        held.append(post)
        return post

    # --- of the event ---------------------------------------------------------------------------------------------
    def load_groups(self, event: Event) -> None:
        there = list(Group.objects.filter(event=event))
        for number, part in enumerate(self.dossier.groups):
            with self.loading.telling("groups", number, value=part.id):
                self.groups[part.id] = self._group(event, part, there)

    def _group(self, event: Event, part: who.Group, there: list[Group]) -> Group:
        values = stated(
            {
                **columns_of("label", part.label),
                "count": part.count,
                "count_as_worded": part.count_as_worded,
                "category": part.category,
                "rank": part.rank,
                "countries": part.countries,
                "regions": part.regions,
                "list_complete": part.list_complete,
            }
        )
        organizations = [self.organizations[key] for key in part.organizations if key in self.organizations]
        for group in there:
            if same(texts(group, "label"), part.label):
                unchanged = {
                    k: v
                    for k, v in values.items()
                    if k != "countries" or [str(country) for country in group.countries] != v
                }
                self.loading.count_changes(
                    "group", groups.amend_group(group, unchanged, **self.loading.who_when)
                )
                return group
        self.loading.created["group"] += 1
        return groups.add_group(event=event, organizations=organizations, **values, **self.loading.who_when)

    def load_registrations(self, event: Event) -> None:
        there = {
            (row.person_id, row.group_id): row for row in Registration.objects.active().filter(event=event)
        }
        for number, part in enumerate(self.dossier.registrations):
            person, group = self.people.get(part.person or ""), self.groups.get(part.group or "")
            if person is None and group is None:
                continue
            with self.loading.telling("registrations", number, value=part.person or part.group):
                known = there.get((person.pk if person else None, group.pk if group else None))
                if known is None:
                    self._register(event, part, person, group)
                elif known.state != part.state.value:
                    _move_registration(known, part.state.value, self.loading)

    def _register(
        self, event: Event, part: who.Registration, person: Person | None, group: Group | None
    ) -> None:
        common: dict[str, Any] = {
            "event": event, "state": part.state.value, "role": part.role.value, "recorded": True, **self.loading.who_when,
        }  # fmt: skip
        manner = part.manner.value if part.manner else ""
        if group is not None:
            registration.register_group(group=group, manner=manner, **common)
        elif person is not None:
            held = list(person.posts.all())
            posts = held if part.posts is None else [self._post(person, post, held) for post in part.posts]
            more = stated(
                {
                    "country": part.country,
                    "organization_name": part.organization_name,
                    "job_title": part.job_title,
                    "manner": manner,
                }
            )
            registration.add_registration(person=person, posts=posts, **more, **common)
        self.loading.created["registration"] += 1


def _move_registration(registration: Registration, to: str, loading: Loading) -> None:
    """What is written down after the fact sends no letter. Raises Conflict."""
    verb = SILENT_MOVES.get(to)
    if verb is None:
        raise Conflict(_("A registration that exists cannot become %(state)s by a dossier.") % {"state": to})
    verb([registration], **loading.who_when)
    loading.changed["registration"] += 1
