"""Taking notices up: what is due, and what a drainer left behind whose lease ran out."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from people.models import Channel, Notice, NoticeState, Takeover, Trouble
from people.notices import NoticeKind, kind_of

LEASE = dt.timedelta(seconds=settings.LEASE)
BUDGET = min(LEASE * 0.6, dt.timedelta(minutes=3))
"""How long one call goes on; far enough from LEASE that nothing is under way when a lease runs out, and from the limits of a task."""
FREE = {"token": None, "lease_until": None}
STOPPED = _("the sender stopped while it was being sent")


@dataclass
class Tally:
    """How many notices a call claimed, and what became of them; `stopped` when calling again at once is of no use."""

    claimed: int = 0
    sent: int = 0
    later: int = 0
    failed: int = 0
    unknown: int = 0
    withdrawn: int = 0
    stopped: bool = False


@dataclass
class Run:
    """One call of `drain`: its clock, its token, when it must come to an end, and whom it has found too slow."""

    clock: Callable[[], dt.datetime]
    channel: str = Channel.MAIL
    token: uuid.UUID = field(default_factory=uuid.uuid4)
    tally: Tally = field(default_factory=Tally)
    aside: set[str] = field(default_factory=set)
    done: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.deadline = self.clock() + BUDGET
        self.last_second = time.monotonic() + BUDGET.total_seconds()

    @property
    def is_late(self) -> bool:
        """By either clock: one may be set back or forward while the call runs."""
        return self.clock() > self.deadline or time.monotonic() > self.last_second

    @property
    def is_over(self) -> bool:
        return self.tally.stopped or self.is_late


@transaction.atomic
def claim(run: Run, limit: int) -> list[Notice]:
    """Take what is due or was left by a dead drainer, for as long as the lease; every take-over is recorded."""
    at = run.clock()
    found = _found(run.channel, at, limit)
    left_behind = [notice for notice in found if notice.state != NoticeState.PENDING]
    record_takeovers(run, left_behind, STOPPED)
    lost = [notice for notice in left_behind if not may_repeat(kind_of(notice.kind), notice)]
    lost = [notice for notice in lost if notice.state == NoticeState.SENDING]
    _give_up(run, lost)
    gone = {notice.pk for notice in lost}
    taken = [notice for notice in found if notice.pk not in gone]
    again = [notice.pk for notice in taken if notice.state == NoticeState.SENDING]
    if again:
        Notice.objects.filter(pk__in=again).update(takeovers=F("takeovers") + 1)
    if taken:
        Notice.objects.filter(pk__in=[notice.pk for notice in taken]).update(
            state=NoticeState.CLAIMED, token=run.token, lease_until=at + LEASE
        )
    run.tally.claimed += len(found)
    return taken


def may_repeat(kind: NoticeKind | None, notice: Notice) -> bool:
    """Whether what may have arrived is sent once more by itself.

    Never a letter; a reminder once; a delivery to a webhook as often as needed, since its key tells the copies to be one.
    """
    if kind is None or kind.letter:
        return False
    return notice.channel == Channel.WEBHOOK or notice.takeovers == 0


def record_takeovers(run: Run, notices: Sequence[Notice], reason: str) -> None:
    """Whose attempt was left behind, and what that attempt may have done: so that every extra copy is explained."""
    if notices:
        at = run.clock()
        Takeover.objects.bulk_create(
            Takeover(
                notice=notice,
                at=at,
                held=Takeover.Held.SENDING if notice.state == NoticeState.SENDING else Takeover.Held.CLAIMED,
                token=notice.token or run.token,
                successor=run.token,
                reason=reason[:300],
            )
            for notice in notices
        )


def hand_back(run: Run) -> None:
    """What this call did not come to is free for the next."""
    Notice.objects.filter(token=run.token).exclude(pk__in=run.done).update(state=NoticeState.PENDING, **FREE)


def _found(channel: str, at: dt.datetime, limit: int) -> list[Notice]:
    """Letters before reminders, so that no mass of these holds them up; each queue is read in the order of its index."""
    here = Notice.objects.on(channel)
    due = here.due(at).order_by("due_at", "pk")
    lapsed = here.lapsed(at, furthest=at + 2 * LEASE).order_by("lease_until", "pk")
    found: list[Notice] = []
    for queue in (lapsed, due.letters(), due.reminders()):
        if len(found) < limit:
            found += queue.select_for_update(skip_locked=True)[: limit - len(found)]
    return found


def _give_up(run: Run, lost: Sequence[Notice]) -> None:
    if lost:
        Notice.objects.filter(pk__in=[n.pk for n in lost]).update(
            state=NoticeState.UNKNOWN, error=STOPPED, trouble=Trouble.UNANSWERED, **FREE
        )
        run.tally.unknown += len(lost)
