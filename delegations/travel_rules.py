"""Warnings that journeys, rooms and vehicles give by themselves; no queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.wording import date_in_words, span_in_words
from delegations.models import Way
from delegations.travel_picture import TravelPicture, Who
from delegations.warning import TravelWarning, link, names

LONGEST = 60
"""Days beyond which a stay is rather a mistyped date, which other rules tell."""


def missing_times(picture: TravelPicture) -> Iterator[TravelWarning]:
    for line in picture.standing:
        if line.day is None or line.time is None:
            text = _("The times of this leg are not known: %(leg)s.") % {"leg": line.leg}
            yield TravelWarning(
                "missing_times",
                text,
                names([who for _r, who, _v in line.travellers]),
                link("leg", line.leg.uid),
            )


def without_pick_up(picture: TravelPicture) -> Iterator[TravelWarning]:
    """Arrivals that are still awaited, with people whom no vehicle meets."""
    for line in picture.standing:
        if line.leg.way != Way.ARRIVAL or line.leg.arrived_at is not None or not line.unmet:
            continue
        words = {"leg": line.leg, "day": date_in_words(line.day) if line.day else _("day not stated")}
        text = _("No vehicle meets them: %(leg)s, %(day)s.") % words
        yield TravelWarning("no_pick_up", text, names(line.unmet), link("leg_vehicles", line.leg.uid))


def overfull_rooms(picture: TravelPicture) -> Iterator[TravelWarning]:
    for line in picture.stays:
        if line.over:
            text = ngettext(
                "The room has %(beds)s place, and %(people)s people are in it: %(room)s.",
                "The room has %(beds)s places, and %(people)s people are in it: %(room)s.",
                line.stay.beds,
            )
            words = {"beds": line.stay.beds, "people": line.people, "room": str(line.stay).strip()}
            yield TravelWarning(
                "room_over", text % words, names(line.occupants), link("stay", line.stay.uid), "error"
            )


def overfull_vehicles(picture: TravelPicture) -> Iterator[TravelWarning]:
    for line in picture.vehicles:
        for drive in line.drives:
            if not drive.over:
                continue
            text = ngettext(
                "The vehicle has %(seats)s seat, and %(people)s people ride in it: %(vehicle)s.",
                "The vehicle has %(seats)s seats, and %(people)s people ride in it: %(vehicle)s.",
                line.vehicle.seats or 0,
            )
            words = {"seats": line.vehicle.seats, "people": drive.people, "vehicle": line.vehicle}
            href = link("leg_vehicles", drive.leg.uid) if drive.leg else link("item_vehicles", drive.item.uid)  # type: ignore[union-attr]
            yield TravelWarning("vehicle_over", text % words, names(drive.riders), href, "error")


def nights_without_room(picture: TravelPicture) -> Iterator[TravelWarning]:
    """Nights between arrival and departure for which somebody has no room; those with the same nights together."""
    covered: dict[int, set[dt.date]] = defaultdict(set)
    for line in picture.stays:
        for who in line.occupants:
            covered[who.registration.pk] |= set(_nights(line.stay.check_in, line.stay.check_out))
    lacking: dict[tuple[int | None, dt.date, dt.date], list[Who]] = defaultdict(list)
    for who, first, last in present_from_to(picture):
        missing = [night for night in _nights(first, last) if night not in covered[who.registration.pk]]
        for start, end in _runs(missing):
            lacking[who.delegation.pk if who.delegation else None, start, end].append(who)
    for (_pk, start, end), people in lacking.items():
        delegation = people[0].delegation
        text = _("Nights without a room: %(days)s.") % {
            "days": span_in_words(start, end + dt.timedelta(days=1))
        }
        href = link("stay_add", picture.event.slug) + (f"?delegation={delegation.uid}" if delegation else "")
        yield TravelWarning("no_room", text, names(people), href)


def present_from_to(picture: TravelPicture) -> Iterator[tuple[Who, dt.date, dt.date]]:
    """Everybody of whom the days of arrival and departure are both known, and nothing is left out."""
    arrives: dict[int, dt.date] = {}
    departs: dict[int, dt.date] = {}
    for line in picture.standing:
        if line.day is None:
            continue
        for _row, who, _vehicle in line.travellers:
            pk = who.registration.pk
            if line.leg.way == Way.ARRIVAL:
                arrives[pk] = max(line.day, arrives.get(pk, line.day))
            elif line.leg.way == Way.DEPARTURE:
                departs[pk] = min(line.day, departs.get(pk, line.day))
    for pk, first in arrives.items():
        if picture.known is not None and pk not in picture.known:
            continue
        if pk in departs and first < departs[pk] <= first + dt.timedelta(days=LONGEST):
            yield picture.people[pk], first, departs[pk]


def _nights(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=n) for n in range((last - first).days)]


def _runs(nights: list[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Nights one after the other, as their first and last."""
    runs: list[tuple[dt.date, dt.date]] = []
    for night in nights:
        if runs and night - runs[-1][1] == dt.timedelta(days=1):
            runs[-1] = (runs[-1][0], night)
        else:
            runs.append((night, night))
    return runs
