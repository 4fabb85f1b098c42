"""The day on which a composition was notified, written to the registrations of the members: precedence reads it there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from base.dates import PartialDate
from delegations.models import Delegation, Member
from events.models import Registration
from events.services import seats
from people.services import journal
from people.services.journal import Actor


def lock_events(delegations: Iterable[Delegation]) -> None:
    """Registrations are written under the lock of their event, which goes before that of a delegation."""
    seats.lock_all({one.event_id: one.event for one in delegations}.values())


def carry(delegations: Iterable[Delegation], *, by: Actor, at: dt.datetime) -> None:
    """Write each delegation's day to all its members, whether one is stated or not."""
    for delegation in delegations:
        registrations = Member.objects.filter(delegation=delegation).values("registration")
        _set(Registration.objects.filter(pk__in=registrations), delegation.composition_notified_on, by, at)


def carry_to(members: Iterable[Member], *, by: Actor, at: dt.datetime) -> None:
    """Write the day of their delegation to those who join it, where one is stated."""
    by_day: dict[PartialDate, list[int]] = defaultdict(list)
    for member in members:
        if day := member.delegation.composition_notified_on:
            by_day[day].append(member.registration_id)
    for day, registrations in by_day.items():
        _set(Registration.objects.filter(pk__in=registrations), day, by, at)


def take_back(member: Member, *, by: Actor, at: dt.datetime) -> None:
    """Whoever leaves a delegation was not notified with it."""
    if day := member.delegation.composition_notified_on:
        _set(Registration.objects.filter(pk=member.registration_id, notified_on=day), None, by, at)


def _set(registrations: Any, day: PartialDate | None, by: Actor, at: dt.datetime) -> None:
    other = {"notified_on": day} if day else {"notified_on__isnull": True}
    changing = list(
        registrations.exclude(**other).order_by("pk").select_for_update(of=("self",), no_key=True)
    )
    if not changing:
        return
    Registration.objects.filter(pk__in=[one.pk for one in changing]).update(
        notified_on=day, version=F("version") + 1, updated_at=at
    )
    journal.write(journal.entry(one, "changed", by=by, at=at, fields=["notified_on"]) for one in changing)
