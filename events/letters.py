"""What letters and reminders of an event can say: the values of the placeholders, in the recipient's language."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from babel import dates
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from base import wording
from base.languages import best, speaking
from base.plain_text import one_line
from events.links import registration_url
from events.models import Event, Registration
from events.states import SEATED_STATES
from people.models import Person


def values(
    event: Event, language: str, *, registration: Registration | None = None, person: Person | None = None
) -> dict[str, str]:
    """Placeholder → text. Runs no query when event, office, person and group are loaded."""
    return of_event(event, language) | of_reader(event, language, registration=registration, person=person)


def of_event(event: Event, language: str) -> dict[str, str]:
    """What every reader is told alike."""
    office = event.office
    with speaking(language):
        return {
            "event_title": best(event, "title", language)[0] or event.slug,
            "event_dates": wording.span_in_words(event.start_on, event.end_on, language=language)
            or _("on a date still to be announced"),
            "event_time": _time(event, language),
            "event_place": _place(event, language),
            "event_link": _address("events:public_event", event),
            "programme_link": _address("events:public_programme", event),
            "contact": _contact(event.contact_name, event.contact_email)
            or _contact(office.contact_name, office.contact_email),
            "office_name": office.name,
        }


def of_reader(
    event: Event, language: str, *, registration: Registration | None, person: Person | None
) -> dict[str, str]:
    """What is each reader's own."""
    with speaking(language):
        return {
            "person_name": _name(registration, person, language),
            "registration_link": registration_url(registration)
            if registration
            else _address("events:public_event", event),
            "join_link": event.join_url if registration and registration.state in SEATED_STATES else "",
        }


def reply_address(event: Event) -> str:
    return event.contact_email or event.office.contact_email


def _address(name: str, event: Event) -> str:
    return settings.SITE_URL + reverse(name, args=[event.slug])


def _name(registration: Registration | None, person: Person | None, language: str) -> str:
    person = person or (registration.person if registration else None)
    if person is not None:
        return person.name_in_letters(language)
    group = registration.group if registration else None
    return one_line(best(group, "label", language)[0]) if group else ""


def _time(event: Event, language: str) -> str:
    """`09:00 (GMT+08:00)`; empty when no time is stated."""
    if event.starts_at is None or event.start_time is None:
        return ""
    moment = event.starts_at.astimezone(ZoneInfo(event.zone))
    offset = dates.get_timezone_gmt(moment, "long", locale=wording.locale_of(language))
    return f"{wording.time_in_words(event.start_time, language=language)} ({offset})"


def _place(event: Event, language: str) -> str:
    """Place, city and country, each said once."""
    said = best(event, "place", language)[0]
    country: Any = event.country
    for part in (event.city, str(country.name) if country else ""):
        if part and part not in said:
            said = f"{said}, {part}" if said else part
    return said


def _contact(name: str, email: str) -> str:
    return f"{name} <{email}>" if name and email else name or email
