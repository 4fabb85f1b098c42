"""The overviews of travel as lists for paper and for a workbook, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.list_document import Column, Group, ListDocument
from base.sheets import Value
from base.wording import date_in_words, span_in_words
from delegations.models import Gift, Leg, Way
from delegations.travel_picture import Drive, LegLine, StayLine, TravelPicture, Who, label
from delegations.travel_sight import Sight


def subtitle(picture: TravelPicture) -> str:
    own = label(picture.of)
    return f"{picture.event.title} – {own}" if own else str(picture.event.title)


def arrivals(picture: TravelPicture, sight: Sight) -> ListDocument:
    """By day and hour, on the clock of the place where they arrive or leave."""
    columns = [
        Column(_("Time"), 0.8, 8), Column(_("What"), 1.1, 14), Column(_("Leg"), 1.8, 26), Column(_("Who"), 3.4, 50),
        Column(_("Delegation"), 2, 30), Column(_("People"), 0.7, 8, numeric=True), Column(_("Vehicle"), 1.6, 24),
        Column(_("Arrived"), 1, 14),
    ]  # fmt: skip
    rows = groupby(picture.standing, key=lambda line: line.day)
    groups = [Group(day_title(day), [_leg_row(line, sight) for line in lines]) for day, lines in rows]
    return ListDocument(
        _("Arrivals and departures"), columns, groups, subtitle(picture), _("Day"), landscape=True,
        empty=_("No journey is entered yet."), footers=[_("Times are local times.")],
    )  # fmt: skip


def rooms(picture: TravelPicture, sight: Sight) -> ListDocument:
    columns = [
        Column(pgettext("hotel", "Room"), 1, 12), Column(_("Kind"), 1, 12), Column(_("Who"), 3.4, 50), Column(_("Delegation"), 2, 30),
        Column(_("From"), 1.3, 14), Column(_("Until"), 1.3, 14), Column(_("Nights"), 0.7, 8, numeric=True),
        Column(_("Places"), 0.8, 10),
        *([Column(_("Booking reference"), 1.2, 16)] if sight.runs else []), Column(_("Note"), 1.4, 24),
    ]  # fmt: skip
    hotels = groupby(picture.stays, key=lambda line: line.stay.hotel)
    groups = [
        Group(str(hotel), [_room_row(line, sight) for line in lines], _hotel_note(hotel))
        for hotel, lines in hotels
    ]
    return ListDocument(
        _("Rooming list"), columns, groups, subtitle(picture), _("Hotel"), landscape=True,
        empty=_("No room is entered yet."),
    )  # fmt: skip


def vehicles(picture: TravelPicture, sight: Sight) -> ListDocument:
    columns = [
        Column(_("When"), 1.6, 22), Column(_("For what"), 2, 30), Column(_("Who"), 3.4, 50),
        Column(_("Seats taken"), 0.9, 10, numeric=True), Column(_("Seats free"), 0.9, 10, numeric=True),
        Column(_("Driver"), 1.4, 20), Column(_("Telephone"), 1.4, 18),
    ]  # fmt: skip
    groups = []
    for number, line in enumerate(picture.vehicles, start=1):
        one = line.vehicle
        title = " · ".join(
            str(part) for part in (number, one.name, one.get_kind_display(), one.plate) if part
        )
        extra = [one.driver, one.driver_phone]
        rows = [[*_drive_row(drive), *extra] for drive in line.drives]
        empty = ["", _("no ride yet"), "", 0, one.seats, *extra]
        groups.append(Group(title, rows or [empty], one.note))
    return ListDocument(
        _("Vehicles"), columns, groups, subtitle(picture), pgettext("travel", "Vehicle"), landscape=True,
        empty=_("No vehicle is entered yet."),
    )  # fmt: skip


def diets(picture: TravelPicture, told: Sequence[tuple[Who, str]]) -> ListDocument:
    """By diet, with counts and names; who shows it has journaled that."""
    groups = [
        Group(f"{diet} ({people})", [[who.both, label(who.delegation), who.people] for who in eaters])
        for diet, people, eaters in by_diet(told)
    ]
    columns = [
        Column(_("Name"), 3, 36),
        Column(_("Delegation"), 3, 36),
        Column(_("People"), 1, 10, numeric=True),
    ]
    return ListDocument(
        _("Diets"), columns, groups, subtitle(picture), _("Diet"), empty=_("No diet is stated."),
    )  # fmt: skip


def gifts(picture: TravelPicture, rows: Iterable[Gift]) -> ListDocument:
    columns = [
        Column(_("Given or received"), 1, 14), Column(_("What"), 2.6, 36), Column(_("How many"), 0.8, 10, numeric=True),
        Column(_("Person"), 1.8, 26), Column(_("Organization"), 1.8, 26), Column(_("Day"), 1.3, 14),
        Column(_("Value"), 1, 12, numeric=True), Column(_("Where it is kept"), 1.4, 20), Column(_("Note"), 1.4, 24),
    ]  # fmt: skip
    found = groupby(rows, key=lambda gift: gift.delegation)
    groups = [Group(label(one), [_gift_row(gift) for gift in own]) for one, own in found]
    return ListDocument(
        _("Gifts"), columns, groups, subtitle(picture), _("Delegation"), landscape=True,
        empty=_("No gift is entered yet."),
    )  # fmt: skip


def by_diet(told: Sequence[tuple[Who, str]]) -> list[tuple[str, int, list[Who]]]:
    """Diet as most wrote it, how many people, and who; the most frequent first."""
    eaters: dict[str, list[Who]] = {}
    wordings: dict[str, Counter[str]] = {}
    for who, diet in told:
        eaters.setdefault(diet.casefold(), []).append(who)
        wordings.setdefault(diet.casefold(), Counter())[diet] += 1
    found = [
        (wordings[name].most_common(1)[0][0], sum(who.people for who in people), sorted(people, key=lambda who: who.place))
        for name, people in eaters.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one[1], one[0].casefold()))


def day_title(day: dt.date | None) -> str:
    return date_in_words(day, weekday=True) if day else _("Day not stated")


def route(leg: Leg) -> str:
    return " – ".join(part for part in (leg.departs_from, leg.arrives_in) if part)


def _leg_row(line: LegLine, sight: Sight) -> list[Value]:
    leg = line.leg
    what = "\n".join(part for part in (leg.number, leg.carrier, route(leg), leg.terminal) if part)
    names = "\n".join(_with_phone(who, sight) for _row, who, _vehicle in line.travellers)
    met = "\n".join(str(one) for one in line.vehicles)
    if leg.way == Way.ARRIVAL and line.unmet:
        met = "\n".join(
            part for part in (met, _("no vehicle for %(count)s") % {"count": len(line.unmet)}) if part
        )
    zone = f"\n{line.zone}" if line.zone and line.zone != leg.event.zone else ""
    time = f"{line.time:%H:%M}{zone}" if line.time else "?"
    return [
        time, str(leg.get_way_display()), what, names, _delegations(line), line.people, met,
        _("yes") if leg.arrived_at else "",
    ]  # fmt: skip


def _delegations(line: LegLine) -> str:
    named = {who.delegation.pk: label(who.delegation) for _r, who, _v in line.travellers if who.delegation}
    return "\n".join(named.values()) or label(line.owner)


def _room_row(line: StayLine, sight: Sight) -> list[Value]:
    stay = line.stay
    named = {who.delegation.pk: label(who.delegation) for who in line.occupants if who.delegation}
    return [
        stay.room, str(stay.get_kind_display()), "\n".join(who.both for who in line.occupants),
        "\n".join(named.values()) or label(line.owner), stay.check_in, stay.check_out, line.nights,
        f"{line.people}/{stay.beds}", *([stay.booking] if sight.runs else []), stay.note,
    ]  # fmt: skip


def _hotel_note(hotel: object) -> str:
    return ", ".join(part for part in (getattr(hotel, name) for name in ("address", "city", "phone")) if part)


def _drive_row(drive: Drive) -> list[Value]:
    if drive.leg is not None:
        leg = drive.leg
        arriving = leg.way == Way.ARRIVAL
        day, time = (leg.arrives_on, leg.arrives_time) if arriving else (leg.departs_on, leg.departs_time)
        goal = f"{leg.get_way_display()}: {leg}"
    else:
        item = drive.item
        assert item is not None
        day, time = (item.on.date if item.on else None), item.start_time
        goal = item.title or str(item.get_kind_display())
    when = " ".join(
        part for part in (span_in_words(day) if day else "", f"{time:%H:%M}" if time else "") if part
    )
    return [when, goal, "\n".join(who.both for who in drive.riders), drive.people, drive.free]


def _gift_row(gift: Gift) -> list[Value]:
    value = f"{gift.value} {gift.currency}" if gift.value is not None else ""
    return [
        str(gift.get_course_display()), gift.what, gift.count, str(gift.person or ""), str(gift.organization or ""),
        gift.on, value, gift.kept_at, gift.note,
    ]  # fmt: skip


def _with_phone(who: Who, sight: Sight) -> str:
    phone = who.phone if sight.of(who.delegation) else ""
    return f"{who.both} · {phone}" if phone else who.both
