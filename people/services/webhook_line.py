"""Carrying deliveries to webhooks: each a signed POST to an address that was checked, answered in time or tried again."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from base.outward import Answer, ForbiddenAddress, post
from people.models import Notice, Trouble
from people.notices import NoticeKind
from people.services.carrying import Delivery, Outcome, reason_of, timed_out
from people.services.mail import one_line

SECONDS = 10
"""What a receiver may take to answer."""
TRY_AGAIN = frozenset({408, 409, 423, 425, 429})
SIGNED_BY = "Entente-Signature"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one delivery says; the key is the same for each copy of it."""

    url: str
    key: str
    topic: str
    body: bytes
    secrets: Sequence[str]


def signature(secret: str, timestamp: int, key: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over `timestamp.key.body`."""
    return hmac.new(secret.encode(), f"{timestamp}.{key}.".encode() + body, hashlib.sha256).hexdigest()


def headers_of(parcel: Parcel, timestamp: int) -> dict[str, str]:
    signed = ",".join(f"v1={signature(one, timestamp, parcel.key, parcel.body)}" for one in parcel.secrets)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": parcel.key,
        "Entente-Topic": parcel.topic,
        "Entente-Timestamp": str(timestamp),
        SIGNED_BY: signed,
    }


class WebhookLine:
    """Every receiver is a line of its own; none of them stands for all."""

    is_open = True

    def open(self) -> None:
        pass

    def packed(self, notice: Notice, message: Parcel, kind: NoticeKind) -> Parcel:
        return message

    def lane(self, notice: Notice) -> str:
        return notice.recipient

    def send(self, parcel: Parcel) -> Delivery:
        headers = headers_of(parcel, int(time.time()))
        try:
            answer = post(
                parcel.url, parcel.body, headers, seconds=SECONDS, networks=settings.WEBHOOK_NETWORKS
            )
        except ForbiddenAddress as exc:
            return Delivery(Outcome.REFUSED, str(exc), Trouble.PERMANENT)
        except (OSError, http.client.HTTPException, ValueError) as exc:
            return Delivery(Outcome.LATER, reason_of(exc), Trouble.CONNECTION, slow=timed_out(exc))
        return _told(answer)

    def close(self) -> None:
        pass


def _told(answer: Answer) -> Delivery:
    """Only 2xx is a receipt. A redirect is not followed: the address must be set to where it leads."""
    reason = one_line(f"{answer.status} {answer.text}")[:200]
    if 200 <= answer.status < 300:
        return Delivery(Outcome.SENT)
    if answer.status >= 500 or answer.status in TRY_AGAIN:
        return Delivery(Outcome.LATER, reason, Trouble.TEMPORARY)
    return Delivery(Outcome.REFUSED, reason, Trouble.PERMANENT)
