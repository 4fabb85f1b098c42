"""Participants that are recorded after the fact, in sets: unnamed groups and registrations, numbered and seated under the locks of their events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from base.errors import DomainError
from base.languages import EN, best
from events import followers
from events.item_validators import check_group
from events.models import Event, Group, Registration
from events.services import registrants, seats
from events.services.shares import Shares, shares_of
from events.states import ENDED_STATES, SEATED_STATES, EventState
from people.models import Organization, Post
from people.services import record_parts, record_sets
from people.services.journal import Actor
from people.services.record_sets import Orphaned, SetRefused

Entered = tuple[Registration, Sequence[Post]]
"""An unsaved registration and the posts held then."""
OVER = (EventState.HELD, EventState.CLOSED)


def add_groups(groups: Iterable[Group], *, by: Actor, at: dt.datetime) -> list[Group]:
    """Raises SetRefused."""
    return record_sets.create_many(groups, by=by, at=at, checks=[check_group])


@transaction.atomic
def amend_groups(
    pairs: Iterable[tuple[Group, Mapping[str, Any]]], *, by: Actor, at: dt.datetime
) -> list[list[str]]:
    """For each the names of the fields that changed; registrations hold as many seats as the new numbers say.

    Raises SetRefused, Stale.
    """
    chosen = list(pairs)
    changed = record_sets.amend_many(chosen, by=by, at=at, checks=[check_group])
    resized = [group for (group, _changes), names in zip(chosen, changed, strict=True) if "count" in names]
    if resized:
        standing = Registration.objects.filter(group__in=resized).exclude(state__in=ENDED_STATES)
        rows = list(standing.select_related("event", "group"))
        amend_registrations([(row, {}) for row in rows], by=by, at=at)
    return changed


def set_organizations(
    wanted: Sequence[tuple[Group, Sequence[Organization]]], *, new: bool, by: Actor, at: dt.datetime
) -> set[Any]:
    """The bodies that groups come from, in order of mention; returns the keys of the groups that changed."""
    through: Any = Group.organizations.through
    lists = [(group, [through(group=group, organization=one) for one in chosen]) for group, chosen in wanted]
    changed = record_parts.set_parts(lists, owner="group", key=("organization_id",))
    if not new:
        groups = [group for group, _chosen in wanted if group.pk in changed]
        record_parts.touch_many(groups, by=by, at=at, fields=["organizations"])
    return changed


@transaction.atomic
def record_registrations(
    entered: Iterable[Entered], *, by: Actor, at: dt.datetime, within_quotas: bool = False
) -> list[Registration]:
    """Enter people and groups in whatever state is known, in their order, never above capacity; nothing is sent.

    What is recorded after the fact is not held to the seats of countries; with `within_quotas` it is. What a registration leaves open of country, post and organization is taken from the person and the posts held then.
    Raises SetRefused, also with the registrations for which there is no seat.
    """
    chosen = list(entered)
    rows = [registration for registration, _posts in chosen]
    if not rows:
        return []
    # Of a registration whose event was refused, the seats would be no news.
    refused: dict[int, list[DomainError]] = {
        place: [Orphaned()] for place, row in enumerate(rows) if row.event.pk is None
    }
    _demand_sound(rows, refused)
    events = _locked(rows)
    countries = {pk: shares_of(event) if within_quotas else Shares() for pk, event in events.items()}
    for place, (registration, posts) in enumerate(chosen):
        try:
            registrants.demand_posts_of(registration.person_id, posts)
            _complete(registration, posts, at)
            _seat(events[registration.event_id], registration, countries[registration.event_id])
        except DomainError as exc:
            refused[place] = [exc]
    _demand_sound(rows, refused)
    record_sets.create_many(rows, by=by, at=at, verb="registered")
    seats.write_all(events.values())
    set_posts(chosen, new=True, by=by, at=at)
    by_state: dict[str, list[Registration]] = defaultdict(list)
    for registration in rows:
        by_state[registration.state].append(registration)
    for state, moved in by_state.items():
        followers.registrations_moved(moved, to=state, by=by, at=at)
    return rows


@transaction.atomic
def amend_registrations(
    pairs: Iterable[tuple[Registration, Mapping[str, Any]]], *, by: Actor, at: dt.datetime
) -> list[list[str]]:
    """For each the names of the fields that changed; a change of manner may need or free a seat, one of country a seat of
    the country as long as the event is not over. Raises SetRefused, Stale.
    """
    chosen = [(registration, dict(changes)) for registration, changes in pairs]
    if not chosen:
        return []
    events = _locked([registration for registration, _changes in chosen])
    refused: dict[int, list[DomainError]] = {}
    countries: dict[int, Shares] = {}
    for place, (registration, changes) in enumerate(chosen):
        event = events[registration.event_id]
        manner = changes.get("manner", registration.manner)
        changes["seats"] = seats.needed(event, manner=manner, people=_people(registration))
        if registration.state in SEATED_STATES:
            try:
                seats.take(event, changes["seats"] - registration.seats)
                _take_of_countries(event, registration, changes, countries)
            except DomainError as exc:
                refused[place] = [exc]
    if refused:
        raise SetRefused(refused)
    changed = record_sets.amend_many(chosen, by=by, at=at)
    seats.write_all(events.values())
    return [[name for name in names if name != "seats"] for names in changed]


def set_posts(wanted: Sequence[Entered], *, new: bool, by: Actor, at: dt.datetime) -> set[Any]:
    """The posts that were held then; returns the keys of the registrations that changed. Raises Invalid for another's post."""
    through: Any = Registration.posts.through
    for registration, posts in wanted:
        registrants.demand_posts_of(registration.person_id, posts)
    lists = [
        (registration, [through(registration=registration, post=post) for post in posts])
        for registration, posts in wanted
    ]
    changed = record_parts.set_parts(lists, owner="registration", key=("post_id",))
    if not new:
        rows = [registration for registration, _posts in wanted if registration.pk in changed]
        record_parts.touch_many(rows, by=by, at=at, fields=["posts"])
    return changed


def wording_of(posts: Sequence[Post], language: str = EN) -> tuple[str, str]:
    """Organization and post as a registration keeps them for posts held then, in one language."""
    titles = [best(post, "title", language)[0] for post in posts]
    body = next((post.organization for post in posts if post.organization), None)
    name = best(body, "name", language)[0] or body.native_name if body else ""
    return name[:300], "; ".join(title for title in titles if title)[:300]


def _locked(registrations: Sequence[Registration]) -> dict[int, Event]:
    """The events of registrations under lock; all registrations of one event share its object."""
    events = {registration.event_id: registration.event for registration in registrations}
    seats.lock_all(events.values())
    for registration in registrations:
        registration.event = events[registration.event_id]
    return events


def _complete(registration: Registration, posts: Sequence[Post], at: dt.datetime) -> None:
    person = registration.person
    if person is not None:
        registration.email = registration.email or person.email
        registration.language = person.language or EN
        registration.country = registration.country or person.country
    organization_name, job_title = wording_of(posts)
    registration.organization = next((post.organization for post in posts if post.organization), None)
    registration.organization_name = registration.organization_name or organization_name
    registration.job_title = registration.job_title or job_title
    if registration.state in SEATED_STATES:
        registration.confirmed_at = at


def _seat(event: Event, registration: Registration, countries: Shares) -> None:
    """The next number and, where the state holds one, the seats. Raises Conflict."""
    people = _people(registration)
    registration.seats = seats.needed(event, manner=registration.manner, people=people)
    event.last_seq += 1
    registration.seq = event.last_seq
    if registration.state in SEATED_STATES:
        seats.take(event, registration.seats)
        countries.take(str(registration.country), registration.seats)


def _take_of_countries(
    event: Event, registration: Registration, changes: Mapping[str, Any], countries: dict[int, Shares]
) -> None:
    """What is amended after the event is not held to the seats of countries. Raises Conflict."""
    before, country = str(registration.country), str(changes.get("country", registration.country))
    more = changes["seats"] - (registration.seats if country == before else 0)
    if event.state in OVER or (country == before and not more):
        return
    if event.pk not in countries:
        countries[event.pk] = shares_of(event)
    if country != before:
        countries[event.pk].take(before, -registration.seats)
    countries[event.pk].take(country, more)


def _people(registration: Registration) -> int | None:
    return registration.group.count if registration.group else 1


def _demand_sound(rows: Sequence[Registration], refused: dict[int, list[DomainError]]) -> None:
    """Raises SetRefused with what the fields are refused for as well, so that all is told at once."""
    if not refused:
        return
    try:
        record_sets.demand_sound(rows)
    except SetRefused as exc:
        for place, faults in exc.rows.items():
            refused.setdefault(place, []).extend(faults)
    raise SetRefused(refused)
