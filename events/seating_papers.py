"""A seating plan on paper: the drawing with its list, name plates to fold, place cards to cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.languages import EN, best
from base.typesetting import typeset
from base.wording import date_in_words
from events.seating import Layout, Profile
from events.seating.types import Side
from events.seating_drawing import svg_of
from events.seating_picture import Guest, SeatingPicture

LARGE = 12.0
"""Metres across; a wider plan goes on A3 unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Options:
    """`paper`: a4, a3, or empty for what the plan needs; `side`: a, b or empty for both;
    `faces`: `same` (both scripts on both faces) or `split` (Latin on the one, native on the other)."""

    paper: str = ""
    side: str = ""
    faces: str = "same"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Options:
        """From a query; what is not known is left as it is by default."""
        paper, side, faces = asked.get("paper", ""), asked.get("side", ""), asked.get("faces", "")
        return cls(
            paper if paper in ("a4", "a3") else "",
            side if side in Side.values else "",
            faces if faces == "split" else "same",
        )


def plan_pdf(picture: SeatingPicture, options: Options) -> bytes:
    """The drawing on a page of its own, then everybody with where and why. Raises RenderError."""
    plan = picture.plan
    paper = options.paper or ("a3" if max(picture.width, picture.height * 1.4) > LARGE else "a4")
    wide = picture.width / max(picture.height, 0.1)
    return _set("seating.typ", {
        "title": str(plan),
        "event": best(plan.event, "title")[0],
        "when": date_in_words(plan.item.on) if plan.item and plan.item.on else "",
        "paper": paper,
        "wide": wide,
        "svg": svg_of(picture, description=str(Layout(plan.layout).label)),
        "rules": f"{capfirst(str(Layout(plan.layout).label))} · {Profile(plan.profile).label}",
        "sides": [
            {"code": code, "name": name}
            for code, name in (("a", plan.side_a), ("b", plan.side_b))
            if name
        ],
        "labels": {"seat": _("Seat"), "name": _("Name"), "organization": _("Organization"), "why": _("Why here")},
        "seats": [
            {"seat": one.seat.label, "side": one.seat.side, "why": one.seat.why, "pinned": one.seat.pinned}
            | _told(one.guest)
            for one in picture.listed
            if one.guest
        ],
    })  # fmt: skip


def plates_pdf(picture: SeatingPicture, options: Options) -> bytes:
    """One sheet of A4 for each, folded along its middle into a tent. Raises RenderError."""
    data = {"title": _titled(picture, _("Name plates")), "faces": options.faces, "people": _people(picture, options)}  # fmt: skip
    return _set("plates.typ", data)


def cards_pdf(picture: SeatingPicture, options: Options) -> bytes:
    """Ten to a sheet of A4 with marks to cut along. Raises RenderError."""
    return _set(
        "cards.typ",
        {"title": _titled(picture, _("Place cards")), "people": _people(picture, options)},
    )


PAPERS: dict[str, Callable[[SeatingPicture, Options], bytes]] = {
    "plan": plan_pdf,
    "plates": plates_pdf,
    "cards": cards_pdf,
}


def _people(picture: SeatingPicture, options: Options) -> list[dict[str, Any]]:
    listed = picture.of_side(options.side) if options.side else picture.listed
    return [{"seat": one.seat.label} | _told(one.guest) for one in listed if one.guest]


def _told(guest: Guest) -> dict[str, str]:
    return {
        "name": guest.name,
        "native": guest.native,
        "post": guest.post,
        "organization": guest.organization,
        "country": guest.country_name,
    }


def _titled(picture: SeatingPicture, what: str) -> str:
    return f"{what} – {picture.plan}"


def _set(name: str, data: dict[str, Any]) -> bytes:
    return typeset(name, data, language=get_language() or EN)
