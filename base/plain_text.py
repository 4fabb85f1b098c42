"""Text that was typed somewhere, made fit for a line of a header or a calendar, or for the body of a letter."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters other than line ends and tabs, halves of surrogate pairs, and those that turn the direction of what follows."""


def one_line(text: str) -> str:
    """No line breaks, no control characters, nothing that turns the direction of what follows."""
    return " ".join(HIDDEN.sub("", CONTROL.sub(" ", text)).split())


def readable(text: str) -> str:
    """The same for a text of several lines."""
    return HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
