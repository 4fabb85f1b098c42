"""A seating plan as SVG from our own template: the same picture serves the page, the file and the PDF.

Nothing in it needs an inline style: colours are presentation attributes, which a page's stylesheet overrides by class.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.seating import Furniture, Layout
from events.seating.lettering import Lettering, fitted
from events.seating_picture import Guest, Seated, SeatingPicture

SCALE = 160
"""Units of the drawing for a metre."""
WIDTHS = {Layout.THEATRE: 0.66, Layout.PHOTO: 0.57, Layout.ROUND: 0.66, Layout.SIGNING: 0.66}
HEIGHT = 0.46
SIDES = {"a": ("#dcebf7", "#1b5a8f"), "b": ("#fbead6", "#94540c"), "": ("#eef2f3", "#5b6d72")}
FREE = ("#ffffff", "#8fa1a6")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    y: float
    size: float
    native: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A seat as drawn; `x`, `y` its upper left corner; `nose` the triangle that shows where the person looks."""

    key: str
    label: str
    side: str
    x: float
    y: float
    middle: float
    left: float
    right: float
    top: float
    lines: list[Line]
    fill: str
    stroke: str
    nose: str
    country: str
    pinned: bool
    free: bool
    told: str
    corner: int = 6


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    text_y: float
    label: str
    centre: float = 0.0
    radius: float = 0.0


def svg_of(picture: SeatingPicture, *, description: str = "") -> str:
    """The whole drawing; empty when nobody is to be seated."""
    wide = WIDTHS.get(Layout(picture.plan.layout), 0.74) * SCALE
    context = {
        "title": str(picture.plan),
        "description": description,
        "width": round(picture.width * SCALE),
        "height": round(picture.height * SCALE),
        "card_width": round(wide),
        "card_height": round(HEIGHT * SCALE),
        "furniture": [_piece(one) for one in picture.furniture],
        "cards": [_card(one, wide) for one in picture.seats],
    }
    return get_template("events/seating_plan.svg").render(context).strip() if picture.seats else ""


def _card(one: Seated, wide: float) -> Card:
    seat, guest = one.seat, one.guest
    x, y = seat.x * SCALE, seat.y * SCALE
    high = HEIGHT * SCALE
    fill, stroke = SIDES.get(seat.side, SIDES[""]) if guest else FREE
    return Card(
        key=seat.key,
        label=seat.label,
        side=(seat.side or "none") if guest else "free",
        x=round(x - wide / 2, 1),
        y=round(y - high / 2, 1),
        middle=round(x, 1),
        left=round(x - wide / 2 + 5, 1),
        right=round(x + wide / 2 - 5, 1),
        top=round(y - high / 2 + 10, 1),
        lines=_lines(guest, y, wide - 8) if guest else [],
        fill=fill,
        stroke=stroke,
        nose=_nose(x, y, seat.angle, wide, high),
        country=guest.country if guest else "",
        pinned=seat.pinned,
        free=guest is None,
        told=f"{seat.label}: {guest.name if guest else _('free seat')}",
        corner=24 if seat.standing else 6,
    )


def _name(guest: Guest, room: float) -> Lettering:
    """In three lines; a long name in more, where its letters become larger and the card still holds them."""
    high = 42 if guest.native else 54
    trials = [fitted(guest.plain_name, width=room, lines=lines, size=14) for lines in (3, 4, 5)]
    return max((one for one in trials if len(one.lines) * one.size <= high), key=lambda one: one.size)


def _lines(guest: Guest, y: float, room: float) -> list[Line]:
    """The name as large as it fits; under it, where there is one, the name in its own script."""
    name = _name(guest, room)
    native = fitted(guest.native, width=room, lines=1, size=12) if guest.native else Lettering(0, ())
    sizes = [name.size] * len(name.lines) + [native.size] * len(native.lines)
    at = y - sum(size * 1.12 for size in sizes) / 2 + 5
    found = []
    for text, size, own in zip(
        [*name.lines, *native.lines],
        sizes,
        [False] * len(name.lines) + [True] * len(native.lines),
        strict=True,
    ):
        at += size * 1.12
        found.append(Line(text, round(at - size * 0.25, 1), size, own))
    return found


def _nose(x: float, y: float, angle: float, wide: float, high: float) -> str:
    """A small triangle at the edge of the card."""
    turn = math.radians(angle)
    along, up = math.sin(turn), -math.cos(turn)
    reach = min(
        wide / 2 / abs(along) if abs(along) > 1e-6 else math.inf,
        high / 2 / abs(up) if abs(up) > 1e-6 else math.inf,
    )
    foot = x + along * reach, y + up * reach
    points = [
        (foot[0] - up * 7, foot[1] + along * 7),
        (foot[0] + up * 7, foot[1] - along * 7),
        (foot[0] + along * 8, foot[1] + up * 8),
    ]
    return " ".join(f"{px:.1f},{py:.1f}" for px, py in points)


def _piece(one: Furniture) -> Piece:
    x, y = one.x * SCALE, one.y * SCALE
    wide, high = one.width * SCALE, one.height * SCALE
    return Piece(
        one.kind, round(x - wide / 2, 1), round(y - high / 2, 1), round(wide, 1), round(high, 1), round(x, 1),
        round(y + high / 2 - 8 if one.kind == "stage" else y + 5, 1), _label(one), round(y, 1), round(wide / 2, 1),
    )  # fmt: skip


def _label(one: Furniture) -> str:
    match one.kind:
        case "round":
            return _("Table %(number)s") % {"number": one.label}
        case "stage":
            return capfirst(pgettext("furniture", "stage"))
        case "door":
            return capfirst(_("door"))
        case "camera":
            return capfirst(_("camera"))
    return one.label
