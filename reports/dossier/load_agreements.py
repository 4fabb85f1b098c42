"""Loading agreements with their parties, signatures and witnesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from agreements.models import Agreement, Party
from agreements.services import agreement_sets
from base.languages import texts
from people.models import Organization, Person, Post
from people.services.moves import may_move, move
from people.services.record_sets import unsaved
from reports.dossier import results
from reports.dossier.bringing import Want, bring, bring_parts, note, pair_up, put_in_order
from reports.dossier.load_agenda import Agenda
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events, states_after
from reports.dossier.load_posts import Posts
from reports.dossier.loading import (
    Loading,
    Steps,
    columns_of,
    date_of,
    first_of,
    listed,
    stated,
    words,
)
from reports.dossier.schema import Dossier


class Agreements:
    """Agreements by their local ids."""

    def __init__(
        self,
        dossier: Dossier,
        loading: Loading,
        directory: Directory,
        posts: Posts,
        events: Events,
        agenda: Agenda,
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.posts = posts
        self.events = events
        self.agenda = agenda
        self.agreements: dict[str, Agreement] = {}

    def load(self) -> None:
        parts = self.dossier.agreements
        there = self._there() if parts else []
        parties = {part.id: self._parties(part) for part in parts}
        found = pair_up(parts, there, (lambda part: self._keys(part, parties[part.id]), _row_keys))
        wants: list[Want[Agreement]] = []
        by_event: dict[int, list[Want[Agreement]]] = defaultdict(list)
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            steps: Steps = ("agreements", number)
            event = self.events.of(part.sub_event)
            values = self._values(part, steps)
            row = known or unsaved(
                Agreement, office=self.loading.office, event=event, state=part.state.value, **values
            )
            self.agreements[part.id] = row
            label = first_of(part.title, part.kind.value)
            wants.append(Want(steps, label, values, row, known is not None, value=part.id, extra=part))
            by_event[id(event)].append(wants[-1])
        moved = []
        for listed_here in by_event.values():
            mine = [row for row in there if row.event_id == listed_here[0].row.event_id]
            moved += put_in_order(listed_here, mine)
        self._bring([*wants, *moved], parties)
        self._sign(wants)
        self._witness(wants)
        for want in wants:
            self._move(want)

    def _there(self) -> list[Agreement]:
        rows = Agreement.objects.filter(event__in=self.events.stored).order_by("position", "-pk")
        return list(rows.select_related("event", "item").prefetch_related("parties__organization"))

    def _parties(self, part: results.Agreement) -> list[Organization]:
        return [self.directory.organizations[party.organization] for party in part.parties]

    def _keys(self, part: results.Agreement, parties: Sequence[Organization]) -> list[Any]:
        """The title; where none is stated, the same kind between the same parties."""
        event = self.events.of(part.sub_event).pk
        if part.title is not None:
            return [(event, wording) for wording in words(part.title)]
        return [(event, part.kind.value, tuple(party.pk for party in parties))]

    def _values(self, part: results.Agreement, steps: Steps) -> dict[str, Any]:
        item = self.agenda.item(part.agenda_item, part.sub_event, (*steps, "agenda_item"))
        return {
            "kind": part.kind.value,
            **columns_of(title=part.title, witnessed_by=part.witnessed_by),
            **stated(
                {
                    "signed_on": date_of(part.signed_on),
                    "effective_on": date_of(part.effective_on),
                    "expires_on": date_of(part.expires_on),
                    "languages": part.languages,
                    "fields": listed(part.fields),
                    "terms": listed(part.terms),
                }
            ),
            **({"item": item} if item is not None else {}),
        }

    def _bring(self, wants: list[Want[Agreement]], parties: dict[str, list[Organization]]) -> None:
        def between(want: Want[Agreement]) -> list[Organization]:
            """Those that the dossier states; else those that stand."""
            stated_here = parties[want.extra.id] if want.extra else []
            if stated_here or not want.is_known:
                return stated_here
            return [party.organization for party in want.row.parties.all()]

        differing = {
            id(want)
            for want in wants
            if want.is_known
            and [one.pk for one in between(want)] != [one.organization_id for one in want.row.parties.all()]
        }
        bring(
            self.loading,
            "agreement",
            wants,
            add=agreement_sets.record_agreements,
            amend=agreement_sets.amend_agreements,
            entry=lambda want: (want.row, between(want)),
            pair=lambda want, changes: (want.row, changes, between(want)),
            also=lambda want: id(want) in differing,
        )
        for want in wants:
            if id(want) in differing:
                present = [str(party.organization) for party in want.row.parties.all()]
                note(
                    self.loading,
                    "agreement",
                    want,
                    {"parties": (present, [str(one) for one in between(want)])},
                )

    def _sign(self, wants: Sequence[Want[Agreement]]) -> None:
        """In the post at the party's organization, where the dossier states one."""
        signing = [want for want in wants if not want.is_refused and _is_signed(want.extra)]
        if not signing:
            return
        rows = Party.objects.filter(agreement__in=[want.row.pk for want in signing])
        parties = {(row.agreement_id, row.organization_id): row for row in rows}
        signatures: list[tuple[Want[Any], list[tuple[Person, Post | None]]]] = []
        for want in signing:
            for place, part in enumerate(want.extra.parties):
                organization = self.directory.organizations[part.organization]
                party = parties.get((want.row.pk, organization.pk))
                if party is None or not part.signatories:
                    continue
                party.agreement = want.row
                signed = [
                    (self.directory.people[key], self._post_at(key, organization))
                    for key in dict.fromkeys(part.signatories)
                ]
                steps: Steps = (*want.steps, "parties", place)
                signatures.append((Want(steps, want.label, {}, party, want.is_known, extra=want), signed))
        bring_parts(
            self.loading,
            "agreement",
            signatures,
            name="signatories",
            put=agreement_sets.set_signatures,
            told=lambda pair: str(pair[0]),
            relatives=lambda pair: [pair[0]],
        )

    def _post_at(self, local_id: str, organization: Organization) -> Post | None:
        held = self.posts.of_person[local_id]
        return next((post for post in held if post.pk and post.organization_id == organization.pk), None)

    def _witness(self, wants: Sequence[Want[Agreement]]) -> None:
        witnesses = [
            (want, [self.directory.people[key] for key in dict.fromkeys(want.extra.witnesses or ())])
            for want in wants
        ]
        bring_parts(self.loading, "agreement", witnesses, name="witnesses", put=agreement_sets.set_witnesses)

    def _move(self, want: Want[Agreement]) -> None:
        to, row = want.extra.state.value, want.row
        if not want.is_known or "state" not in want.extra.model_fields_set or row.state == to:
            return
        before = row.state
        if not may_move(row, to):
            self.loading.refuse((*want.steps, "state"), to, states_after(row))
            return
        move([row], to=to, **self.loading.who_when)
        note(self.loading, "agreement", want, {"state": (before, to)})


def _is_signed(part: results.Agreement) -> bool:
    return any(party.signatories for party in part.parties)


def _row_keys(row: Agreement) -> list[Any]:
    titles = list(words(texts(row, "title")))
    if titles:
        return [(row.event_id, wording) for wording in titles]
    return [(row.event_id, row.kind, tuple(party.organization_id for party in row.parties.all()))]
