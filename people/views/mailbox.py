"""Mails of a machine without an SMTP server, for its developers and for trying things out."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from uuid import UUID

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from base.listing import page_of, render_list
from people.doors import StaffRequest, staff
from people.models import DevelopmentMail

BACKEND = "people.mailbox.MailboxBackend"


@staff(None)
def mailbox(request: StaffRequest) -> HttpResponse:
    """All mails of this machine, the latest first; anyone who may log in sees them."""
    _demand_mailbox()
    rows = DevelopmentMail.objects.only("uid", "to", "subject", "created_at")
    if asked := request.GET.get("q", "").replace("\x00", "").strip():
        rows = rows.filter(to__icontains=asked) | rows.filter(subject__icontains=asked)
    return render_list(request, "people/mailbox.html", {"page": page_of(request, rows), "q": asked})


@staff(None)
def mailbox_mail(request: StaffRequest, uid: UUID) -> HttpResponse:
    _demand_mailbox()
    mail = get_object_or_404(DevelopmentMail, uid=uid)
    sender = message_from_bytes(bytes(mail.source), policy=default)["From"]
    return render(request, "people/mailbox_mail.html", {"mail": mail, "sender": sender})


# A mail carries its own style sheet, and runs nothing.
@csp(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
@staff(None)
def mailbox_html(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The HTML part as a mail program shows it."""
    _demand_mailbox()
    return HttpResponse(get_object_or_404(DevelopmentMail.objects.only("html"), uid=uid).html)


@staff(None)
def mailbox_source(request: StaffRequest, uid: UUID) -> HttpResponse:
    _demand_mailbox()
    mail = get_object_or_404(DevelopmentMail.objects.only("source"), uid=uid)
    return HttpResponse(bytes(mail.source), content_type="text/plain; charset=utf-8")


def _demand_mailbox() -> None:
    """There is no such page where mails are really sent."""
    if settings.EMAIL_BACKEND != BACKEND or settings.PRODUCTION:
        raise Http404
