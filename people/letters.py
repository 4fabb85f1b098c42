"""The letters of the people room: when they are still due and how they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from people.links import invitation_link
from people.models import Invitation, Notice
from people.notices import Message, NoticeKind, register_kind
from people.services import mail
from people.services.access import INVITATION_KIND


def invitations_still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    open_ids = set(Invitation.objects.filter(pk__in=_ids(notices)).open(at).values_list("pk", flat=True))
    return {notice.pk for notice in notices if notice.data.get("invitation") in open_ids}


def render_invitations(notices: Sequence[Notice]) -> Mapping[int, Message]:
    found = Invitation.objects.select_related("office", "invited_by").in_bulk(_ids(notices))
    return {
        notice.pk: _invitation(found[notice.data["invitation"]], notice.language)
        for notice in notices
        if notice.data.get("invitation") in found
    }


def _invitation(invitation: Invitation, language: str) -> Message:
    office = invitation.office
    context = {"invitation": invitation, "office": office, "link": invitation_link(invitation)}
    subject, text = mail.render(language, INVITATION_KIND, context)
    return Message(subject=subject, text=text, sender_name=office.name, reply_to=office.contact_email)


def _ids(notices: Sequence[Notice]) -> list[int]:
    return [notice.data["invitation"] for notice in notices if "invitation" in notice.data]


def register() -> None:
    register_kind(
        NoticeKind(
            name=INVITATION_KIND,
            label=_("Invitation to an office"),
            render=render_invitations,
            still_due=invitations_still_due,
        )
    )
