"""The agreements room's kinds of notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from agreements import deadline_notices
from agreements.links import RELATED, follow_up_url
from agreements.models import FollowUp
from agreements.services.follow_up_links import LINK
from base import wording
from base.languages import best
from people.models import Notice, Person
from people.notices import Message, NoticeKind, NoticeText, register_kind
from people.services import mail
from people.services.own_texts import OwnTexts, own_texts, spoken

NAMES = {
    "person_name": _("name of the recipient"),
    "what": _("what is to be done"),
    "lead": _("the lead organization"),
    "due": _("the day it is due"),
    "link": _("the recipient’s own link"),
    "contact": _("whom to ask"),
    "office_name": _("name of the office"),
}


def links_still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """While the link that was to be sent still opens the follow-up."""
    ids = [notice.data.get("follow_up") for notice in notices]
    present = dict(FollowUp.objects.filter(pk__in=ids).values_list("pk", "link_revision"))
    return {
        notice.pk
        for notice in notices
        if present.get(notice.data.get("follow_up", 0)) == notice.data.get("revision")
    }


def render_links(notices: Sequence[Notice]) -> Mapping[int, Message]:
    ids = [notice.data["follow_up"] for notice in notices if "follow_up" in notice.data]
    found = FollowUp.objects.select_related(*RELATED).in_bulk(ids)
    own = own_texts(notices)
    return {
        notice.pk: _link(follow_up, follow_up.responsible, notice.language, own)
        for notice in notices
        if (follow_up := found.get(notice.data.get("follow_up", 0))) and follow_up.responsible
    }


def _link(follow_up: FollowUp, person: Person, asked: str, own: OwnTexts) -> Message:
    office = follow_up.office
    words = own.words(office.pk, LINK, asked)
    language = spoken(words, asked)
    contact = (
        f"{office.contact_name} <{office.contact_email}>" if office.contact_name else office.contact_email
    )
    context = {
        "person_name": person.name_in_letters(language),
        "what": best(follow_up, "text", language)[0],
        "lead": follow_up.lead.name if follow_up.lead else "",
        "due": wording.date_in_words(follow_up.due_on, language=language),
        "link": follow_up_url(follow_up),
        "contact": contact if office.contact_email else "",
        "office_name": office.name,
    }
    subject, text = mail.render(language, LINK, context, words)
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=language)


def register() -> None:
    label, linked = _("link to a follow-up"), frozenset({"link"})
    text = NoticeText(LINK, label, deadline_notices.ROOM, NAMES, linked, linked)
    register_kind(NoticeKind(LINK, label, render_links, still_due=links_still_due, texts=(text,)))
    deadline_notices.register()
