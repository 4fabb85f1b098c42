"""What somebody is to do: given, worked on, reported, verified by somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, FollowUp, Outcome, ProgressNote
from agreements.states import FollowUpState
from base.errors import Conflict, Invalid
from base.languages import texts
from events.models import Event
from people.models import Entry, User
from people.services import records
from people.services.journal import Actor
from people.services.moves import move


@transaction.atomic
def add_follow_up(
    *,
    cause: Event | Outcome | Agreement,
    by: Actor,
    at: dt.datetime,
    recorded: bool = False,
    state: str = FollowUpState.OPEN,
    **values: Any,
) -> FollowUp:
    """`values`: text_en …, lead, responsible, owner, due_on. Raises Invalid when no text is stated."""
    noun = {Event: "event", Outcome: "outcome", Agreement: "agreement"}[type(cause)]
    follow_up = FollowUp(
        office_id=cause.office_id, **{noun: cause}, state=state if recorded else FollowUpState.OPEN, **values
    )
    check_follow_up(follow_up)
    derive(follow_up)
    return records.create(follow_up, by=by, at=at)


@transaction.atomic
def amend_follow_up(
    follow_up: FollowUp,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(follow_up, name, value)
    check_follow_up(follow_up)
    derive(follow_up)
    changed = records.amend(
        follow_up, {**changes, "due_by": follow_up.due_by}, by=by, at=at, expected=expected
    )
    return [name for name in changed if name != "due_by"]


@transaction.atomic
def note_progress(follow_up: FollowUp, *, text: str, by: Actor, at: dt.datetime) -> ProgressNote:
    """Write down how far it is; an open follow-up is then in progress. Raises Invalid, Conflict when it is finished."""
    if follow_up.state in (FollowUpState.VERIFIED, FollowUpState.DROPPED):
        raise Conflict(_("This follow-up is finished."))
    if not text.strip():
        raise Invalid(_("Write what was done."), field="text")
    if follow_up.state == FollowUpState.OPEN:
        move([follow_up], to=FollowUpState.IN_PROGRESS, by=by, at=at)
    note = ProgressNote(
        office_id=follow_up.office_id,
        follow_up=follow_up,
        text=text.strip(),
        noted_by=by if isinstance(by, User) else None,
        noted_at=at,
    )
    return records.create(note, by=by, at=at, verb="noted progress")


@transaction.atomic
def move_follow_up(
    follow_up: FollowUp, *, to: str, by: Actor, at: dt.datetime, note: str = "", expected: int | None = None
) -> FollowUp:
    """Raises Conflict when the move is not legal, or when whoever reported it would verify it; Stale."""
    if to == FollowUpState.VERIFIED and _reporter(follow_up) == by:
        raise Conflict(_("Somebody else than the one who reported it verifies a follow-up."))
    move([follow_up], to=to, by=by, at=at, note=note, expected=expected)
    return follow_up


def delete_follow_up(follow_up: FollowUp, *, by: Actor, at: dt.datetime) -> None:
    """Only one nobody has worked on. Raises Conflict."""
    if follow_up.state != FollowUpState.OPEN or follow_up.notes.exists():
        raise Conflict(_("Work on it has begun: drop it, with a note why."))
    records.delete(follow_up, by=by, at=at)


def _reporter(follow_up: FollowUp) -> User | None:
    reported = Entry.objects.about(f"follow_up:{follow_up.pk}").filter(
        verb=f"moved to {FollowUpState.REPORTED}"
    )
    last = reported.select_related("by").first()
    return last.by if last else None


def derive(follow_up: FollowUp) -> None:
    follow_up.due_by = follow_up.due_on.last_day if follow_up.due_on else None


def check_follow_up(follow_up: FollowUp) -> None:
    if not texts(follow_up, "text"):
        raise Invalid(_("Say what is to be done, in at least one language."), field="text_en")
    if follow_up.owner and not follow_up.owner.roles.filter(office_id=follow_up.office_id).exists():
        raise Invalid(_("Choose somebody who has a role in this office."), field="owner")
