"""Warnings that rest on passports and visas; they are told only to those who may know them. Three queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from base.wording import date_in_words
from delegations.models import ProtocolSettings, TravelDocument, VisaCase, Way
from delegations.states import VisaState
from delegations.travel_picture import TravelPicture, Who
from delegations.warning import TravelWarning, link, listed

SOON = 14
"""Days before the arrival from which a visa that is not issued is a warning."""


def documents(picture: TravelPicture, open_to: Collection[int], *, on: dt.date) -> list[TravelWarning]:
    """For the delegations in `open_to` (their keys): passports that expire too early, visas without a passport or not issued."""
    people = [
        who for who in picture.members
        if who.delegation and who.delegation.pk in open_to and who.registration.person_id
    ]  # fmt: skip
    expires = _expiries(people)
    cases = {
        case.registration_id: case
        for case in VisaCase.objects.open().filter(registration__in=[who.registration.pk for who in people])
    }
    settings = ProtocolSettings.objects.filter(office=picture.event.office_id).first() or ProtocolSettings()
    begins, ends = _stays(picture)
    found: list[TravelWarning] = []
    for who in people:
        pk, person = who.registration.pk, who.registration.person_id or 0
        found += _passport(who, expires.get(person), ends.get(pk) or _end(picture), settings.passport_months)
        if pk in cases:
            found += _visa(who, cases[pk], person in expires, begins.get(pk) or _start(picture), on)
    return _together(found)


def _together(found: list[TravelWarning]) -> list[TravelWarning]:
    """The same of several people of a delegation is told once, with their names."""
    people: dict[TravelWarning, list[str]] = {}
    for one in found:
        people.setdefault(replace(one, who=""), []).append(one.who)
    return [replace(one, who=listed(names)) for one, names in people.items()]


def _passport(
    who: Who, expires: dt.date | None, ends: dt.date | None, months: int
) -> Iterator[TravelWarning]:
    if expires is None or ends is None or expires >= months_after(ends, months):
        return
    if expires < ends:
        text = _("The passport expires during the stay, on %(day)s.")
    else:
        text = _("The passport expires on %(day)s, within %(months)s months of the stay.")
    words = {"day": date_in_words(expires), "months": months}
    tone = "error" if expires < ends else "warning"
    yield TravelWarning("passport", text % words, who.name, _href(who), tone, guarded=True)


def _visa(
    who: Who, case: VisaCase, has_passport: bool, begins: dt.date | None, on: dt.date
) -> Iterator[TravelWarning]:
    if not has_passport:
        yield TravelWarning(
            "no_passport",
            _("A visa is to be applied for, and no passport is recorded."),
            who.name,
            _href(who),
            guarded=True,
        )
    if case.state == VisaState.REFUSED:
        yield TravelWarning(
            "visa_refused", _("The visa was refused."), who.name, _href(who), "error", guarded=True
        )
        return
    due = case.wanted_by or (begins - dt.timedelta(days=SOON) if begins else None)
    if due is not None and due <= on:
        text = _("The visa is not issued yet: %(state)s.") % {"state": case.get_state_display()}
        yield TravelWarning("visa", text, who.name, _href(who), "error", guarded=True)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def _expiries(people: Collection[Who]) -> dict[int, dt.date | None]:
    """The latest expiry of each person's documents; None where none is stated."""
    found: dict[int, dt.date | None] = {}
    rows = TravelDocument.objects.filter(person__in=[who.registration.person_id for who in people])
    for person, expires in rows.order_by().values_list("person_id", "expires_on"):
        present = found.get(person)
        found[person] = max(present, expires) if present and expires else present or expires
    return found


def _stays(picture: TravelPicture) -> tuple[dict[int, dt.date], dict[int, dt.date]]:
    """First and last day of each, by arrival, departure and rooms."""
    begins: dict[int, dt.date] = {}
    ends: dict[int, dt.date] = {}
    for line in picture.standing:
        for _row, who, _vehicle in line.travellers:
            pk = who.registration.pk
            if line.day and line.leg.way == Way.ARRIVAL:
                begins[pk] = min(line.day, begins.get(pk, line.day))
            elif line.day and line.leg.way == Way.DEPARTURE:
                ends[pk] = max(line.day, ends.get(pk, line.day))
    for room in picture.stays:
        for who in room.occupants:
            pk = who.registration.pk
            ends[pk] = max(room.stay.check_out, ends.get(pk, room.stay.check_out))
    return begins, ends


def _start(picture: TravelPicture) -> dt.date | None:
    starts = picture.event.starts_at
    return starts.date() if starts else None


def _end(picture: TravelPicture) -> dt.date | None:
    ends = picture.event.ends_at or picture.event.starts_at
    return ends.date() if ends else None


def _href(who: Who) -> str:
    return link("documents", who.delegation.uid) if who.delegation else ""
