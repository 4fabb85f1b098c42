"""Where mails land when no SMTP server is set: rows that a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from people.models import DevelopmentMail


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [_row(message) for message in email_messages]
        DevelopmentMail.objects.bulk_create(rows)
        return len(rows)


def _row(message: Any) -> DevelopmentMail:
    alternatives = getattr(message, "alternatives", None) or []
    html = next((str(content) for content, mimetype in alternatives if mimetype == "text/html"), "")
    return DevelopmentMail(
        to=", ".join(message.recipients()),
        subject=message.subject,
        text=message.body,
        html=html,
        source=message.message().as_bytes(),
    )
