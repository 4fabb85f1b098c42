"""Loading what came of the event: outcomes with actors and appointments, follow-ups, reported figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from agreements.models import Agreement, Appointment, FollowUp, Indicator, Outcome, OutcomeActor
from agreements.services import outcome_sets
from base.languages import texts
from events.models import Source
from people.services.moves import may_move, move
from people.services.record_sets import unsaved
from reports.dossier import results
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
    listed,
    stated,
    value_of,
    words,
)
from reports.dossier.schema import Dossier


class Results:
    """Outcomes by their local ids."""

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
        self.outcomes: dict[str, Outcome] = {}

    # --- outcomes ---------------------------------------------------------------------------------------------------
    def load_outcomes(self) -> None:
        parts = self.dossier.outcomes
        rows = Outcome.objects.filter(event__in=self.events.stored).order_by("position", "pk")
        there = list(rows.select_related("event", "item")) if parts else []
        event_of = {part.id: self.events.of(part.sub_event) for part in parts}
        found = pair_up(
            parts,
            there,
            (
                lambda part: [(event_of[part.id].pk, part.kind.value, one) for one in words(part.text)],
                lambda row: [(row.event_id, row.kind, one) for one in words(texts(row, "text"))],
            ),
        )
        wants: list[Want[Outcome]] = []
        by_event: dict[int, list[Want[Outcome]]] = defaultdict(list)
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            steps: Steps = ("outcomes", number)
            event = event_of[part.id]
            values = self._values(part, steps)
            row = known or unsaved(
                Outcome, office=self.loading.office, event=event, kind=part.kind.value, **values
            )
            self.outcomes[part.id] = row
            label = first_of(part.text)
            wants.append(Want(steps, label, values, row, known is not None, value=part.id, extra=part))
            by_event[id(event)].append(wants[-1])
        moved = []
        for listed_here in by_event.values():
            mine = [row for row in there if row.event_id == listed_here[0].row.event_id]
            moved += put_in_order(listed_here, mine)
        bring(
            self.loading,
            "outcome",
            [*wants, *moved],
            add=outcome_sets.record_outcomes,
            amend=outcome_sets.amend_outcomes,
        )
        self._load_actors(wants)
        self._load_appointments(wants)

    def _values(self, part: results.Outcome, steps: Steps) -> dict[str, Any]:
        item = self.agenda.item(part.agenda_item, part.sub_event, (*steps, "agenda_item"))
        return {
            **columns_of(text=part.text),
            **stated(
                {
                    "fields": listed(part.fields),
                    "manner": value_of(part.manner),
                    "count": part.count,
                    "count_as_worded": part.count_as_worded,
                }
            ),
            **({"item": item} if item is not None else {}),
        }

    def _load_actors(self, wants: Sequence[Want[Outcome]]) -> None:
        bring_parts(
            self.loading,
            "outcome",
            [(want, self._actors(want)) for want in wants],
            name="actors",
            put=outcome_sets.set_actors,
            told=lambda actor: str(actor.organization or actor.person or actor.group),
            relatives=lambda actor: (actor.organization, actor.person, actor.group),
        )

    def _actors(self, want: Want[Outcome]) -> list[OutcomeActor]:
        actors = []
        for place, part in enumerate(want.extra.actors):
            group = self.participants.group(part.group)
            event = self.events.of(want.extra.sub_event)
            if group is not None and group.event is not event and group.event_id != event.pk:
                steps = (*want.steps, "actors", place, "group")
                self.loading.refuse(steps, part.group, "a group of the same event or sub-event")
                continue
            actors.append(
                OutcomeActor(
                    office=self.loading.office,
                    outcome=want.row,
                    organization=self.directory.organization(part.organization),
                    person=self.directory.person(part.person),
                    group=group,
                    part=part.part.value,
                )
            )
        return actors

    def _load_appointments(self, outcome_wants: Sequence[Want[Outcome]]) -> None:
        appointing = [want for want in outcome_wants if want.extra.appointment]
        rows = Appointment.objects.filter(outcome__in=[want.row.pk for want in appointing if want.row.pk])
        there = (
            {row.outcome_id: row for row in rows.select_related("person", "organization")}
            if appointing
            else {}
        )
        wants = []
        for want in appointing:
            part = want.extra.appointment
            values = {
                "person": self.directory.people[part.person],
                **columns_of(title=part.title),
                **stated({"since": date_of(part.since), "until": date_of(part.until)}),
                **(
                    {"organization": self.directory.organization(part.organization)}
                    if part.organization
                    else {}
                ),
            }
            known = there.get(want.row.pk)
            row = known or unsaved(Appointment, office=self.loading.office, outcome=want.row, **values)
            row.outcome = want.row
            label = ", ".join(filter(None, [str(values["person"]), first_of(part.title)]))
            wants.append(Want((*want.steps, "appointment"), label, values, row, known is not None))
        bring(
            self.loading,
            "appointment",
            wants,
            add=outcome_sets.record_appointments,
            amend=outcome_sets.amend_appointments,
        )

    # --- what follows -----------------------------------------------------------------------------------------------
    def load_follow_ups(self, agreements: dict[str, Agreement]) -> None:
        parts = self.dossier.follow_ups
        events = self.events.stored
        of_them = Q(event__in=events) | Q(outcome__event__in=events) | Q(agreement__event__in=events)
        rows = FollowUp.objects.filter(of_them).order_by("pk").select_related("lead", "responsible", "owner")
        there = list(rows) if parts else []
        causes = [self._cause(part, number, agreements) for number, part in enumerate(parts)]
        stated_here = list(zip(parts, causes, strict=True))
        found = pair_up(
            stated_here,
            there,
            (
                lambda one: [(_cause_key(one[1]), wording) for wording in words(one[0].text)],
                lambda row: [(_cause_of(row), wording) for wording in words(texts(row, "text"))],
            ),
        )
        wants = []
        for number, ((part, cause), known) in enumerate(zip(stated_here, found, strict=True)):
            values = {
                **columns_of(text=part.text),
                **stated({"due_on": date_of(part.due_on)}),
                **({"lead": self.directory.organization(part.lead)} if part.lead else {}),
                **({"responsible": self.directory.person(part.responsible)} if part.responsible else {}),
            }
            row = known or unsaved(
                FollowUp, office=self.loading.office, state=part.state.value, **cause, **values
            )
            label = first_of(part.text)
            wants.append(Want(("follow_ups", number), label, values, row, known is not None, extra=part))
        bring(
            self.loading,
            "follow-up",
            wants,
            add=outcome_sets.record_follow_ups,
            amend=outcome_sets.amend_follow_ups,
        )
        for want in wants:
            self._move(want)

    def _cause(self, part: results.FollowUp, number: int, agreements: dict[str, Agreement]) -> dict[str, Any]:
        """What it follows from; an outcome or agreement says by itself to which sub-event it belongs."""
        noun, cause = "event", None  # type: tuple[str, Outcome | Agreement | None]
        if part.outcome:
            noun, cause = "outcome", self.outcomes[part.outcome]
        elif part.agreement:
            noun, cause = "agreement", agreements[part.agreement]
        if cause is None:
            return {"event": self.events.of(part.sub_event)}
        if part.sub_event and cause.event is not None and cause.event.slug != part.sub_event:
            expected = f"the sub-event of its {noun}, or null"
            self.loading.refuse(("follow_ups", number, "sub_event"), part.sub_event, expected)
        return {noun: cause}

    def _move(self, want: Want[FollowUp]) -> None:
        to, row = want.extra.state.value, want.row
        if not want.is_known or "state" not in want.extra.model_fields_set or row.state == to:
            return
        before = row.state
        if not may_move(row, to):
            self.loading.refuse((*want.steps, "state"), to, states_after(row))
            return
        move([row], to=to, **self.loading.who_when)
        note(self.loading, "follow-up", want, {"state": (before, to)})

    # --- reported figures -------------------------------------------------------------------------------------------
    def load_indicators(self, sources: dict[str, Source]) -> None:
        parts = self.dossier.indicators
        event = self.events.event
        rows = Indicator.objects.filter(event=event.pk).order_by("position", "pk")
        there = list(rows.select_related("subject", "source")) if parts else []
        found = pair_up(parts, there, (self._indicator_keys, _indicator_row_keys))
        wants = []
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            values = {
                **columns_of(name=part.name, unit=part.unit),
                "value": part.value,
                **stated({"as_of": date_of(part.as_of)}),
                **({"subject": self.directory.organization(part.subject)} if part.subject else {}),
                **({"source": sources[part.source]} if part.source else {}),
            }
            row = known or unsaved(Indicator, office=self.loading.office, event=event, **values)
            label = first_of(part.name)
            wants.append(Want(("indicators", number), label, values, row, known is not None))
        moved = put_in_order(wants, there)
        bring(
            self.loading,
            "indicator",
            [*wants, *moved],
            add=outcome_sets.report_figures,
            amend=outcome_sets.amend_figures,
        )

    def _indicator_keys(self, part: results.Indicator) -> list[Any]:
        """A figure as of another day, or of another body, is another figure."""
        subject = self.directory.organization(part.subject)
        return [(one, subject and subject.pk, date_of(part.as_of)) for one in words(part.name)]


def _indicator_row_keys(row: Indicator) -> list[Any]:
    return [(one, row.subject_id, row.as_of) for one in words(texts(row, "name"))]


def _cause_key(cause: dict[str, Any]) -> tuple[str, Any]:
    ((noun, record),) = cause.items()
    return noun, record.pk


def _cause_of(row: FollowUp) -> tuple[str, Any]:
    if row.outcome_id:
        return "outcome", row.outcome_id
    return ("agreement", row.agreement_id) if row.agreement_id else ("event", row.event_id)
