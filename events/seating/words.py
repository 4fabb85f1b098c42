"""Why a seat is where it is, in one or two sentences of the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.seating.assigning import Assignment
from events.seating.frames import Place
from events.seating.types import Layout, Occupant, Profile, Settings, Task

ROUND_THE_MIDDLE = frozenset({Layout.LONG, Layout.ROUND, Layout.PHOTO})


def because(place: Place | None, one: Occupant | None, made: Assignment | None, settings: Settings) -> str:
    """`place` is None for a chair behind a principal; `one` is None for a free seat."""
    if one is None:
        return _("Free.")
    if place is not None and one.pinned == place.label:
        return _("Seated here by hand: %(reason)s") % {"reason": one.reason or _("no reason given")}
    if one.beside and (place is None or made is None):
        return _("The interpreter sits behind the principal.")
    assert place is not None
    assert made is not None
    if one.beside in made.present:
        return _beside(one, made)
    parts = [_where(place, one, made, settings)]
    if one.pinned:
        parts.append(_("The seat chosen by hand does not exist in this layout."))
    return " ".join(parts)


def _beside(one: Occupant, made: Assignment) -> str:
    if one.key in made.apart:
        return _("Beside their principal no seat was left; this is the nearest free one.")
    if one.task == Task.ASSISTANT:
        return _("The assistant is at the outer side of the signatory.")
    return _("The interpreter sits beside the principal.")


def _where(place: Place, one: Occupant, made: Assignment, settings: Settings) -> str:
    if settings.layout == Layout.BILATERAL:
        return _bilateral(place, one, settings)
    if settings.layout in (Layout.SIGNING, Layout.U_SHAPE) and place.group.endswith(("a", "b")):
        return _in_halves(place, settings)
    if settings.layout in ROUND_THE_MIDDLE and place.prefer and one.side:
        return " ".join([_in_order(place, settings), _("Hosts and guests alternate.")])
    return _in_order(place, settings)


def _bilateral(place: Place, one: Occupant, settings: Settings) -> str:
    if place.index == 0:
        if place.group == settings.guest_side:
            return _("The principals sit opposite each other in the middle; the guests face the door.")
        return _("The principals sit opposite each other in the middle.")
    told = [_from_the_middle(place.index), _alternating(settings)]
    if not one.side:
        told.append(_("No side is stated: seated with the hosts."))
    return " ".join(told)


def _in_halves(place: Place, settings: Settings) -> str:
    number = place.index if place.index > 0 else 1 - place.index
    told = _("Place %(number)s from the middle on its side.") % {"number": number}
    if place.group.endswith(settings.guest_side):
        guests = (
            _("The guests are at the right hand of the hosts.")
            if settings.profile == Profile.INTERNATIONAL
            else _("The guests are at the left hand of the hosts, by the Chinese domestic convention.")
        )
        return f"{told} {guests}"
    return told


def _in_order(place: Place, settings: Settings) -> str:
    if settings.layout in (Layout.CLASSROOM, Layout.THEATRE, Layout.PHOTO) or place.group in ("hall", "behind"):  # fmt: skip
        line = place.line + (place.group not in ("hall", "behind"))
        told = _("Row %(row)s; front rows come before back rows, the middle before the sides.") % {"row": line}  # fmt: skip
        return f"{told} {_from_the_middle(place.index)}" if place.index else told
    if settings.layout == Layout.LONG:
        return _at_long_table(place, settings)
    if settings.layout == Layout.ROUND:
        return f"{_round(place)} {_alternating(settings)}" if place.index else _first_of_table(place)
    if place.index == 0:
        return _("The first has the place of honour in the middle.")
    return f"{_from_the_middle(place.index)} {_alternating(settings)}"


def _at_long_table(place: Place, settings: Settings) -> str:
    if place.label == "1":
        return _("The first head of the table.")
    if place.label == "2":
        return _("The second head of the table, opposite the first.")
    told = _("Place %(number)s in order, beginning beside the heads of the table.") % {"number": place.label}
    return f"{told} {_alternating(settings)}"


def _first_of_table(place: Place) -> str:
    return _("The first of table %(table)s faces the door.") % {"table": place.label.partition("-")[0]}


def _round(place: Place) -> str:
    table, _dash, number = place.label.partition("-")
    return _("Table %(table)s, place %(number)s in order.") % {"table": table, "number": number}


def _from_the_middle(index: int) -> str:
    if index > 0:
        return _("Seat %(number)s to the right of the middle.") % {"number": index}
    return _("Seat %(number)s to the left of the middle.") % {"number": -index}


def _alternating(settings: Settings) -> str:
    if settings.profile == Profile.INTERNATIONAL:
        return _("By order, to the right of the first and to the left in turn.")
    return _("By order, to the left of the first and to the right in turn.")
