"""The letters around a focal point: its link to it, and to the office that the composition changed, once a burst."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from base import wording
from base.languages import best, speaking
from base.records import key
from delegations.focal_tokens import RELATED, composition_is_open, focal_url
from delegations.in_charge import in_charge
from delegations.letters import NAMES, ROOM
from delegations.models import Delegation
from delegations.naming import title_of
from delegations.services.focal_links import LINK
from people.models import Entry, Notice, Person
from people.notices import Message, NoticeKind, NoticeText, register_kind
from people.services import mail
from people.services.outbox import Letter, enqueue
from people.services.own_texts import OwnTexts, own_texts, spoken

CHANGED = "delegation.composition_changed"
FOCAL = "focal point"
"""Who acts in the journal when a focal point does."""
BURST = dt.timedelta(minutes=30)
"""Changes within one such span of the clock are one letter, sent at its end."""
VERBS = {"member added": "added", "member amended": "amended", "member withdrawn": "withdrawn", "members reordered": "reordered"}  # fmt: skip
"""What the focal point's verbs write on the delegation's journal → what the letter counts."""
LINK_NAMES = {
    "person_name": _("name of the recipient"),
    **NAMES,
    "until": _("the day by which it should be done"),
    "link": _("the recipient’s own link"),
    "contact": _("whom to ask"),
}
CHANGED_NAMES = {**NAMES, "changes": _("what changed, a line each")}


def tell_changed(delegation: Delegation, *, at: dt.datetime) -> None:
    """To whoever is in charge, at the end of the burst, however many changes it had."""
    start = dt.datetime.fromtimestamp(at.timestamp() // BURST.total_seconds() * BURST.total_seconds(), dt.UTC)
    _write(delegation, f"delegation:{delegation.pk}:{start.isoformat()}", start + BURST, {"since": start.isoformat()})  # fmt: skip


def tell_declared(delegation: Delegation, *, at: dt.datetime) -> None:
    """That the focal point declared the composition complete: at once."""
    _write(
        delegation, f"delegation:{delegation.pk}:declared:{at.isoformat()}", at, {"declared": at.isoformat()}
    )


def links_still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """While the link that was to be sent still opens the delegation."""
    ids = [notice.data.get("delegation") for notice in notices]
    rows = Delegation.objects.filter(pk__in=ids).select_related("event").defer("event__search")
    present = {
        one.pk: one.focal_link_revision
        for one in rows
        if one.focal_link_sent_at is not None and composition_is_open(one)
    }
    return {
        notice.pk
        for notice in notices
        if present.get(notice.data.get("delegation", 0), -1) == notice.data.get("revision")
    }


def render_links(notices: Sequence[Notice]) -> Mapping[int, Message]:
    found, own = _found(notices), own_texts(notices)
    return {
        notice.pk: _link(delegation, delegation.focal_point, notice.language, own)
        for notice in notices
        if (delegation := found.get(notice.data.get("delegation", 0))) and delegation.focal_point
    }


def render_changes(notices: Sequence[Notice]) -> Mapping[int, Message]:
    """What happened in the span of each letter is read in one query."""
    found = _found(notices)
    spans = {notice.pk: _span(notice) for notice in notices}
    starts = [span[0] for span in spans.values() if span]
    entries: list[Entry] = []
    if starts:
        about = [key("delegation", pk) for pk in found]
        entries = list(
            Entry.objects.filter(about__overlap=about, actor=FOCAL, verb__in=VERBS, at__gte=min(starts))
        )
    own = own_texts(notices)
    return {
        notice.pk: _change(delegation, notice, _counted(delegation, entries, spans[notice.pk]), own)
        for notice in notices
        if (delegation := found.get(notice.data.get("delegation", 0)))
    }


def register() -> None:
    label, linked = _("link for the focal point of a delegation"), frozenset({"link"})
    text = NoticeText(LINK, label, ROOM, LINK_NAMES, linked, linked)
    register_kind(NoticeKind(LINK, label, render_links, still_due=links_still_due, texts=(text,)))
    label = _("the composition of a delegation changed")
    text = NoticeText(CHANGED, label, ROOM, CHANGED_NAMES, linked)
    register_kind(NoticeKind(CHANGED, label, render_changes, texts=(text,)))


def _write(delegation: Delegation, occurrence: str, due_at: dt.datetime, data: dict[str, Any]) -> None:
    enqueue(
        Letter(
            office_id=delegation.office_id, recipient=key("user", user.pk), address=user.email, language=user.language,
            kind=CHANGED, occurrence=occurrence, due_at=due_at, data={"delegation": delegation.pk, **data},
            about=delegation.about,
        )
        for user in in_charge(delegation)
    )  # fmt: skip


def _found(notices: Sequence[Notice]) -> dict[int, Delegation]:
    ids = [notice.data["delegation"] for notice in notices if "delegation" in notice.data]
    rows = Delegation.objects.select_related(*RELATED).with_senders().defer("event__search")
    found: dict[int, Delegation] = rows.in_bulk(ids)
    return found


def _span(notice: Notice) -> tuple[dt.datetime, dt.datetime] | None:
    if "since" not in notice.data:
        return None
    start = dt.datetime.fromisoformat(notice.data["since"])
    return start, start + BURST


def _counted(
    delegation: Delegation, entries: Sequence[Entry], span: tuple[dt.datetime, dt.datetime] | None
) -> Mapping[str, int]:
    own = key("delegation", delegation.pk)
    return Counter(
        VERBS[entry.verb]
        for entry in entries
        if span and own in entry.about and span[0] <= entry.at < span[1]
    )


def _link(delegation: Delegation, person: Person, asked: str, own: OwnTexts) -> Message:
    office, event = delegation.office, delegation.event
    words = own.words(office.pk, LINK, asked)
    language = spoken(words, asked)
    contact = (
        f"{office.contact_name} <{office.contact_email}>" if office.contact_name else office.contact_email
    )
    with speaking(language):
        title = title_of(delegation)
    until = delegation.focal_link_until
    context = {
        "person_name": person.name_in_letters(language),
        "title": title,
        "event_title": best(event, "title", language)[0],
        "until": wording.date_in_words(until, language=language) if until else "",
        "link": focal_url(delegation),
        "contact": contact if office.contact_email else "",
        "office_name": office.name,
    }
    subject, text = mail.render(language, LINK, context, words)
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=language)


def _change(delegation: Delegation, notice: Notice, counts: Mapping[str, int], own: OwnTexts) -> Message:
    office = delegation.office
    words = own.words(office.pk, CHANGED, notice.language)
    language = spoken(words, notice.language)
    declared = "declared" in notice.data
    with speaking(language):
        title = title_of(delegation)
        changes = gettext("The composition is declared complete.") if declared else _told(counts)
    context = {
        "title": title,
        "event_title": best(delegation.event, "title", language)[0],
        "declared": declared,
        "changes": changes,
        "link": settings.SITE_URL + reverse("delegations:delegation", args=[delegation.uid]),
        "office_name": office.name,
    }
    subject, text = mail.render(language, CHANGED, context, words)
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=language)


def _told(counts: Mapping[str, int]) -> str:
    """What happened, a line each."""
    added, amended, withdrawn = (counts.get(name, 0) for name in ("added", "amended", "withdrawn"))
    lines = []
    if added:
        lines.append(ngettext("%(n)s member added", "%(n)s members added", added) % {"n": added})
    if amended:
        lines.append(
            ngettext(
                "%(n)s change of what is known of a member",
                "%(n)s changes of what is known of members",
                amended,
            )
            % {"n": amended}
        )
    if withdrawn:
        lines.append(
            ngettext("%(n)s member withdrawn", "%(n)s members withdrawn", withdrawn) % {"n": withdrawn}
        )
    if counts.get("reordered"):
        lines.append(gettext("the order of the members"))
    return "\n".join(f"- {line}" for line in lines)
