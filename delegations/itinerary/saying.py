"""Words of an itinerary: who somebody is, and when something is on whose clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from babel.dates import get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.languages import EN, best
from base.wording import current_locale, date_in_words, time_in_words
from delegations.itinerary.lines import Aboard, Line, Who
from delegations.models import Ride
from events.models import Registration
from people.models import Person


def who(person: Person, *, whole: bool, posts: bool = False) -> Who:
    """With the post that is held now, if `posts` are read; the telephone only for those who may see it."""
    native = person.native_name if person.native_name != person.name else ""
    return Who(person.styled_name, native, _post(person) if posts else "", person.phone if whole else "")


def of_registration(registration: Registration, *, whole: bool) -> Who:
    """A person, or an unnamed group with its number."""
    if registration.person:
        return who(registration.person, whole=whole)
    group: Any = registration.group
    label = best(group, "label")[0]
    return Who(f"{label} ({group.count})" if group.count else label)


def _post(person: Person) -> str:
    held = [post for post in person.posts.all() if post.until is None]
    return (
        ", ".join(str(part) for part in (held[0].title, held[0].organization or "") if str(part))
        if held
        else ""
    )


def said(record: Any, field: str) -> tuple[str, str]:
    """A content field for the reader, and the language it is in where that is not theirs."""
    text, code = best(record, field)
    return text, "" if code == (get_language() or EN) else code


def city_time(zone: str) -> str:
    """`São Paulo time`."""
    city = get_timezone_location(zone, locale=current_locale(), return_city=True)
    return _("%(city)s time") % {"city": city}


def hours(line: dict[str, Any], home: str) -> str:
    """`09:00–10:30`; `23:55 (São Paulo time) – 05:30 +1`: the clock is named where it is not the one of the visit."""
    starts, ends = line.get("starts"), line.get("ends")
    first = _on_clock(starts, line.get("zone", ""), home) if starts else ""
    if ends is None:
        return first or str(line.get("part_of_day", ""))
    later = _days_later(line)
    ending = line.get("ends_zone") or line.get("zone", "")
    last = _on_clock(ends, ending, home) + (f" +{later}" if later > 0 else f" −{-later}" if later else "")
    if not first:
        return last
    plain = not later and ending == line.get("zone") and (not home or ending == home)
    return f"{first}–{last}" if plain else f"{first} – {last}"


def _on_clock(time: dt.time, zone: str, home: str) -> str:
    text = time_in_words(time)
    return f"{text} ({city_time(zone)})" if zone and home and zone != home else text


def _days_later(line: dict[str, Any]) -> int:
    """By how many calendar days the end stands after the beginning, each on its own clock."""
    on = line["on"].date if line.get("on") else None
    return (line["ends_on"] - on).days if on and line.get("ends_on") else 0


def aboard(rides: Sequence[Ride], *, everybody: int, whole: bool) -> tuple[Aboard, ...]:
    """The vehicles of rides in the order of the motorcade, each with who rides in it."""
    vehicles = {ride.vehicle_id: ride.vehicle for ride in rides}
    ordered = sorted(vehicles.values(), key=lambda vehicle: (vehicle.position, vehicle.pk))
    return tuple(
        Aboard(
            vehicle.name, str(vehicle.get_kind_display()), vehicle.plate, vehicle.driver, vehicle.driver_phone,
            _passengers([ride for ride in rides if ride.vehicle_id == vehicle.pk], everybody, whole),
        )
        for vehicle in ordered
    )  # fmt: skip


def _passengers(rides: Sequence[Ride], everybody: int, whole: bool) -> tuple[Who, ...]:
    if len(rides) == everybody:
        return ()
    return tuple(of_registration(ride.registration, whole=whole) for ride in rides)


def names(people: Iterable[Who]) -> str:
    return ", ".join(map(str, people))


def when(line: Line) -> str:
    """The day and the hours in one sentence."""
    day = date_in_words(line.on) if line.on else ""
    return ", ".join(part for part in (day, line.hours) if part)
