"""Letting reminders rest: those of a whole office, or of one record, until somebody lets them go on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from base.records import key
from people.models import Office, ReminderPause
from people.services import journal
from people.services.journal import Actor


@transaction.atomic
def pause(obj: Any, *, by: Actor, at: dt.datetime) -> bool:
    """Nothing goes out by the rules of the office or record until `resume`; returns False when they rested already."""
    office_id = obj.office_id
    _pause, made = ReminderPause.objects.get_or_create(
        about=_key(obj), until=None, defaults={"office_id": office_id, "since": at, "by": _user(by)}
    )
    if made:
        journal.record(obj, "paused the reminders", by=by, at=at)
    return made


@transaction.atomic
def resume(obj: Any, *, by: Actor, at: dt.datetime) -> bool:
    """What fell due within the last day still goes out when it makes sense; what is older does not."""
    ended = ReminderPause.objects.lasting().filter(about=_key(obj)).update(until=at)
    if ended:
        journal.record(obj, "let the reminders go on", by=by, at=at)
    return bool(ended)


def in_force(*objs: Any) -> QuerySet[ReminderPause]:
    """The pauses in which the reminders of these offices and records rest now, at most one of each."""
    found: QuerySet[ReminderPause] = ReminderPause.objects.lasting().filter(
        about__in=[_key(obj) for obj in objs]
    )
    return found


def resting(*objs: Any) -> set[str]:
    """Keys of those of the offices and records whose reminders rest, in one query."""
    return set(in_force(*objs).values_list("about", flat=True))


def rests(obj: Any) -> bool:
    return bool(resting(obj))


def _key(obj: Any) -> str:
    return key("office" if isinstance(obj, Office) else obj._meta.model_name, obj.pk)


def _user(by: Actor) -> Any:
    return None if isinstance(by, str) else by
