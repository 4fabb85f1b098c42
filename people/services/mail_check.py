"""Proving the mail settings: one mail sent at once, and in plain words what failed."""

from __future__ import annotations

import smtplib
import socket
import ssl

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from base.errors import DomainError, from_validation
from people.services.mail import one_line, sender

KEPT_HERE = "people.mailbox"


class MailFailed(DomainError):
    """The mail server did not take the mail; the message says at which step and why."""

    status = 502
    code = "mail-failed"


def send_test_mail(address: str, *, office_name: str = "") -> str:
    """Send a mail now, past the outbox; returns the sentence that says where it went.

    Raises Invalid for an address that is none, MailFailed with the step that failed and what the server said.
    """
    _demand_address(address)
    mail = EmailMessage(
        subject=_("Test mail from Entente"),
        body=_("The mail settings work: this letter arrived.") + f"\n\n{settings.SITE_URL}\n",
        from_email=sender(office_name),
        to=[address],
        connection=get_connection(),
    )
    try:
        mail.send()
    except (smtplib.SMTPException, OSError, ValueError) as exc:
        raise MailFailed(reason_of(exc)) from exc
    if settings.EMAIL_BACKEND.startswith(KEPT_HERE):
        return _(
            "No SMTP server is set (EMAIL_HOST is empty), so the mail was kept on the page “Test mailbox”."
        )
    return _(
        "The server %(server)s took the mail to %(address)s. Look into that mailbox, and into its spam folder."
    ) % {
        "server": _server(),
        "address": address,
    }


def reason_of(exc: Exception) -> str:
    """The step that failed, the setting to look at, and the server's own words."""
    said = _said(exc)
    texts: list[tuple[type[Exception], str]] = [
        (socket.gaierror, _("The name of the server “%(server)s” is not known. Check EMAIL_HOST.")),
        (ConnectionRefusedError, _("Nothing answers at %(server)s. Check EMAIL_HOST and EMAIL_PORT.")),
        (TimeoutError, _("%(server)s did not answer in time. Check EMAIL_PORT, and whether a firewall stands between.")),
        (ssl.SSLCertVerificationError, _("The certificate of %(server)s is not valid: %(said)s")),
        (ssl.SSLError, _("No secure connection to %(server)s: %(said)s. Port 465 wants EMAIL_USE_SSL, port 587 EMAIL_USE_TLS.")),
        (smtplib.SMTPNotSupportedError, _("%(server)s does not offer what is asked: %(said)s. Check EMAIL_USE_TLS and EMAIL_HOST_USER.")),
        (smtplib.SMTPAuthenticationError, _("%(server)s refuses the log-in: %(said)s. Check EMAIL_HOST_USER and EMAIL_HOST_PASSWORD.")),
        (smtplib.SMTPSenderRefused, _("%(server)s refuses the sender: %(said)s. Check DEFAULT_FROM_EMAIL.")),
        (smtplib.SMTPRecipientsRefused, _("%(server)s refuses the recipient: %(said)s")),
        (smtplib.SMTPServerDisconnected, _("%(server)s hung up: %(said)s. Port 465 wants EMAIL_USE_SSL, port 587 EMAIL_USE_TLS.")),
    ]  # fmt: skip
    text = next((text for kind, text in texts if isinstance(exc, kind)), _("%(server)s: %(said)s"))
    return text % {"server": _server(), "said": said}


def _said(exc: Exception) -> str:
    if isinstance(exc, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(exc.recipients.values()))
        return one_line(f"{code} {_decoded(answer)}")
    if isinstance(exc, smtplib.SMTPResponseException):
        return one_line(f"{exc.smtp_code} {_decoded(exc.smtp_error)}")
    return one_line(str(exc)) or type(exc).__name__


def _decoded(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def _server() -> str:
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def _demand_address(address: str) -> None:
    from django.core.exceptions import ValidationError

    try:
        validate_email(address)
    except ValidationError as exc:
        invalid = from_validation(exc)
        invalid.errors = {"address": exc.messages}
        raise invalid from exc
