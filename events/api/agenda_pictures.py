"""How the API shows an agenda: items, tracks, who takes part, unnamed groups, photographs."""

from __future__ import annotations

from base.dates import PartOfDay
from base.pictures import (
    STAMPS,
    Picture,
    choice,
    clock,
    codes,
    edtf,
    flag,
    inside,
    links,
    moment,
    number,
    part,
    ref,
    several,
    strings,
    text,
    texts,
    uid,
)
from events.models import (
    Group,
    ItemKind,
    Manner,
    Participation,
    ParticipationRole,
)
from events.states import ItemState
from people.api.pictures import organization_brief, person_brief

ROOM_BRIEF = Picture(
    "RoomBrief", uid=uid("room__uid"), name=text("room__name"), venue=text("room__venue__name")
)

TRACK = Picture("Track", uid=uid(), event=text("event__slug"), name=text("name"), **STAMPS)

GROUP_BRIEF = Picture(
    "GroupBrief",
    uid=uid("group__uid"),
    label=texts("group__label"),
    count=number("group__count", null=True),
    count_as_worded=text("group__count_as_worded"),
)

GROUP = Picture(
    "Group",
    uid=uid(),
    event=text("event__slug"),
    label=texts("label"),
    count=number("count", null=True),
    count_as_worded=text("count_as_worded"),
    category=text("category"),
    rank=text("rank"),
    countries=codes("countries"),
    regions=strings("regions"),
    organizations=several(
        Group.organizations.through.objects.all, of="group_id", column_="organization__uid"
    ),
    list_complete=flag("list_complete", null=True),
    **STAMPS,
)

WHO = {
    "person": person_brief("person"),
    "group": inside(GROUP_BRIEF, when="group__uid"),
}
TAKING_PART = {
    **WHO,
    "role": choice("role", ParticipationRole),
    "manner": choice("manner", Manner, blank=True),
    "speech_title": texts("speech_title"),
}

PARTICIPATION = Picture(
    "Participation",
    uid=uid(),
    event=text("event__slug"),
    item=ref("item__uid"),
    **TAKING_PART,
    gist=texts("gist"),
    language=text("language"),
    position=number("position"),
    **STAMPS,
)

PART_OF_ITEM = Picture("PartOfItem", uid=uid(), **TAKING_PART, gist=texts("gist"), language=text("language"))
PUBLIC_PART = Picture("PublicPart", **TAKING_PART)

ITEM = {
    "kind": choice("kind", ItemKind),
    "state": choice("state", ItemState),
    "title": texts("title"),
    "abstract": texts("abstract"),
    "gist": texts("gist"),
    "language": text("language"),
    "links": links("links"),
    "on": edtf("on"),
    "start_time": clock("start_time"),
    "end_time": clock("end_time"),
    "part_of_day": choice("part_of_day", PartOfDay, blank=True),
    "starts_at": moment("starts_at"),
    "ends_at": moment("ends_at"),
    "room": inside(ROOM_BRIEF, when="room__uid"),
    "place": texts("place"),
    "host": organization_brief("host"),
}

AGENDA_ITEM = Picture(
    "AgendaItem",
    uid=uid(),
    event=text("event__slug"),
    **ITEM,
    track=inside(Picture("TrackBrief", uid=uid("track__uid"), name=text("track__name")), when="track__uid"),
    public=flag("public"),
    position=number("position"),
    participations=part(PART_OF_ITEM, Participation.objects.all, of="item_id"),
    **STAMPS,
)

PHOTO = Picture(
    "Photo",
    uid=uid(),
    event=text("event__slug"),
    item=ref("item__uid"),
    caption=texts("caption"),
    photographer=person_brief("photographer"),
    media_type=text("media_type"),
    width=number("width", null=True),
    height=number("height", null=True),
    public=flag("public"),
    position=number("position"),
    **STAMPS,
)

CLASH = Picture(
    "Clash",
    person=text("person"),
    item=uid("item"),
    item_title=text("item_title"),
    other=uid("other"),
    other_title=text("other_title"),
    other_event=text("other_event"),
    other_slug=text("other_slug"),
)
