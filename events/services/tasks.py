"""Preparation tasks of an event: what, who, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Invalid
from events.models import Event, PreparationTask
from people.models import User
from people.services import records
from people.services.journal import Actor


def add_task(
    *,
    event: Event,
    what: str,
    by: Actor,
    at: dt.datetime,
    who: User | None = None,
    due_on: dt.date | None = None,
) -> PreparationTask:
    """Raises Invalid when the person has no role in the office."""
    task = PreparationTask(office_id=event.office_id, event=event, what=what.strip(), who=who, due_on=due_on)
    _demand_colleague(task)
    return records.create(task, by=by, at=at)


def amend_task(
    task: PreparationTask,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(task, name, value)
    _demand_colleague(task)
    return records.amend(task, changes, by=by, at=at, expected=expected)


def tick(task: PreparationTask, *, done: bool, by: Actor, at: dt.datetime) -> None:
    """Mark it done, or open again; what is so already stays as it is."""
    if done != bool(task.done_at):
        records.amend(
            task, {"done_at": at if done else None}, by=by, at=at, verb="done" if done else "reopened"
        )


def delete_task(task: PreparationTask, *, by: Actor, at: dt.datetime) -> None:
    records.delete(task, by=by, at=at)


def _demand_colleague(task: PreparationTask) -> None:
    if task.who and not task.who.roles.filter(office_id=task.office_id).exists():
        raise Invalid(_("Choose somebody who has a role in this office."), field="who")
