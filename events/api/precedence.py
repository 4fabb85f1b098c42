"""How the API shows the order of precedence at an event."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from base.pictures import Picture, edtf, flag, number, text, uid
from events.models import Event, Registration
from events.services.standings import standings_of
from people.precedence import Placed, in_order
from people.services.precedence import convention_named, convention_of

CONVENTION = OpenApiParameter(
    "convention",
    OpenApiTypes.UUID,
    OpenApiParameter.QUERY,
    description="uid of a convention of the office; its default when left out",
)
PLACED = Picture(
    "PlaceInOrder",
    number=number("number"),
    registration=uid("key"),
    name=text("name"),
    rank=number("rank", null=True),
    notified_on=edtf("notified_on"),
    country=text("country"),
    organization=text("organization"),
    host=flag("host"),
    because=text("because"),
    tied=flag("tied"),
)


def places(event: Event, convention: str) -> list[dict[str, Any]]:
    """Every named participant in order; `because` is empty for the first. Raises Invalid for no convention of the office."""
    chosen = convention_named(event.office, convention) if convention else convention_of(event.office)
    found = Registration.objects.filter(event=event).active().order_by("seq")
    return [PLACED.of(_row(one)) for one in in_order(standings_of(found), chosen.convention)]


def _row(placed: Placed) -> dict[str, Any]:
    one = placed.standing
    stated = {name: getattr(one, name) for name in ("key", "name", "rank", "country", "organization", "host")}
    return {
        **stated, "notified_on": one.notified_on, "number": placed.number, "because": placed.because, "tied": placed.tied,
    }  # fmt: skip
