"""Projects: begun from an agreement or an outcome, amended, told of, deleted while they are no more than an intention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Outcome, Project, ProjectPartner, ProjectUpdate
from agreements.services.project_board import held_board, last_in_column
from agreements.services.project_stages import Entered, write_stages
from agreements.states import ProjectState
from agreements.validators import known_currency
from base.errors import Conflict, Invalid
from base.languages import columns, texts
from people.models import Organization, User
from people.services import journal, records
from people.services.journal import Actor

NO_MILESTONE: Mapping[str, Any] = {**dict.fromkeys(columns("milestone"), ""), "milestone_on": None}


@transaction.atomic
def add_project(
    *,
    origin: Agreement | Outcome,
    by: Actor,
    at: dt.datetime,
    partners: Iterable[Organization] = (),
    recorded: bool = False,
    state: str = ProjectState.INTENTION,
    stages: Sequence[Entered] = (),
    **values: Any,
) -> Project:
    """`values`: title_en …, summary_en …, field_en …, lead, responsible, owner, amount, currency, milestone_en …, milestone_on.

    A new one is an intention from today on. With `recorded` it is entered as it is known: in `state`, with the `stages`
    it went through in their order (the state itself is the last, and may be left out). Raises Invalid.
    """
    noun = "agreement" if isinstance(origin, Agreement) else "outcome"
    held_board(origin.office_id)
    project = Project(
        office_id=origin.office_id,
        state=state if recorded else ProjectState.INTENTION,
        **{noun: origin},
        **values,
    )
    today = local_day(project, at)
    if not recorded:
        project.updated_on = today
        stages = [Entered(ProjectState.INTENTION, today)]
    project.position = last_in_column(project)
    check_project(project)
    chosen = _checked_partners(project, partners)
    records.create(project, by=by, at=at)
    _set_partners(project, chosen)
    write_stages(project, stages, today=today, at=at)
    return project


@transaction.atomic
def amend_project(
    project: Project,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    partners: Iterable[Organization] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(project, name, value)
    check_project(project)
    present = partners_of(project)
    wanted = _checked_partners(project, present if partners is None else partners)
    changed = records.amend(project, changes, by=by, at=at, expected=expected)
    if wanted == present:
        return changed
    _set_partners(project, wanted)
    if not changed:
        records.touch(project, at=at)
    journal.record(project, "changed", by=by, at=at, fields=["partners"])
    return [*changed, "partners"]


@transaction.atomic
def tell(
    project: Project, *, text: str, by: Actor, at: dt.datetime, milestone_reached: bool = False
) -> ProjectUpdate:
    """Write down how it stands today; a milestone that is reached makes room for the next one. Raises Invalid."""
    if not text.strip():
        raise Invalid(_("Write how it stands."), field="text")
    told = ProjectUpdate(
        office_id=project.office_id, project=project, text=text.strip(),
        told_by=by if isinstance(by, User) else None, told_at=at,
    )  # fmt: skip
    records.create(told, by=by, at=at, verb="told how it stands")
    changes: dict[str, Any] = {"updated_on": local_day(project, at)}
    if milestone_reached:
        changes |= NO_MILESTONE
    records.amend(
        project, changes, by=by, at=at, verb="reached the milestone" if milestone_reached else "changed"
    )
    return told


@transaction.atomic
def delete_project(project: Project, *, by: Actor, at: dt.datetime) -> None:
    """Only an intention of which nothing was told. Raises Conflict."""
    Project._base_manager.select_for_update(of=("self",)).filter(pk=project.pk).first()
    project.refresh_from_db(fields=["state"])
    moved_on = project.state != ProjectState.INTENTION or project.stages.count() > 1
    if moved_on or project.updates.exists():
        raise Conflict(_("Work on it has begun: terminate it, with a note why."))
    records.delete(project, by=by, at=at)


def partners_of(project: Project) -> list[Organization]:
    """In their order."""
    return [line.organization for line in project.partners.select_related("organization")]


def local_day(project: Project, at: dt.datetime) -> dt.date:
    """Which day it is in its office."""
    return at.astimezone(ZoneInfo(project.office.zone)).date()


def check_project(project: Project) -> None:
    """Raises Invalid."""
    errors: dict[str, list[str]] = {}
    if not texts(project, "title"):
        errors["title_en"] = [_("Give it a title, in at least one language.")]
    if project.currency and not known_currency(project.currency):
        errors["currency"] = [_("Give the currency by its code of three letters, such as EUR or CNY.")]
    elif project.amount is not None and not project.currency:
        errors["currency"] = [_("Say in which currency.")]
    if project.amount is not None and project.amount < 0:
        errors["amount"] = [_("An amount is not negative.")]
    if project.milestone_on and not texts(project, "milestone"):
        errors["milestone_en"] = [_("Say what is to be reached on that day.")]
    if project.owner and not project.owner.roles.filter(office_id=project.office_id).exists():
        errors["owner"] = [_("Choose somebody who has a role in this office.")]
    if errors:
        raise Invalid(errors=errors)


def _checked_partners(project: Project, partners: Iterable[Organization]) -> list[Organization]:
    """Each once, in order. Raises Invalid for one of another office, or the lead organization."""
    chosen = list(dict.fromkeys(partners))
    records.demand_own(project.office_id, chosen, field="partners")
    if project.lead in chosen:
        raise Invalid(_("The lead organization is no partner of itself."), field="partners")
    return chosen


def _set_partners(project: Project, partners: Sequence[Organization]) -> None:
    project.partners.all().delete()
    ProjectPartner.objects.bulk_create(
        ProjectPartner(office_id=project.office_id, project=project, organization=one, position=place)
        for place, one in enumerate(partners)
    )
