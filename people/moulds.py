"""A message that many readers get, put into words once: their own values are filled in afterwards, as text, never as a
template. A hundred thousand reminders differ in a name and a link."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace

from django.utils.html import escape

from base.plain_text import CONTROL
from people.notices import Message
from people.services.mail import SUBJECT_LENGTH, html_of

Make = Callable[[Mapping[str, str]], Message]
"""Values of the reader's own placeholders → the message."""


class Moulds:
    """Kept for one batch. Stand-ins are random, so that no text contains one by chance or on purpose."""

    def __init__(self) -> None:
        self._token = f"x{secrets.token_hex(8)}"
        self._made: dict[Hashable, Message] = {}

    def cast(self, about: Hashable, language: str, own: Mapping[str, str], make: Make) -> Message:
        """What `make(own)` would say; `about` names all else that it depends on.

        Whether a value is empty may change the words, so each pattern of empty values has a mould of its own. A value that
        is no single line, or a subject that might be cut, is put into words by itself.
        """
        if any(CONTROL.search(value) for value in own.values()):
            return make(own)
        shape = (about, language, tuple(name for name, value in own.items() if value))
        if shape not in self._made:
            stand_ins = {name: self._stand_in(name, value) if value else "" for name, value in own.items()}
            message = make(stand_ins)
            self._made[shape] = replace(message, html=message.html or html_of(message, language))
        mould = self._made[shape]
        if len(mould.subject) + max(map(len, own.values()), default=0) > SUBJECT_LENGTH:
            return make(own)
        subject, text, html = mould.subject, mould.text, mould.html
        for name, value in own.items():
            if value:
                stand_in = self._stand_in(name, value)
                subject, text = subject.replace(stand_in, value), text.replace(stand_in, value)
                html = html.replace(stand_in, escape(value))
        return replace(mould, subject=subject, text=text, html=html)

    def _stand_in(self, name: str, value: str) -> str:
        """An address stands in for an address, because mails show these as links."""
        plain = f"{self._token}{name.replace('_', '')}z"
        return f"https://{plain}.invalid/" if value.startswith(("https://", "http://")) else plain
