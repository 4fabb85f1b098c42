"""What is recorded of participants that bears on their order of precedence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from base.languages import columns
from events.models import AgendaItem, Participation, ParticipationRole, Registration, RegistrationRole
from people.models import Person, Post
from people.precedence import Standing
from people.standings import Posts, held_on, highest, named, posts_of, standings

READ = (
    "uid", "role", "notified_on", "country", "organization_name", "event__start_on", "person__uid", "person__given_name",
    "person__family_name", "person__native_name", "person__name_order", "person__sort_name", "person__country",
    "organization__native_name", *(f"organization__{name}" for name in columns("name")),
)  # fmt: skip


def standings_of(registrations: Iterable[Registration]) -> list[Standing]:
    """Of the named ones, in the order given; their keys are the uids of the registrations.

    Three queries, whether registrations come as a queryset or as a list; a group without names has no standing.
    """
    found = _read(registrations)
    posts = posts_of(one.person_id for one in found if one.person_id)
    then = _held_then(found)
    return [
        _standing(one, _highest_then(one, then, posts), position)
        for position, one in enumerate(found)
        if one.person_id
    ]


def standings_at(item: AgendaItem, participations: Iterable[Participation]) -> list[Standing]:
    """Of the named ones who take part in an item, by their registrations, else by the directory; keys are their uids.

    Who speaks or signs need not be registered. Five queries.
    """
    given = [(one, one.person) for one in participations if one.person]
    people = {person.pk: person for _one, person in given}
    known = registered(item.event_id, people.values(), on=day_of(item))
    return [
        replace(
            known[person.pk],
            key=str(one.uid),
            host=known[person.pk].host or one.role == ParticipationRole.HOST_REPRESENTATIVE,
            position=position,
        )
        for position, (one, person) in enumerate(given)
    ]


def registered(event_id: int, people: Iterable[Person], *, on: dt.date | None) -> dict[int, Standing]:
    """Each person's standing at an event, else that of the directory on the day; by primary key."""
    given = list(people)
    rows = Registration.objects.active().filter(event=event_id, person__in=[one.pk for one in given])
    of_uid = {str(one.uid): one.pk for one in given}
    found = {of_uid[one.key]: one for one in standings(given, on=on)}
    row_of = {str(uid): pk for uid, pk in rows.values_list("uid", "person_id")}
    return found | {row_of[one.key]: one for one in standings_of(rows)}


def day_of(item: AgendaItem) -> dt.date | None:
    on = item.on or item.event.start_on
    return on.last_day if on else None


def _read(registrations: Iterable[Registration]) -> list[Registration]:
    if isinstance(registrations, QuerySet):
        return list(registrations.select_related("person", "organization", "event").only(*READ))
    given = [one.pk for one in registrations]
    by_pk = {one.pk: one for one in _read(Registration.objects.filter(pk__in=given))}
    return [by_pk[pk] for pk in given if pk in by_pk]


def _held_then(registrations: list[Registration]) -> dict[int, set[int]]:
    """The posts that were recorded as held then, by registration."""
    found: dict[int, set[int]] = {}
    pks = [one.pk for one in registrations]
    rows = Registration.posts.through.objects.filter(registration__in=pks)
    for registration, post in rows.values_list("registration_id", "post_id"):
        found.setdefault(registration, set()).add(post)
    return found


def _highest_then(one: Registration, then: dict[int, set[int]], posts: Posts) -> Post | None:
    """Among the posts recorded as held then; where none is, among those held on the day of the event."""
    own = posts.get(one.person_id or 0, [])
    if recorded := then.get(one.pk):
        return highest(post for post in own if post.pk in recorded)
    return highest(held_on(own, one.event.start_on.last_day if one.event.start_on else None))


def _standing(one: Registration, post: Post | None, position: int) -> Standing:
    person = one.person
    assert person is not None
    return Standing(
        key=str(one.uid),
        name=str(person),
        sort_name=person.sort_name,
        rank=post.rank if post else None,
        notified_on=one.notified_on,
        country=str(one.country or person.country or ""),
        organization=one.organization_name
        or named(one.organization)
        or named(post.organization if post else None),
        host=one.role == RegistrationRole.HOST,
        position=position,
    )
