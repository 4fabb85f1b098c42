"""The signing table: its seating plan takes order, signatories, assistants and flags from the preparation of the signing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.ceremonies import Side as PartySide
from agreements.ceremonies import Table
from base.errors import Conflict
from base.languages import columns
from base.records import key
from events.models import AgendaItem, Registration, SeatingPlan
from events.seating import Layout, Side, Task
from events.services import seating, seating_places
from events.services.seating_places import Somebody, Wanted
from people.models import Organization, Person, Post
from people.services.journal import Actor

Known = dict[int, Registration]


def origin_of(table: Table) -> str:
    return key("signing", table.signing.pk)


def plan_of(table: Table) -> SeatingPlan | None:
    """The table as it was drawn last; None before."""
    return SeatingPlan.objects.filter(event=table.signing.item.event_id, origin=origin_of(table)).first()


@transaction.atomic
def draw_table(table: Table, *, by: Actor, at: dt.datetime) -> SeatingPlan:
    """Made, or brought up to date with the signing; seats given by hand stay. Raises Conflict for a confidential agreement."""
    if table.agreement.confidential:
        raise Conflict(_("The agreement is confidential, and a seating plan is seen by the whole office."))
    plan = plan_of(table)
    taken = _taken_from(table)
    if plan is None:
        item = table.signing.item
        plan = seating.add_plan(
            event=item.event, item=item, layout=Layout.SIGNING, origin=origin_of(table), by=by, at=at,
            **_names(table), **taken,
        )  # fmt: skip
    else:
        seating.amend_plan(plan, taken, by=by, at=at)
    seating_places.set_places(plan, _wanted(table), by=by, at=at)
    return plan


def _taken_from(table: Table) -> dict[str, Any]:
    sides = _sides(table)
    named = {side: str(party.party.organization)[:200] for party in table.sides if (side := sides.get(party.party.pk))}  # fmt: skip
    return {"flags": list(table.signing.flags), "side_a": named.get(Side.A, ""), "side_b": named.get(Side.B, "")}  # fmt: skip


def _names(table: Table) -> dict[str, str]:
    agreement = table.agreement
    titles = {
        target: getattr(agreement, source) or ""
        for target, source in zip(columns("name"), columns("title"), strict=True)
    }
    if not any(titles.values()):
        titles[columns("name")[0]] = str(agreement.get_kind_display())
    return {name: title[:200] for name, title in titles.items()}


def _sides(table: Table) -> dict[int, str]:
    """Two parties face the hall side by side, the host's being B; three and more sit in their order without sides."""
    if len(table.sides) != 2:
        return {}
    first, second = (one.party for one in table.sides)
    host = second if _hosts(second.organization, table.signing.item) > _hosts(first.organization, table.signing.item) else first  # fmt: skip
    return {one.party.pk: Side.B if one.party == host else Side.A for one in table.sides}


def _hosts(organization: Organization, item: AgendaItem) -> int:
    """How much speaks for it being the host: named as host of the item, or at home in the event's country."""
    return 2 * (organization.pk == item.host_id) + (bool(item.event.country) and organization.country == item.event.country)  # fmt: skip


def _wanted(table: Table) -> list[Wanted]:
    sides = _sides(table)
    known = _registered(table)
    found: list[Wanted] = []
    for party in table.sides:
        found += _party(party, sides.get(party.party.pk, ""), known)
    seated = {_pk(one.who) for one in found}
    witnesses = [one for one in table.agreement.witnesses.all() if one.pk not in seated]
    home = _home_sides(witnesses, table, sides)
    return [*found, *(Wanted(known.get(one.pk, one), home.get(one.pk, "")) for one in witnesses)]


def _party(party: PartySide, side: str, known: Known) -> list[Wanted]:
    """Its signatories, or the organization's name where nobody is named yet; its assistants beside the first."""
    signing: list[Somebody] = [known.get(one.person_id, one.person) for one in party.signatories]
    if not signing:
        signing = [known.get(one.person_id, one.person) for one in party.signed if one.person]
    if not signing:
        signing = [str(party.party.organization)]
    people = {_pk(one) for one in signing}
    helping = [one.person for one in party.assistants if one.person_id not in people]
    return [
        *(Wanted(one, side, principal=True) for one in signing),
        *(Wanted(known.get(one.pk, one), side, beside=signing[0], task=Task.ASSISTANT) for one in helping),
    ]


def _registered(table: Table) -> Known:
    """Who of the ceremony takes part in the event, by person."""
    people: set[int | None] = set()
    for side in table.sides:
        people |= {one.person_id for one in side.signatories}
        people |= {one.person_id for one in side.signed}
        people |= {one.person_id for one in side.assistants}
    people |= {one.pk for one in table.agreement.witnesses.all()}
    rows = Registration.objects.active().filter(event=table.signing.item.event_id, person__in=people - {None})
    return {one.person_id: one for one in rows if one.person_id}


def _home_sides(people: Iterable[Person], table: Table, sides: dict[int, str]) -> dict[int, str]:
    """Witnesses who hold a post at one of two parties stand behind its signatory."""
    parties = {one.party.organization_id: sides.get(one.party.pk, "") for one in table.sides}
    posts = Post.objects.filter(person__in=[one.pk for one in people], organization__in=parties, until=None)
    return {person: parties[at] for person, at in posts.values_list("person_id", "organization_id")}


def _pk(who: Somebody) -> int | str | None:
    if isinstance(who, Registration):
        return who.person_id
    return who if isinstance(who, str) else who.pk
