"""Travel documents and visas as pages show them: masked, with what is missing, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from delegations.models import InvitationLetter, ProtocolSettings, TravelDocument, VisaCase
from delegations.passport_rules import months_after
from delegations.services.travel_documents import shown_masked
from delegations.services.visas import newest_documents
from delegations.states import VisaState
from events.models import Event, Registration

NEXT_STEPS: dict[str, Any] = {
    VisaState.DOCUMENTS_WANTED: gettext_lazy("ask for the passport and check it"),
    VisaState.DOCUMENTS_CHECKED: gettext_lazy("issue the letter of invitation"),
    VisaState.LETTER_ISSUED: gettext_lazy("apply for the visa"),
    VisaState.APPLIED: gettext_lazy("wait for the decision"),
    VisaState.REFUSED: gettext_lazy("apply again, or withdraw"),
}

CASE_COLUMNS = (
    pgettext_lazy("of a registration", "Number"), gettext_lazy("Name"), gettext_lazy("Organization"),
    gettext_lazy("State"), gettext_lazy("Kind of visa"), gettext_lazy("Where it is applied for"),
    gettext_lazy("Needed by"), gettext_lazy("Applied for on"), gettext_lazy("Decided on"), gettext_lazy("Valid from"),
    gettext_lazy("Valid until"), gettext_lazy("Entries"), gettext_lazy("Number of the passport"),
    gettext_lazy("Nationality"), gettext_lazy("Passport valid until"), gettext_lazy("Note"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """What one participant has; `number` is masked, `warning` is empty when nothing is wrong."""

    registration: Registration
    document: TravelDocument | None
    number: str
    warning: str
    tone: str
    case: VisaCase | None
    letter: InvitationLetter | None

    @property
    def next_step(self) -> Any:
        return NEXT_STEPS.get(self.case.state, "") if self.case else ""


def papers_of(event: Event, registrations: Sequence[Registration]) -> list[Paper]:
    """Of people, in their order; groups have none. Four queries."""
    people = [one for one in registrations if one.person_id]
    documents = newest_documents([one.person_id for one in people])
    cases = {one.registration_id: one for one in VisaCase.objects.filter(registration__in=people)}
    letters = {
        one.registration_id: one
        for one in InvitationLetter.objects.filter(registration__in=people, withdrawn_at=None).order_by("pk")
    }
    months = _passport_months(event.office_id)
    return [
        _paper(event, one, documents.get(one.person_id), cases.get(one.pk), letters.get(one.pk), months)
        for one in people
    ]


def paper_warning(document: TravelDocument | None, event: Event, months: int) -> tuple[str, str]:
    """What is wrong with a document for this visit, and its tone; both empty when nothing is."""
    if document is None:
        return _("No travel document is recorded."), "warn"
    end = (event.ends_at or event.starts_at or event.created_at).date()
    expires = document.expires_on
    if expires is None:
        return _("It is not stated until when it is valid."), "warn"
    if expires < end:
        return _("It expires before the visit ends."), "bad"
    if expires < months_after(end, months):
        return _("It expires within %(months)s months of the visit.") % {"months": months}, "warn"
    return ("", "") if document.checked_at else (_("Not checked yet."), "neutral")


def cases_of(event: Event) -> Any:
    """The visa cases of an event as its list shows them, those needed first on top."""
    found = VisaCase.objects.filter(registration__event=event).active()
    return found.select_related("registration__person", "registration__organization", "document").order_by(
        "wanted_by", "registration__seq"
    )


def case_row(case: VisaCase, passport: Sequence[Any]) -> list[Any]:
    """A row of the workbook: `passport` is what it tells of the document."""
    registration = case.registration
    return [
        registration.seq, str(registration.person), registration.organization_name, str(case.get_state_display()),
        case.kind, case.consulate, case.wanted_by, case.applied_on, case.decided_on, case.valid_from, case.valid_until,
        case.entries, *passport, case.note,
    ]  # fmt: skip


def span_of_stay(event: Event) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day of an event whose dates are known to the day."""
    first = event.start_on.date if event.start_on else None
    last = event.end_on.date if event.end_on else None
    return first, last or first


def _paper(
    event: Event, one: Registration, document: TravelDocument | None, case: VisaCase | None,
    letter: InvitationLetter | None, months: int,
) -> Paper:  # fmt: skip
    warning, tone = paper_warning(document, event, months)
    return Paper(one, document, shown_masked(document) if document else "", warning, tone, case, letter)


def _passport_months(office: int) -> int:
    stated = ProtocolSettings.objects.filter(office=office).values_list("passport_months", flat=True).first()
    return stated if stated is not None else ProtocolSettings().passport_months
