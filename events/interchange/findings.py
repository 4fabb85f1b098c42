"""What is wrong with a schedule from elsewhere, or worth a look, entry by entry; collected, so that all is told at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.errors import DomainError

SHOWN = 80


@dataclass(frozen=True, slots=True)
class Mistake:
    """`where` in the file, the title of the entry it belongs to, what stands there, and what is expected."""

    where: str
    label: str
    value: str
    expected: str

    def __str__(self) -> str:
        said = _("“%(value)s” – expected: %(expected)s") if self.value else _("expected: %(expected)s")
        return said % {"value": self.value, "expected": self.expected}


@dataclass(frozen=True, slots=True)
class Remark:
    """Not a mistake: the schedule can be imported as it is, but somebody should know."""

    where: str
    label: str
    text: str


@dataclass(slots=True)
class Findings:
    mistakes: list[Mistake] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def wrong(self, where: str, label: str, value: Any, expected: str) -> None:
        self.mistakes.append(Mistake(where, label, shown(value), expected))

    def note(self, where: str, label: str, text: str) -> None:
        self.remarks.append(Remark(where, label, text))


class InvalidScheduleError(DomainError):
    """The file has mistakes, and nothing was written. `errors` maps each place in the file to its messages."""

    status = 422
    code = "invalid-schedule"
    title = gettext_lazy("The schedule has mistakes; nothing was written")

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = in_order(mistakes)
        errors: dict[str, list[str]] = defaultdict(list)
        for mistake in self.mistakes:
            said = f"{mistake.label}: {mistake}" if mistake.label else str(mistake)
            errors[mistake.where].append(said)
        super().__init__(errors=errors)
        self.args = ("; ".join(str(mistake) for mistake in self.mistakes[:20]),)
        self.members = {"mistakes": [asdict(mistake) for mistake in self.mistakes]}


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """As the entries stand in the file."""
    return sorted(mistakes, key=lambda one: [_place(part) for part in re.split(r"(\d+)", one.where)])


def _place(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() and part.isascii() else (-1, part)


def shown(value: Any) -> str:
    """A value of the file, short enough for a message."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    text = "".join(c if c.isprintable() else "�" for c in text.strip())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
