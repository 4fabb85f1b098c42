"""The doors of ceremonies: signings, signatures with their annulment, and the lines of a run of show."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request

from agreements.models import Party, ShowStep, Signature, Signing, SigningAssistant
from agreements.services import ceremonies, signatures, signings
from base.inputs import CountryCode, Input, RecordInput, Reference, changing
from base.pictures import STAMPS, Member, Picture, moment, number, part, ref, strings, text, texts, uid
from events.models import AgendaItem
from people.api.doors import keeping, reading
from people.api.filters import RecordFilter, YesOrNoFilter, uid_of
from people.api.keeping import Adding, Keeping
from people.api.pictures import person_brief
from people.models import Person

READ, EDIT = "agreements.read", "agreements.edit"

ASSISTANT = Picture("SigningAssistant", party=ref("party__uid"), person=person_brief("person"))
SIGNING = Picture(
    "Signing",
    uid=uid(),
    agreement=ref("agreement__uid"),
    item=ref("item__uid"),
    flags=strings("flags"),
    pens=number("pens", null=True),
    copies=Member(
        ("copies",),
        lambda row: row["copies"],
        lambda: serializers.DictField(child=serializers.IntegerField()),
    ),
    table_note=text("table_note"),
    rehearsal_at=moment("rehearsal_at"),
    assistants=part(ASSISTANT, SigningAssistant.objects.all, of="signing_id"),
    position=number("position"),
    **STAMPS,
)
SIGNATURE = Picture(
    "RecordedSignature",
    uid=uid(),
    agreement=ref("party__agreement__uid"),
    party=ref("party__uid"),
    person=person_brief("person"),
    post=ref("post__uid"),
    signed_at=moment("signed_at"),
    annulled_at=moment("annulled_at"),
    annulment=text("annulment"),
    **STAMPS,
)
SHOW_STEP = Picture(
    "ShowStep",
    uid=uid(),
    item=ref("item__uid"),
    minute=number("minute"),
    what=texts("what"),
    who=text("who"),
    position=number("position"),
    **STAMPS,
)


class AssistantInput(Input):
    party = Reference(Party)
    person = Reference(Person)


class SigningInput(RecordInput):
    flags = serializers.ListField(child=CountryCode(), required=False)
    copies = serializers.DictField(
        child=serializers.IntegerField(min_value=1), required=False, help_text="language → number"
    )
    assistants = AssistantInput(many=True, required=False)

    class Meta:
        model = Signing
        fields = (
            "agreement", "item", "flags", "pens", "copies", "table_note", "rehearsal_at", "assistants",
        )  # fmt: skip
        fixed = ("agreement",)


class SignatureInput(RecordInput):
    party = Reference(Party, help_text="uid of the party within its agreement")

    class Meta:
        model = Signature
        fields = ("party", "person", "post")


class AnnulmentInput(Input):
    reason = serializers.CharField(max_length=300)


class ShowStepInput(RecordInput):
    class Meta:
        model = ShowStep
        fields = ("item", "minute", "what", "who")
        fixed = ("item",)


class SigningFilter(RecordFilter):
    agreement = uid_of("agreement")
    item = uid_of("item")
    event = filters.CharFilter("item__event__slug", label="address of an event")


class SignatureFilter(RecordFilter):
    agreement = uid_of("party__agreement")
    party = uid_of("party")
    person = uid_of("person")
    valid = YesOrNoFilter("annulled_at", lookup_expr="isnull", label="those that were not annulled")


class ShowStepFilter(RecordFilter):
    item = uid_of("item")
    event = filters.CharFilter("item__event__slug", label="address of an event")


class SigningDoor(Keeping):
    """The preparation of a signing at an item of the agenda: what lies on the table, and who assists."""

    rule = keeping(READ, EDIT)
    model, picture = Signing, SIGNING
    one, many = "a signing", "signings"
    parent = "agreement"
    input, changes = SigningInput, changing(SigningInput)
    filterset_class = SigningFilter
    related = ("agreement", "item__event")

    def add(self, place: Any, values: dict[str, Any]) -> Signing:
        return signings.prepare_signing(assistants=_assistants(values) or (), **values, **self.doing)

    def amend(self, obj: Signing, values: dict[str, Any], expected: int) -> None:
        signings.amend_signing(obj, values, assistants=_assistants(values), expected=expected, **self.doing)

    def remove(self, obj: Signing) -> None:
        """Not once somebody signed at it."""
        signings.remove_signing(obj, **self.doing)


class SignatureDoor(Adding):
    """Who signed for a party, as it happens; never changed or deleted, only annulled with a reason."""

    rule = reading(READ, create=EDIT, annul=EDIT)
    model, picture = Signature, SIGNATURE
    one, many = "a signature", "signatures"
    parent = "party"
    input = SignatureInput
    filterset_class = SignatureFilter

    def add(self, place: Any, values: dict[str, Any]) -> Signature:
        return signatures.record_signature(**values, **self.doing)

    @action(
        detail=True, methods=["post"], input=AnnulmentInput, summary="Annul a signature", demands_etag=True
    )  # fmt: skip
    def annul(self, request: Request, **lookup: Any) -> HttpResponse:
        """It stays on record as one that does not hold."""
        found = self.opened(related=("party__agreement",))
        self.demanded(found)
        signatures.annul_signature(found, **self.sent(), **self.doing)
        return self.changed(found)


class ShowStepDoor(Keeping):
    """The lines of the run of show of a ceremony, minute by minute from its beginning."""

    rule = keeping(READ, EDIT)
    model, picture = ShowStep, SHOW_STEP
    one, many = "a line of a run of show", "lines of runs of show"
    parent = "item"
    input, changes = ShowStepInput, changing(ShowStepInput)
    filterset_class = ShowStepFilter
    related = ("item",)

    def add(self, place: AgendaItem, values: dict[str, Any]) -> ShowStep:
        return ceremonies.add_step(**values, **self.doing)

    def amend(self, obj: ShowStep, values: dict[str, Any], expected: int) -> None:
        ceremonies.amend_step(obj, values, expected=expected, **self.doing)

    def remove(self, obj: ShowStep) -> None:
        ceremonies.remove_step(obj, **self.doing)


def _assistants(values: dict[str, Any]) -> list[tuple[Party, Person]] | None:
    """Takes them out of the values; None when they are not stated."""
    if "assistants" not in values:
        return None
    return [(one["party"], one["person"]) for one in values.pop("assistants")]
