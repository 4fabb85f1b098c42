"""The doors of follow-ups, of more time for them, and of their evidence."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.filters import EvidenceFilter, ExtensionFilter, FollowUpFilter
from agreements.api.follow_up_inputs import (
    DecisionInput,
    ExtensionInput,
    FollowUpInput,
    FollowUpLinkInput,
    FollowUpMoveInput,
    NoteInput,
)
from agreements.api.follow_up_pictures import EVIDENCE, EXTENSION, FOLLOW_UP, LINK
from agreements.links import follow_up_url
from agreements.models import Evidence, Extension, FollowUp
from agreements.services import extensions, follow_up_links, follow_ups
from agreements.services.follow_up_progress import MOST_FILES, note_progress
from agreements.states import ExtensionState, FollowUpState
from base import attachments
from base.errors import Invalid
from base.inputs import changing
from people.api.doors import Reading, keeping, reading
from people.api.keeping import Adding, Keeping
from people.policies import require

READ, EDIT, PROGRESS = "agreements.read", "agreements.edit", "agreements.progress"


class FollowUpDoor(Keeping):
    """What somebody is to do because of exactly one event, outcome or agreement."""

    rule = keeping(READ, EDIT, move=READ, note=READ, link=EDIT)
    model, picture = FollowUp, FOLLOW_UP
    one, many = "a follow-up", "follow-ups"
    input, changes = FollowUpInput, changing(FollowUpInput)
    filterset_class = FollowUpFilter
    related = ("office", "event", "outcome", "agreement", "lead", "responsible", "owner")

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
        supporters = values.pop("supporters", None)
        follow_ups.amend_follow_up(obj, values, supporters=supporters, expected=expected, **self.doing)

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
        """Its owner reports it, somebody else than the one who reported it verifies it; the other moves are for those who
        keep agreements."""
        follow_up = self.opened(related=self.related)
        expected = self.demanded(follow_up)
        values = self.sent()
        require(request.user, PROGRESS if values["to"] == FollowUpState.REPORTED else EDIT, follow_up)
        follow_ups.move_follow_up(follow_up, expected=expected, **values, **self.doing)
        return self.changed(follow_up)

    @action(
        detail=True, methods=["post"], url_path="notes", input=NoteInput, summary="Note the progress of a follow-up",
        status=201, parser_classes=[JSONParser, MultiPartParser],
        largest_body=MOST_FILES * attachments.LARGEST + 2**20,
    )  # fmt: skip
    def note(self, request: Request, **lookup: Any) -> HttpResponse:
        """By its owner or by those who keep agreements; an open follow-up is then in progress, and a report that was due is
        made. Answers the follow-up with all its notes."""
        follow_up = self.opened(related=self.related)
        require(request.user, PROGRESS, follow_up)
        values = self.sent()
        evidence = [
            attachments.checked(one.name, one.read(), field="evidence") for one in values.get("evidence", [])
        ]

        def perform() -> Any:
            with transaction.atomic():
                note_progress(follow_up, text=values["text"], evidence=evidence, **self.doing)
            return self.made(follow_up)

        return self.once(perform)

    @action(
        detail=True,
        methods=["post"],
        input=FollowUpLinkInput,
        shows=LINK,
        conditional=False,
        summary="Get, send or renew the link of the responsible person",
    )
    def link(self, request: Request, **lookup: Any) -> Response:
        """By it they see this follow-up alone and report on it without an account."""
        follow_up = self.opened(related=self.related)
        values = self.sent()
        if follow_up.responsible is None:
            raise Invalid(_("Nobody is named as responsible."), field="responsible")
        with transaction.atomic():
            if values["renew"]:
                follow_up_links.renew_link(follow_up, **self.doing)
            if values["send"]:
                follow_up_links.send_link(follow_up, **self.doing)
        return Response({"link": follow_up_url(follow_up), "sent": values["send"]})


class ExtensionDoor(Adding):
    """More time for a follow-up: asked for before it is due, decided by somebody else."""

    rule = reading(READ, create=READ, move=EDIT)
    model, picture = Extension, EXTENSION
    one, many = "a wish for more time", "wishes for more time"
    parent = "follow_up"
    input = ExtensionInput
    filterset_class = ExtensionFilter

    def add(self, place: Any, values: dict[str, Any]) -> Extension:
        """By the owner of the follow-up, or those who keep agreements."""
        require(self.request.user, PROGRESS, place)
        return extensions.ask_extension(**values, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=DecisionInput,
        summary="Grant or refuse more time",
        demands_etag=True,
    )
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """Granted, the due date moves on. Not by the one who asked."""
        asked = self.opened(related=("follow_up__office", "asked_by", "asked_by_person"))
        self.demanded(asked)
        values = self.sent()
        grant = values["to"] == ExtensionState.GRANTED
        extensions.decide_extension(asked, grant=grant, answer=values.get("answer", ""), **self.doing)
        return self.changed(asked)


class EvidenceDoor(Reading):
    """Files that prove the progress of follow-ups; they are sent with its notes."""

    rule = reading(READ, file=READ)
    model, picture = Evidence, EVIDENCE
    one, many = "a piece of evidence", "evidence"
    filterset_class = EvidenceFilter

    @action(
        detail=True,
        summary="Download a piece of evidence",
        conditional=False,
        file_types=["application/octet-stream"],
    )
    def file(self, request: Request, **lookup: Any) -> HttpResponseBase:
        """The file itself, for download only."""
        found = self.opened()
        return attachments.handed_out(found.file, name=found.name, media_type=found.media_type)
