"""What the API takes in for agreements, their papers and representatives."""

from __future__ import annotations

from rest_framework import serializers

from agreements.models import Agreement, AgreementDocument, Party, Representative
from agreements.states import AgreementState
from base.inputs import EdtfField, Input, RecordInput, Reference
from events.api.inputs import colleagues
from events.models import AgendaItem, Event
from people.api.inputs import OfOfficeInput
from people.models import Organization, Person, Post, User


class SignatoryInput(Input):
    person = Reference(Person)
    post = Reference(Post, required=False, allow_null=True)


class PartyInput(Input):
    """One party; signatories left out are not stated."""

    organization = Reference(Organization)
    signatories = SignatoryInput(many=True, required=False)


class AgreementInput(OfOfficeInput):
    state = serializers.ChoiceField(
        AgreementState.choices, required=False, help_text="as it is known now; later it moves"
    )
    parties = PartyInput(many=True)
    owner = Reference(User, select=colleagues, required=False, allow_null=True)

    class Meta:
        model = Agreement
        fields = (
            "office", "event", "item", "kind", "state", "number", "title", "terms", "fields", "parties", "witnesses",
            "witnessed_by", "languages", "authentic_language", "copies", "negotiated_on", "planned_on", "signed_on",
            "effective_on", "expires_on", "renewal", "renewal_months", "notice_months", "confidential", "amount", "currency",
            "notes", "owner", "renews", "supplements",
        )  # fmt: skip
        fixed = ("office", "event", "state")


class AgreementMoveInput(Input):
    to = serializers.ChoiceField(AgreementState.choices)
    on = EdtfField(required=False, allow_null=True, help_text="the day of signing or of entry into force")
    note = serializers.CharField(
        required=False, max_length=300, help_text="needed where an agreement is terminated"
    )


class AgreementEventInput(Input):
    event = Reference(Event, by="slug", allow_null=True, help_text="slug of the event; null takes it off")
    item = Reference(AgendaItem, required=False, allow_null=True, help_text="uid of the agenda item")


class SuccessorInput(RecordInput):
    """What the new agreement does not take over from the one before."""

    state = serializers.ChoiceField(AgreementState.choices, required=False)
    parties = PartyInput(many=True, required=False)
    owner = Reference(User, select=colleagues, required=False, allow_null=True)

    class Meta:
        model = Agreement
        fields = tuple(
            name for name in AgreementInput.Meta.fields if name not in ("office", "item", "renews", "supplements")
        )  # fmt: skip
        extra_kwargs = {"kind": {"required": False}}


class ProlongInput(Input):
    until = EdtfField(required=False, allow_null=True, help_text="by its own rule when not stated")


class DocumentInput(RecordInput):
    file = serializers.FileField(help_text="PDF, DOCX or a picture; other office files as annexes")

    class Meta:
        model = AgreementDocument
        fields = ("agreement", "kind", "language", "note", "file")


class RepresentativeInput(RecordInput):
    party = Reference(Party, help_text="uid of the party within its agreement")

    class Meta:
        model = Representative
        fields = ("party", "person", "post", "task")
        fixed = ("party", "person")


class ConfirmInput(Input):
    confirmed = serializers.BooleanField(default=True)
