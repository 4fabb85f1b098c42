"""How the API shows agreements, their papers and representatives."""

from __future__ import annotations

from agreements.models import (
    Agreement,
    AgreementDocument,
    AgreementKind,
    Party,
    Renewal,
    Representative,
    Signature,
)
from agreements.states import AgreementState
from base.pictures import (
    STAMPS,
    Picture,
    choice,
    decimal,
    edtf,
    flag,
    moment,
    number,
    part,
    ref,
    several,
    strings,
    text,
    texts,
    texts_list,
    uid,
)
from people.api.pictures import organization_brief, person_brief, user_brief

SIGNATURE = Picture("Signature", uid=uid(), person=person_brief("person"), post=ref("post__uid"))
ACTING = Picture(
    "RepresentativeBrief",
    uid=uid(),
    person=person_brief("person"),
    post=ref("post__uid"),
    task=choice("task", Representative.Task),
    confirmed_at=moment("confirmed_at"),
)
PARTY = Picture(
    "Party",
    uid=uid(),
    organization=organization_brief("organization"),
    signatories=part(SIGNATURE, lambda: Signature.objects.valid().order_by("pk"), of="party_id"),
    representatives=part(ACTING, Representative.objects.all, of="party_id"),
)
PAPER = Picture(
    "AgreementDocumentBrief",
    uid=uid(),
    kind=choice("kind", AgreementDocument.Kind),
    language=text("language"),
    number=number("number"),
    name=text("name"),
    media_type=text("media_type"),
    size=number("size"),
    added_at=moment("added_at", null=False),
)

AGREEMENT = Picture(
    "Agreement",
    uid=uid(),
    office=text("office__slug"),
    event=text("event__slug", null=True),
    item=ref("item__uid"),
    number=text("number"),
    kind=choice("kind", AgreementKind),
    state=choice("state", AgreementState),
    title=texts("title"),
    terms=texts_list("terms"),
    fields=texts_list("fields"),
    languages=strings("languages"),
    authentic_language=text("authentic_language"),
    copies=number("copies", null=True),
    negotiated_on=edtf("negotiated_on"),
    planned_on=edtf("planned_on"),
    signed_on=edtf("signed_on"),
    effective_on=edtf("effective_on"),
    expires_on=edtf("expires_on"),
    renewal=choice("renewal", Renewal, blank=True),
    renewal_months=number("renewal_months", null=True),
    notice_months=number("notice_months", null=True),
    confidential=flag("confidential"),
    amount=decimal("amount"),
    currency=text("currency"),
    notes=text("notes"),
    owner=user_brief("owner"),
    renews=ref("renews__uid"),
    supplements=ref("supplements__uid"),
    parties=part(PARTY, Party.objects.all, of="agreement_id"),
    witnesses=several(Agreement.witnesses.through.objects.all, of="agreement_id", column_="person__uid"),
    witnessed_by=texts("witnessed_by"),
    documents=part(PAPER, AgreementDocument.objects.all, of="agreement_id"),
    position=number("position"),
    **STAMPS,
)

DOCUMENT = Picture(
    "AgreementDocument",
    uid=uid(),
    agreement=uid("agreement__uid"),
    kind=choice("kind", AgreementDocument.Kind),
    language=text("language"),
    number=number("number"),
    name=text("name"),
    media_type=text("media_type"),
    size=number("size"),
    note=text("note"),
    added_by=user_brief("added_by"),
    added_at=moment("added_at", null=False),
    **STAMPS,
)

REPRESENTATIVE = Picture(
    "Representative",
    uid=uid(),
    agreement=uid("party__agreement__uid"),
    party=uid("party__uid"),
    organization=organization_brief("party__organization"),
    person=person_brief("person"),
    post=ref("post__uid"),
    task=choice("task", Representative.Task),
    confirmed_at=moment("confirmed_at"),
    position=number("position"),
    **STAMPS,
)
