"""What came of the event, collected: outcomes, agreements, follow-ups, reported figures."""

from __future__ import annotations

from typing import Any

from agreements.models import Agreement, Appointment, FollowUp, Indicator, Outcome, OutcomeActor
from base.languages import texts
from reports.dossier.collect_rows import Rows
from reports.dossier.collect_what import What
from reports.dossier.naming import Names, date_part


class Came:
    """Outcomes and agreements get their local ids here; what follows from them is told after them."""

    def __init__(self, rows: Rows, what: What) -> None:
        self.rows = rows
        self.what = what
        self.who = what.who
        self.outcome_names = Names("outcome")
        self.agreement_names = Names("agreement")
        self._event_of = {("outcome", row.pk): row.event_id for row in rows.outcomes}
        self._event_of |= {("agreement", row.pk): row.event_id for row in rows.agreements}

    def outcome(self, row: Outcome) -> dict[str, Any]:
        return {
            "sub_event": self.rows.slug_of[row.event_id],
            "id": self.outcome_names.give(row.pk, row.kind),
            "kind": row.kind,
            "text": texts(row, "text") or {"en": row.kind},
            "fields": row.fields,
            "actors": [self._actor(actor) for actor in self.rows.actors[row.pk]],
            "agenda_item": self.what.item_names.of(row.item_id),
            "manner": row.manner or None,
            "count": row.count,
            "count_as_worded": row.count_as_worded or None,
            "appointment": self._appointment(getattr(row, "appointment", None)),
        }

    def _actor(self, row: OutcomeActor) -> dict[str, Any]:
        return {
            "part": row.part,
            "organization": self.who.organization(row.organization_id),
            "person": self.who.person(row.person_id),
            "group": self.who.group(row.group_id),
        }

    def _appointment(self, row: Appointment | None) -> dict[str, Any] | None:
        if row is None:
            return None
        return {
            "person": self.who.person(row.person_id),
            "organization": self.who.organization(row.organization_id),
            "title": texts(row, "title") or None,
            "since": date_part(row.since),
            "until": date_part(row.until),
        }

    def agreement(self, row: Agreement) -> dict[str, Any]:
        listed: Any = row
        title = next(iter(texts(row, "title").values()), row.kind)
        return {
            "sub_event": self.rows.slug_of[row.event_id or 0],
            "id": self.agreement_names.give(row.pk, title),
            "kind": row.kind,
            "title": texts(row, "title") or None,
            "parties": self._parties(row),
            "witnesses": [self.who.person(pk) for pk in listed.witness_ids] or None,
            "witnessed_by": texts(row, "witnessed_by") or None,
            "signed_on": date_part(row.signed_on),
            "effective_on": date_part(row.effective_on),
            "expires_on": date_part(row.expires_on),
            "languages": row.languages,
            "agenda_item": self.what.item_names.of(row.item_id),
            "state": row.state,
            "fields": row.fields,
            "terms": row.terms,
        }

    def _parties(self, row: Agreement) -> list[dict[str, Any]]:
        parties: dict[int, dict[str, Any]] = {}
        for party in self.rows.parties[row.pk]:
            organization = self.who.organization(party["organization_id"])
            told = parties.setdefault(party["pk"], {"organization": organization, "signatories": None})
            if party["signed__person_id"]:
                told["signatories"] = [
                    *(told["signatories"] or ()), self.who.person(party["signed__person_id"])
                ]  # fmt: skip
        return list(parties.values())

    def follow_up(self, row: FollowUp) -> dict[str, Any]:
        """After outcomes and agreements: what follows from them refers to their ids."""
        event = row.event_id or self._event_of.get(
            ("outcome", row.outcome_id) if row.outcome_id else ("agreement", row.agreement_id or 0)
        )
        return {
            "sub_event": self.rows.slug_of[event or 0],
            "text": texts(row, "text") or {"en": str(row.uid)},
            "lead": self.who.organization(row.lead_id),
            "responsible": self.who.person(row.responsible_id),
            "due_on": date_part(row.due_on),
            "state": row.state,
            "outcome": self.outcome_names.of(row.outcome_id),
            "agreement": self.agreement_names.of(row.agreement_id),
        }

    def indicator(self, row: Indicator) -> dict[str, Any]:
        return {
            "name": texts(row, "name") or {"en": str(row.uid)},
            "value": row.value,
            "unit": texts(row, "unit") or None,
            "subject": self.who.organization(row.subject_id),
            "as_of": date_part(row.as_of),
            "source": self.what.source_names.of(row.source_id),
        }
