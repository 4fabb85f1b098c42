"""The letter of the delegations room: a delegation has lost its last leader, and nobody is left to lead it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.languages import speaking
from base.records import key
from delegations.in_charge import in_charge
from delegations.models import Delegation
from delegations.naming import title_of
from people.models import Notice
from people.notices import Message, NoticeKind, NoticeText, register_kind
from people.services import mail
from people.services.outbox import Letter, enqueue
from people.services.own_texts import OwnTexts, own_texts, spoken

LEADERLESS = "delegation.leaderless"
ROOM = _("Delegations")
NAMES = {
    "title": _("name of the delegation"),
    "event_title": _("title of the event"),
    "link": _("link to the delegation"),
    "office_name": _("name of the office"),
}


def tell_leaderless(delegations: Sequence[Delegation], *, at: dt.datetime) -> None:
    """To the liaison officer, else to everybody in the office who runs delegations."""
    enqueue(
        Letter(
            office_id=delegation.office_id, recipient=key("user", user.pk), address=user.email, language=user.language,
            kind=LEADERLESS, occurrence=f"delegation:{delegation.pk}:{at.isoformat()}", due_at=at,
            data={"delegation": delegation.pk}, about=delegation.about,
        )
        for delegation in delegations
        for user in in_charge(delegation)
    )  # fmt: skip


def still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """While it still has no leader."""
    true = set(
        Delegation.objects.filter(pk__in=_ids(notices))
        .expected()
        .without_leader()
        .values_list("pk", flat=True)
    )
    return {notice.pk for notice in notices if notice.data.get("delegation") in true}


def render(notices: Sequence[Notice]) -> Mapping[int, Message]:
    found = (
        Delegation.objects.select_related("event__office").prefetch_related("senders__organization")
        .defer("event__search").in_bulk(_ids(notices))
    )  # fmt: skip
    own = own_texts(notices)
    return {
        notice.pk: _leaderless(found[notice.data["delegation"]], notice.language, own)
        for notice in notices
        if notice.data.get("delegation") in found
    }


def _leaderless(delegation: Delegation, asked: str, own: OwnTexts) -> Message:
    event = delegation.event
    words = own.words(event.office_id, LEADERLESS, asked)
    language = spoken(words, asked)
    with speaking(language):
        context: dict[str, Any] = {
            "title": title_of(delegation),
            "event_title": event.title,
            "link": settings.SITE_URL + reverse("delegations:delegation", args=[delegation.uid]),
            "office_name": event.office.name,
        }
    subject, text = mail.render(language, LEADERLESS, context, words)
    office = event.office
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=language)


def _ids(notices: Sequence[Notice]) -> list[int]:
    return [notice.data["delegation"] for notice in notices if "delegation" in notice.data]


def register() -> None:
    from delegations import focal_letters

    focal_letters.register()
    label = _("a delegation without a leader")
    text = NoticeText(LEADERLESS, label, ROOM, NAMES, frozenset({"link"}))
    register_kind(NoticeKind(LEADERLESS, label, render, still_due=still_due, texts=(text,)))
