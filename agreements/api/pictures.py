"""How the API shows the nouns of the agreements room."""

from __future__ import annotations

from agreements.models import (
    ActorPart,
    Agreement,
    AgreementKind,
    Appointment,
    OutcomeActor,
    OutcomeKind,
    Party,
    ProgressNote,
    Signature,
)
from agreements.states import AgreementState, FollowUpState
from base.pictures import (
    STAMPS,
    Picture,
    choice,
    decimal,
    edtf,
    inside,
    moment,
    number,
    only,
    part,
    ref,
    several,
    strings,
    text,
    texts,
    texts_list,
    uid,
)
from events.api.agenda_pictures import GROUP_BRIEF
from events.models import Manner
from people.api.pictures import organization_brief, person_brief, user_brief

ACTOR = Picture(
    "OutcomeActor",
    organization=organization_brief("organization"),
    person=person_brief("person"),
    group=inside(GROUP_BRIEF, when="group__uid"),
    part=choice("part", ActorPart),
)
APPOINTMENT = Picture(
    "Appointment",
    person=person_brief("person"),
    organization=organization_brief("organization"),
    title=texts("title"),
    since=edtf("since"),
    until=edtf("until"),
)

OUTCOME = Picture(
    "Outcome",
    uid=uid(),
    event=text("event__slug"),
    item=ref("item__uid"),
    kind=choice("kind", OutcomeKind),
    text=texts("text"),
    count=number("count", null=True),
    count_as_worded=text("count_as_worded"),
    fields=texts_list("fields"),
    manner=choice("manner", Manner, blank=True),
    actors=part(ACTOR, OutcomeActor.objects.all, of="outcome_id"),
    appointment=only(APPOINTMENT, Appointment.objects.all, of="outcome_id"),
    position=number("position"),
    **STAMPS,
)

INDICATOR = Picture(
    "Indicator",
    uid=uid(),
    event=text("event__slug"),
    name=texts("name"),
    value=decimal("value"),
    unit=texts("unit"),
    subject=organization_brief("subject"),
    as_of=edtf("as_of"),
    source=ref("source__uid"),
    position=number("position"),
    **STAMPS,
)

SIGNATURE = Picture("Signature", uid=uid(), person=person_brief("person"), post=ref("post__uid"))
PARTY = Picture(
    "Party",
    uid=uid(),
    organization=organization_brief("organization"),
    signatories=part(SIGNATURE, lambda: Signature.objects.order_by("pk"), of="party_id"),
)

AGREEMENT = Picture(
    "Agreement",
    uid=uid(),
    office=text("office__slug"),
    event=text("event__slug", null=True),
    item=ref("item__uid"),
    kind=choice("kind", AgreementKind),
    state=choice("state", AgreementState),
    title=texts("title"),
    terms=texts_list("terms"),
    fields=texts_list("fields"),
    languages=strings("languages"),
    signed_on=edtf("signed_on"),
    effective_on=edtf("effective_on"),
    expires_on=edtf("expires_on"),
    parties=part(PARTY, Party.objects.all, of="agreement_id"),
    witnesses=several(Agreement.witnesses.through.objects.all, of="agreement_id", column_="person__uid"),
    witnessed_by=texts("witnessed_by"),
    position=number("position"),
    **STAMPS,
)

NOTE = Picture(
    "ProgressNote",
    uid=uid(),
    text=text("text"),
    noted_by=user_brief("noted_by"),
    noted_at=moment("noted_at", null=False),
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
    lead=organization_brief("lead"),
    responsible=person_brief("responsible"),
    owner=user_brief("owner"),
    due_on=edtf("due_on"),
    notes=part(NOTE, ProgressNote.objects.all, of="follow_up_id"),
    **STAMPS,
)
