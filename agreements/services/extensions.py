"""More time for a follow-up: asked for before it is due, decided by somebody else of the office."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Extension, FollowUp
from agreements.services.follow_ups import amend_follow_up, held, is_same, local_day
from agreements.states import UNFINISHED, ExtensionState
from base.dates import PartialDate
from base.errors import Conflict, DomainError, Invalid
from people.models import Person, User
from people.services import records
from people.services.journal import Actor
from people.services.moves import move


@transaction.atomic
def ask_extension(
    follow_up: FollowUp,
    *,
    until: PartialDate | None,
    reason: str,
    by: Actor,
    at: dt.datetime,
    person: Person | None = None,
) -> Extension:
    """`person` is who asks by their own link. Raises Conflict after the due date, or while another is undecided; Invalid."""
    held(follow_up)
    _demand_in_time(follow_up, local_day(follow_up, at))
    _demand_later(follow_up, until)
    if not reason.strip():
        raise Invalid(_("Say why more time is needed."), field="reason")
    extension = Extension(
        office_id=follow_up.office_id,
        follow_up=follow_up,
        until=until,
        reason=reason.strip(),
        asked_by=by if isinstance(by, User) else None,
        asked_by_person=person,
        asked_at=at,
    )
    return records.create(
        extension, by=by, at=at, verb="extension asked for", refusals={"extension_one_open": _asked_already}
    )


@transaction.atomic
def decide_extension(
    extension: Extension, *, grant: bool, by: User, at: dt.datetime, answer: str = ""
) -> Extension:
    """Grant it, and the due date moves on; or refuse it, saying why.

    Raises Conflict for whoever asked, once it is decided, and where granting makes no sense any more; Invalid.
    """
    follow_up = held(extension.follow_up)
    _demand_open(extension)
    if is_same(by, extension.asked_by or extension.asked_by_person):
        raise Conflict(_("Somebody else than the one who asked decides."))
    if not grant and not answer.strip():
        raise Invalid(_("Say why, in a short note."), field="answer")
    if grant:
        _demand_use(extension, follow_up)
        amend_follow_up(follow_up, {"due_on": extension.until}, by=by, at=at)
    to = ExtensionState.GRANTED if grant else ExtensionState.REFUSED
    move([extension], to=to, by=by, at=at, stamp={"answer": answer.strip()})
    return extension


def why_not_extended(follow_up: FollowUp, on: dt.date) -> str:
    """Why no more time can be asked for on that day; empty when it can."""
    try:
        _demand_in_time(follow_up, on)
    except Conflict as exc:
        return exc.message
    return ""


def _demand_in_time(follow_up: FollowUp, on: dt.date) -> None:
    if follow_up.state not in UNFINISHED:
        raise Conflict(_("It is no longer in work."))
    if follow_up.due_by is None:
        raise Conflict(_("It has no due date that could be moved."))
    if follow_up.due_by < on:
        raise Conflict(
            _("The due date has passed; more time is asked for before it. Please write to the office.")
        )


def _demand_later(follow_up: FollowUp, until: PartialDate | None) -> None:
    last = until.last_day if until else None
    if last is None or follow_up.due_by is None or last <= follow_up.due_by:
        raise Invalid(_("State a day after the present due date."), field="until")


def _demand_open(extension: Extension) -> None:
    """Whoever comes second hears that it is decided, be it the same answer or another."""
    extension.refresh_from_db(fields=["state", "version", "answer"])
    if extension.state != ExtensionState.ASKED:
        raise Conflict(_("This was decided already: %(state)s.") % {"state": extension.get_state_display()})


def _demand_use(extension: Extension, follow_up: FollowUp) -> None:
    if follow_up.state not in UNFINISHED:
        raise Conflict(_("It is no longer in work."))
    _demand_later(follow_up, extension.until)


def _asked_already() -> DomainError:
    return Conflict(_("More time was asked for already; the answer is still to come."))
