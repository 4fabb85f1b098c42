"""How a follow-up goes on: notes with evidence, and reports that come round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Evidence, FollowUp, ProgressNote
from agreements.services.follow_ups import held, local_day, move_follow_up
from agreements.services.months import months_on
from agreements.states import FollowUpState
from base.attachments import Attachment
from base.errors import Conflict, Invalid
from people.models import Person, User
from people.services import records
from people.services.journal import Actor
from people.services.moves import move

MOST_FILES = 10
FINISHED = (FollowUpState.VERIFIED, FollowUpState.DROPPED)


@transaction.atomic
def note_progress(
    follow_up: FollowUp,
    *,
    text: str,
    by: Actor,
    at: dt.datetime,
    person: Person | None = None,
    evidence: Iterable[Attachment] = (),
) -> ProgressNote:
    """Write down how far it is; an open follow-up is then in progress, and a report that is due is made.

    `person` is who writes by their own link. Raises Invalid; Conflict when it is finished.
    """
    held(follow_up)
    if follow_up.state in FINISHED:
        raise Conflict(_("This follow-up is finished."))
    attached = list(evidence)
    if not text.strip():
        raise Invalid(_("Write what was done."), field="text")
    if len(attached) > MOST_FILES:
        raise Invalid(_("Attach at most %(most)s files.") % {"most": MOST_FILES}, field="evidence")
    if follow_up.state == FollowUpState.OPEN:
        move([follow_up], to=FollowUpState.IN_PROGRESS, by=by, at=at)
    note = _written(follow_up, text, by, at, person)
    _keep(note, attached)
    _count_report(follow_up, by=by, at=at)
    return note


@transaction.atomic
def report_done(
    follow_up: FollowUp,
    *,
    by: Actor,
    at: dt.datetime,
    text: str = "",
    person: Person | None = None,
    evidence: Iterable[Attachment] = (),
) -> FollowUp:
    """Say that it is done, with a last note if there is one to write. Raises Invalid, Conflict."""
    attached = list(evidence)
    if text.strip() or attached:
        note_progress(follow_up, text=text, by=by, at=at, person=person, evidence=attached)
    return move_follow_up(follow_up, to=FollowUpState.REPORTED, by=by, at=at, person=person)


def _written(
    follow_up: FollowUp, text: str, by: Actor, at: dt.datetime, person: Person | None
) -> ProgressNote:
    note = ProgressNote(
        office_id=follow_up.office_id,
        follow_up=follow_up,
        text=text.strip(),
        noted_by=by if isinstance(by, User) else None,
        noted_by_person=person,
        noted_at=at,
    )
    return records.create(note, by=by, at=at, verb="noted progress")


def _keep(note: ProgressNote, attached: list[Attachment]) -> None:
    Evidence.objects.bulk_create(
        Evidence(
            office_id=note.office_id,
            note=note,
            file=one.keep(),
            name=one.name,
            media_type=one.media_type,
            size=len(one.content),
        )
        for one in attached
    )


def _count_report(follow_up: FollowUp, *, by: Actor, at: dt.datetime) -> None:
    """A note within the interval before the day is the report that was due; several notes in it are one report."""
    due, every, today = follow_up.next_report_on, follow_up.report_every, local_day(follow_up, at)
    if due is None:
        return
    if every is None:
        records.amend(follow_up, {"next_report_on": None}, by=by, at=at, verb="reported progress")
        return
    if today < months_on(due, -every):
        return
    step = 1
    while (following := months_on(due, every * step)) <= today:
        step += 1
    records.amend(follow_up, {"next_report_on": following}, by=by, at=at, verb="reported progress")
