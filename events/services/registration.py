"""Registering for an event: by oneself, by the organizer, or as an unnamed group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from events import followers
from events.models import Event, Group, Manner, Mode, Registration, RegistrationRole
from events.services import groups, registrants, registration_letters, seats, shares
from events.services.shares import Shares
from events.states import SEATED_STATES, RegistrationState
from people.models import Person, Post
from people.services import journal, records
from people.services.journal import Actor

NOT_ASKED = {"office", "event", "person", "group", "organization"}
MANNER_OF_MODE = {Mode.IN_PERSON.value: Manner.IN_PERSON.value, Mode.ONLINE.value: Manner.ONLINE.value}
ENTRY_STATES = frozenset({"invited", "pending", "confirmed", "waitlisted"})
"""States in which an organizer may enter somebody."""


@transaction.atomic
def register(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    given_name: str,
    family_name: str,
    email: str,
    consent: bool,
    language: str = "en",
    country: str = "",
    manner: str = "",
    **values: Any,
) -> Registration:
    """Somebody registers: confirmed, on the waiting list or waiting for approval, in the order of arrival.

    `manner` must be stated at a hybrid event; `values`: organization_name, job_title, note. Whoever is registered
    already gets their registration back, and their link by mail; nothing of theirs is changed. The directory's data
    of a known person stay as they are.
    Raises Conflict when the event takes no registrations, Invalid.
    """
    seats.lock(event)
    seats.demand_open(event, at)
    manner = manner or MANNER_OF_MODE.get(event.mode, "")
    countries = shares.shares_of(event)
    _demand_stated(event, consent, email, manner, country_needed=bool(countries.seats) and not country)
    people = registrants.find(
        office_id=event.office_id, given_name=given_name, family_name=family_name, email=email
    )
    if standing := registrants.standing(event, people):
        return _remind(standing, at)
    known = people[0] if people else None
    person = known or registrants.new_person(
        office_id=event.office_id, given_name=given_name, family_name=family_name, email=email,
        language=language, country=country,
    )  # fmt: skip
    registration = _unsaved(
        event, email=email, language=language, country=country, manner=manner, consented_at=at, **values
    )
    _seat(event, registration, _state_of_arrival(event, registration, countries), countries)
    entries = []
    if known is None:
        person.save(force_insert=True)
        entries.append(journal.entry(person, "created", by=by, at=at))
    registration.person = person
    _save(event, registration, at, [*entries], by=by)
    registration_letters.write_first(registration, at=at)
    return registration


@transaction.atomic
def add_registration(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    person: Person | None = None,
    given_name: str = "",
    family_name: str = "",
    state: str = RegistrationState.CONFIRMED,
    posts: Iterable[Post] | None = None,
    notify: bool = True,
    recorded: bool = False,
    **values: Any,
) -> Registration:
    """An organizer enters a person of the directory, or a new one by name, never above capacity.

    Without `posts`, those that the person holds now count as held then. With `recorded` (what is written down after the
    fact) any state is possible and nothing is sent. Raises Conflict when they are registered already or no seat is free;
    Invalid.
    """
    _demand_entry_state(state, recorded)
    records.demand_own(event.office_id, [person], field="person")
    records.demand_own(event.office_id, [values.get("organization")], field="organization")
    seats.lock(event)
    if person is None:
        person = _person_named(event, given_name, family_name, values, by, at)
    if registrants.standing(event, [person]):
        raise Conflict(_("%(name)s is registered already.") % {"name": person.name}, field="person")
    held = list(posts) if posts is not None else _present_posts(person)
    registrants.demand_posts_of(person.pk, held)
    stated = _stated_by(person, held)
    registration = _unsaved(event, **{**stated, **{k: v for k, v in values.items() if v}})
    registration.person = person
    _seat(event, registration, state, Shares() if recorded else shares.shares_of(event))
    _save(event, registration, at, [], by=by, posts=held)
    if notify and not recorded:
        registration_letters.write_first(registration, at=at)
    return registration


@transaction.atomic
def register_group(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    group: Group | None = None,
    state: str = RegistrationState.CONFIRMED,
    role: str = RegistrationRole.PARTICIPANT,
    manner: str = "",
    recorded: bool = False,
    registration: Mapping[str, Any] | None = None,
    **values: Any,
) -> Registration:
    """Participants without names, with as many seats as their number; none while it is not stated.

    `values` are the fields of a new Group (label_en …, count, count_as_worded, category, rank, countries, regions,
    organizations, list_complete); `registration` those of the registration (email, language, note). Raises Conflict, Invalid.
    """
    _demand_entry_state(state, recorded)
    seats.lock(event)
    if group is not None:
        _demand_unregistered(group, event)
    group = group or groups.add_group(event=event, by=by, at=at, **values)
    entered = _unsaved(event, role=role, manner=manner, **(registration or {}))
    entered.group = group
    countries = Shares() if recorded else shares.shares_of(event)
    _seat(event, entered, state, countries, people=group.count)
    _save(event, entered, at, [], by=by)
    if not recorded:
        registration_letters.write_first(entered, at=at)
    return entered


def _demand_stated(event: Event, consent: bool, email: str, manner: str, *, country_needed: bool) -> None:
    errors: dict[str, list[str]] = {}
    if not consent:
        errors["consent"] = [_("Without your consent we may not keep your data; please tick the box.")]
    if not email:
        errors["email"] = [_("Write your e-mail address: the confirmation goes there.")]
    if country_needed:
        errors["country"] = [_("Say from which country you come: seats are given by country.")]
    possible = {Manner.IN_PERSON.value, Manner.ONLINE.value} | ({""} if event.mode != Mode.HYBRID else set())
    if manner not in possible:
        errors["manner"] = [_("Say whether you take part in person or online.")]
    if errors:
        raise Invalid(errors=errors)


def _demand_entry_state(state: str, recorded: bool) -> None:
    if state not in RegistrationState.values or (not recorded and state not in ENTRY_STATES):
        raise Invalid(_("A new registration cannot begin in this state."), field="state")


def _demand_unregistered(group: Group, event: Event) -> None:
    if group.event_id != event.pk:
        raise Invalid(_("This group belongs to another event."), field="group")
    if Registration.objects.active().filter(event_id=event.pk, group_id=group.pk).exists():
        raise Conflict(_("This group is registered already."), field="group")


def _remind(standing: Registration, at: dt.datetime) -> Registration:
    """The link of what stands goes out again, unless its first letter has just been written."""
    if standing.created_at <= at - registration_letters.AGAIN_AFTER:
        registration_letters.write_link([standing], at=at)
    return standing


def _state_of_arrival(event: Event, registration: Registration, countries: Shares) -> str:
    """Who waits goes first: a free seat is not given past the waiting list. Raises Conflict when nothing is left."""
    needed, country = seats.needed(event, manner=registration.manner), str(registration.country)
    free, granted = seats.fits(event, needed), countries.fit(country, needed)
    if not (free and granted) and not event.waiting_list:
        raise Conflict(_("All seats are taken.") if not free else countries.too_few(country, needed))
    if event.approval_required:
        return RegistrationState.PENDING
    if free and granted and (not needed or not shares.waits_before(event, country, countries)):
        return RegistrationState.CONFIRMED
    return RegistrationState.WAITLISTED


def prospect(event: Event, countries: Shares) -> str:
    """What somebody who registers now for a seat can expect: `seat`, `approval`, `waiting` or `full`.

    Of a country whose own seats are taken, the page says more.
    """
    free = seats.fits(event, 1)
    if not free and not event.waiting_list:
        return "full"
    if event.approval_required:
        return "approval"
    return "seat" if free and not shares.waits_before(event, "", countries) else "waiting"


def _unsaved(event: Event, **values: Any) -> Registration:
    return Registration(office_id=event.office_id, event=event, **values)


def _seat(
    event: Event, registration: Registration, state: str, countries: Shares, people: int | None = 1
) -> None:
    """Give the next number and, where the state holds one, the seats. Raises Conflict."""
    registration.seats = seats.needed(event, manner=registration.manner, people=people)
    registration.state = state
    if state in SEATED_STATES:
        seats.take(event, registration.seats)
        countries.take(str(registration.country), registration.seats)
    event.last_seq += 1
    registration.seq = event.last_seq


def _save(
    event: Event,
    registration: Registration,
    at: dt.datetime,
    entries: list[journal.Entry],
    *,
    by: Actor,
    posts: Iterable[Post] = (),
) -> None:
    if registration.state in SEATED_STATES:
        registration.confirmed_at = at
    registration.created_at = registration.updated_at = at
    registrants.check(registration, NOT_ASKED)
    seats.write(event)
    registration.save(force_insert=True)
    if posts:
        registration.posts.set(posts)
    journal.write(
        [*entries, journal.entry(registration, "registered", by=by, at=at, note=registration.state)]
    )
    followers.registrations_moved([registration], to=registration.state, by=by, at=at)


def _person_named(
    event: Event, given_name: str, family_name: str, values: Mapping[str, Any], by: Actor, at: dt.datetime
) -> Person:
    email = values.get("email", "")
    known = registrants.find(
        office_id=event.office_id, given_name=given_name, family_name=family_name, email=email
    )
    if known:
        return known[0]
    person = registrants.new_person(
        office_id=event.office_id, given_name=given_name, family_name=family_name, email=email,
        country=values.get("country", ""), language=values.get("language", ""),
    )  # fmt: skip
    person.save(force_insert=True)
    journal.record(person, "created", by=by, at=at)
    return person


def _present_posts(person: Person) -> list[Post]:
    return [post for post in person.posts.select_related("organization") if post.until is None]


def _stated_by(person: Person, posts: list[Post]) -> dict[str, Any]:
    """What the directory states, kept on the registration as it held then."""
    stated: dict[str, Any] = {
        "email": person.email, "country": person.country, "language": person.language or "en",
        "job_title": "; ".join(str(post) for post in posts if str(post))[:300],
    }  # fmt: skip
    organization = next((post.organization for post in posts if post.organization), None)
    if organization:
        stated |= {"organization": organization, "organization_name": str(organization)[:300]}
    return stated
