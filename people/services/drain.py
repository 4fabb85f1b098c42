"""Draining the outbox: claim, check, send, settle (DESIGN.md §4).

Every step is its own transaction on the row, so a drainer that dies leaves a lease that runs out, never a lost notice.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import structlog
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from people.models import Channel, Notice, Trouble
from people.notices import NoticeKind, kind_of
from people.services import pace, settling
from people.services.carrying import Carrier, UnreachableError
from people.services.claiming import BUDGET, LEASE, Run, Tally, claim, hand_back
from people.services.mail_line import Line
from people.services.settling import MOST_ATTEMPTS, TOGETHER, start, wait
from people.services.webhook_line import WebhookLine

__all__ = ["BUDGET", "LEASE", "MOST_ATTEMPTS", "Tally", "drain", "wait"]
log = structlog.get_logger(__name__)
BATCH = 50
FRESH = 5.0
"""Seconds for which it counts that a notice was found to be still called for; after that it is asked again."""
LINES: Mapping[str, Callable[[], Carrier]] = {Channel.MAIL: Line, Channel.WEBHOOK: WebhookLine}
Ready = Sequence[tuple[Notice, Any]]
"""Notices with what is handed to the line."""


def drain(*, at: dt.datetime | None = None, limit: int = 200, channel: str = Channel.MAIL) -> Tally:
    """Send what is due on a channel, at most `limit` notices; `at` stops the clock, for tests. Any number may run at once."""
    run = Run(clock=(lambda: at) if at else timezone.now, channel=channel)
    line = LINES[channel]()
    try:
        for kind, batch in _batches(claim(run, limit)):
            _deliver(run, kind, batch, line)
        settling.flush(run)
        if run.is_over:
            hand_back(run)
    except UnreachableError as exc:
        log.warning("nobody_to_send_to", channel=channel, reason=str(exc))
        settling.flush(run)
        settling.release(run, str(exc))
        run.tally.stopped = True
    finally:
        settling.flush(run)
        line.close()
    return run.tally


def _batches(claimed: Sequence[Notice]) -> Iterator[tuple[str, list[Notice]]]:
    """Notices of one kind, at most BATCH together."""
    together = sorted(claimed, key=lambda notice: (bool(notice.rule), notice.kind))
    for kind, group in groupby(together, key=lambda notice: notice.kind):
        notices = list(group)
        for first in range(0, len(notices), BATCH):
            yield kind, notices[first : first + BATCH]


def _deliver(run: Run, kind_name: str, batch: Sequence[Notice], line: Carrier) -> None:
    """Raises UnreachableError when there is nobody to send to."""
    kind = kind_of(kind_name)
    if kind is None:
        for notice in batch:
            settling.fail(run, notice, _("nothing here knows this kind of notice"), Trouble.WORDING)
        return
    waiting: Sequence[Notice] = batch
    while waiting and not run.is_over:
        until = time.monotonic() + FRESH
        ready = _packed(run, kind, _without_slow(run, waiting, line), line)
        waiting = _send_while_fresh(run, kind, ready, line, until)


def _without_slow(run: Run, notices: Sequence[Notice], line: Carrier) -> list[Notice]:
    slow = [notice for notice in notices if line.lane(notice) in run.aside]
    settling.set_aside(run, slow, _("others to the same place were not answered in time"))
    return [notice for notice in notices if line.lane(notice) not in run.aside]


def _packed(run: Run, kind: NoticeKind, notices: Sequence[Notice], line: Carrier) -> Ready:
    """What is still called for, in its last form, so that no time passes between the mark and the sending."""
    messages = _messages(run, kind, notices) if notices else {}
    ready = []
    for notice in notices:
        if notice.pk in messages:
            try:
                ready.append((notice, line.packed(notice, messages[notice.pk], kind)))
            except ValueError as exc:
                settling.fail(run, notice, str(exc), Trouble.WORDING)
    return ready


def _messages(run: Run, kind: NoticeKind, batch: Sequence[Notice]) -> Mapping[int, Any]:
    """What is still to be said; the rest is withdrawn. One that cannot be put into words does not hold up the others."""
    try:
        due = kind.still_due(batch, run.clock())
        wanted = [notice for notice in batch if notice.pk in due]
        messages = kind.render(wanted) if wanted else {}
    except Exception:
        return _one_by_one(run, kind, batch)
    unwanted = [notice for notice in batch if notice.pk not in due]
    settling.withdraw(run, unwanted, _("no longer called for when its time came"))
    gone = [notice for notice in wanted if notice.pk not in messages]
    settling.withdraw(run, gone, _("what it was about is gone"))
    return messages


def _one_by_one(run: Run, kind: NoticeKind, batch: Sequence[Notice]) -> Mapping[int, Any]:
    if len(batch) == 1:
        log.exception("notice_not_rendered", kind=kind.name, notice=batch[0].pk)
        settling.postpone(run, batch[0], _("it could not be put into words"), Trouble.WORDING)
        return {}
    messages: dict[int, Any] = {}
    for notice in batch:
        messages |= _messages(run, kind, [notice])
    return messages


def _send_while_fresh(run: Run, kind: NoticeKind, ready: Ready, line: Carrier, until: float) -> list[Notice]:
    """A letter is marked as being sent just before it is; reminders, which may go out twice, some together.

    Returns what must be looked at again, because sending the others took long.
    """
    size = 1 if kind.letter else TOGETHER
    for first in range(0, len(ready), size):
        if run.is_over:
            return []
        if (first and time.monotonic() > until) or _is_slow(run, line, ready[first][0]):
            return [notice for notice, _parcel in ready[first:]]
        left = _send_group(run, kind, ready[first : first + size], line, until)
        if left:
            return [*left, *(notice for notice, _parcel in ready[first + size :])]
    return []


def _send_group(run: Run, kind: NoticeKind, group: Ready, line: Carrier, until: float) -> list[Notice]:
    """Returns the marked ones that were not begun."""
    if not line.is_open:
        settling.flush(run)
        line.open()
    group = group[: pace.permitted(run, len(group))]
    parcels = {notice.pk: parcel for notice, parcel in group}
    started = start(run, [notice for notice, _parcel in group]) if group else []
    for place, notice in enumerate(started):
        if run.is_late:
            settling.put_back(run, started[place:])
            return []
        if place and (time.monotonic() > until or _is_slow(run, line, notice)):
            settling.put_back(run, started[place:])
            return started[place:]
        if not line.is_open:
            settling.flush(run)
            line.open()
        delivery = line.send(parcels[notice.pk])
        if delivery.slow:
            run.aside.add(line.lane(notice))
        settling.settle(run, kind, notice, delivery)
    return []


def _is_slow(run: Run, line: Carrier, notice: Notice) -> bool:
    return line.lane(notice) in run.aside
