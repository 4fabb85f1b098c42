"""The doors of the register of agreements."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from agreements.api.agreement_filters import AgreementFilter, DocumentFilter, RepresentativeFilter
from agreements.api.agreement_inputs import (
    AgreementEventInput,
    AgreementInput,
    AgreementMoveInput,
    ConfirmInput,
    DocumentInput,
    ProlongInput,
    RepresentativeInput,
    SuccessorInput,
)
from agreements.api.agreement_pictures import AGREEMENT, DOCUMENT, REPRESENTATIVE
from agreements.api.taking import take_parties
from agreements.models import Agreement, AgreementDocument, Representative
from agreements.services import agreement_numbers, agreements, documents, renewals, representatives
from agreements.services.precedence import put_agreement_in_order
from base.attachments import KINDS, LARGEST, handed_out
from base.inputs import changing
from people.api.doors import keeping, reading
from people.api.keeping import Adding, Deleting, Keeping, demand_one_office
from people.api.precedence import ordering_by_precedence

READ, EDIT = "agreements.read", "agreements.edit"
ACTIONS = dict.fromkeys(
    ("move", "number", "event", "renew", "supplement", "prolong", "order_by_precedence"), EDIT
)


class AgreementDoor(Keeping):
    """The register of agreements, with their parties in order and who acts and signed for each.

    A confidential one is seen by those who keep agreements and by reviewers; it stands in no dossier.
    """

    rule = keeping(READ, EDIT, **ACTIONS)
    model, picture = Agreement, AGREEMENT
    one, many = "an agreement", "agreements"
    input, changes = AgreementInput, changing(AgreementInput)
    filterset_class = AgreementFilter
    related = ("office", "event", "item", "owner", "renews", "supplements")

    order_by_precedence = ordering_by_precedence(
        put_agreement_in_order, summary="Put the parties of an agreement in order of precedence",
        said="And who acts for each, by task. The parties of a signed agreement stay as they stand in it.",
    )  # fmt: skip

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
        """Along its lifecycle; the day of signing is stated when it is signed, the reason when it is terminated."""
        agreement = self.opened(related=self.related)
        expected = self.demanded(agreement)
        agreements.move_agreement(agreement, expected=expected, **self.sent(), **self.doing)
        return self.changed(agreement)

    @action(
        detail=True, methods=["post"], summary="Give an agreement the next number", demands_etag=True, input=None
    )  # fmt: skip
    def number(self, request: Request, **lookup: Any) -> HttpResponse:
        """The next number of the register in the year of signing, else in the present year."""
        agreement = self.opened(related=self.related)
        expected = self.demanded(agreement)
        agreement_numbers.assign_number(agreement, expected=expected, **self.doing)
        return self.changed(agreement)

    @action(
        detail=True,
        methods=["post"],
        input=AgreementEventInput,
        summary="Say at which event an agreement came about",
        demands_etag=True,
    )
    def event(self, request: Request, **lookup: Any) -> HttpResponse:
        """An agreement may precede its event, be born at it, or have none."""
        agreement = self.opened(related=self.related)
        expected = self.demanded(agreement)
        values = self.sent()
        demand_one_office(agreement.office_id, values)
        agreements.attach_to_event(agreement, expected=expected, **values, **self.doing)
        return self.changed(agreement)

    @action(
        detail=True,
        methods=["post"],
        input=ProlongInput,
        summary="Let an agreement go on until a new last day",
        demands_etag=True,
    )
    def prolong(self, request: Request, **lookup: Any) -> HttpResponse:
        """Without a successor, by its rule of renewal or until the day stated."""
        agreement = self.opened(related=self.related)
        expected = self.demanded(agreement)
        renewals.prolong(agreement, expected=expected, **self.sent(), **self.doing)
        return self.changed(agreement)

    @action(
        detail=True, methods=["post"], input=SuccessorInput, summary="Renew an agreement by a new one", status=201
    )  # fmt: skip
    def renew(self, request: Request, **lookup: Any) -> HttpResponse:
        """Answers the successor. The agreement is renewed once its successor is in force."""
        return self._follow(renewals.renew)

    @action(
        detail=True, methods=["post"], input=SuccessorInput, summary="Supplement an agreement by a new one", status=201
    )  # fmt: skip
    def supplement(self, request: Request, **lookup: Any) -> HttpResponse:
        """Answers the supplement."""
        return self._follow(renewals.supplement)

    def _follow(self, verb: Any) -> HttpResponse:
        agreement = self.opened(related=self.related)
        values = self.sent()
        demand_one_office(agreement.office_id, values)
        parties, signatories = take_parties(values, agreement.office_id)
        return self.once(
            lambda: self.made(
                verb(agreement, parties=parties, signatories=signatories, **values, **self.doing)
            )
        )


class DocumentDoor(Adding, Deleting):
    """The papers of agreements, version after version; sent as a form (multipart/form-data)."""

    rule = reading(READ, create=EDIT, destroy=EDIT, file=READ)
    model, picture = AgreementDocument, DOCUMENT
    one, many = "a document of an agreement", "documents of agreements"
    parent = "agreement"
    input = DocumentInput
    filterset_class = DocumentFilter
    parser_classes = [MultiPartParser]
    largest_body = LARGEST + 2**20

    def add(self, place: Any, values: dict[str, Any]) -> AgreementDocument:
        file = values.pop("file")
        return documents.add_document(content=file.read(), name=file.name, **values, **self.doing)

    def remove(self, obj: AgreementDocument) -> None:
        """Only the newest version, while the text is not agreed."""
        documents.remove_document(obj, **self.doing)

    @action(
        detail=True,
        summary="Download a document of an agreement",
        conditional=False,
        file_types=sorted({media_type for media_type, _is_such in KINDS.values()}),
    )
    def file(self, request: Request, **lookup: Any) -> HttpResponseBase:
        """The file itself, as an attachment."""
        found = self.opened()
        return handed_out(found.file, name=found.name, media_type=found.media_type)


class RepresentativeDoor(Keeping):
    """Who negotiates, is to sign, or is asked, for the parties of agreements."""

    rule = keeping(READ, EDIT, confirm=EDIT)
    model, picture = Representative, REPRESENTATIVE
    one, many = "a representative of a party", "representatives of parties"
    parent = "party"
    input, changes = RepresentativeInput, changing(RepresentativeInput)
    filterset_class = RepresentativeFilter
    related = ("party__agreement", "post", "person")

    def add(self, place: Any, values: dict[str, Any]) -> Representative:
        values.setdefault("task", Representative.Task.CONTACT)
        return representatives.add_representative(**values, **self.doing)

    def amend(self, obj: Representative, values: dict[str, Any], expected: int) -> None:
        representatives.amend_representative(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Representative) -> None:
        representatives.remove_representative(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=ConfirmInput,
        summary="Confirm that somebody will sign",
        demands_etag=True,
    )
    def confirm(self, request: Request, **lookup: Any) -> HttpResponse:
        """With `confirmed: false` it is open again."""
        found = self.opened(related=self.related)
        self.demanded(found)
        representatives.confirm_signatory(found, **self.sent(), **self.doing)
        return self.changed(found)
