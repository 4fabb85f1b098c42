"""The doors of the agreements room."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request

from agreements.api.filters import AgreementFilter, FollowUpFilter, OutcomeFilter
from agreements.api.inputs import (
    AgreementInput,
    AgreementMoveInput,
    FollowUpInput,
    FollowUpMoveInput,
    NoteInput,
    OutcomeInput,
)
from agreements.api.pictures import AGREEMENT, FOLLOW_UP, OUTCOME
from agreements.models import Agreement, FollowUp, Outcome
from agreements.services import agreements, follow_ups, outcomes
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
        return outcomes.record_outcome(actors=_actors(values, place.office_id) or (), **values, **self.doing)

    def amend(self, obj: Outcome, values: dict[str, Any], expected: int) -> None:
        actors = _actors(values, obj.office_id)
        outcomes.amend_outcome(obj, values, actors=actors, expected=expected, **self.doing)

    def remove(self, obj: Outcome) -> None:
        outcomes.delete_outcome(obj, **self.doing)


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
        parties, signatories = _parties(values, place.office_id)
        return agreements.record_agreement(
            office=office, parties=parties or [], signatories=signatories, **values, **self.doing
        )

    def amend(self, obj: Agreement, values: dict[str, Any], expected: int) -> None:
        parties, signatories = _parties(values, obj.office_id)
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
                follow_ups.note_progress(follow_up, text=said, **self.doing)
            return self.made(follow_up)

        return self.once(perform)


def _actors(values: dict[str, Any], office_id: int) -> list[Any] | None:
    """Takes the actors out of the values; None when they are not stated. Raises Invalid."""
    if "actors" not in values:
        return None
    errors, found = {}, []
    for number, given in enumerate(values.pop("actors")):
        named = [one for one in given.values() if one is not None]
        if len(named) != 1:
            errors[f"actors.{number}"] = [_("Name one: an organization, a person or a group.")]
        elif named[0].office_id != office_id:
            errors[f"actors.{number}"] = [_("It belongs to another office.")]
        found += named
    if errors:
        raise Invalid(errors=errors)
    return found


def _parties(values: dict[str, Any], office_id: int) -> tuple[list[Any] | None, dict[Any, Any] | None]:
    """Takes parties and signatories out of the values; None when they are not stated. Raises Invalid."""
    if "parties" not in values:
        return None, None
    errors: dict[str, list[str]] = {}
    parties, signed = [], {}
    for number, given in enumerate(values.pop("parties")):
        parties.append(given["organization"])
        people = given.get("signatories", [])
        signed[given["organization"]] = [(one["person"], one.get("post")) for one in people]
        if message := _wrong(people, office_id):
            errors[f"parties.{number}.signatories"] = [message]
    if errors:
        raise Invalid(errors=errors)
    return parties, signed


def _wrong(people: list[Any], office_id: int) -> str:
    """What is wrong with the signatories of one party; empty when nothing is."""
    if len({one["person"].pk for one in people}) < len(people):
        return _("A person signs once for a party.")
    if any(one["person"].office_id != office_id for one in people):
        return _("It belongs to another office.")
    if any(one.get("post") and one["post"].person_id != one["person"].pk for one in people):
        return _("This post is another person’s.")
    return ""
