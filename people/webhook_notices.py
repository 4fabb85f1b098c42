"""What a webhook is told: that a record moved, by its identifier and addresses; whoever listens asks the API for more."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.sealing import bound, unseal
from people.models import Entry, Notice, Webhook
from people.notices import NoticeKind, register_kind
from people.services.webhook_line import Parcel
from people.services.webhooks import KIND, OVERLAP, TEST
from people.topics import Topic, topic_of


def still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """While the webhook is active; a test in any case."""
    active = set(
        Webhook.objects.filter(pk__in=_ids(notices, "webhook"), active=True).values_list("pk", flat=True)
    )
    return {n.pk for n in notices if n.data.get("webhook") in active or n.data.get("topic") == TEST}


def render(notices: Sequence[Notice]) -> Mapping[int, Any]:
    """Parcels in as many queries as there are nouns, and two."""
    webhooks = Webhook.objects.select_related("office").in_bulk(_ids(notices, "webhook"))
    entries = Entry.objects.in_bulk(_ids(notices, "entry"))
    records = _records(entries.values())
    parcels = {}
    for notice in notices:
        webhook = webhooks.get(notice.data.get("webhook", 0))
        if webhook is None:
            continue
        if notice.data.get("topic") == TEST:
            parcels[notice.pk] = _parcel(notice, webhook, TEST, {"occurred_at": _moment(notice.due_at)})
            continue
        entry = entries.get(notice.data.get("entry", 0))
        if entry is not None and entry.subject in records:
            topic, record = records[entry.subject]
            said = {
                "occurred_at": _moment(entry.at),
                "state": entry.state,
                "record": {"noun": topic.noun, "uid": str(record.uid), "links": _links(topic, record)},
            }
            parcels[notice.pk] = _parcel(notice, webhook, f"{topic.noun}.moved", said)
    return parcels


def _parcel(notice: Notice, webhook: Webhook, topic: str, said: Mapping[str, Any]) -> Parcel:
    body = {"key": str(notice.uid), "topic": topic, "office": webhook.office.slug, **said}
    return Parcel(
        url=webhook.url,
        key=str(notice.uid),
        topic=topic,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
        secrets=_secrets(webhook),
    )


def _secrets(webhook: Webhook) -> list[str]:
    """The present one, and for a day the one before it, so that the receiver has time to change."""
    found = [unseal(webhook.secret, bound_to=bound(webhook, "secret"))]
    if webhook.earlier_secret and timezone.now() < webhook.secret_made_at + OVERLAP:
        found.append(unseal(webhook.earlier_secret, bound_to=bound(webhook, "earlier_secret")))
    return found


def _records(entries: Any) -> dict[str, tuple[Topic, Any]]:
    """Journal key → topic and record, in one query per noun."""
    wanted: dict[str, list[int]] = {}
    for entry in entries:
        noun, _sep, pk = entry.subject.partition(":")
        wanted.setdefault(noun, []).append(int(pk))
    found = {}
    for noun, pks in wanted.items():
        if (topic := topic_of(noun)) is not None:
            rows = topic.model._base_manager.filter(pk__in=pks).only("pk", *topic.fields)
            found.update({f"{noun}:{row.pk}": (topic, row) for row in rows})
    return found


def _links(topic: Topic, record: Any) -> dict[str, str]:
    named = getattr(record, topic.named_by)
    return {what: settings.SITE_URL + reverse(name, args=[named]) for what, name in topic.links.items()}


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _ids(notices: Sequence[Notice], name: str) -> list[int]:
    return list({notice.data[name] for notice in notices if notice.data.get(name)})


def register() -> None:
    register_kind(NoticeKind(KIND, _("webhook"), render, letter=False, still_due=still_due))
