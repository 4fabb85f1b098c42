"""Loading participants: unnamed groups and registrations of the event and its sub-events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from base.languages import texts
from events.models import Event, Group, Registration
from events.services import registration_moves, registration_sets
from events.states import ENDED_STATES
from people.models import Person, Post
from people.services.moves import may_move
from people.services.record_sets import unsaved
from reports.dossier import who
from reports.dossier.bringing import Want, bring, bring_parts, note, pair_up
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events, states_after
from reports.dossier.load_posts import Posts
from reports.dossier.loading import Loading, Steps, columns_of, first_of, stated, value_of, words
from reports.dossier.schema import Dossier

SILENT_MOVES: dict[str, Callable[..., Any]] = {
    "confirmed": partial(registration_moves.confirm, notify=False),
    "waitlisted": partial(registration_moves.put_on_waiting_list, notify=False),
    "attended": registration_moves.mark_attended,
    "absent": registration_moves.mark_absent,
    "declined": partial(registration_moves.decline, notify=False),
    "cancelled": partial(registration_moves.cancel, notify=False),
}


class Participants:
    """Groups by their local ids, and the registrations of this dossier by event and participant."""

    def __init__(
        self, dossier: Dossier, loading: Loading, directory: Directory, posts: Posts, events: Events
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.posts = posts
        self.events = events
        self.groups: dict[str, Group] = {}
        self.registered: dict[tuple[str | None, str | None, str | None], Registration] = {}
        self.before: dict[tuple[Any, Any, Any], Registration] = {}

    def load(self) -> None:
        self._load_groups()
        self._load_registrations()

    def group(self, local_id: str | None) -> Group | None:
        return self.groups[local_id] if local_id else None

    def registered_before(
        self, event: Event, person: Person | None, group: Group | None
    ) -> Registration | None:
        """The registration that stood before this dossier was loaded."""
        return self.before.get((event.pk, person and person.pk, group and group.pk)) if event.pk else None

    def _load_groups(self) -> None:
        parts = self.dossier.groups
        there = list(Group.objects.filter(event__in=self.events.stored).order_by("pk")) if parts else []
        found = pair_up(
            parts,
            there,
            (lambda part: self._group_keys(part, part.count), lambda row: _group_row_keys(row, row.count)),
            (lambda part: self._group_keys(part, None), lambda row: _group_row_keys(row, None)),
        )
        wants = []
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            values = values_of_group(part)
            event = self.events.of(part.sub_event)
            row = known or unsaved(Group, office=self.loading.office, event=event, **values)
            self.groups[part.id] = row
            steps: Steps = ("groups", number)
            wants.append(Want(steps, first_of(part.label), values, row, known is not None, value=part.id))
        bring(
            self.loading,
            "group",
            wants,
            add=registration_sets.add_groups,
            amend=registration_sets.amend_groups,
        )
        bodies = [[self.directory.organizations[key] for key in part.organizations] for part in parts]
        bring_parts(
            self.loading,
            "group",
            list(zip(wants, bodies, strict=True)),
            name="organizations",
            put=registration_sets.set_organizations,
        )

    def _group_keys(self, part: who.Group, count: int | None) -> list[Any]:
        event = self.events.of(part.sub_event)
        return [(event.pk, count, wording) for wording in words(part.label)]

    def _load_registrations(self) -> None:
        parts = self.dossier.registrations
        if parts or self.dossier.delegations:
            self.before = self._known_registrations()
        wants: list[Want[Registration]] = []
        for number, part in enumerate(parts):
            steps: Steps = ("registrations", number)
            key = (part.sub_event, part.person, part.group)
            if self._is_misplaced(part, steps):
                continue
            if key in self.registered:
                self.loading.refuse(steps, part.person or part.group, "each participant once in each event")
                continue
            want = self._want(part, steps)
            self.registered[key] = want.row
            wants.append(want)
        bring(
            self.loading,
            "registration",
            wants,
            add=registration_sets.record_registrations,
            amend=registration_sets.amend_registrations,
            entry=lambda want: (want.row, self._posts_then(want)),
        )
        restated = [want for want in wants if want.is_known and want.extra.posts]
        bring_parts(
            self.loading,
            "registration",
            [(want, self._posts_then(want)) for want in restated],
            name="posts",
            put=registration_sets.set_posts,
        )
        self._move([want for want in wants if want.is_known])

    def _known_registrations(self) -> dict[tuple[Any, Any, Any], Registration]:
        """By event and participant; who registered again after withdrawing counts with the last registration."""
        rows = Registration.objects.filter(event__in=self.events.stored).order_by("seq")
        found: dict[tuple[Any, Any, Any], Registration] = {}
        for row in rows.defer("note").select_related("group"):
            row.event = next(event for event in self.events.stored if event.pk == row.event_id)
            key = (row.event_id, row.person_id, row.group_id)
            if key not in found or found[key].state in ENDED_STATES:
                found[key] = row
        return found

    def _is_misplaced(self, part: who.Registration, steps: Steps) -> bool:
        group = self.group(part.group)
        event = self.events.of(part.sub_event)
        if group is not None and group.event is not event and group.event_id != event.pk:
            self.loading.refuse((*steps, "group"), part.group, "a group of the same event or sub-event")
            return True
        if group is not None and part.posts:
            self.loading.refuse(
                (*steps, "posts"), len(part.posts), "no posts: only a named person holds posts"
            )
            return True
        return False

    def _want(self, part: who.Registration, steps: Steps) -> Want[Registration]:
        event = self.events.of(part.sub_event)
        person, group = self.directory.person(part.person), self.group(part.group)
        values = stated(
            {
                "manner": value_of(part.manner),
                "country": part.country,
                "organization_name": part.organization_name,
                "job_title": part.job_title,
            }
        )
        row = self.registered_before(event, person, group)
        if row is not None and row.state in ENDED_STATES and part.state.value not in ENDED_STATES:
            row = None if not may_move(row, part.state.value) else row
        if row is None or "role" in part.model_fields_set:
            values["role"] = part.role.value
        is_known = row is not None
        if row is None:
            row = unsaved(
                Registration,
                office=self.loading.office,
                event=event,
                person=person,
                group=group,
                state=part.state.value,
                **values,
            )
        label = str(person or group)
        return Want(steps, label, values, row, is_known, value=part.person or part.group, extra=part)

    def _posts_then(self, want: Want[Registration]) -> list[Post]:
        """Those that the registration states; else those of the person's own record. One that was refused is told already."""
        part = want.extra
        if not part.person:
            return []
        if part.posts is None:
            chosen = self.posts.of_person[part.person]
        else:
            chosen = [self.posts.at[(*want.steps, "posts", place)] for place in range(len(part.posts))]
        return list(dict.fromkeys(post for post in chosen if post.pk))

    def _move(self, wants: list[Want[Registration]]) -> None:
        moving: dict[tuple[str, int], list[Want[Registration]]] = defaultdict(list)
        for want in wants:
            to, row = want.extra.state.value, want.row
            if "state" not in want.extra.model_fields_set or row.state == to:
                continue
            if not may_move(row, to) or to not in SILENT_MOVES:
                self.loading.refuse((*want.steps, "state"), to, states_after(row))
            else:
                moving[to, row.event_id].append(want)
        for (to, _event), chosen in moving.items():
            before = {id(want): want.row.state for want in chosen}
            SILENT_MOVES[to]([want.row for want in chosen], **self.loading.who_when)
            for want in chosen:
                note(self.loading, "registration", want, {"state": (before[id(want)], to)})


def _group_row_keys(row: Group, count: int | None) -> list[Any]:
    return [(row.event_id, count, wording) for wording in words(texts(row, "label"))]


def values_of_group(part: who.Group) -> dict[str, Any]:
    return {
        **columns_of(label=part.label),
        **stated(
            {
                "count": part.count,
                "count_as_worded": part.count_as_worded,
                "category": part.category,
                "rank": part.rank,
                "countries": part.countries,
                "regions": part.regions,
                "list_complete": part.list_complete,
            }
        ),
    }
