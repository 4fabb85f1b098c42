"""What the API takes in for follow-ups."""

from __future__ import annotations

from rest_framework import serializers

from agreements.models import Extension, FollowUp
from agreements.services.follow_up_progress import MOST_FILES
from agreements.states import ExtensionState, FollowUpState
from base.inputs import Input, RecordInput, Reference
from events.api.inputs import colleagues
from people.models import User

DECISIONS = [choice for choice in ExtensionState.choices if choice[0] != ExtensionState.ASKED]


class FollowUpInput(RecordInput):
    owner = Reference(User, select=colleagues, required=False, allow_null=True)

    class Meta:
        model = FollowUp
        fields = (
            "event", "outcome", "agreement", "text", "priority", "lead", "supporters", "responsible", "owner", "due_on",
            "report_every", "next_report_on",
        )  # fmt: skip
        fixed = ("event", "outcome", "agreement")


class FollowUpMoveInput(Input):
    to = serializers.ChoiceField(FollowUpState.choices)
    note = serializers.CharField(
        required=False,
        max_length=300,
        help_text="needed to drop it, or to send it back after it was reported",
    )


class NoteInput(Input):
    """As JSON, or with evidence as a form (multipart/form-data)."""

    text = serializers.CharField(max_length=20_000)
    evidence = serializers.ListField(child=serializers.FileField(), required=False, max_length=MOST_FILES)


class FollowUpLinkInput(Input):
    renew = serializers.BooleanField(default=False, help_text="the links given so far open nothing any more")
    send = serializers.BooleanField(default=False, help_text="send it to the responsible person")


class ExtensionInput(RecordInput):
    class Meta:
        model = Extension
        fields = ("follow_up", "until", "reason")


class DecisionInput(Input):
    to = serializers.ChoiceField(DECISIONS)
    answer = serializers.CharField(required=False, max_length=500, help_text="needed to refuse it")
