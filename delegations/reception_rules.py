"""Warnings on duties, interpreters and who receives, which need the agenda: five queries, read once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from base.locale_text import language_name, list_in_words
from base.wording import moment_in_words
from delegations.models import Delegation, Leg, MemberRole, Way
from delegations.travel_picture import TravelPicture, Who, label
from delegations.warning import TravelWarning, link, names
from events.models import AgendaItem, Participation, ParticipationRole
from events.states import ItemState
from people.models import Person


@dataclass(slots=True)
class Reception:
    """The agenda as rules read it: items by key, who takes part in them, which delegation, and who interprets."""

    items: dict[int, AgendaItem]
    of_person: dict[int, list[AgendaItem]]
    of_delegation: dict[int, list[AgendaItem]]
    received: set[int]
    interpreters: dict[int, list[Person]]
    item_interpreters: dict[int, list[Person]]


def read(picture: TravelPicture) -> Reception:
    """Dropped items count for nothing."""
    rows = (
        AgendaItem.objects.filter(event=picture.event).exclude(state=ItemState.DROPPED).select_related("host")
    )
    items = {one.pk: one for one in rows}
    of_person: dict[int, list[AgendaItem]] = defaultdict(list)
    item_interpreters: dict[int, list[Person]] = defaultdict(list)
    received: set[int] = set()
    for row in Participation.objects.filter(item__in=list(items)).select_related("person"):
        if row.role == ParticipationRole.HOST_REPRESENTATIVE:
            received.add(row.item_id)
        if row.person is None:
            continue
        of_person[row.person.pk].append(items[row.item_id])
        if row.role == ParticipationRole.INTERPRETER:
            item_interpreters[row.item_id].append(row.person)
    return Reception(
        items, of_person, _items_of(picture, items), received, _interpreters_of(picture), item_interpreters
    )


def late_for_duty(picture: TravelPicture, reception: Reception) -> Iterator[TravelWarning]:
    """They arrive after the first item in which they, or their delegation as such, take part."""
    late: dict[tuple[int, int], list[Who]] = defaultdict(list)
    lines = {line.leg.pk: line for line in picture.standing}
    for who, leg in _last_arrivals(picture).values():
        first = _first_duty(who, reception)
        if first is not None and _instant(leg.arrives_at) > _instant(first.starts_at):
            late[leg.pk, first.pk].append(who)
    for (leg_pk, item_pk), people in late.items():
        leg, item = lines[leg_pk].leg, reception.items[item_pk]
        text = _(
            "Arrives after the first duty: %(leg)s arrives on %(arrives)s, “%(item)s” begins on %(begins)s."
        )
        words = {
            "leg": leg,
            "item": item.title or item.get_kind_display(),
            "arrives": moment_in_words(leg.arrives_at, zone=picture.event.zone),
            "begins": moment_in_words(item.starts_at, zone=picture.event.zone),
        }
        yield TravelWarning("late", text % words, names(people), link("leg", leg.uid), "error")


def nobody_assigned(picture: TravelPicture, reception: Reception) -> Iterator[TravelWarning]:
    """A delegation without a liaison officer, and a stop at a host without anybody who receives."""
    for one in picture.delegations:
        if one.liaison_officer_id is None:
            yield TravelWarning(
                "no_liaison",
                _("No liaison officer is assigned."),
                label(one),
                link("delegation_edit", one.uid),
            )
    expected = {item.pk: item for items in reception.of_delegation.values() for item in items}
    for item in expected.values():
        if item.host is not None and item.pk not in reception.received:
            words = {"host": item.host, "item": item.title or item.get_kind_display()}
            text = _("Nobody is named who receives them at %(host)s: “%(item)s”.") % words
            yield TravelWarning(
                "nobody_receives", text, _whose(item, reception, picture), _item_href(picture, item)
            )


def no_interpreter(picture: TravelPicture, reception: Reception) -> Iterator[TravelWarning]:
    """Somebody speaks no working language, and no interpreter at their side speaks one of theirs.

    Working languages are that of the office and those stated in the agenda. Who states no language is not judged.
    """
    working = {_plain(picture.event.office.language)} | {
        _plain(item.language) for item in reception.items.values() if item.language
    }
    lacking: dict[tuple[int, tuple[str, ...]], list[Who]] = defaultdict(list)
    for who in picture.members:
        person, delegation = who.registration.person, who.delegation
        if person is None or delegation is None or who.role == MemberRole.INTERPRETER:
            continue
        spoken = {_plain(code) for code in person.languages}
        if spoken and not spoken & working and not spoken & _interpreted(who, delegation, reception):
            lacking[delegation.pk, tuple(sorted(spoken))].append(who)
    for (_pk, spoken_there), people in lacking.items():
        text = _("No interpreter for %(languages)s.") % {
            "languages": list_in_words([language_name(code) for code in spoken_there])
        }
        delegation = people[0].delegation
        href = link("delegation_edit", delegation.uid) if delegation else ""
        yield TravelWarning("no_interpreter", text, names(people), href)


def _interpreted(who: Who, delegation: Delegation, reception: Reception) -> set[str]:
    person = who.registration.person
    items = [*reception.of_delegation[delegation.pk], *(reception.of_person[person.pk] if person else ())]
    aside = [*reception.interpreters[delegation.pk]]
    for item in items:
        aside += reception.item_interpreters[item.pk]
    return {_plain(code) for one in aside for code in one.languages}


def _last_arrivals(picture: TravelPicture) -> dict[int, tuple[Who, Leg]]:
    found: dict[int, tuple[Who, Leg]] = {}
    for line in picture.standing:
        if line.leg.way != Way.ARRIVAL or line.leg.arrives_at is None:
            continue
        for _row, who, _vehicle in line.travellers:
            pk = who.registration.pk
            if pk not in found or _instant(found[pk][1].arrives_at) < _instant(line.leg.arrives_at):
                found[pk] = (who, line.leg)
    return found


def _first_duty(who: Who, reception: Reception) -> AgendaItem | None:
    person = who.registration.person
    items = list(reception.of_person[person.pk]) if person else []
    if who.delegation is not None:
        items += reception.of_delegation[who.delegation.pk]
    return min((one for one in items if one.starts_at), key=lambda one: _instant(one.starts_at), default=None)


def _instant(moment: dt.datetime | None) -> dt.datetime:
    """For comparing; what has no time comes last."""
    return moment or dt.datetime.max.replace(tzinfo=dt.UTC)


def _items_of(picture: TravelPicture, items: dict[int, AgendaItem]) -> dict[int, list[AgendaItem]]:
    found: dict[int, list[AgendaItem]] = defaultdict(list)
    links: Any = Delegation.items.through
    through = links.objects.filter(delegation__in=[one.pk for one in picture.delegations])
    for delegation, item in through.values_list("delegation_id", "agendaitem_id"):
        if item in items:
            found[delegation].append(items[item])
    return found


def _interpreters_of(picture: TravelPicture) -> dict[int, list[Person]]:
    """Those at the side of each delegation, and those among its members."""
    found: dict[int, list[Person]] = defaultdict(list)
    through = Delegation.interpreters.through.objects.filter(
        delegation__in=[one.pk for one in picture.delegations]
    )
    for row in through.select_related("person"):
        found[row.delegation_id].append(row.person)
    for who in picture.members:
        if who.role == MemberRole.INTERPRETER and who.delegation and who.registration.person:
            found[who.delegation.pk].append(who.registration.person)
    return found


def _whose(item: AgendaItem, reception: Reception, picture: TravelPicture) -> str:
    coming: Iterable[Delegation] = (
        one for one in picture.delegations if item in reception.of_delegation[one.pk]
    )
    return ", ".join(label(one) for one in coming)


def _item_href(picture: TravelPicture, item: AgendaItem) -> str:
    return reverse("events:item", args=[picture.event.slug, item.uid])


def _plain(code: str) -> str:
    """`zh-hans` and `zh` are one language here."""
    return code.lower().replace("_", "-").partition("-")[0]
