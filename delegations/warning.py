"""TravelWarning: what is wrong, with whom, and where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class TravelWarning:
    """`tone` is that of an alert (`error` or `warning`); `href` leads to the page that mends it; `rule` names what found it."""

    rule: str
    text: str
    who: str = ""
    href: str = ""
    tone: str = "warning"
    guarded: bool = False

    @property
    def urgent(self) -> bool:
        return self.tone == "error"


def names(people: list[Any]) -> str:
    return listed([who.name for who in people])


def listed(people: list[str], most: int = 6) -> str:
    """Some names, and that there are more."""
    shown = ", ".join(people[:most])
    return f"{shown} …" if len(people) > most else shown


def link(name: str, *args: Any) -> str:
    return reverse(f"delegations:{name}", args=args)
