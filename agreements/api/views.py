"""The doors of the agreements room."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request

from agreements.api.filters import AgreementFilter, FollowUpFilter, IndicatorFilter, OutcomeFilter
from agreements.api.inputs import (
    AgreementInput,
    AgreementMoveInput,
    FollowUpInput,
    FollowUpMoveInput,
    IndicatorInput,
    NoteInput,
    OutcomeInput,
)
from agreements.api.pictures import AGREEMENT, FOLLOW_UP, INDICATOR, OUTCOME
from agreements.api.taking import take_actors, take_appointment, take_parties
from agreements.models import Agreement, FollowUp, Indicator, Outcome
from agreements.services import agreements, follow_up_progress, follow_ups, indicators, outcomes
from base.errors import Invalid
from base.inputs import changing
from people.api.doors import keeping
from people.api.keeping import Keeping

READ, EDIT, RECORD = "agreements.read", "agreements.edit", "agreements.record_outcomes"


class OutcomeDoor(Keeping):
    """What an event brought about; what was only discussed is never counted as agreed."""

    rule = keeping(READ, RECORD)
    model, picture = Outcome, OUTCOME
    one, many = "an outcome", "outcomes"
    parent = "event"
    input, changes = OutcomeInput, changing(OutcomeInput)
    filterset_class = OutcomeFilter
    related = ("event", "item")

    def add(self, place: Any, values: dict[str, Any]) -> Outcome:
        actors = take_actors(values, place.office_id) or ()
        appointment = take_appointment(values, place.office_id)
        return outcomes.record_outcome(actors=actors, appointment=appointment, **values, **self.doing)

    def amend(self, obj: Outcome, values: dict[str, Any], expected: int) -> None:
        actors = take_actors(values, obj.office_id)
        appointment = take_appointment(values, obj.office_id)
        outcomes.amend_outcome(
            obj, values, actors=actors, appointment=appointment, expected=expected, **self.doing
        )

    def remove(self, obj: Outcome) -> None:
        outcomes.delete_outcome(obj, **self.doing)


class IndicatorDoor(Keeping):
    """Figures that somebody reported at an event, as of a day; never mixed with what is counted here."""

    rule = keeping(READ, RECORD)
    model, picture = Indicator, INDICATOR
    one, many = "a reported figure", "reported figures"
    parent = "event"
    input, changes = IndicatorInput, changing(IndicatorInput)
    filterset_class = IndicatorFilter
    related = ("event", "source")

    def add(self, place: Any, values: dict[str, Any]) -> Indicator:
        return indicators.report_figure(**values, **self.doing)

    def amend(self, obj: Indicator, values: dict[str, Any], expected: int) -> None:
        indicators.amend_figure(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Indicator) -> None:
        indicators.delete_figure(obj, **self.doing)


class AgreementDoor(Keeping):
    """The register of agreements, with their parties in order and who signed for each."""

    rule = keeping(READ, EDIT, move=EDIT)
    model, picture = Agreement, AGREEMENT
    one, many = "an agreement", "agreements"
    input, changes = AgreementInput, changing(AgreementInput)
    filterset_class = AgreementFilter
    related = ("office", "event", "item")

    def place(self, values: dict[str, Any]) -> Any:
        """Its event, else an office."""
        if event := values.get("event"):
            values.pop("office", None)
            return event
        return super().place(values)

    def add(self, place: Any, values: dict[str, Any]) -> Agreement:
        office = place.office if values.get("event") else place
        parties, signatories = take_parties(values, place.office_id)
        return agreements.record_agreement(
            office=office, parties=parties or [], signatories=signatories, **values, **self.doing
        )

    def amend(self, obj: Agreement, values: dict[str, Any], expected: int) -> None:
        parties, signatories = take_parties(values, obj.office_id)
        agreements.amend_agreement(
            obj, values, parties=parties, signatories=signatories, witnesses=values.pop("witnesses", None),
            expected=expected, **self.doing,
        )  # fmt: skip

    def remove(self, obj: Agreement) -> None:
        """Only what was never signed."""
        agreements.delete_agreement(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=AgreementMoveInput,
        summary="Move an agreement to another state",
        demands_etag=True,
    )
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """Along its lifecycle; the day of signing is stated when it is signed."""
        agreement = self.opened(related=self.related)
        expected = self.demanded(agreement)
        agreements.move_agreement(agreement, expected=expected, **self.sent(), **self.doing)
        return self.changed(agreement)


class FollowUpDoor(Keeping):
    """What somebody is to do because of exactly one event, outcome or agreement."""

    rule = keeping(READ, EDIT, move=EDIT, note=EDIT)
    model, picture = FollowUp, FOLLOW_UP
    one, many = "a follow-up", "follow-ups"
    input, changes = FollowUpInput, changing(FollowUpInput)
    filterset_class = FollowUpFilter
    related = ("event", "outcome", "agreement", "lead", "responsible", "owner")

    def place(self, values: dict[str, Any]) -> Any:
        """Its cause. Raises Invalid unless there is exactly one."""
        causes = [values.pop(name, None) for name in ("event", "outcome", "agreement")]
        stated = [cause for cause in causes if cause is not None]
        if len(stated) != 1:
            raise Invalid(_("State one cause: an event, an outcome or an agreement."), field="event")
        return stated[0]

    def add(self, place: Any, values: dict[str, Any]) -> FollowUp:
        return follow_ups.add_follow_up(cause=place, **values, **self.doing)

    def amend(self, obj: FollowUp, values: dict[str, Any], expected: int) -> None:
        follow_ups.amend_follow_up(obj, values, expected=expected, **self.doing)

    def remove(self, obj: FollowUp) -> None:
        """Only one nobody has worked on."""
        follow_ups.delete_follow_up(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=FollowUpMoveInput,
        summary="Move a follow-up to another state",
        demands_etag=True,
    )
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """Somebody else than the one who reported it verifies it."""
        follow_up = self.opened(related=self.related)
        expected = self.demanded(follow_up)
        follow_ups.move_follow_up(follow_up, expected=expected, **self.sent(), **self.doing)
        return self.changed(follow_up)

    @action(
        detail=True,
        methods=["post"],
        url_path="notes",
        input=NoteInput,
        summary="Note the progress of a follow-up",
        status=201,
    )
    def note(self, request: Request, **lookup: Any) -> HttpResponse:
        """An open follow-up is then in progress. Answers the follow-up with all its notes."""
        follow_up = self.opened(related=self.related)
        said = self.sent()["text"]

        def perform() -> Any:
            with transaction.atomic():
                follow_up_progress.note_progress(follow_up, text=said, **self.doing)
            return self.made(follow_up)

        return self.once(perform)
