"""Draining the outbox: claim, check, send, settle (DESIGN.md §4).

Every step is its own transaction on the row, so a drainer that dies leaves a lease that runs out, never a lost notice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from people.models.notice import Notice, NoticeState
from people.notices import Message, NoticeKind, kind_of
from people.services import mail
from people.services.mail import Line, Outcome, UnreachableError

log = structlog.get_logger(__name__)
LEASE = dt.timedelta(minutes=5)
BUDGET = dt.timedelta(minutes=3)
"""How long one call goes on; far enough from LEASE that no mail is under way when a lease runs out."""
BATCH = 50
MOST_ATTEMPTS = 12
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=6)
LONGEST_WAIT_FOR_SERVER = dt.timedelta(minutes=15)
FREE = {"token": None, "lease_until": None}


@dataclass
class Tally:
    """How many notices a call claimed, and what became of them."""

    claimed: int = 0
    sent: int = 0
    later: int = 0
    failed: int = 0
    unknown: int = 0
    withdrawn: int = 0


@dataclass
class Run:
    """One call of `drain`: its clock, its token, and when it must come to an end."""

    clock: Callable[[], dt.datetime]
    token: uuid.UUID = field(default_factory=uuid.uuid4)
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.deadline = self.clock() + BUDGET

    @property
    def is_over(self) -> bool:
        return self.clock() > self.deadline


def drain(*, at: dt.datetime | None = None, limit: int = 200) -> Tally:
    """Send what is due, at most `limit` notices; `at` stops the clock, for tests. Any number may run at once."""
    run = Run(clock=(lambda: at) if at else timezone.now)
    line = Line()
    try:
        for kind, batch in _batches(_claim(run, limit)):
            if not run.is_over:
                _deliver(run, kind, batch, line)
        if run.is_over:
            _hand_back(run)
    except UnreachableError as exc:
        log.warning("mail_server_unreachable", reason=str(exc))
        _release(run, str(exc))
    finally:
        line.close()
    return run.tally


@transaction.atomic
def _claim(run: Run, limit: int) -> list[Notice]:
    """Take what is due or was left by a dead drainer, for as long as the lease."""
    at = run.clock()
    found = _found(at, limit)
    lost = [notice for notice in found if _may_have_arrived_for_good(notice)]
    _give_up(run, lost)
    taken = [notice for notice in found if notice not in lost]
    Notice.objects.filter(pk__in=[n.pk for n in taken if n.state == NoticeState.SENDING]).update(
        takeovers=F("takeovers") + 1
    )
    Notice.objects.filter(pk__in=[n.pk for n in taken]).update(
        state=NoticeState.CLAIMED, token=run.token, lease_until=at + LEASE
    )
    run.tally.claimed += len(found)
    return taken


def _found(at: dt.datetime, limit: int) -> list[Notice]:
    """Letters before reminders, so that no mass of these holds them up; each queue is read in the order of its index."""
    due = Notice.objects.due(at).order_by("due_at", "pk")
    found: list[Notice] = []
    for queue in (Notice.objects.lapsed(at).order_by("lease_until", "pk"), due.letters(), due.reminders()):
        found += queue.select_for_update(skip_locked=True)[: limit - len(found)]
    return found


def _may_have_arrived_for_good(notice: Notice) -> bool:
    """Whether a notice was being sent when its drainer died, and must not be sent (once more) by itself."""
    kind = kind_of(notice.kind)
    return notice.state == NoticeState.SENDING and (kind is None or kind.letter or notice.takeovers > 0)


def _give_up(run: Run, lost: Sequence[Notice]) -> None:
    if lost:
        Notice.objects.filter(pk__in=[n.pk for n in lost]).update(
            state=NoticeState.UNKNOWN, error=_("the sender stopped while it was being sent"), **FREE
        )
        run.tally.unknown += len(lost)


def _batches(claimed: Sequence[Notice]) -> Iterator[tuple[str, list[Notice]]]:
    """Notices of one kind, at most BATCH together."""
    together = sorted(claimed, key=lambda notice: (bool(notice.rule), notice.kind))
    for kind, group in groupby(together, key=lambda notice: notice.kind):
        notices = list(group)
        for start in range(0, len(notices), BATCH):
            yield kind, notices[start : start + BATCH]


def _deliver(run: Run, kind_name: str, batch: Sequence[Notice], line: Line) -> None:
    """Raises UnreachableError when there is no server to send to."""
    kind = kind_of(kind_name)
    if kind is None:
        for notice in batch:
            _fail(run, notice, _("nothing here knows this kind of notice"))
        return
    messages = _messages(run, kind, batch)
    ready = [notice for notice in batch if notice.pk in messages]
    # A letter is marked as being sent just before it is; reminders, which may go out twice, together.
    for group in [[notice] for notice in ready] if kind.letter else [ready]:
        if group:
            line.open()
            for notice in _start(run, group):
                if not run.is_over:
                    _send(run, kind, notice, messages[notice.pk], line)


def _messages(run: Run, kind: NoticeKind, batch: Sequence[Notice]) -> Mapping[int, Message]:
    """What is still to be said; the rest is withdrawn. One that cannot be put into words does not hold up the others."""
    try:
        due = kind.still_due(batch, run.clock())
        wanted = [notice for notice in batch if notice.pk in due]
        messages = kind.render(wanted) if wanted else {}
    except Exception:
        return _one_by_one(run, kind, batch)
    _withdraw(
        run,
        [notice for notice in batch if notice.pk not in due],
        _("no longer called for when its time came"),
    )
    _withdraw(run, [notice for notice in wanted if notice.pk not in messages], _("what it was about is gone"))
    return messages


def _one_by_one(run: Run, kind: NoticeKind, batch: Sequence[Notice]) -> Mapping[int, Message]:
    if len(batch) == 1:
        log.exception("notice_not_rendered", kind=kind.name, notice=batch[0].pk)
        _postpone(run, batch[0], _("it could not be put into words"))
        return {}
    messages: dict[int, Message] = {}
    for notice in batch:
        messages |= _messages(run, kind, [notice])
    return messages


def _withdraw(run: Run, notices: Sequence[Notice], reason: str) -> None:
    if notices:
        run.tally.withdrawn += _mine(run, notices).update(state=NoticeState.WITHDRAWN, error=reason, **FREE)


def _start(run: Run, notices: Sequence[Notice]) -> list[Notice]:
    """Mark as being sent what is still this run's own; returns it. What was withdrawn or taken over stays away."""
    _mine(run, notices).filter(state=NoticeState.CLAIMED).update(
        state=NoticeState.SENDING, attempts=F("attempts") + 1, lease_until=run.clock() + LEASE
    )
    started = set(_mine(run, notices).filter(state=NoticeState.SENDING).values_list("pk", flat=True))
    return [notice for notice in notices if notice.pk in started]


def _send(run: Run, kind: NoticeKind, notice: Notice, message: Message, line: Line) -> None:
    line.open()
    delivery = line.send(mail.build(notice, message, kind))
    match delivery.outcome:
        case Outcome.SENT:
            _sent(run, notice)
        case Outcome.LATER:
            _postpone(run, notice, delivery.reason, attempted=True)
        case Outcome.REFUSED:
            _fail(run, notice, delivery.reason)
        case Outcome.UNSURE:
            _unsure(run, kind, notice, delivery.reason)


def _sent(run: Run, notice: Notice) -> None:
    """Also when another gave it up as unknown meanwhile: now it is known."""
    Notice.objects.filter(Q(token=run.token) | Q(state=NoticeState.UNKNOWN), pk=notice.pk).update(
        state=NoticeState.SENT, sent_at=run.clock(), error="", **FREE
    )
    run.tally.sent += 1


def _postpone(run: Run, notice: Notice, reason: str, *, attempted: bool = False) -> None:
    attempts = notice.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        _fail(run, notice, reason)
        return
    counted = {} if attempted else {"attempts": attempts}
    _mine(run, [notice]).update(
        state=NoticeState.PENDING, due_at=run.clock() + wait(attempts), error=reason[:300], **counted, **FREE
    )
    run.tally.later += 1


def _fail(run: Run, notice: Notice, reason: str) -> None:
    _mine(run, [notice]).update(state=NoticeState.FAILED, error=reason[:300], **FREE)
    run.tally.failed += 1


def _unsure(run: Run, kind: NoticeKind, notice: Notice, reason: str) -> None:
    """The line broke before the server answered: a reminder goes out once more, a letter waits for a person."""
    if kind.letter or notice.takeovers:
        _mine(run, [notice]).update(state=NoticeState.UNKNOWN, error=reason[:300], **FREE)
        run.tally.unknown += 1
    else:
        _mine(run, [notice]).update(takeovers=F("takeovers") + 1)
        _postpone(run, notice, reason, attempted=True)


def _release(run: Run, reason: str) -> None:
    """No server: everything this run holds and has not begun to send waits, longer each time, and is never given up."""
    held = Notice.objects.filter(token=run.token)
    for attempts in set(held.values_list("attempts", flat=True)):
        pause = min(wait(attempts + 1), LONGEST_WAIT_FOR_SERVER)
        run.tally.later += held.filter(attempts=attempts).update(
            state=NoticeState.PENDING, due_at=run.clock() + pause, error=reason[:300],
            attempts=min(attempts + 1, MOST_ATTEMPTS - 2), **FREE,
        )  # fmt: skip


def _hand_back(run: Run) -> None:
    """A slow server: what this call did not come to is free for the next."""
    Notice.objects.filter(token=run.token).update(state=NoticeState.PENDING, **FREE)


def wait(attempts: int) -> dt.timedelta:
    """1, 2, 4 … minutes, at most six hours."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)


def _mine(run: Run, notices: Sequence[Notice]) -> QuerySet[Notice]:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices], token=run.token)
