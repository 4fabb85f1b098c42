"""How the API shows the nouns of the events room."""

from __future__ import annotations

from rest_framework import serializers

from base.dates import PartOfDay
from base.languages import Language
from base.pictures import (
    STAMPS,
    Member,
    Picture,
    choice,
    clock,
    codes,
    day,
    edtf,
    flag,
    inside,
    link,
    moment,
    number,
    part,
    ref,
    several,
    text,
    texts,
    texts_list,
    uid,
)
from events.api.agenda_pictures import WHO
from events.models import (
    Audience,
    BodyRole,
    Broadcast,
    EventBody,
    EventKind,
    EventMessage,
    EventReminder,
    Manner,
    Mode,
    Registration,
    RegistrationRole,
    Visibility,
)
from events.states import PUBLIC_STATES, EventState, RegistrationState
from people.api.pictures import organization_brief, user_brief

SERIES = Picture(
    "Series",
    uid=uid(),
    office=text("office__slug"),
    name=texts("name"),
    founded_year=number("founded_year", null=True),
    **STAMPS,
)

SERIES_BRIEF = Picture(
    "SeriesBrief",
    uid=uid("series__uid"),
    name=texts("series__name"),
    founded_year=number("series__founded_year", null=True),
)

BODY_OF_EVENT = Picture(
    "BodyOfEvent", uid=uid(), role=choice("role", BodyRole), organization=organization_brief("organization")
)

WHEN = {
    "zone": text("zone"),
    "start_on": edtf("start_on"),
    "start_time": clock("start_time"),
    "end_on": edtf("end_on"),
    "end_time": clock("end_time"),
    "part_of_day": choice("part_of_day", PartOfDay, blank=True),
    "duration_days": number("duration_days", null=True),
    "starts_at": moment("starts_at"),
    "ends_at": moment("ends_at"),
}
"""When an event is: local wall time with its zone, and the span in UTC (the end exclusive) that follows from it."""

WHAT = {
    "slug": text("slug"),
    "kind": choice("kind", EventKind),
    "mode": choice("mode", Mode, blank=True),
    "state": choice("state", EventState),
    "series": inside(SERIES_BRIEF, when="series__uid"),
    "edition": number("edition", null=True),
    "title": texts("title"),
    "theme": texts("theme"),
    "summary": texts("summary"),
    "aims": texts_list("aims"),
    "policies": texts_list("policies"),
    "place": texts("place"),
    "city": text("city"),
    "country": text("country"),
}
BODIES = part(BODY_OF_EVENT, EventBody.objects.all, of="event_id")

EVENT = Picture(
    "Event",
    uid=uid(),
    office=text("office__slug"),
    **WHAT,
    parent=text("parent__slug", null=True),
    visibility=choice("visibility", Visibility),
    **WHEN,
    schedule_revision=number("schedule_revision"),
    reason_told=text("reason_told"),
    capacity=number("capacity", null=True),
    seats_taken=number("seats_taken"),
    waiting_list=flag("waiting_list"),
    approval_required=flag("approval_required"),
    registration_opens_at=moment("registration_opens_at"),
    registration_closes_at=moment("registration_closes_at"),
    join_url=link("join_url"),
    stream_url=link("stream_url"),
    broadcast=choice("broadcast", Broadcast, blank=True),
    broadcast_countries=codes("broadcast_countries"),
    contact_name=text("contact_name"),
    contact_email=text("contact_email"),
    cloned_from=text("cloned_from__slug", null=True),
    bodies=BODIES,
    **STAMPS,
)

ANNOUNCED_WHOLE = Member(
    ("parent__slug", "parent__state", "parent__visibility"),
    lambda row: (
        row["parent__slug"]
        if row["parent__state"] in PUBLIC_STATES and row["parent__visibility"] != Visibility.INTERNAL
        else None
    ),
    lambda: serializers.CharField(
        allow_null=True, help_text="the event that it is a part of, once that is announced"
    ),
)

PUBLIC_EVENT = Picture(
    "PublicEvent",
    **WHAT,
    parent=ANNOUNCED_WHOLE,
    **WHEN,
    registration_opens_at=moment("registration_opens_at"),
    registration_closes_at=moment("registration_closes_at"),
    stream_url=link("stream_url"),
    broadcast=choice("broadcast", Broadcast, blank=True),
    broadcast_countries=codes("broadcast_countries"),
    contact_name=text("contact_name"),
    contact_email=text("contact_email"),
    bodies=BODIES,
    updated_at=moment("updated_at", null=False),
)

EVENT_BODY = Picture(
    "EventBody",
    uid=uid(),
    event=text("event__slug"),
    role=choice("role", BodyRole),
    organization=organization_brief("organization"),
    position=number("position"),
    **STAMPS,
)

QUOTA = Picture(
    "CountryQuota",
    uid=uid(),
    event=text("event__slug"),
    country=text("country"),
    seats=number("seats"),
    taken=number("taken"),
    free=number("free"),
    waiting=number("waiting"),
    **STAMPS,
)

TASK = Picture(
    "Task",
    uid=uid(),
    event=text("event__slug"),
    what=text("what"),
    who=user_brief("who"),
    due_on=day("due_on"),
    done_at=moment("done_at"),
    **STAMPS,
)

VENUE = Picture(
    "Venue",
    uid=uid(),
    office=text("office__slug"),
    name=text("name"),
    address=text("address"),
    city=text("city"),
    country=text("country"),
    **STAMPS,
)

ROOM = Picture(
    "Room",
    uid=uid(),
    venue=ref("venue__uid"),
    name=text("name"),
    capacity=number("capacity", null=True),
    **STAMPS,
)

REGISTRATION = Picture(
    "Registration",
    uid=uid(),
    event=text("event__slug"),
    seq=number("seq"),
    state=choice("state", RegistrationState),
    **WHO,
    role=choice("role", RegistrationRole),
    manner=choice("manner", Manner, blank=True),
    seats=number("seats"),
    email=text("email"),
    language=choice("language", Language),
    organization=ref("organization__uid"),
    organization_name=text("organization_name"),
    job_title=text("job_title"),
    country=text("country"),
    note=text("note"),
    posts=several(Registration.posts.through.objects.all, of="registration_id", column_="post__uid"),
    consented_at=moment("consented_at"),
    confirmed_at=moment("confirmed_at"),
    **STAMPS,
)

REMINDER = Picture(
    "ReminderRule",
    uid=uid(),
    event=text("event__slug"),
    days=number("days"),
    time=clock("time"),
    audience=choice("audience", Audience),
    preset=choice("preset", EventReminder.Preset),
    subject=texts("subject"),
    body=texts("body"),
    active=flag("active"),
    due_at=moment("due_at"),
    **STAMPS,
)

MESSAGE = Picture(
    "Message",
    uid=uid(),
    event=text("event__slug"),
    subject=text("subject"),
    body=text("body"),
    sent_by=user_brief("sent_by"),
    recipients=several(
        EventMessage.recipients.through.objects.all, of="eventmessage_id", column_="registration__uid"
    ),
    **STAMPS,
)
