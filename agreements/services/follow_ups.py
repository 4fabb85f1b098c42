"""What somebody is to do: given, changed, moved along, verified by somebody else than the one who reported it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agreements.models import Agreement, FollowUp, Outcome
from agreements.services.months import months_on
from agreements.states import FollowUpState
from base.errors import Conflict, Invalid
from base.languages import texts
from base.records import key
from events.models import Event
from people.models import Entry, Organization, Person, User
from people.services import journal, records
from people.services.journal import Actor
from people.services.moves import move

RESPONSIBLE = "responsible"
"""Who acts by the link of the responsible person, as the journal names them."""


@transaction.atomic
def add_follow_up(
    *,
    cause: Event | Outcome | Agreement,
    by: Actor,
    at: dt.datetime,
    recorded: bool = False,
    state: str = FollowUpState.OPEN,
    supporters: Iterable[Organization] = (),
    **values: Any,
) -> FollowUp:
    """`values`: text_en …, lead, responsible, owner, due_on, priority, report_every, next_report_on.

    Raises Invalid when no text is stated.
    """
    noun = {Event: "event", Outcome: "outcome", Agreement: "agreement"}[type(cause)]
    follow_up = FollowUp(
        office_id=cause.office_id, **{noun: cause}, state=state if recorded else FollowUpState.OPEN, **values
    )
    check_follow_up(follow_up)
    derive(follow_up)
    plan_reports(follow_up, at)
    helping = _checked_supporters(follow_up, supporters)
    records.create(follow_up, by=by, at=at)
    _set_supporters(follow_up, helping)
    return follow_up


@transaction.atomic
def amend_follow_up(
    follow_up: FollowUp,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    supporters: Iterable[Organization] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. A link dies with the responsibility of its person. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(follow_up, name, value)
    check_follow_up(follow_up)
    derive(follow_up)
    plan_reports(follow_up, at)
    present = supporters_of(follow_up)
    wanted = _checked_supporters(follow_up, present if supporters is None else supporters)
    derived = {"due_by": follow_up.due_by, "next_report_on": follow_up.next_report_on}
    changed = records.amend(follow_up, {**changes, **derived}, by=by, at=at, expected=expected)
    if "responsible" in changed:
        revoke_links([follow_up])
    if wanted != present:
        _set_supporters(follow_up, wanted)
        if not changed:
            records.touch(follow_up, at=at)
        journal.record(follow_up, "changed", by=by, at=at, fields=["supporters"])
        changed = [*changed, "supporters"]
    return [name for name in changed if name != "due_by"]


@transaction.atomic
def move_follow_up(
    follow_up: FollowUp,
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    person: Person | None = None,
    expected: int | None = None,
) -> FollowUp:
    """`person` is who reports it by their own link.

    Raises Conflict when the move is not legal, or when whoever reported it would verify it; Invalid when it is dropped
    or sent back without a note; Stale.
    """
    held(follow_up)
    if to == FollowUpState.VERIFIED:
        _demand_another(follow_up, by)
    if needs_note(follow_up, to) and not note.strip():
        raise Invalid(_("Say why, in a short note."), field="note")
    stamp = {"reported_by": person} if to == FollowUpState.REPORTED else {}
    move([follow_up], to=to, by=by, at=at, note=note.strip(), stamp=stamp, expected=expected)
    return follow_up


def delete_follow_up(follow_up: FollowUp, *, by: Actor, at: dt.datetime) -> None:
    """Only one nobody has worked on. Raises Conflict."""
    if follow_up.state != FollowUpState.OPEN or follow_up.notes.exists() or follow_up.extensions.exists():
        raise Conflict(_("Work on it has begun: drop it, with a note why."))
    records.delete(follow_up, by=by, at=at)


def needs_note(follow_up: FollowUp, to: str) -> bool:
    """What is dropped, or sent back after it was reported, says why."""
    sent_back = follow_up.state == FollowUpState.REPORTED and to == FollowUpState.IN_PROGRESS
    return to == FollowUpState.DROPPED or sent_back


def reporter_of(follow_up: FollowUp) -> User | Person | None:
    """Who last reported it as done: a colleague, or a person by their own link; None when that is not known."""
    if follow_up.reported_by is not None:
        return follow_up.reported_by
    reported = Entry.objects.about(key("follow_up", follow_up.pk)).filter(
        verb=f"moved to {FollowUpState.REPORTED}"
    )
    last = reported.select_related("by").first()
    return last.by if last else None


def is_same(user: Actor, other: User | Person | None) -> bool:
    """Whether a colleague is that colleague, or that person of the directory (by the address)."""
    if not isinstance(user, User) or other is None:
        return False
    return user == other if isinstance(other, User) else user.email.casefold() == other.email.casefold()


def held(follow_up: FollowUp) -> FollowUp:
    """Lock its row, and read again what decides; whoever acts at the same time waits."""
    row = FollowUp._base_manager.select_for_update(of=("self",)).get(pk=follow_up.pk)
    for name in ("state", "due_on", "due_by", "next_report_on", "reported_by_id", "version"):
        setattr(follow_up, name, getattr(row, name))
    return follow_up


def revoke_links(follow_ups: Iterable[FollowUp]) -> None:
    """Links that were sent open nothing any more."""
    for follow_up in follow_ups:
        FollowUp._base_manager.filter(pk=follow_up.pk).update(link_revision=F("link_revision") + 1)
        follow_up.link_revision += 1


def supporters_of(follow_up: FollowUp) -> list[Organization]:
    """In the order in which they were named."""
    lines = FollowUp.supporters.through._base_manager.filter(followup=follow_up).order_by("pk")
    return [line.organization for line in lines.select_related("organization")]


def local_day(follow_up: FollowUp, at: dt.datetime) -> dt.date:
    """Which day it is in its office."""
    return at.astimezone(ZoneInfo(follow_up.office.zone)).date()


def derive(follow_up: FollowUp) -> None:
    follow_up.due_by = follow_up.due_on.last_day if follow_up.due_on else None


def plan_reports(follow_up: FollowUp, at: dt.datetime) -> None:
    """Without a day of its own the first report is due one interval from now."""
    if follow_up.report_every and follow_up.next_report_on is None:
        follow_up.next_report_on = months_on(local_day(follow_up, at), follow_up.report_every)


def check_follow_up(follow_up: FollowUp) -> None:
    if not texts(follow_up, "text"):
        raise Invalid(_("Say what is to be done, in at least one language."), field="text_en")
    if follow_up.owner and not follow_up.owner.roles.filter(office_id=follow_up.office_id).exists():
        raise Invalid(_("Choose somebody who has a role in this office."), field="owner")
    if follow_up.report_every == 0:
        raise Invalid(_("State at least one month, or nothing."), field="report_every")


def _demand_another(follow_up: FollowUp, by: Actor) -> None:
    """Raises Conflict for whoever reported it."""
    if is_same(by, reporter_of(follow_up)):
        raise Conflict(_("Somebody else than the one who reported it verifies a follow-up."))


def _checked_supporters(follow_up: FollowUp, supporters: Iterable[Organization]) -> list[Organization]:
    """Each once, in order. Raises Invalid for one of another office, or the lead organization."""
    chosen = list(dict.fromkeys(supporters))
    records.demand_own(follow_up.office_id, chosen, field="supporters")
    if follow_up.lead in chosen:
        raise Invalid(_("The lead organization does not support itself."), field="supporters")
    return chosen


def _set_supporters(follow_up: FollowUp, supporters: list[Organization]) -> None:
    line = FollowUp.supporters.through
    line._base_manager.filter(followup=follow_up).delete()
    line._base_manager.bulk_create(line(followup=follow_up, organization=one) for one in supporters)
