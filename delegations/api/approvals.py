"""The door of approvals by the foreign-affairs office."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from base.attachments import KINDS, LARGEST, checked, handed_out
from base.inputs import EdtfField, Input, RecordInput, changing
from base.pictures import STAMPS, Picture, choice, edtf, ref, text, uid
from delegations.models import Approval, Decision
from delegations.services import approvals
from people.api.doors import keeping
from people.api.filters import RecordFilter, one_of, uid_of
from people.api.keeping import Keeping
from people.api.pictures import organization_brief

READ, RUN = "delegations.read", "delegations.run"

APPROVAL = Picture(
    "Approval",
    uid=uid(),
    delegation=ref("delegation__uid"),
    authority=organization_brief("authority"),
    decision=choice("decision", Decision),
    number=text("number"),
    asked_on=edtf("asked_on"),
    decided_on=edtf("decided_on"),
    note=text("note"),
    file_name=text("file_name"),
    media_type=text("media_type"),
    **STAMPS,
)


class ApprovalInput(RecordInput):
    class Meta:
        model = Approval
        fields = ("delegation", "authority", "number", "asked_on", "note")
        fixed = ("delegation",)


class ApprovalDecisionInput(Input):
    decision = serializers.ChoiceField([Decision.GRANTED, Decision.REFUSED])
    number = serializers.CharField(required=False, max_length=80, help_text="needed when it was granted")
    decided_on = EdtfField(required=False, allow_null=True)
    note = serializers.CharField(required=False, max_length=300)


class ScanInput(Input):
    file = serializers.FileField(help_text="PDF, Word or a picture")


class ApprovalFilter(RecordFilter):
    delegation = uid_of("delegation")
    decision = one_of(Decision, "decision")


class ApprovalDoor(Keeping):
    """Whether a visit was approved: asked for, then granted with the number of the paper, or refused."""

    rule = keeping(READ, RUN, decide=RUN, attach=RUN, scan=READ)
    model, picture = Approval, APPROVAL
    one, many = "an approval", "approvals"
    parent = "delegation"
    input, changes = ApprovalInput, changing(ApprovalInput)
    filterset_class = ApprovalFilter
    related = ("delegation", "authority")

    def add(self, place: Any, values: dict[str, Any]) -> Approval:
        return approvals.ask_approval(**values, **self.doing)

    def amend(self, obj: Approval, values: dict[str, Any], expected: int) -> None:
        approvals.amend_approval(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Approval) -> None:
        approvals.delete_approval(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=ApprovalDecisionInput,
        summary="Record the decision",
        demands_etag=True,
    )
    def decide(self, request: Request, **lookup: Any) -> HttpResponse:
        """Its scan is sent by itself."""
        approval = self.opened(related=self.related)
        expected = self.demanded(approval)
        approvals.decide_approval(approval, expected=expected, **self.sent(), **self.doing)
        return self.changed(approval)

    @action(
        detail=True, methods=["post"], input=ScanInput, summary="Attach the scan of an approval", demands_etag=True,
        parser_classes=[MultiPartParser], largest_body=LARGEST + 2**20,
    )  # fmt: skip
    def attach(self, request: Request, **lookup: Any) -> HttpResponse:
        """In place of the one there was; sent as a form (multipart/form-data)."""
        approval = self.opened(related=self.related)
        expected, file = self.demanded(approval), self.sent()["file"]
        scan = checked(file.name, file.read())
        approvals.amend_approval(approval, {}, scan=scan, expected=expected, **self.doing)
        return self.changed(approval)

    @action(
        detail=True, summary="Download the scan of an approval", conditional=False,
        file_types=sorted({media_type for media_type, _is_such in KINDS.values()}),
    )  # fmt: skip
    def scan(self, request: Request, **lookup: Any) -> HttpResponseBase:
        """The file itself, as an attachment; 404 where there is none."""
        found = self.opened()
        return handed_out(found.file, name=found.file_name, media_type=found.media_type)
