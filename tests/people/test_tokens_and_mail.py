"""API tokens, and the proof of the mail settings against a real SMTP server."""

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.auth import TokenAuthentication
from pytest_django import Settings

from people.models import ApiToken, DevelopmentMail, Office, User
from tests.factories import UserFactory
from tests.people.conftest import logged_in

TOKEN = {"name": "Nightly export", "scope": "read", "days": 30}


def test_token_is_shown_once_works_and_is_revoked(as_admin: Client, admin: User) -> None:
    page = as_admin.post(reverse("people:tokens"), TOKEN)
    token = ApiToken.objects.get()
    shown = re.search(r'<code class="copy-text">([0-9a-f]{40,})</code>', page.text)
    assert shown
    assert "no-store" in page["Cache-Control"]

    user, found = TokenAuthentication().authenticate_credentials(shown.group(1).encode())
    assert (user, found, token.scopes) == (admin, token, ["read"])
    assert (token.expiry - timezone.now()).days in (29, 30)
    later = as_admin.get(reverse("people:tokens")).text
    assert "Nightly export" in later
    assert shown.group(1) not in later
    as_admin.post(reverse("people:token_revoke", args=[token.token_key]))
    assert not ApiToken.objects.exists()


def test_writing_includes_reading(as_admin: Client) -> None:
    as_admin.post(reverse("people:tokens"), {**TOKEN, "scope": "write"})

    assert ApiToken.objects.get().scopes == ["read", "write"]


@pytest.mark.parametrize("wrong", [{"name": " "}, {"scope": "all"}, {"days": 4000}])
def test_token_form_refuses(wrong: dict[str, Any], as_admin: Client) -> None:
    assert as_admin.post(reverse("people:tokens"), {**TOKEN, **wrong}).status_code == 422
    assert not ApiToken.objects.exists()


def test_tokens_of_others_are_neither_seen_nor_revoked(as_admin: Client, office: Office) -> None:
    other = logged_in(UserFactory(office=office))
    other.post(reverse("people:tokens"), TOKEN)
    token = ApiToken.objects.get()

    assert "Nightly export" not in as_admin.get(reverse("people:tokens")).text
    assert as_admin.post(reverse("people:token_revoke", args=[token.token_key])).status_code == 404
    assert ApiToken.objects.exists()


class Refusing:
    """An SMTP server that takes mails for nobody at `full.example.org`."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.endswith("@full.example.org"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.extend(envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Refusing]:
    handler = Refusing()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", controller.port, False
    yield handler
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def send(client: Client, address: str = "me@example.org") -> str:
    return client.post(reverse("people:office_test_mail"), {"address": address}, follow=True).text


def test_test_mail_arrives(as_admin: Client, smtp: Refusing) -> None:
    assert "took the mail to me@example.org" in send(as_admin)
    assert smtp.taken == ["me@example.org"]


def test_refusals_are_told_in_the_servers_words(as_admin: Client, smtp: Refusing, settings: Settings) -> None:
    assert "552 mailbox full" in send(as_admin, "x@full.example.org")
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "secret word"
    text = send(as_admin)
    assert "EMAIL_HOST_USER" in text
    assert "secret word" not in text
    settings.EMAIL_HOST_USER = ""
    settings.EMAIL_USE_TLS = True
    assert "EMAIL_USE_TLS" in send(as_admin)
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_PORT = free_port()
    assert "Nothing answers" in send(as_admin)
    settings.EMAIL_HOST = "mail.invalid"
    assert "is not known" in send(as_admin)
    assert smtp.taken == []


def test_without_a_server_the_mail_is_kept_here(as_admin: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "people.mailbox.MailboxBackend"

    assert "No SMTP server is set" in send(as_admin)
    assert DevelopmentMail.objects.get().to == "me@example.org"


def test_only_administrators_send_test_mails(as_editor: Client) -> None:
    assert (
        as_editor.post(reverse("people:office_test_mail"), {"address": "me@example.org"}).status_code == 403
    )


@pytest.mark.django_db
def test_command_proves_the_settings(
    smtp: Refusing, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("testmail", "me@example.org")
    assert "took the mail" in capsys.readouterr().out
    with pytest.raises(CommandError, match="valid email"):
        call_command("testmail", "nobody")
    settings.EMAIL_PORT = free_port()
    with pytest.raises(CommandError, match="Nothing answers"):
        call_command("testmail", "me@example.org")
