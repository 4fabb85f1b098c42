"""One object of a foreign file, asked for its fields by name: each answer is of the wished type, each fault is collected."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from events.interchange.findings import Findings

HOURS = re.compile(r"^(\d{1,4}):([0-5]\d)(?::(\d{1,2}))?$")


class Part:
    """`values` at `path`; `label` is the title of the entry that it belongs to."""

    def __init__(self, values: dict[str, Any], path: str, label: str, findings: Findings) -> None:
        self.values, self.path, self.label, self.findings = values, path, label, findings

    def wrong(self, name: str, expected: str) -> None:
        self.findings.wrong(self._at(name), self.label, self.values.get(name), expected)

    def note(self, name: str, text: str) -> None:
        self.findings.note(self._at(name), self.label, text)

    def text(self, name: str, *, needed: bool = False, longest: int | None = None) -> str:
        """Empty where it is not stated or null."""
        value = self.values.get(name)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or (needed and not value.strip()):
            self.wrong(name, _("a text"))
            return ""
        if longest and len(value) > longest:
            self.wrong(name, _("at most %(length)d characters") % {"length": longest})
            return ""
        return value

    def number(self, name: str, *, least: int = 1, most: int = 2**53) -> int | None:
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(name, _("a whole number from %(least)d on") % {"least": least})
            return None
        return value

    def uuid(self, name: str) -> UUID | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return UUID(value)
        except (ValueError, AttributeError, TypeError):
            self.wrong(name, _("an identifier such as 0f3a6a2c-5b1e-4c7e-9a51-3d8a1d2b7c90"))
            return None

    def date(self, name: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.values.get(name))  # type: ignore[arg-type]
        except (ValueError, TypeError):
            self.wrong(name, _("a day such as 2020-12-14"))
            return None

    def moment(self, name: str) -> dt.datetime | None:
        """A moment with its offset, or without one where the file leaves it to its zone."""
        value = self.values.get(name)
        try:
            found = dt.datetime.fromisoformat(value)  # type: ignore[arg-type]
            if not 1000 <= found.year <= 9900 or "T" not in str(value):
                raise ValueError
        except (ValueError, TypeError):
            self.wrong(name, _("a moment such as 2020-12-14T09:00:00+01:00"))
            return None
        return found

    def hours(self, name: str) -> dt.timedelta | None:
        """A duration `hh:mm`; whole minutes."""
        value = self.values.get(name)
        match = HOURS.match(value) if isinstance(value, str) else None
        if match is None or int(match[3] or 0):
            self.wrong(name, _("hours and minutes such as 00:45"))
            return None
        return dt.timedelta(hours=int(match[1]), minutes=int(match[2]))

    def part(self, name: str) -> Part:
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            self.wrong(name, _("a group of fields"))
        return Part(value if isinstance(value, dict) else {}, self._at(name), self.label, self.findings)

    def parts(self, name: str) -> list[Part]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(name, _("a list"))
            return []
        return [part for number, one in enumerate(value) if (part := self._one(name, number, one))]

    def _one(self, name: str, number: int, value: Any) -> Part | None:
        path = f"{self._at(name)}[{number}]"
        if isinstance(value, dict):
            return Part(value, path, self.label, self.findings)
        self.findings.wrong(path, self.label, value, _("a group of fields"))
        return None

    def known(self, names: frozenset[str]) -> dict[str, Any]:
        """The fields that the format has; of others it is said that they are left out."""
        for name in self.values:
            if name not in names:
                self.note(name, _("“%(name)s” is no field of the format; it is left out.") % {"name": name})
        return {name: value for name, value in self.values.items() if name in names}

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if name.isidentifier() else f"{self.path}['{name}']"
