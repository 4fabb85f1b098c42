"""The bilateral table of talks: a delegation with its interpreters opposite the host's side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Invalid
from base.languages import CODES, Language, column, speaking, texts
from base.records import key
from delegations.models import Delegation, Member, MemberRole
from delegations.naming import title_of
from events.models import (
    AgendaItem,
    Participation,
    ParticipationRole,
    Registration,
    RegistrationRole,
    SeatingPlan,
)
from events.seating import Layout, Side, Task
from events.services import seating, seating_places
from events.services.seating_places import Somebody, Wanted
from events.services.standings import standings_of
from people.models import Person
from people.precedence import Convention, in_order
from people.services.journal import Actor
from people.services.precedence import convention_of

HOSTING = (ParticipationRole.HOST_REPRESENTATIVE, ParticipationRole.CHAIR)
NOT_AT_TABLE = (MemberRole.INTERPRETER, MemberRole.MEDIA)


def origin_of(delegation: Delegation, item: AgendaItem) -> str:
    return f"{key('delegation', delegation.pk)}:{key('item', item.pk)}"


@transaction.atomic
def draw_talks(delegation: Delegation, item: AgendaItem, *, by: Actor, at: dt.datetime) -> SeatingPlan:
    """The plan of this delegation at this item, made or brought up to date; seats given by hand stay.

    Guests: the leaders in their order, then the members by the office's convention. Hosts: who represents the host at the
    item, else the participants of the host's side. Raises Invalid when the item is of another event or nobody is known.
    """
    if item.event_id != delegation.event_id:
        raise Invalid(_("This agenda item belongs to another event."), field="item")
    convention = convention_of(delegation.office).convention
    wanted = [*_guests(delegation, convention), *_hosts(delegation, item, convention)]
    if not wanted:
        raise Invalid(_("Neither members nor host representatives are known yet."))
    origin = origin_of(delegation, item)
    plan = SeatingPlan.objects.filter(event=item.event_id, origin=origin).first()
    if plan is None:
        plan = seating.add_plan(
            event=delegation.event, item=item, layout=Layout.BILATERAL, origin=origin, by=by, at=at,
            **_names(delegation, item),
        )  # fmt: skip
    seating_places.set_places(plan, wanted, by=by, at=at)
    return plan


def _names(delegation: Delegation, item: AgendaItem) -> dict[str, Any]:
    """In every language in which the item has a title; the flags of both countries, the guests' first."""
    names = {}
    for code in CODES:
        with speaking(code):
            title = texts(item, "title").get(code) or (str(item.get_kind_display()) if code == Language.ENGLISH else "")  # fmt: skip
            if title:
                names[column("name", code)] = f"{title}: {title_of(delegation)}"[:200]
    flags = dict.fromkeys(str(code) for code in (delegation.country, item.event.country) if code)
    host = str(item.host) if item.host else str(delegation.office)
    return {
        **names,
        "side_a": title_of(delegation)[:200],
        "side_b": host[:200],
        "flags": list(flags),
    }


def _guests(delegation: Delegation, convention: Convention) -> list[Wanted]:
    members = list(
        Member.objects.active().filter(delegation=delegation).select_related("registration__person").order_by("position", "pk")
    )  # fmt: skip
    leaders = [one.registration for one in members if one.role == MemberRole.LEADER]
    others = [one.registration for one in members if one.role not in (*NOT_AT_TABLE, MemberRole.LEADER)]
    seated = [*leaders, *_ranked(others, convention)]
    helpers: list[Somebody] = [one.registration for one in members if one.role == MemberRole.INTERPRETER]
    known = {one.registration.person_id for one in members}
    helpers += _as_registered(delegation.event_id, [one for one in delegation.interpreters.all() if one.pk not in known])  # fmt: skip
    return _side(Side.A, seated, helpers)


def _hosts(delegation: Delegation, item: AgendaItem, convention: Convention) -> list[Wanted]:
    """Members of the delegation are never among them."""
    guests = set(
        Member.objects.filter(delegation=delegation).values_list("registration__person_id", flat=True)
    )
    guests |= set(delegation.interpreters.values_list("pk", flat=True))
    parts = Participation.objects.filter(item=item, person__isnull=False).select_related("person")
    named = [one.person for one in parts.filter(role__in=HOSTING) if one.person_id not in guests]
    interpreters = [one.person for one in parts.filter(role=ParticipationRole.INTERPRETER) if one.person_id not in guests]  # fmt: skip
    helpers = _as_registered(item.event_id, [one for one in interpreters if one])
    if named:
        return _side(Side.B, _as_registered(item.event_id, [one for one in named if one]), helpers)
    of_host = Registration.objects.active().filter(event=item.event_id, role=RegistrationRole.HOST, person__isnull=False)  # fmt: skip
    return _side(Side.B, _ranked(list(of_host.exclude(person__in=guests)), convention), helpers)


def _side(side: Side, seated: Sequence[Somebody], helpers: Iterable[Somebody]) -> list[Wanted]:
    """The first is the principal, and the interpreters are theirs."""
    if not seated:
        return [Wanted(one, side) for one in helpers]
    first, *others = seated
    return [
        Wanted(first, side, principal=True),
        *(Wanted(one, side, beside=first, task=Task.INTERPRETER) for one in helpers),
        *(Wanted(one, side) for one in others),
    ]


def _ranked(registrations: list[Registration], convention: Convention) -> list[Registration]:
    """In order of precedence; groups without names come last."""
    by_uid = {str(one.uid): one for one in registrations}
    order = [placed.standing.key for placed in in_order(standings_of(registrations), convention)]
    named = [by_uid[uid] for uid in order]
    return [*named, *(one for one in registrations if one.person_id is None)]


def _as_registered(event_id: int, people: Sequence[Person]) -> list[Somebody]:
    """Each person as a participant of the event where they are one."""
    rows = Registration.objects.active().filter(event=event_id, person__in=[one.pk for one in people])
    known = {one.person_id: one for one in rows}
    return [known.get(one.pk, one) for one in people]
