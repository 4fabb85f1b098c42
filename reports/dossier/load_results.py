"""Loading what came of the event: outcomes, agreements, follow-ups."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from agreements.models import Agreement, FollowUp, Outcome
from agreements.services import agreements, follow_ups, outcomes
from base.languages import texts
from events.models import Event
from people.models import Organization, Person, Post
from reports.dossier import results
from reports.dossier.load_what import Programme
from reports.dossier.load_who import People
from reports.dossier.loading import Loading, columns_of, date_of, listed, same, stated
from reports.dossier.schema import Dossier


class Results:
    def __init__(
        self, dossier: Dossier, loading: Loading, who: People, programme: Programme, event: Event
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.who = who
        self.items = programme.items
        self.event = event
        self.outcomes: dict[str, Outcome] = {}
        self.agreements: dict[str, Agreement] = {}

    def load(self) -> None:
        known_outcomes = list(Outcome.objects.filter(event=self.event))
        for number, outcome in enumerate(self.dossier.outcomes):
            with self.loading.telling("outcomes", number, value=outcome.id):
                self.outcomes[outcome.id] = self._outcome(outcome, known_outcomes)
        known_agreements = list(Agreement.objects.filter(event=self.event).prefetch_related("parties"))
        for number, agreement in enumerate(self.dossier.agreements):
            with self.loading.telling("agreements", number, value=agreement.id):
                self.agreements[agreement.id] = self._agreement(agreement, known_agreements)
        known_follow_ups = list(FollowUp.objects.filter(
            Q(event=self.event) | Q(outcome__event=self.event) | Q(agreement__event=self.event)
        ))  # fmt: skip
        for number, follow_up in enumerate(self.dossier.follow_ups):
            with self.loading.telling("follow_ups", number):
                self._follow_up(follow_up, known_follow_ups)

    def _outcome(self, part: results.Outcome, there: list[Outcome]) -> Outcome:
        actors = [actor for stated_actor in part.actors if (actor := self._actor(stated_actor))]
        values = {
            **columns_of("text", part.text),
            **stated(
                {
                    "item": self.items.get(part.agenda_item or ""),
                    "fields": listed(part.fields),
                    "manner": part.manner and part.manner.value,
                    "count": part.count,
                    "count_as_worded": part.count_as_worded,
                }
            ),
        }
        known = next(
            (row for row in there if row.kind == part.kind.value and same(texts(row, "text"), part.text)),
            None,
        )
        if known is None:
            self.loading.created["outcome"] += 1
            return outcomes.record_outcome(
                event=self.event, kind=part.kind.value, actors=actors, **values, **self.loading.who_when
            )
        there.remove(known)
        changed = outcomes.amend_outcome(known, values, actors=actors or None, **self.loading.who_when)
        self.loading.count_changes("outcome", changed)
        return known

    def _actor(self, part: results.Actor) -> Any:
        return (
            self.who.organizations.get(part.organization or "")
            or self.who.people.get(part.person or "")
            or self.who.groups.get(part.group or "")
        )

    def _agreement(self, part: results.Agreement, there: list[Agreement]) -> Agreement:
        parties = [
            self.who.organizations[p.organization]
            for p in part.parties
            if p.organization in self.who.organizations
        ]
        witnesses = [self.who.people[key] for key in part.witnesses or () if key in self.who.people]
        values = {
            **columns_of("title", part.title),
            **stated(
                {
                    "kind": part.kind.value,
                    "item": self.items.get(part.agenda_item or ""),
                    "signed_on": date_of(part.signed_on),
                    "fields": listed(part.fields),
                    "terms": listed(part.terms),
                }
            ),
        }
        signatories = self._signatories(part)
        known = next((row for row in there if _is_agreement(row, part, parties)), None)
        if known is None:
            self.loading.created["agreement"] += 1
            return agreements.record_agreement(
                office=self.loading.office, event=self.event, parties=parties, state=part.state.value,
                signatories=signatories, witnesses=witnesses, **values, **self.loading.who_when,
            )  # fmt: skip
        there.remove(known)
        changed = agreements.amend_agreement(
            known,
            values,
            parties=parties,
            signatories=signatories or None,
            witnesses=witnesses or None,
            **self.loading.who_when,
        )
        if known.state != part.state.value:
            agreements.move_agreement(known, to=part.state.value, **self.loading.who_when)
            changed = [*changed, "state"]
        self.loading.count_changes("agreement", changed)
        return known

    def _signatories(self, part: results.Agreement) -> dict[Organization, list[tuple[Person, Post | None]]]:
        signed = {}
        for party in part.parties:
            people = [self.who.people[key] for key in party.signatories or () if key in self.who.people]
            organization = self.who.organizations.get(party.organization)
            if people and organization:
                signed[organization] = [(person, _post_at(person, organization)) for person in people]
        return signed

    def _follow_up(self, part: results.FollowUp, there: list[FollowUp]) -> None:
        values = {
            **columns_of("text", part.text),
            **stated(
                {
                    "lead": self.who.organizations.get(part.lead or ""),
                    "responsible": self.who.people.get(part.responsible or ""),
                    "due_on": date_of(part.due_on),
                }
            ),
        }
        known = next((row for row in there if same(texts(row, "text"), part.text)), None)
        if known is None:
            cause = (
                self.outcomes.get(part.outcome or "")
                or self.agreements.get(part.agreement or "")
                or self.event
            )
            follow_ups.add_follow_up(
                cause=cause, recorded=True, state=part.state.value, **values, **self.loading.who_when
            )
            self.loading.created["follow-up"] += 1
            return
        there.remove(known)
        changed = follow_ups.amend_follow_up(known, values, **self.loading.who_when)
        if known.state != part.state.value:
            follow_ups.move_follow_up(known, to=part.state.value, **self.loading.who_when)
            changed = [*changed, "state"]
        self.loading.count_changes("follow-up", changed)


def _is_agreement(row: Agreement, part: results.Agreement, parties: list[Organization]) -> bool:
    """The same title; where none is stated, the same kind between the same parties."""
    if part.title is not None:
        return same(texts(row, "title"), part.title)
    there = [party.organization_id for party in row.parties.all()]
    return row.kind == part.kind.value and there == [party.pk for party in parties]


def _post_at(person: Person, organization: Organization) -> Post | None:
    return next((post for post in person.posts.all() if post.organization_id == organization.pk), None)
