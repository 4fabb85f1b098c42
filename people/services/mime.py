"""A mail as the bytes that go over the line.

The standard library folds every header as if it were long, and searches the whole mail for each boundary; both cost more
than all else about a mail. Most headers fit on a line, and a boundary of 128 random bits stands in no text.
"""

from __future__ import annotations

import secrets
from email._policybase import Compat32
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO
from typing import Any

from django.core.mail import EmailMultiAlternatives

LINE = 76
"""Characters of a header that fit on a line, without its end (RFC 5322, 2.1.1 recommends 78)."""


class _Lines(Compat32):
    """What is plain and short stands as it is."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if (
            isinstance(value, str)
            and len(name) + len(value) < LINE
            and value.isascii()
            and value.isprintable()
        ):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


def as_bytes(mail: EmailMultiAlternatives) -> bytes:
    """With the line ends of SMTP. Raises ValueError for an address or header that cannot be written at all."""
    message: Message[Any, Any] = mail.message()
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(secrets.token_hex(16))
    content = BytesIO()
    BytesGenerator(content, mangle_from_=False, policy=_Lines()).flatten(message, linesep="\r\n")
    return content.getvalue()
