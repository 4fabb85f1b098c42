"""What became of a notice, written down: sent, put off, failed, in doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet

from base.prepared import prepared
from people.models import Notice, NoticeState, Trouble
from people.notices import NoticeKind
from people.services.carrying import Delivery, Outcome
from people.services.claiming import FREE, LEASE, Run, may_repeat, record_takeovers

MOST_ATTEMPTS = 12
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=6)
LONGEST_WAIT_FOR_SERVER = dt.timedelta(minutes=15)
TOGETHER = 10
"""So many reminders are marked at once, with those before them settled: the most that a drainer which dies leaves in doubt."""
_SETTLED = """
UPDATE people_notice SET state = 'sent', sent_at = %(at)s, error = '', trouble = '', token = NULL, lease_until = NULL
WHERE id = ANY(%(done)s::bigint[]) AND (token = %(token)s OR state = 'unknown')
"""
_STARTED = """
UPDATE people_notice SET state = 'sending', attempts = attempts + 1, lease_until = %(until)s
WHERE id = ANY(%(begun)s::bigint[]) AND token = %(token)s AND state = 'claimed'
RETURNING id
"""


def start(run: Run, notices: Sequence[Notice]) -> list[Notice]:
    """Mark as being sent what is still this run's own, and settle what left before, in one statement; returns it.

    What was withdrawn or taken over stays away.
    """
    at = run.clock()
    values = {"token": run.token, "begun": [notice.pk for notice in notices], "until": at + LEASE}
    statement = _STARTED
    if run.done:
        statement, values = f"WITH settled AS ({_SETTLED}) {_STARTED}", {**values, "at": at, "done": run.done}
    with prepared() as cursor:
        cursor.execute(statement, values)
        started = {pk for (pk,) in cursor.fetchall()}
    run.done.clear()
    return [notice for notice in notices if notice.pk in started]


def flush(run: Run) -> None:
    """Settle what left. Also what another gave up as unknown meanwhile: now it is known."""
    if run.done:
        with prepared() as cursor:
            cursor.execute(_SETTLED, {"at": run.clock(), "done": run.done, "token": run.token})
        run.done.clear()


def put_back(run: Run, notices: Sequence[Notice]) -> None:
    """Marked, but not begun."""
    _unmark(mine(run, notices))


def _unmark(held: QuerySet[Notice]) -> None:
    held.filter(state=NoticeState.SENDING).update(state=NoticeState.CLAIMED, attempts=F("attempts") - 1)


def settle(run: Run, kind: NoticeKind, notice: Notice, delivery: Delivery) -> None:
    match delivery.outcome:
        case Outcome.SENT:
            run.done.append(notice.pk)
            run.tally.sent += 1
        case Outcome.LATER:
            postpone(run, notice, delivery.reason, delivery.trouble, attempted=True)
        case Outcome.REFUSED:
            fail(run, notice, delivery.reason, delivery.trouble)
        case Outcome.UNSURE:
            _doubt(run, kind, notice, delivery)


def postpone(run: Run, notice: Notice, reason: str, trouble: str, *, attempted: bool = False) -> None:
    """Try again, longer after each attempt, and after the last one leave it to a person."""
    attempts = notice.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        fail(run, notice, reason, trouble)
        return
    counted: dict[str, Any] = {} if attempted else {"attempts": attempts}
    mine(run, [notice]).update(
        state=NoticeState.PENDING, due_at=run.clock() + wait(attempts), error=reason[:300], trouble=trouble,
        **counted, **FREE,
    )  # fmt: skip
    run.tally.later += 1


def fail(run: Run, notice: Notice, reason: str, trouble: str) -> None:
    mine(run, [notice]).update(state=NoticeState.FAILED, error=reason[:300], trouble=trouble, **FREE)
    run.tally.failed += 1


def withdraw(run: Run, notices: Sequence[Notice], reason: str) -> None:
    if notices:
        run.tally.withdrawn += mine(run, notices).take_back(reason)


def set_aside(run: Run, notices: Sequence[Notice], reason: str) -> None:
    """Not tried at all: it would wait for somebody who does not answer in time."""
    if notices:
        run.tally.later += mine(run, notices).update(
            state=NoticeState.PENDING, due_at=run.clock() + FIRST_WAIT, error=reason[:300],
            trouble=Trouble.CONNECTION, **FREE,
        )  # fmt: skip


def release(run: Run, reason: str) -> None:
    """No server: everything this run holds and has not sent waits, longer each time, and is never given up."""
    held = Notice.objects.filter(token=run.token)
    _unmark(held)
    for attempts in set(held.values_list("attempts", flat=True)):
        pause = min(wait(attempts + 1), LONGEST_WAIT_FOR_SERVER)
        run.tally.later += held.filter(attempts=attempts).update(
            state=NoticeState.PENDING, due_at=run.clock() + pause, error=reason[:300], trouble=Trouble.CONNECTION,
            attempts=min(attempts + 1, MOST_ATTEMPTS - 2), **FREE,
        )  # fmt: skip


def wait(attempts: int) -> dt.timedelta:
    """1, 2, 4 … minutes, at most six hours."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)


def mine(run: Run, notices: Sequence[Notice]) -> Any:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices], token=run.token)


def _doubt(run: Run, kind: NoticeKind, notice: Notice, delivery: Delivery) -> None:
    """The line broke before the answer: a reminder goes out once more, on record; a letter waits for a person."""
    if not may_repeat(kind, notice):
        mine(run, [notice]).update(
            state=NoticeState.UNKNOWN, error=delivery.reason[:300], trouble=delivery.trouble, **FREE
        )
        run.tally.unknown += 1
        return
    notice.state, notice.token = NoticeState.SENDING, run.token
    record_takeovers(run, [notice], delivery.reason)
    mine(run, [notice]).update(takeovers=F("takeovers") + 1)
    postpone(run, notice, delivery.reason, delivery.trouble, attempted=True)
