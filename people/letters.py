"""The letters of the people room: when they are still due and how they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base import wording
from base.languages import speaking
from people.links import invitation_link
from people.models import Invitation, Notice, Office
from people.notices import Message, NoticeKind, NoticeText, register_kind, texts
from people.services import letter_preview, mail
from people.services.access import INVITATION_KIND
from people.services.notice_templates import TRIAL
from people.services.own_texts import OwnTexts, own_texts, spoken

NAMES = {
    "who": _("the colleague who invites"),
    "role": _("the role in the office"),
    "link": _("the recipient’s own link"),
    "until": _("the last day of the link"),
    "contact": _("whom to ask"),
    "contact_email": _("the e-mail address of the office"),
    "office_name": _("name of the office"),
}


def invitations_still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    open_ids = set(Invitation.objects.filter(pk__in=_ids(notices)).open(at).values_list("pk", flat=True))
    return {notice.pk for notice in notices if notice.data.get("invitation") in open_ids}


def render_invitations(notices: Sequence[Notice]) -> Mapping[int, Message]:
    found = Invitation.objects.select_related("office", "invited_by").in_bulk(_ids(notices))
    own = own_texts(notices)
    return {
        notice.pk: _invitation(found[notice.data["invitation"]], notice.language, own)
        for notice in notices
        if notice.data.get("invitation") in found
    }


def _invitation(invitation: Invitation, asked: str, own: OwnTexts) -> Message:
    office = invitation.office
    words = own.words(office.pk, INVITATION_KIND, asked)
    language = spoken(words, asked)
    with speaking(language):
        context = {
            "who": invitation.invited_by.name,
            "role": invitation.get_role_display(),
            "link": invitation_link(invitation),
            "until": wording.date_in_words(timezone.localdate(invitation.expires_at), language=language),
            "contact": office.contact_name,
            "contact_email": office.contact_email,
            "office_name": office.name,
        }
    subject, text = mail.render(language, INVITATION_KIND, context, words)
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=language)


def render_trials(notices: Sequence[Notice]) -> Mapping[int, Message]:
    """How a letter reads, to the colleague who wants to see it."""
    offices = Office.objects.in_bulk({notice.office_id for notice in notices})
    messages = {}
    for notice in notices:
        if text := texts().get(notice.data.get("text", "")):
            messages[notice.pk] = letter_preview.trial(offices[notice.office_id], text, notice.language)
    return messages


def _ids(notices: Sequence[Notice]) -> list[int]:
    return [notice.data["invitation"] for notice in notices if "invitation" in notice.data]


def register() -> None:
    label, linked = _("Invitation to an office"), frozenset({"link"})
    text = NoticeText(INVITATION_KIND, label, _("The office"), NAMES, linked, linked)
    register_kind(
        NoticeKind(INVITATION_KIND, label, render_invitations, still_due=invitations_still_due, texts=(text,))
    )
    register_kind(NoticeKind(TRIAL, _("test of a letter"), render_trials))
