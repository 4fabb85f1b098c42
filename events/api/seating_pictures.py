"""How the API shows seating."""

from __future__ import annotations

from rest_framework import serializers

from base.pictures import STAMPS, Member, Picture, choice, flag, number, part, ref, strings, text, texts, uid
from events.models import SeatingPlace
from events.seating import Door, Hand, Heads, Interpreters, Layout, Profile, Side, Task
from events.seating_picture import SeatingPicture
from people.api.pictures import person_brief

SEATING_PLACE = Picture(
    "SeatingPlace",
    uid=uid(),
    registration=ref("registration__uid"),
    person=person_brief("person"),
    label=text("label"),
    side=choice("side", Side, blank=True),
    principal=flag("principal"),
    beside=ref("beside__uid"),
    task=choice("task", Task, blank=True),
    pinned=text("pinned"),
    reason=text("reason"),
)

SEATING_PLAN = Picture(
    "SeatingPlan",
    uid=uid(),
    event=text("event__slug"),
    item=ref("item__uid"),
    name=texts("name"),
    layout=choice("layout", Layout),
    profile=choice("profile", Profile),
    precedence=ref("precedence__uid"),
    side_a=text("side_a"),
    side_b=text("side_b"),
    host_side=choice("host_side", Side),
    door=choice("door", Door),
    heads=choice("heads", Heads),
    interpreters=choice("interpreters", Interpreters),
    hand=choice("hand", Hand),
    tables=number("tables"),
    per_table=number("per_table"),
    rows=number("rows"),
    per_row=number("per_row"),
    head=number("head"),
    flags=strings("flags"),
    places=part(SEATING_PLACE, SeatingPlace.objects.all, of="plan_id"),
    **STAMPS,
)


def _metres(name: str) -> Member:
    return Member((name,), lambda row: row[name], lambda: serializers.FloatField(help_text="metres"))


SEAT = Picture(
    "Seat",
    seat=text("seat"),
    order=number("order"),
    place=ref("place"),
    name=text("name"),
    native_name=text("native_name"),
    side=choice("side", Side, blank=True),
    x=_metres("x"),
    y=_metres("y"),
    angle=Member(
        ("angle",),
        lambda row: row["angle"],
        lambda: serializers.FloatField(
            help_text="where the person looks, in degrees clockwise from the page's top"
        ),
    ),
    standing=flag("standing"),
    pinned=flag("pinned"),
    why=text("why"),
)


def seats_of(picture: SeatingPicture) -> list[dict[str, object]]:
    """Every seat in the order of honour; `place` is null for a free one."""
    return [
        SEAT.of(
            {
                "seat": one.seat.label, "order": one.seat.order, "place": one.seat.key or None,
                "name": one.guest.name if one.guest else "", "native_name": one.guest.native if one.guest else "",
                "side": one.seat.side, "x": one.seat.x, "y": one.seat.y, "angle": one.seat.angle,
                "standing": one.seat.standing, "pinned": one.seat.pinned, "why": one.seat.why,
            }
        )
        for one in picture.seats
    ]  # fmt: skip
