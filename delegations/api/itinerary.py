"""The itinerary and the stops of a visit through the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from base.errors import Invalid
from base.inputs import RecordInput, changing
from base.pictures import (
    STAMPS,
    Member,
    Picture,
    edtf,
    flag,
    moment,
    ref,
    text,
    texts,
    uid,
)
from base.uids import as_uid
from delegations.itinerary.lines import Line
from delegations.itinerary.weaving import itinerary_of
from delegations.models import Delegation, Stop
from delegations.models import Member as DelegationMember
from delegations.services import stops
from people.api.doors import keeping
from people.api.filters import RecordFilter, uid_of
from people.api.keeping import Keeping
from people.api.pictures import person_brief

RUN = "delegations.run"


def _strings(column: str) -> Member:
    """Texts in order, each as it is told to people."""
    return Member(
        (column,), lambda row: row[column], lambda: serializers.ListField(child=serializers.CharField())
    )


LINE = Picture(
    "ItineraryLine",
    key=text("key"),
    kind=text("kind"),
    day=edtf("on"),
    hours=text("hours"),
    starts_at=moment("starts_at"),
    ends_at=moment("ends_at"),
    zone=text("zone"),
    ends_zone=text("ends_zone"),
    title=text("title"),
    place=text("place"),
    address=text("address"),
    received_by=text("received_by"),
    hosts=_strings("hosts"),
    contact=text("contact"),
    phone=text("phone"),
    interpreters=_strings("interpreters"),
    purpose=text("purpose"),
    wear=text("wear"),
    bring=text("bring"),
    vehicles=_strings("vehicles"),
    rooms=_strings("rooms"),
    people=_strings("people"),
    everybody=flag("everybody"),
    note=text("note"),
    arrived_at=moment("arrived_at"),
    changed_at=moment("changed"),
)
STOP = Picture(
    "Stop",
    uid=uid(),
    item=ref("item__uid"),
    event=text("item__event__slug"),
    address=text("address"),
    contact=person_brief("contact"),
    contact_name=text("contact_name"),
    phone=text("phone"),
    purpose=texts("purpose"),
    wear=texts("wear"),
    bring=texts("bring"),
    **STAMPS,
)


OF_MEMBER = OpenApiParameter(
    "member", OpenApiTypes.UUID, description="uid of a member: what concerns them alone"
)


def lines_of(delegation: Delegation, *, member: str, whole: bool) -> list[dict[str, Any]]:
    """The lines in order, of the delegation or of one of its members by its uid. Raises Invalid."""
    own = _member(delegation, member) if member else None
    return [LINE.of(_row(line)) for line in itinerary_of(delegation, member=own, whole=whole).lines]


def _member(delegation: Delegation, uid: str) -> DelegationMember:
    rows = DelegationMember.objects.select_related("registration__person", "registration__group")
    found = rows.filter(delegation=delegation, uid=as_uid(uid)).first()
    if found is None:
        raise Invalid(_("There is no such member."), field="member")
    own: DelegationMember = found
    return own


def _row(line: Line) -> dict[str, Any]:
    told = {name: getattr(line, name) for name in LINE.columns}
    told |= {name: _names(told[name]) for name in ("hosts", "interpreters", "vehicles", "rooms", "people")}
    phone = line.contact.phone if line.contact else line.phone
    return {**told, "kind": line.kind.value, "contact": str(line.contact or ""), "phone": phone}


def _names(people: Iterable[object]) -> list[str]:
    return [str(one) for one in people]


class StopFilter(RecordFilter):
    event = filters.CharFilter("item__event__slug", label="address of an event")
    item = uid_of("item")


class StopInput(RecordInput):
    class Meta:
        model = Stop
        fields = ("item", "address", "contact", "contact_name", "phone", "purpose", "wear", "bring")
        fixed = ("item",)


class StopDoor(Keeping):
    """What travellers must know of an agenda item: address, contact, purpose, what to wear and to bring."""

    rule = keeping(RUN, RUN)
    model, picture = Stop, STOP
    one, many = "a stop of a visit", "stops of visits"
    parent = "item"
    input, changes = StopInput, changing(StopInput)
    filterset_class = StopFilter
    related = ("item", "contact")

    def add(self, place: Any, values: dict[str, Any]) -> Stop:
        return stops.add_stop(**values, **self.doing)

    def amend(self, obj: Stop, values: dict[str, Any], expected: int) -> None:
        stops.amend_stop(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Stop) -> None:
        """The agenda item stays."""
        stops.delete_stop(obj, **self.doing)
