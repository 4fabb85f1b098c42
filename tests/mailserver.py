"""A real SMTP server for tests: it keeps what it took, and answers an address as it was told to."""

from __future__ import annotations

import email
import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default as policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Postbox:
    """`taken` are the mails in order; `answers` maps an address to the server's answer to RCPT."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.after_data: dict[str, str] = {}
        self.connections = 0
        self.hang_up_after_data = False
        self.arrived = threading.Event()
        self.stall: threading.Event | None = None

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, name: str, said: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = name
        return said

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=policy)
        if self.hang_up_after_data:
            server.transport.abort()
            return "250 too late"
        self.taken.append(message)
        self.arrived.set()
        if self.stall is not None:
            await server.loop.run_in_executor(None, self.stall.wait, 30)
        return self.after_data.get(envelope.rcpt_tos[0], "250 taken")

    @property
    def recipients(self) -> list[str]:
        return [str(message["To"]) for message in self.taken]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 10
    yield box
    if box.stall is not None:
        box.stall.set()
    controller.stop()
