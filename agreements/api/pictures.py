"""How the API shows the nouns of the agreements room."""

from __future__ import annotations

from agreements.models import (
    ActorPart,
    Appointment,
    OutcomeActor,
    OutcomeKind,
)
from base.pictures import (
    STAMPS,
    Picture,
    choice,
    decimal,
    edtf,
    inside,
    number,
    only,
    part,
    ref,
    text,
    texts,
    texts_list,
    uid,
)
from events.api.agenda_pictures import GROUP_BRIEF
from events.models import Manner
from people.api.pictures import organization_brief, person_brief

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
