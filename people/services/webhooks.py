"""Webhooks of an office: addresses that are told when records move, each with a secret that signs what it is told."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from base.errors import Conflict, DomainError, Invalid
from base.outward import ForbiddenAddress, checked_url
from base.records import key
from base.sealing import SealError, bound, seal, unseal
from people.models import Channel, Notice, Office, Webhook
from people.services import journal, outbox, records
from people.services.journal import Actor
from people.topics import topics

KIND = "webhook"
TEST = "test"
OVERLAP = dt.timedelta(days=1)
"""How long an earlier secret signs too after a new one was made."""
MOST = 20


@transaction.atomic
def add_webhook(
    *, office: Office, url: str, topics: Iterable[str], by: Actor, at: dt.datetime, **values: Any
) -> tuple[Webhook, str]:
    """`values`: name, active. Returns the webhook and its secret, which is told this once.

    Raises Invalid, Conflict for an address that has one already or for too many.
    """
    webhook = Webhook(office=office, url=url, topics=sorted(set(topics)), secret_made_at=at, **values)
    webhook.created_by = by if not isinstance(by, str) else None
    _check(webhook)
    Office.objects.select_for_update().get(pk=office.pk)
    if Webhook.objects.filter(office=office).count() >= MOST:
        raise Conflict(_("An office has at most %(n)s webhooks.") % {"n": MOST})
    secret = _new_secret()
    webhook.secret = seal(secret, bound_to=bound(webhook, "secret"))
    return records.create(webhook, by=by, at=at, refusals=REFUSALS), secret


@transaction.atomic
def amend_webhook(
    webhook: Webhook, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Changes: name, url, topics, active. What waits for one that is paused is withdrawn. Raises Invalid, Conflict, Stale."""
    wanted = dict(changes)
    if "topics" in wanted:
        wanted["topics"] = sorted(set(wanted["topics"]))
    for name, value in wanted.items():
        setattr(webhook, name, value)
    _check(webhook)
    changed = records.amend(webhook, wanted, by=by, at=at, expected=expected, refusals=REFUSALS)
    if "active" in changed and not webhook.active:
        _withdraw(webhook, at, gettext_noop("the webhook was paused"))
    return changed


@transaction.atomic
def delete_webhook(webhook: Webhook, *, by: Actor, at: dt.datetime) -> None:
    """What it was told stays on record; what waits is withdrawn."""
    _withdraw(webhook, at, gettext_noop("the webhook was deleted"))
    records.delete(webhook, by=by, at=at)


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: Actor, at: dt.datetime) -> str:
    """Returns the new secret, which is told this once; the one before signs too for a day."""
    held = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    secret = _new_secret()
    Webhook.objects.filter(pk=held.pk).update(
        secret=seal(secret, bound_to=bound(held, "secret")),
        earlier_secret=_as_earlier(held),
        secret_made_at=at,
        version=held.version + 1,
        updated_at=at,
    )
    journal.record(held, "renewed the secret", by=by, at=at)
    return secret


@transaction.atomic
def send_test(webhook: Webhook, *, at: dt.datetime) -> None:
    """A delivery without a record, by the same way as all others."""
    Notice.objects.create(
        office_id=webhook.office_id,
        recipient=key("webhook", webhook.pk),
        channel=Channel.WEBHOOK,
        kind=KIND,
        occurrence=f"test:{at.isoformat()}",
        data={"webhook": webhook.pk, "topic": TEST},
        about=[key("webhook", webhook.pk)],
        due_at=at,
    )
    outbox.wake(Channel.WEBHOOK)


def deliveries(webhook: Webhook) -> Any:
    """What it was told and is to be told, the latest first."""
    return Notice.objects.filter(recipient=key("webhook", webhook.pk), kind=KIND).order_by("-pk")


def _as_earlier(webhook: Webhook) -> bytes | None:
    """Its secret, sealed for the place of an earlier one; None where it does not open, as after the loss of a key."""
    try:
        secret = unseal(webhook.secret, bound_to=bound(webhook, "secret"))
    except SealError:
        return None
    return seal(secret, bound_to=bound(webhook, "earlier_secret"))


def _withdraw(webhook: Webhook, at: dt.datetime, reason: str) -> None:
    outbox.withdraw(about=key("webhook", webhook.pk), kinds=[KIND], at=at, reason=reason)


def _check(webhook: Webhook) -> None:
    errors: dict[str, list[str]] = {}
    if not webhook.name.strip():
        errors["name"] = [_("State a name.")]
    try:
        checked_url(webhook.url, networks=settings.WEBHOOK_NETWORKS)
    except ForbiddenAddress as exc:
        errors["url"] = [str(exc)]
    if not webhook.topics:
        errors["topics"] = [_("Choose at least one.")]
    elif unknown := sorted(set(webhook.topics) - set(topics())):
        errors["topics"] = [_("“%(name)s” is nothing that can be told.") % {"name": unknown[0]}]
    if errors:
        raise Invalid(errors=errors)


def _new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def _taken() -> DomainError:
    return Conflict(_("There is a webhook with this address already."), field="url")


REFUSALS = {"webhook_once": _taken}
