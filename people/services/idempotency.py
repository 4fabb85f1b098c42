"""A repeated request changes nothing and gets the answer of the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from base.errors import Invalid, KeyReused
from people.models import IdempotencyKey, User

KEPT = dt.timedelta(hours=24)
LONGEST = 200
CLAIM = """
INSERT INTO people_idempotencykey ("user_id", "key", "fingerprint", "body", "headers", "created_at")
VALUES (%s, %s, %s, '', '{}', %s) ON CONFLICT ("user_id", "key") DO NOTHING RETURNING id"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door answers: status, encoded body, headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def once(
    *, user: User, key: str, fingerprint: str, at: dt.datetime, perform: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Perform, or give the answer that was given to this key before; returns it and whether it is a repetition.

    The key is a row of the same transaction: a concurrent twin waits at it until this one stands or fell. What is
    refused leaves no key behind. Raises KeyReused when the key came with another request, Invalid.
    """
    if not key.isprintable() or len(key) > LONGEST:
        raise Invalid(_("An Idempotency-Key has at most %(most)s printable characters.") % {"most": LONGEST})
    claimed = _claim(user, key, fingerprint, at)
    if claimed is None:
        return _answered(user, key, fingerprint), True
    answer = perform()
    IdempotencyKey.objects.filter(pk=claimed).update(
        status=answer.status, body=answer.body, headers=answer.headers
    )
    return answer, False


def forget_answers(*, at: dt.datetime) -> int:
    """Delete the keys that are older than a day; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=at - KEPT).delete()[0]


def _claim(user: User, key: str, fingerprint: str, at: dt.datetime) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [user.pk, key, fingerprint, at])
        row = cursor.fetchone()
    return row[0] if row else None


def _answered(user: User, key: str, fingerprint: str) -> Answer:
    held = IdempotencyKey.objects.get(user=user, key=key)
    if held.fingerprint != fingerprint:
        raise KeyReused
    return Answer(held.status or 200, bytes(held.body), held.headers)
