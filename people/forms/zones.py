"""The choice of a time zone."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms

from people.validators import ZONES

AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zone_choices() -> list[tuple[str, Any]]:
    """UTC, then the places of each area."""
    grouped = [
        (area, [(zone, zone) for zone in sorted(ZONES) if zone.startswith(f"{area}/")]) for area in AREAS
    ]
    return [("UTC", "UTC"), *grouped]


class ZoneInput(forms.Select):
    """A list of the zones of the world; a stored one that is not listed stays a choice."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=zone_choices())

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        listed = {zone for _area, zones in zone_choices()[1:] for zone, _label in zones} | {"UTC"}
        self.choices = [*((v, v) for v in value if v and v not in listed), *zone_choices()]
        return super().optgroups(name, value, attrs)
