"""The other half of collecting: agenda, outcomes, agreements, follow-ups, photographs, sources, credits."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q

from agreements.models import Agreement, FollowUp, Outcome, Party, Signature
from base.languages import texts
from events.models import AgendaItem, Credit, Event, Participation, Photo, Source
from people.models import Person
from reports.dossier.collect_who import UNTOLD, Who
from reports.dossier.naming import Names, date_part


class What:
    def __init__(self, event: Event, who: Who) -> None:
        self.event = event
        self.who = who
        self.item_names = Names("item")
        self.outcome_names = Names("outcome")
        self.agreement_names = Names("agreement")

    def agenda(self) -> list[dict[str, Any]]:
        taking_part = Participation.objects.defer(*UNTOLD).prefetch_related(
            Prefetch("person", Person.objects.defer(*UNTOLD, "search")), "group"
        )
        rows = (
            AgendaItem.objects.filter(event=self.event)
            .select_related("room__venue", "host", "track")
            .prefetch_related(Prefetch("participations", taking_part, to_attr="taking_part"))
            .defer(*UNTOLD, *(f"host__{name}" for name in (*UNTOLD, "search")))
        )
        return [self._item(row) for row in rows]

    def _item(self, row: AgendaItem) -> dict[str, Any]:
        place = texts(row, "place") or (
            {"en": f"{row.room.name}, {row.room.venue.name}"} if row.room else None
        )
        return {
            "id": self.item_names.give(row.pk, next(iter(texts(row, "title").values()), row.kind)),
            "kind": row.kind,
            "title": texts(row, "title") or None,
            "state": row.state,
            "on": date_part(row.on),
            "start_time": row.start_time,
            "end_time": row.end_time,
            "part_of_day": row.part_of_day or None,
            "track": row.track.name if row.track else None,
            "place": place,
            "host": self.who.organization(row.host),
            "gist": texts(row, "gist") or None,
            "participations": [self._participation(p) for p in row.taking_part],  # type: ignore[attr-defined]
        }

    def _participation(self, row: Participation) -> dict[str, Any]:
        return {
            "person": self.who.person(row.person),
            "group": self.who.group(row.group),
            "role": row.role,
            "manner": row.manner or None,
            "speech_title": texts(row, "speech_title") or None,
            "gist": texts(row, "gist") or None,
            "language": row.language or None,
        }

    def outcomes(self) -> list[dict[str, Any]]:
        rows = Outcome.objects.filter(event=self.event).prefetch_related(
            "actors__organization", "actors__person", "actors__group"
        )
        return [
            {
                "id": self.outcome_names.give(row.pk, row.kind),
                "kind": row.kind,
                "text": texts(row, "text") or {"en": row.get_kind_display()},
                "fields": row.fields,
                "actors": [
                    {
                        "organization": self.who.organization(actor.organization),
                        "person": self.who.person(actor.person),
                        "group": self.who.group(actor.group),
                    }
                    for actor in row.actors.all()
                ],
                "agenda_item": self.item_names.of(row.item_id),
                "manner": row.manner or None,
                "count": row.count,
                "count_as_worded": row.count_as_worded or None,
            }
            for row in rows
        ]

    def agreements(self) -> list[dict[str, Any]]:
        signatures = Prefetch("signatures", Signature.objects.select_related("person"))
        parties = Prefetch(
            "parties", Party.objects.select_related("organization").prefetch_related(signatures)
        )
        rows = Agreement.objects.filter(event=self.event).prefetch_related(parties, "witnesses")
        return [self._agreement(row) for row in rows]

    def _agreement(self, row: Agreement) -> dict[str, Any]:
        return {
            "id": self.agreement_names.give(row.pk, next(iter(texts(row, "title").values()), row.kind)),
            "kind": row.kind,
            "title": texts(row, "title") or None,
            "parties": [
                {
                    "organization": self.who.organization(party.organization),
                    "signatories": [self.who.person(s.person) for s in party.signatures.all()] or None,
                }
                for party in row.parties.all()
            ],
            "witnesses": [self.who.person(person) for person in row.witnesses.all()] or None,
            "signed_on": date_part(row.signed_on),
            "agenda_item": self.item_names.of(row.item_id),
            "state": row.state,
            "fields": row.fields,
            "terms": row.terms,
        }

    def follow_ups(self) -> list[dict[str, Any]]:
        """After outcomes and agreements: what follows from them refers to their ids."""
        rows = FollowUp.objects.filter(
            Q(event=self.event) | Q(outcome__event=self.event) | Q(agreement__event=self.event)
        ).select_related("lead", "responsible")
        return [
            {
                "text": texts(row, "text") or {"en": str(row.uid)},
                "lead": self.who.organization(row.lead),
                "responsible": self.who.person(row.responsible),
                "due_on": date_part(row.due_on),
                "state": row.state,
                "outcome": self.outcome_names.of(row.outcome_id),
                "agreement": self.agreement_names.of(row.agreement_id),
            }
            for row in rows
        ]

    def photos(self) -> list[dict[str, Any]]:
        rows = Photo.objects.filter(event=self.event).select_related("photographer")
        return [
            {
                "caption": texts(row, "caption") or None,
                "file": row.file or None,
                "photographer": self.who.person(row.photographer),
                "agenda_item": self.item_names.of(row.item_id),
            }
            for row in rows
        ]

    def sources(self) -> list[dict[str, Any]]:
        made_by = Prefetch("credits", Credit.objects.select_related("person"))
        return [
            {
                "headline": row.headline or row.publisher or row.url,
                "language": row.language or None,
                "publisher": row.publisher or None,
                "section": row.section or None,
                "published_on": date_part(row.published_on),
                "url": row.url or None,
                "quote": row.quote or None,
                "captions": row.captions,
                "credits": [self._credit(credit) for credit in row.credits.all()],
            }
            for row in Source.objects.filter(event=self.event).prefetch_related(made_by)
        ]

    def credits(self) -> list[dict[str, Any]]:
        rows = Credit.objects.filter(event=self.event, source=None).select_related("person")
        return [self._credit(row) for row in rows]

    def _credit(self, row: Credit) -> dict[str, Any]:
        return {"role": row.role, "person": self.who.person(row.person)}
