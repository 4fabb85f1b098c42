"""The outbox: writing notices down, in the transaction that causes them, and taking them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from base import waking
from base.errors import Invalid, from_validation
from base.records import key
from people.models.notice import Channel, Notice, NoticeState
from people.services import journal
from people.services.journal import Actor

BATCH = 1000
TASKS: dict[str, str] = {Channel.MAIL: "people.tasks.drain", Channel.WEBHOOK: "people.tasks.drain_webhooks"}
WAITING = (NoticeState.PENDING, NoticeState.CLAIMED)
UNSETTLED = (NoticeState.FAILED, NoticeState.UNKNOWN)
"""What waits for a person's decision."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One notice to one recipient.

    `recipient` is a key such as `registration:7`, `occurrence` names what it is about so that the same letter is not
    written twice; `data` holds ids for the renderer, never texts; `about` holds journal keys, by which it is found.
    """

    office_id: int
    recipient: str
    address: str
    kind: str
    occurrence: str
    due_at: dt.datetime
    language: str = "en"
    data: Mapping[str, Any] = field(default_factory=dict)
    about: Sequence[str] = ()


def enqueue(letters: Iterable[Letter]) -> None:
    """Write the letters down in one statement per thousand; one that stands already, or has no address, is left out."""
    rows = [_row(letter) for letter in letters if letter.address]
    if rows:
        Notice.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        wake()


def withdraw(
    *, about: str | Sequence[str], kinds: Iterable[str] | None = None, at: dt.datetime, reason: str = ""
) -> int:
    """Take back what has not left yet and concerns the journal key `about`, or one of several; returns how many."""
    found = [about] if isinstance(about, str) else list(about)
    waiting = Notice.objects.filter(about__overlap=found, state__in=WAITING)
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    taken_back: int = waiting.take_back(reason)
    return taken_back


def readdress(*, recipient: str, address: str) -> None:
    """Nothing goes to an old address any more: neither what waits, nor what a person may decide to send again.

    A drainer that holds one of them finds it is no longer its own. Without a new address they are withdrawn.
    """
    theirs = Notice.objects.filter(recipient=recipient)
    if not address:
        theirs.filter(state__in=WAITING).take_back()
        theirs.filter(state__in=UNSETTLED).update(state=NoticeState.WITHDRAWN, token=None, lease_until=None)
        return
    waiting = theirs.filter(state__in=WAITING)
    waiting.update(state=NoticeState.PENDING, address=address, token=None, lease_until=None)
    theirs.filter(state__in=UNSETTLED).update(address=address)
    wake()


@transaction.atomic
def send_again(notices: QuerySet[Notice], *, by: Actor, at: dt.datetime) -> int:
    """A person decides that what failed, or may have arrived, is sent once more; returns how many."""
    return _settle(
        notices,
        "sent again",
        by,
        at,
        state=NoticeState.PENDING,
        due_at=at,
        attempts=0,
        takeovers=0,
        trouble="",
    )


@transaction.atomic
def correct_address(notice: Notice, *, address: str, by: Actor, at: dt.datetime) -> int:
    """A person gives one mail that failed another address, for this mail only, and it is sent there.

    Returns 1, or 0 when it needs no decision any more. Raises Invalid.
    """
    wanted = address.strip()
    try:
        validate_email(wanted)
    except ValidationError as exc:
        invalid = from_validation(exc)
        invalid.errors = {"address": exc.messages}
        raise invalid from exc
    if notice.channel != Channel.MAIL:
        raise Invalid(_("Enter a valid email address."), field="address")
    return _settle(
        Notice.objects.filter(pk=notice.pk), "address corrected", by, at, fields=("address",), address=wanted,
        state=NoticeState.PENDING, due_at=at, attempts=0, takeovers=0, trouble="",
    )  # fmt: skip


@transaction.atomic
def dismiss(notices: QuerySet[Notice], *, by: Actor, at: dt.datetime) -> int:
    """A person decides that what failed, or may have arrived, needs nothing more; returns how many."""
    return _settle(notices, "dismissed", by, at, state=NoticeState.WITHDRAWN)


def _settle(
    notices: QuerySet[Notice],
    verb: str,
    by: Actor,
    at: dt.datetime,
    *,
    fields: Sequence[str] = (),
    **changes: Any,
) -> int:
    chosen = list(notices.filter(state__in=UNSETTLED).order_by("pk").select_for_update(of=("self",)))
    Notice.objects.filter(pk__in=[notice.pk for notice in chosen]).update(
        **changes, token=None, lease_until=None
    )
    journal.write(
        journal.entry(
            notice, verb, by=by, at=at, fields=fields, about=[*notice.about, key("notice", notice.pk)]
        )
        for notice in chosen
    )
    if changes["state"] == NoticeState.PENDING:
        for channel in {notice.channel for notice in chosen}:
            wake(channel)
    return len(chosen)


def wake(channel: str = Channel.MAIL) -> None:
    """Ask a worker to drain once this transaction stands. The clock asks as well, so a broker that is down costs time only."""
    waking.wake(TASKS[channel])


def _row(letter: Letter) -> Notice:
    return Notice(
        office_id=letter.office_id,
        recipient=letter.recipient,
        address=letter.address,
        language=letter.language or "en",
        kind=letter.kind,
        occurrence=letter.occurrence,
        data=dict(letter.data),
        about=list(letter.about),
        due_at=letter.due_at,
    )
