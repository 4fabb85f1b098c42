"""A plan, or what is wrong with a file, as the pages show it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.wording import date_in_words, time_in_words
from events.interchange.findings import InvalidScheduleError, Mistake, in_order
from events.interchange.plan import Choices, Plan, PlannedItem
from events.interchange.zones import in_zone
from events.models import AgendaItem, Event
from events.states import ItemState

SHOWN = 200


def mistakes_page(invalid: InvalidScheduleError) -> dict[str, Any]:
    return _cut(invalid.mistakes)


def plan_page(plan: Plan, choices: Choices) -> dict[str, Any]:
    """The first rows of everything, and how many more there are."""
    asked = {one.where for one in plan.open_speakers}
    rest = [mistake for mistake in plan.findings.mistakes if mistake.where not in asked]
    asking = [one for one in plan.speakers.values() if one.is_open or one.key in choices.speakers]
    return {
        "plan": plan,
        "seal": plan.seal,
        "title": plan.schedule.conference.title,
        "counts": plan.counts,
        "questions": [
            {"one": one, "chosen": choices.speakers.get(one.key, "")} for one in asking if one.candidates
        ],
        "ready": not plan.findings.mistakes,
        "remarks": plan.findings.remarks[:SHOWN],
        "more_remarks": max(len(plan.findings.remarks) - SHOWN, 0),
        "taken": _taken(plan),
        "rows": [_row(one, plan) for one in plan.items[:SHOWN]],
        "more_rows": max(len(plan.items) - SHOWN, 0),
        "vanished": [
            {"item": item, "droppable": item.state == ItemState.PLANNED, "chosen": item in plan.dropping}
            for item in plan.vanished
        ],
        **_cut(in_order(rest)),
    }


def _cut(mistakes: list[Mistake]) -> dict[str, Any]:
    return {"mistakes": mistakes[:SHOWN], "more_mistakes": max(len(mistakes) - SHOWN, 0)}


def _taken(plan: Plan) -> list[dict[str, Any]]:
    """What the event itself takes from the file."""
    before = Event() if plan.is_new else plan.event
    return [
        {"label": _label(Event, name), "old": _worded(getattr(before, name)), "new": _worded(value)}
        for name, value in plan.taken.items()
    ]


def _worded(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return date_in_words(value)
    return time_in_words(value) if isinstance(value, dt.time) else value


def _row(one: PlannedItem, plan: Plan) -> dict[str, Any]:
    zone = plan.taken.get("zone") or plan.event.zone
    return {
        "talk": one.talk,
        "starts": in_zone(one.talk.starts, zone),
        "ends": in_zone(one.talk.ends, zone) if one.talk.duration else None,
        "is_new": one.is_new,
        "changed": ", ".join(dict.fromkeys(_label(AgendaItem, name) for name in one.changed)),
        "persons": [plan.speakers[speaker.key] for speaker in one.talk.persons],
    }


def _label(model: Any, name: str) -> str:
    """The name of a field; the languages of a text are one field."""
    if name == "persons":
        return _("Speakers").lower()
    field = model._meta.get_field(name)
    original = getattr(field, "translated_field", None)
    return str(original.verbose_name if original is not None else field.verbose_name)
