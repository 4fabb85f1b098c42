"""Reading what an itinerary is woven from, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, Q

from base.records import key
from delegations.models import Delegation, Leg, Member, Occupant, Ride, Stay, Stop, Traveller
from events.models import AgendaItem, Participation, ParticipationRole, Registration
from people.models import Entry, Person, Post

BESIDE = (ParticipationRole.HOST_REPRESENTATIVE, ParticipationRole.INTERPRETER)
WHO = ("registration__person", "registration__group")
CHOSEN: Any = Delegation.items.through
PARTS = ("traveller", "occupant", "ride", "stop", "participation", "leg", "stay", "agendaitem")


@dataclass(slots=True)
class Rows:
    """`own` is the registration whose itinerary it is, None for the whole delegation; without `whole` no travel is read.

    `apart`: somebody of the host's side, to whom only their own duties and journeys belong.
    """

    delegation: Delegation
    own: Registration | None
    whole: bool
    members: list[Member]
    interpreters: list[Person]
    items: list[AgendaItem]
    stops: Mapping[int, Stop]
    beside: Mapping[int, list[Participation]]
    legs: list[Leg] = field(default_factory=list)
    travellers: Mapping[int, list[Traveller]] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    occupants: Mapping[int, list[Occupant]] = field(default_factory=dict)
    rides: Mapping[str, list[Ride]] = field(default_factory=dict)
    floor: dt.datetime | None = None
    apart: bool = False

    @property
    def registrations(self) -> list[int]:
        return [self.own.pk] if self.own else [one.registration_id for one in self.members]


def read(
    delegation: Delegation,
    *,
    member: Member | None = None,
    companion: Registration | None = None,
    whole: bool = True,
) -> Rows:
    """The rows of a delegation, of one of its members, or of somebody who goes along (see `companions_of`).

    `delegation` with its event, senders and liaison officer.
    """
    own = member.registration if member else companion
    members = list(Member.objects.active().filter(delegation=delegation).select_related(*WHO))
    interpreters = list(delegation.interpreters.all())
    apart = companion is not None and companion.person not in interpreters
    items = _items(delegation, own, apart=apart, whole=whole)
    pks = [item.pk for item in items]
    rows = Rows(
        delegation=delegation,
        own=own,
        whole=whole,
        apart=apart,
        members=members,
        interpreters=interpreters,
        items=items,
        stops={stop.item_id: stop for stop in Stop.objects.filter(item__in=pks).select_related("contact")},
        beside=_by(_beside(pks), lambda one: one.item_id),
    )
    if whole:
        _read_travel(rows)
    rows.floor = _floor(rows)
    return rows


def _items(delegation: Delegation, own: Registration | None, *, apart: bool, whole: bool) -> list[AgendaItem]:
    """Those chosen for the delegation, or all; and in which the person takes part. Dropped ones too, for calendars.

    `apart`: only those in which the person takes part, or to which they ride. A ride tells nothing without `whole`.
    """
    of_event = AgendaItem.objects.filter(event=delegation.event_id)
    chosen = CHOSEN.objects.filter(delegation=delegation).values("agendaitem")
    wanted = Q(pk__in=chosen) | ~Q(Exists(chosen))
    if own:
        taking_part = Participation.objects.filter(event=delegation.event_id)
        mine = Q(person=own.person_id) if own.person_id else Q(group=own.group_id)
        own_items = Q(pk__in=taking_part.filter(mine).values("item"))
        if whole:
            rides = Ride.objects.active().filter(registration=own, item__isnull=False)
            own_items |= Q(pk__in=rides.values("item"))
        wanted = own_items if apart else wanted | own_items
    return list(of_event.filter(wanted).select_related("room__venue", "host"))


def _beside(items: Sequence[int]) -> Iterable[Participation]:
    """Who receives at an item, and who interprets there, with the posts held."""
    posts = Post.objects.select_related("organization")
    found = Participation.objects.filter(item__in=items, role__in=BESIDE).select_related("person", "group")
    return found.prefetch_related(Prefetch("person__posts", queryset=posts))


def _read_travel(rows: Rows) -> None:
    active = Traveller.objects.active()
    theirs = Q(Exists(active.filter(leg=OuterRef("pk"), registration__in=rows.registrations)))
    of_all = Q(delegation=rows.delegation) & (
        Q() if rows.own is None else ~Q(Exists(active.filter(leg=OuterRef("pk"))))
    )
    if rows.apart:
        of_all = Q(pk__in=[])
    rows.legs = list(Leg.objects.filter(event=rows.delegation.event_id).filter(theirs | of_all))
    travellers = active.filter(leg__in=rows.legs).select_related(*WHO, "leg")
    rows.travellers = _by(_told_to(rows, travellers), lambda one: one.leg_id)
    sleeping = Q(
        Exists(Occupant.objects.active().filter(stay=OuterRef("pk"), registration__in=rows.registrations))
    )
    of_us = Q() if rows.own else Q(delegation=rows.delegation)
    stays = Stay.objects.filter(event=rows.delegation.event_id).filter(
        sleeping if rows.own else sleeping | of_us
    )
    rows.stays = list(stays.select_related("hotel"))
    occupants = Occupant.objects.active().filter(stay__in=rows.stays).select_related(*WHO)
    rows.occupants = _by(occupants, lambda one: one.stay_id)
    rides = Ride.objects.active().filter(registration__in=rows.registrations)
    rides = rides.filter(Q(leg__in=rows.legs) | Q(item__in=rows.items)).select_related("vehicle", *WHO)
    rows.rides = _by(rides, lambda one: key("leg", one.leg_id) if one.leg_id else key("item", one.item_id))


def _told_to(rows: Rows, travellers: Iterable[Traveller]) -> Iterable[Traveller]:
    """Of a leg that several delegations share, each sees its own people."""
    ours = {one.registration_id for one in rows.members}
    return [
        one
        for one in travellers
        if one.registration_id in ours or one.leg.delegation_id == rows.delegation.pk
    ]


def _floor(rows: Rows) -> dt.datetime | None:
    """When something was last taken out: rows that are gone have no time of change any more, but the journal tells."""
    about = [key("delegation", rows.delegation.pk), *(key("registration", pk) for pk in rows.registrations)]
    about += [key("agenda_item", item.pk) for item in rows.items]
    gone = Q(verb__contains="delet") | Q(verb__contains="remov") | Q(verb__contains="taken o")
    parts = Q()
    for noun in PARTS:
        parts |= Q(subject__startswith=f"{noun}:")
    entries = Entry.objects.filter(office=rows.delegation.office_id, about__overlap=about).filter(
        gone & parts
    )
    found: dt.datetime | None = entries.aggregate(at=Max("at"))["at"]
    return found


def _by(rows: Iterable[Any], of: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[of(row)].append(row)
    return dict(found)
