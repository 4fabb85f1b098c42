"""How the API shows follow-ups, their progress, and the wishes for more time."""

from __future__ import annotations

from django.utils import timezone
from rest_framework import serializers

from agreements.models import Evidence, FollowUp, ProgressNote
from agreements.models.follow_up import Priority
from agreements.states import UNFINISHED, ExtensionState, FollowUpState
from base.pictures import (
    STAMPS,
    Member,
    Picture,
    Row,
    choice,
    day,
    edtf,
    flag,
    moment,
    number,
    part,
    ref,
    several,
    text,
    texts,
    uid,
)
from people.api.pictures import organization_brief, person_brief, user_brief


def _overdue(row: Row) -> bool:
    return row["state"] in UNFINISHED and row["due_by"] is not None and row["due_by"] < timezone.localdate()


EVIDENCE_BRIEF = Picture(
    "EvidenceBrief", uid=uid(), name=text("name"), media_type=text("media_type"), size=number("size")
)
EVIDENCE = Picture(
    "Evidence",
    uid=uid(),
    follow_up=uid("note__follow_up__uid"),
    note=uid("note__uid"),
    name=text("name"),
    media_type=text("media_type"),
    size=number("size"),
    **STAMPS,
)
NOTE = Picture(
    "ProgressNote",
    uid=uid(),
    text=text("text"),
    noted_by=user_brief("noted_by"),
    noted_by_person=person_brief("noted_by_person"),
    noted_at=moment("noted_at", null=False),
    evidence=part(EVIDENCE_BRIEF, Evidence.objects.all, of="note_id"),
)
EXTENSION = Picture(
    "Extension",
    uid=uid(),
    follow_up=uid("follow_up__uid"),
    state=choice("state", ExtensionState),
    until=edtf("until"),
    reason=text("reason"),
    asked_by=user_brief("asked_by"),
    asked_by_person=person_brief("asked_by_person"),
    asked_at=moment("asked_at", null=False),
    answer=text("answer"),
    **STAMPS,
)
FOLLOW_UP = Picture(
    "FollowUp",
    uid=uid(),
    office=text("office__slug"),
    event=text("event__slug", null=True),
    outcome=ref("outcome__uid"),
    agreement=ref("agreement__uid"),
    text=texts("text"),
    state=choice("state", FollowUpState),
    priority=Member(
        ("priority",), lambda row: row["priority"], lambda: serializers.ChoiceField(Priority.choices)
    ),
    lead=organization_brief("lead"),
    supporters=several(
        FollowUp.supporters.through.objects.all, of="followup_id", column_="organization__uid"
    ),
    responsible=person_brief("responsible"),
    owner=user_brief("owner"),
    due_on=edtf("due_on"),
    overdue=Member(("state", "due_by"), _overdue, serializers.BooleanField),
    report_every=number("report_every", null=True),
    next_report_on=day("next_report_on"),
    reported_by=person_brief("reported_by"),
    notes=part(NOTE, ProgressNote.objects.all, of="follow_up_id"),
    **STAMPS,
)
LINK = Picture("FollowUpLink", link=text("link"), sent=flag("sent"))
