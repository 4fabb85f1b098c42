"""Amending what a registration says, passing its seat to another person, and sending its link again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict
from base.records import key
from events import followers
from events.models import Event, Registration
from events.services import groups, registrants, seats, shares
from events.services import registration_letters as letters
from events.services.registration import add_registration
from events.services.registration_moves import promote_waiting
from events.states import ENDED_STATES, SEATED_STATES, RegistrationState
from people.models import Person
from people.services import outbox, records
from people.services.journal import Actor
from people.services.moves import may_move, move


@transaction.atomic
def amend_registration(
    registration: Registration,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
    notify: bool = True,
) -> list[str]:
    """Change what it says; returns the names that changed. `posts` may be among the changes.

    A change of manner may need or free a seat, one of country a seat of the country. A new address makes the old link invalid and gets a new one.
    Raises Conflict, Invalid, Stale.
    """
    event = registration.event
    seats.lock(event)
    _read_again(registration)
    plain = {name: value for name, value in changes.items() if name != "posts"}
    changed = records.amend(
        registration, _with_seats(registration, event, plain), by=by, at=at, expected=expected
    )
    if "posts" in changes:
        registrants.demand_posts_of(registration.person_id, changes["posts"])
        registration.posts.set(changes["posts"])
    if "email" in changed:
        _readdress(registration, at, notify=notify)
    if not {"seats", "country"}.isdisjoint(changed) and registration.state in SEATED_STATES:
        seats.write(event)
        promote_waiting(event, by=by, at=at)
    return [name for name in changed if name in changes]


@transaction.atomic
def amend_group(
    registration: Registration,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Change an unnamed group; its registration holds as many seats as its number says. Raises Conflict, Invalid, Stale."""
    event, group = registration.event, registration.group
    if group is None:
        raise Conflict(_("This registration is a person's."))
    seats.lock(event)
    _read_again(registration)
    plain = {name: value for name, value in changes.items() if name != "organizations"}
    organizations = changes.get("organizations")
    changed = groups.amend_group(group, plain, organizations=organizations, by=by, at=at, expected=expected)
    if "count" in changed:
        records.amend(registration, _with_seats(registration, event, {}), by=by, at=at)
        seats.write(event)
        followers.demand_room([registration])
        promote_waiting(event, by=by, at=at)
    return changed


@transaction.atomic
def substitute(
    registration: Registration,
    *,
    by: Actor,
    at: dt.datetime,
    person: Person | None = None,
    notify: bool = True,
    **values: Any,
) -> Registration:
    """Another person takes the confirmed seat; returns the new registration. `values` as of `add_registration`."""
    event = registration.event
    seats.lock(event)
    _read_again(registration)
    if not may_move(registration, RegistrationState.SUBSTITUTED):
        raise Conflict(_("Only a confirmed seat can be passed on."))
    role, manner = values.pop("role", registration.role), values.pop("manner", registration.manner)
    move([registration], to=RegistrationState.SUBSTITUTED, by=by, at=at)
    seats.take(event, -registration.seats)
    seats.write(event)
    letters.withdraw([registration], at=at, reason="the seat was passed on")
    if notify:
        letters.write(letters.CANCELLED, [registration], at=at)
    new = add_registration(
        event=event, by=by, at=at, person=person, notify=notify, role=role, manner=manner, **values
    )
    followers.seat_passed_on(registration, new, by=by, at=at)
    followers.registrations_moved([registration], to=RegistrationState.SUBSTITUTED, by=by, at=at)
    return new


@transaction.atomic
def resend_links(*, event: Event, email: str, at: dt.datetime) -> int:
    """The link of every standing registration with that address goes there again; returns how many, for no one else to know."""
    standing = Registration.objects.filter(event_id=event.pk, email__iexact=email.strip()).exclude(
        state__in=ENDED_STATES
    )
    found = list(standing)
    letters.write_link(found, at=at)
    return len(found)


def _read_again(registration: Registration) -> None:
    """Under the event's lock: whoever held it before may have moved the registration or its seats."""
    registration.refresh_from_db(fields=["state", "seats", "manner", "country"])


def _with_seats(registration: Registration, event: Event, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with the seats they come to; takes or frees the difference. Raises Conflict."""
    manner = changes.get("manner", registration.manner)
    people = registration.group.count if registration.group else 1
    needed = seats.needed(event, manner=manner, people=people)
    if registration.state in SEATED_STATES:
        seats.take(event, needed - registration.seats)
        country = str(changes.get("country", registration.country))
        held = registration.seats if country == str(registration.country) else 0
        shares.demand(event, [(country, needed - held)])
    return {**changes, "seats": needed}


def _readdress(registration: Registration, at: dt.datetime, *, notify: bool) -> None:
    """Whoever read the old mailbox can no longer act on the registration."""
    registration.link_revision += 1
    Registration.objects.filter(pk=registration.pk).update(link_revision=registration.link_revision)
    outbox.readdress(recipient=key("registration", registration.pk), address=registration.email)
    if notify:
        letters.write_link([registration], at=at)
