"""The doors of travel documents, visa cases and letters of invitation."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request

from base import sheets
from base.api import encode
from base.inputs import Input, RecordInput, changing
from base.languages import Language
from base.pictures import STAMPS, Member, Picture, choice, day, flag, moment, number, ref, strings, text, uid
from base.sealing import SealError, unseal
from delegations.api.travel_inputs import ReasonInput
from delegations.models import DocumentKind, InvitationLetter, Payer, TravelDocument, VisaCase
from delegations.services import invitations, letter_files, travel_documents, visas
from delegations.services.letter_files import MEDIA_TYPES
from delegations.states import VisaState
from people.api.doors import keeping, reading
from people.api.filters import RecordFilter, YesOrNoFilter, one_of, uid_of
from people.api.keeping import Adding, Changing, Keeping
from people.api.pictures import person_brief

REVEAL = "delegations.reveal"


def _masked(row: Any) -> str:
    try:
        bound_to = f"{TravelDocument._meta.label_lower}:{row['uid']}:number"
        return travel_documents.masked(unseal(row["number"], bound_to=bound_to))
    except SealError:
        return travel_documents.masked("")


TRAVEL_DOCUMENT = Picture(
    "TravelDocument",
    uid=uid(),
    person=person_brief("person"),
    kind=choice("kind", DocumentKind),
    country=text("country"),
    number=Member(("uid", "number"), _masked, lambda: serializers.CharField(help_text="masked but for its last two characters")),
    issued_on=day("issued_on"),
    expires_on=day("expires_on"),
    checked_at=moment("checked_at"),
    delete_after=day("delete_after"),
    **STAMPS,
)  # fmt: skip
REVEALED = Picture(
    "RevealedTravelDocument", number=text("number"), printed_name=text("printed_name"), born_on=day("born_on")
)
VISA_CASE = Picture(
    "VisaCase",
    uid=uid(),
    registration=ref("registration__uid"),
    event=text("registration__event__slug"),
    person=person_brief("registration__person"),
    document=ref("document__uid"),
    state=choice("state", VisaState),
    kind=text("kind"),
    consulate=text("consulate"),
    wanted_by=day("wanted_by"),
    applied_on=day("applied_on"),
    decided_on=day("decided_on"),
    valid_from=day("valid_from"),
    valid_until=day("valid_until"),
    entries=number("entries", null=True),
    note=text("note"),
    **STAMPS,
)
INVITATION_LETTER = Picture(
    "InvitationLetter",
    uid=uid(),
    delegation=ref("delegation__uid"),
    registration=ref("registration__uid"),
    person=person_brief("registration__person"),
    template=ref("template__uid"),
    languages=strings("languages"),
    side_by_side=flag("side_by_side"),
    number=text("number"),
    issued_on=day("issued_on"),
    addressee=text("addressee"),
    purpose=text("purpose"),
    cities=text("cities"),
    stays_from=day("stays_from"),
    stays_until=day("stays_until"),
    payer=choice("payer", Payer, blank=True),
    payment_note=text("payment_note"),
    signed_by=text("signed_by"),
    signed_as=text("signed_as"),
    withdrawn_at=moment("withdrawn_at"),
    **STAMPS,
)


class TravelDocumentInput(RecordInput):
    number = serializers.CharField(max_length=travel_documents.LONGEST_NUMBER + 10)
    printed_name = serializers.CharField(
        max_length=travel_documents.LONGEST_NAME, required=False, help_text="exactly as the document prints it"
    )  # fmt: skip
    born_on = serializers.DateField(required=False, allow_null=True)

    class Meta:
        model = TravelDocument
        fields = ("person", "kind", "country", "number", "printed_name", "born_on", "issued_on", "expires_on")
        fixed = ("person",)


class VisaCaseInput(RecordInput):
    class Meta:
        model = VisaCase
        fields = (
            "registration", "document", "kind", "consulate", "wanted_by", "applied_on", "decided_on", "valid_from",
            "valid_until", "entries", "note",
        )  # fmt: skip
        fixed = ("registration",)


class VisaMoveInput(Input):
    to = serializers.ChoiceField(VisaState.choices)
    on = serializers.DateField(
        required=False, help_text="day of the application or decision (default: today)"
    )
    note = serializers.CharField(required=False, max_length=300)


class InvitationLetterInput(RecordInput):
    """For one participant or, without `registration`, for the whole delegation."""

    languages = serializers.ListField(
        child=serializers.ChoiceField(Language.choices), min_length=1, max_length=2, help_text="one or two, in order"
    )  # fmt: skip
    number = serializers.CharField(required=False, max_length=40, help_text="default: the next one")
    issued_on = serializers.DateField(required=False, help_text="default: today")

    class Meta:
        model = InvitationLetter
        fields = (
            "delegation", "registration", "template", "languages", "side_by_side", "number", "issued_on", "addressee",
            "purpose", "cities", "stays_from", "stays_until", "payer", "payment_note", "signed_by", "signed_as",
        )  # fmt: skip
        fixed = ("delegation", "registration")


class LetterFileInput(Input):
    format = serializers.ChoiceField([(one, one) for one in letter_files.FORMATS])


class TravelDocumentFilter(RecordFilter):
    person = uid_of("person")
    country = filters.CharFilter("country", "iexact")
    expires_before = filters.DateFilter("expires_on", "lt", label="valid no longer than until the day before")


class VisaCaseFilter(RecordFilter):
    event = filters.CharFilter("registration__event__slug", label="address of an event")
    registration = uid_of("registration")
    state = one_of(VisaState, "state")
    wanted_by = filters.DateFilter("wanted_by", "lte", label="needed by this day at the latest")


class InvitationLetterFilter(RecordFilter):
    delegation = uid_of("delegation")
    registration = uid_of("registration")
    withdrawn = YesOrNoFilter("withdrawn_at", "isnull", exclude=True, label="withdrawn or not")


class TravelDocumentDoor(Keeping):
    """Passports, sealed: the number is masked everywhere, and name and birth date are shown by `reveal` alone."""

    rule = keeping(REVEAL, REVEAL, reveal=REVEAL, check=REVEAL)
    model, picture = TravelDocument, TRAVEL_DOCUMENT
    one, many = "a travel document", "travel documents"
    parent = "person"
    input, changes = TravelDocumentInput, changing(TravelDocumentInput)
    filterset_class = TravelDocumentFilter
    related = ("person", "office")

    def add(self, place: Any, values: dict[str, Any]) -> TravelDocument:
        return travel_documents.record_document(**values, **self.doing)

    def amend(self, obj: TravelDocument, values: dict[str, Any], expected: int) -> None:
        travel_documents.amend_document(obj, values, expected=expected, **self.doing)

    def remove(self, obj: TravelDocument) -> None:
        travel_documents.delete_document(obj, **self.doing)

    @action(
        detail=True, methods=["post"], input=ReasonInput, shows=REVEALED, summary="Read a travel document in clear",
        conditional=False,
    )  # fmt: skip
    def reveal(self, request: Request, **lookup: Any) -> HttpResponse:
        """The journal keeps who read it, when and why; the answer is stored nowhere, also not under an Idempotency-Key."""
        clear = travel_documents.reveal(self.opened(related=self.related), **self.sent(), **self.doing)
        shown = {"number": clear.number, "printed_name": clear.printed_name, "born_on": clear.born_on}
        answer = HttpResponse(encode(shown), content_type="application/json")
        answer["Cache-Control"] = "no-store"
        return answer

    @action(detail=True, methods=["post"], input=None, summary="Note that a travel document was checked", demands_etag=True)  # fmt: skip
    def check(self, request: Request, **lookup: Any) -> HttpResponse:
        """Somebody compared the record with the document itself."""
        document = self.opened(related=self.related)
        self.demanded(document)
        travel_documents.check_document(document, **self.doing)
        return self.changed(document)


class VisaCaseDoor(Keeping):
    """The way of a participant to their visa."""

    rule = keeping(REVEAL, REVEAL, move=REVEAL)
    model, picture = VisaCase, VISA_CASE
    one, many = "a visa case", "visa cases"
    parent = "registration"
    input, changes = VisaCaseInput, changing(VisaCaseInput)
    filterset_class = VisaCaseFilter
    related = ("registration__person", "document")

    def add(self, place: Any, values: dict[str, Any]) -> VisaCase:
        """Raises Conflict when the participant has one."""
        registration = values.pop("registration")
        return visas.open_case(registration, values, **self.doing)

    def amend(self, obj: VisaCase, values: dict[str, Any], expected: int) -> None:
        visas.amend_case(obj, values, expected=expected, **self.doing)

    def remove(self, obj: VisaCase) -> None:
        """One that was not applied for."""
        visas.delete_case(obj, **self.doing)

    @action(detail=True, methods=["post"], input=VisaMoveInput, summary="Move a visa case to another state", demands_etag=True)  # fmt: skip
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """Whoever says that the documents are checked has checked the travel document as well."""
        case = self.opened(related=self.related)
        expected = self.demanded(case)
        visas.move_cases([case], expected=expected, **self.sent(), **self.doing)
        return self.changed(case)


class InvitationLetterDoor(Adding, Changing):
    """Letters of invitation; the file is made on request and never stored."""

    rule = reading(REVEAL, create=REVEAL, partial_update=REVEAL, withdraw=REVEAL, file=REVEAL)
    model, picture = InvitationLetter, INVITATION_LETTER
    one, many = "a letter of invitation", "letters of invitation"
    input, changes = InvitationLetterInput, changing(InvitationLetterInput)
    filterset_class = InvitationLetterFilter
    related = letter_files.RELATED

    def place(self, values: dict[str, Any]) -> Any:
        """The participant, else the delegation, else an office."""
        return values.get("registration") or values.get("delegation") or super().place(values)

    def add(self, place: Any, values: dict[str, Any]) -> InvitationLetter:
        return invitations.issue_letter(**values, **self.doing)

    def amend(self, obj: InvitationLetter, values: dict[str, Any], expected: int) -> None:
        invitations.amend_letter(obj, values, expected=expected, **self.doing)

    @action(detail=True, methods=["post"], input=None, summary="Withdraw a letter of invitation", demands_etag=True)  # fmt: skip
    def withdraw(self, request: Request, **lookup: Any) -> HttpResponse:
        """It stays in the record with its number; no file of it is made any more."""
        letter = self.opened(related=self.related)
        self.demanded(letter)
        invitations.withdraw_letter(letter, **self.doing)
        return self.changed(letter)

    @action(
        detail=True, methods=["post"], input=LetterFileInput, summary="Make the file of a letter of invitation",
        conditional=False, file_types=[MEDIA_TYPES["pdf"], MEDIA_TYPES["docx"]],
    )  # fmt: skip
    def file(self, request: Request, **lookup: Any) -> HttpResponse:
        """PDF or Word, with passports in clear, which the journal notes."""
        letter = self.opened(related=self.related)
        wanted = self.sent()["format"]
        content = letter_files.make_file(letter, format=wanted, **self.doing)
        answer = sheets.attachment(content, letter_files.file_name(letter, wanted), MEDIA_TYPES[wanted])
        answer["Cache-Control"] = "no-store"
        return answer
