"""An itinerary on paper: A4 for the folder, A5 for the pocket."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.languages import speaking, supported
from base.templatetags.ui import lang_of
from base.typesetting import typeset
from base.wording import date_in_words, span_as_stated
from delegations.itinerary import saying
from delegations.itinerary.lines import Itinerary, Line
from delegations.itinerary.reading import Rows
from delegations.itinerary.weaving import woven

PAPERS = ("a4", "a5")


def document_of(rows: Rows, *, language: str, paper: str = "a4", office: str = "") -> bytes:
    """The PDF in a language of ours. Raises RenderError."""
    with speaking(language):
        return typeset("itinerary.typ", _told(woven(rows), paper, office), language=supported(language))


def _told(itinerary: Itinerary, paper: str, office: str) -> dict[str, Any]:
    dated = [day.on for day in itinerary.days if day.on]
    first, last = (dated[0], dated[-1]) if dated else (None, None)
    return {
        "paper": paper,
        "office": office,
        "label": _("Itinerary"),
        "title": str(itinerary.person) if itinerary.person else itinerary.title,
        "subtitle": itinerary.title if itinerary.person else "",
        "event": itinerary.event_title,
        "span": _span(first, last),
        "facts": _facts(itinerary),
        "days": [
            {
                "name": date_in_words(day.on, weekday=True) if day.on else _("Day not stated"),
                "lines": [_line(line) for line in day.lines],
            }
            for day in itinerary.days
        ],
        "empty": _("Nothing is planned yet."),
        "alone": itinerary.person is not None,
    }


def _span(first: Any, last: Any) -> str:
    return span_as_stated(first, last) if first else ""


def _facts(itinerary: Itinerary) -> list[list[str]]:
    facts = [
        (_("Members"), "" if itinerary.person else saying.names(itinerary.members)),
        (_("Interpreters"), saying.names(itinerary.interpreters)),
        (_("Liaison officer"), itinerary.liaison_officer),
        (_("Times"), itinerary.clock),
    ]
    return [[label, text] for label, text in facts if text]


def _line(line: Line) -> dict[str, Any]:
    contact = line.contact
    reached = (str(contact or ""), contact.phone if contact else line.phone)
    facts = [
        (_("Where"), ", ".join(part for part in (line.place, line.address) if part)),
        (_("Received by"), _receiving(line)),
        (_("Contact") if contact else _("Telephone"), ", ".join(part for part in reached if part)),
        (_("Interpreters"), saying.names(line.interpreters)),
        (_("Purpose"), line.purpose),
        (_("What to wear"), line.wear),
        (_("What to bring"), line.bring),
        (_("Vehicles"), "\n".join(_vehicle(one) for one in line.vehicles)),
        (pgettext("hotel", "Rooms"), "\n".join(map(str, line.rooms))),
        (_("Who"), "" if line.everybody or line.rooms else saying.names(line.people)),
        (_("Note"), line.note),
    ]
    return {
        "kind": line.kind.value, "hours": line.hours, "title": line.title,
        "title_lang": lang_of(line.title_lang) if line.title_lang else None,
        "facts": [[label, text] for label, text in facts if text],
    }  # fmt: skip


def _receiving(line: Line) -> str:
    hosts = "\n".join(", ".join(part for part in (str(one), one.post) if part) for one in line.hosts)
    return ("\n" if len(line.hosts) > 1 else ": ").join(part for part in (line.received_by, hosts) if part)


def _vehicle(one: Any) -> str:
    return f"{one} ({saying.names(one.who)})" if one.who else str(one)
