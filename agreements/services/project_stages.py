"""The stages of a project: moving it on, and the dated history of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Project, ProjectStage
from agreements.services.project_board import held_board, last_in_column
from agreements.states import ProjectState
from agreements.validators import surely_before
from base.dates import PartialDate
from base.errors import Invalid
from people.services import records
from people.services.journal import Actor
from people.services.moves import move


@dataclass(frozen=True, slots=True)
class Entered:
    """A stage that a project entered, the day as far as it is stated."""

    state: str
    on: PartialDate | dt.date | None = None
    note: str = ""

    @property
    def day(self) -> PartialDate | None:
        return PartialDate.of(self.on) if isinstance(self.on, dt.date) else self.on


@transaction.atomic
def move_project(
    project: Project,
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    on: PartialDate | None = None,
    note: str = "",
    expected: int | None = None,
) -> ProjectStage | None:
    """Take it to another stage, entered `on` that day as far as stated; its card goes to the end of that column.

    Returns the line of the history, None when it was in that stage already. Raises Conflict when the move is not legal;
    Invalid when it is terminated without a note, or the day cannot be; Stale.
    """
    held_board(project.office_id)
    if to == ProjectState.TERMINATED and not note.strip():
        raise Invalid(_("Say why it is terminated."), field="note")
    today = at.astimezone(ZoneInfo(project.office.zone)).date()
    _check_day(on, today)
    before = project.stages.last()
    if before and surely_before(on, before.entered_on):
        raise Invalid(_("It cannot be before the stage before it."), field="on")
    wanted = Project(pk=project.pk, office_id=project.office_id, state=to)
    stamp = {"position": last_in_column(wanted), "updated_on": today}
    if not move([project], to=to, by=by, at=at, note=note.strip(), stamp=stamp, expected=expected):
        return None
    [stage] = _written(project, [Entered(to, on, note)], at)
    return stage


@transaction.atomic
def amend_stage(
    stage: ProjectStage,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """`changes`: entered_on, note. Raises Invalid when the stages would stand in another order; Stale."""
    history = list(stage.project.stages.all())
    place = history.index(stage)
    day = changes.get("entered_on", stage.entered_on)
    _check_day(day, at.astimezone(ZoneInfo(stage.project.office.zone)).date(), field="entered_on")
    if any(surely_before(day, one.entered_on) for one in history[:place]):
        raise Invalid(_("It cannot be before the stage before it."), field="entered_on")
    if any(surely_before(one.entered_on, day) for one in history[place + 1 :]):
        raise Invalid(_("It cannot be after the stage after it."), field="entered_on")
    return records.amend(stage, changes, by=by, at=at, verb="changed the stage", expected=expected)


def write_stages(project: Project, stages: Sequence[Entered], *, today: dt.date, at: dt.datetime) -> None:
    """The history of a new project; the stage in which it stands is the last. Raises Invalid."""
    entered = list(stages)
    if not entered or entered[-1].state != project.state:
        entered.append(Entered(project.state))
    days = [one.day for one in entered]
    for number, day in enumerate(days):
        _check_day(day, today, field="stages")
        if any(surely_before(day, earlier) for earlier in days[:number]):
            raise Invalid(_("The stages are not in the order of their days."), field="stages")
    _written(project, entered, at)


def _check_day(day: PartialDate | None, today: dt.date, *, field: str = "on") -> None:
    if surely_before(PartialDate.of(today), day):
        raise Invalid(_("This day has not come yet."), field=field)


def _written(project: Project, stages: Sequence[Entered], at: dt.datetime) -> list[ProjectStage]:
    return ProjectStage.objects.bulk_create(
        ProjectStage(
            office_id=project.office_id, project=project, state=one.state, entered_on=one.day,
            note=one.note.strip(), recorded_at=at,
        )
        for one in stages
    )  # fmt: skip
