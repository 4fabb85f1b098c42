"""Loading delegations with their senders, members, interpreters and items."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from base.languages import texts
from delegations.models import Delegation, Member
from delegations.services import delegation_sets
from events.models import Registration
from people.services.moves import may_move, move
from people.services.record_sets import unsaved
from reports.dossier import delegations
from reports.dossier.bringing import Want, bring, bring_parts, note, pair_up, put_in_order
from reports.dossier.load_agenda import Agenda
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events, states_after
from reports.dossier.load_participants import Participants
from reports.dossier.loading import (
    Loading,
    Steps,
    columns_of,
    date_of,
    first_of,
    stated,
    value_of,
    words,
)
from reports.dossier.schema import Dossier


class Delegations:
    def __init__(
        self,
        dossier: Dossier,
        loading: Loading,
        directory: Directory,
        events: Events,
        participants: Participants,
        agenda: Agenda,
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.events = events
        self.participants = participants
        self.agenda = agenda

    def load(self) -> None:
        parts = self.dossier.delegations
        rows = Delegation.objects.filter(event__in=self.events.stored).order_by("position", "pk")
        there = (
            list(rows.select_related("focal_point").prefetch_related("senders__organization"))
            if parts
            else []
        )
        keys_of = {part.id: self._keys(part) for part in parts}
        found = pair_up(parts, there, (lambda part: keys_of[part.id], _row_keys))
        wants: list[Want[Delegation]] = []
        by_event: dict[int, list[Want[Delegation]]] = defaultdict(list)
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            event = self.events.of(part.sub_event)
            values = self._values(part)
            row = known or unsaved(
                Delegation, office=self.loading.office, event=event, state=part.state.value, **values
            )
            row.event = event
            label = first_of(part.name, part.id)
            steps: Steps = ("delegations", number)
            wants.append(Want(steps, label, values, row, known is not None, value=part.id, extra=part))
            by_event[id(event)].append(wants[-1])
        moved = []
        for listed in by_event.values():
            mine = [row for row in there if row.event_id == listed[0].row.event.pk]
            moved += put_in_order(listed, mine)
        self._bring([*wants, *moved])
        self._lists(wants)
        self._load_members(wants)

    def _keys(self, part: delegations.Delegation) -> list[Any]:
        """The name; where none is stated, who sends it, in which direction, from where."""
        event = self.events.of(part.sub_event).pk
        if part.name is not None:
            return [(event, wording) for wording in words(part.name)]
        senders = frozenset(self.directory.organizations[key].pk for key in part.senders)
        return [(event, senders, part.country or "", value_of(part.direction) or "")]

    def _values(self, part: delegations.Delegation) -> dict[str, Any]:
        return {
            **columns_of(name=part.name, purpose=part.purpose),
            **stated(
                {
                    "country": part.country,
                    "direction": value_of(part.direction),
                    "reception_level": part.reception_level,
                    "composition_notified_on": date_of(part.composition_notified_on),
                    "seats": part.seats,
                }
            ),
            **({"focal_point": self.directory.person(part.focal_point)} if part.focal_point else {}),
        }

    def _senders(self, want: Want[Delegation]) -> list[Any]:
        """Those that the dossier states; else those that the delegation has."""
        stated_here = want.extra.senders if want.extra else []
        if stated_here or not want.is_known:
            return [self.directory.organizations[key] for key in stated_here]
        return [sender.organization for sender in want.row.senders.all()]

    def _bring(self, wants: list[Want[Delegation]]) -> None:
        def sent_by_others(want: Want[Delegation]) -> bool:
            present = [sender.organization_id for sender in want.row.senders.all()]
            return [one.pk for one in self._senders(want)] != present

        differing = {id(want) for want in wants if want.is_known and sent_by_others(want)}
        bring(
            self.loading,
            "delegation",
            wants,
            add=delegation_sets.record_delegations,
            amend=delegation_sets.amend_delegations,
            entry=lambda want: (want.row, self._senders(want)),
            pair=lambda want, changes: (want.row, changes, self._senders(want)),
            also=lambda want: id(want) in differing,
        )
        for want in wants:
            if id(want) in differing:
                senders = [str(one) for one in self._senders(want)]
                note(self.loading, "delegation", want, {"senders": (None, senders)})
            to = want.extra.state.value if want.extra and "state" in want.extra.model_fields_set else None
            if not want.is_known or to is None or want.row.state == to:
                continue
            before = want.row.state
            if not may_move(want.row, to):
                self.loading.refuse((*want.steps, "state"), to, states_after(want.row))
                continue
            move([want.row], to=to, **self.loading.who_when)
            note(self.loading, "delegation", want, {"state": (before, to)})

    def _lists(self, wants: list[Want[Delegation]]) -> None:
        interpreters, items = [], []
        for want in wants:
            part = want.extra
            interpreters.append((want, [self.directory.people[key] for key in part.interpreters]))
            named = [
                self.agenda.item(key, part.sub_event, (*want.steps, "agenda_items", place))
                for place, key in enumerate(part.agenda_items)
            ]
            items.append((want, [item for item in named if item is not None]))
        bring_parts(
            self.loading,
            "delegation",
            interpreters,
            name="interpreters",
            put=delegation_sets.set_interpreters,
        )
        bring_parts(self.loading, "delegation", items, name="agenda_items", put=delegation_sets.set_items)

    def _load_members(self, delegation_wants: list[Want[Delegation]]) -> None:
        ids = [want.row.pk for want in delegation_wants if want.row.pk]
        members = (
            Member.objects.filter(delegation__event__in=self.events.stored) if ids else Member.objects.none()
        )
        taken = {row.registration_id: row for row in members.order_by("position", "pk")}
        wants: list[Want[Member]] = []
        for want in delegation_wants:
            mine = [row for row in taken.values() if row.delegation_id == want.row.pk]
            listed = self._members(want, taken)
            wants += [*listed, *put_in_order(listed, mine)]
        bring(
            self.loading,
            "member",
            wants,
            add=delegation_sets.record_members,
            amend=delegation_sets.amend_members,
        )

    def _members(self, want: Want[Delegation], taken: dict[int, Member]) -> list[Want[Member]]:
        listed: list[Want[Member]] = []
        seen: set[int] = set()
        for place, part in enumerate(want.extra.members):
            steps: Steps = (*want.steps, "members", place)
            registration = self._registration(want.extra.sub_event, part)
            name = part.person or part.group
            if registration is None:
                self.loading.refuse(steps, name, "somebody who is registered for the same event or sub-event")
                continue
            known = taken.get(registration.pk)
            if id(registration) in seen or (known and known.delegation_id != want.row.pk):
                self.loading.refuse(steps, name, "each participant once, in one delegation")
                continue
            seen.add(id(registration))
            values = {"role": part.role.value} if known is None or "role" in part.model_fields_set else {}
            row = known or Member(
                office=self.loading.office, delegation=want.row, registration=registration, **values
            )
            row.delegation, row.registration = want.row, registration
            label = str(self.directory.person(part.person) or self.participants.group(part.group))
            listed.append(Want(steps, label, values, row, known is not None, value=name))
            if known is None and registration.pk:
                taken[registration.pk] = row
        return listed

    def _registration(self, sub_event: str | None, part: delegations.Member) -> Registration | None:
        """Registered by this dossier, or before."""
        found = self.participants.registered.get((sub_event, part.person, part.group))
        if found is not None:
            return found
        person, group = self.directory.person(part.person), self.participants.group(part.group)
        return self.participants.registered_before(self.events.of(sub_event), person, group)


def _row_keys(row: Delegation) -> list[Any]:
    names = list(words(texts(row, "name")))
    if names:
        return [(row.event_id, wording) for wording in names]
    senders = frozenset(sender.organization_id for sender in row.senders.all())
    return [(row.event_id, senders, str(row.country), row.direction)]
