"""The run of show of a ceremony, and what it brought about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.ceremonies import OUTCOMES, Ceremony
from agreements.models import ActorPart, Outcome, OutcomeKind, ShowStep
from agreements.services.outcomes import Involved, record_outcome
from agreements.show_proposal import propose
from base.errors import Conflict, Invalid
from base.languages import CODES, column, speaking, texts
from base.positions import next_position
from events.models import AgendaItem, ParticipationRole
from people.services import journal, record_sets, records
from people.services.journal import Actor

FIRST, LAST = -24 * 60, 24 * 60
"""Minutes between which a run of show lies."""
DOERS = {
    OutcomeKind.UNVEILING: (ParticipationRole.UNVEILER,),
    OutcomeKind.LAUNCH: (ParticipationRole.CHAIR, ParticipationRole.REPRESENTATIVE),
}


@transaction.atomic
def add_step(*, item: AgendaItem, minute: int, by: Actor, at: dt.datetime, **values: Any) -> ShowStep:
    """`values`: what_en …, who. It comes after those of the same minute. Raises Invalid."""
    step = ShowStep(office_id=item.office_id, item=item, minute=minute, position=_next(item, minute), **values)  # fmt: skip
    check_step(step)
    return records.create(step, by=by, at=at)


@transaction.atomic
def amend_step(
    step: ShowStep, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of what changed. Raises Invalid, Stale."""
    if "minute" in changes and changes["minute"] != step.minute:
        changes = {**changes, "position": _next(step.item, changes["minute"])}
    for name, value in changes.items():
        setattr(step, name, value)
    check_step(step)
    return records.amend(step, changes, by=by, at=at, expected=expected)


@transaction.atomic
def shift_step(step: ShowStep, by_places: int, *, by: Actor, at: dt.datetime) -> None:
    """Earlier (-1) or later (1): the lines change places, and the minutes stay in their order."""
    _lock(step.item_id)
    rows = list(ShowStep.objects.filter(item=step.item_id))
    here = next(place for place, row in enumerate(rows) if row.pk == step.pk)
    there = here + by_places
    if not 0 <= there < len(rows):
        return
    minutes = [row.minute for row in rows]
    rows.insert(there, rows.pop(here))
    for position, (row, minute) in enumerate(zip(rows, minutes, strict=True)):
        row.minute, row.position = minute, position
    ShowStep.objects.bulk_update(rows, ["minute", "position"])
    records.touch(step, at=at)
    journal.record(step, "changed", by=by, at=at, fields=["position"])


def remove_step(step: ShowStep, *, by: Actor, at: dt.datetime) -> None:
    records.delete(step, by=by, at=at)


@transaction.atomic
def propose_show(ceremony: Ceremony, *, by: Actor, at: dt.datetime) -> list[ShowStep]:
    """The usual lines from what is recorded. Raises Conflict where a run of show stands already: it is not overwritten."""
    item = ceremony.item
    _lock(item.pk)
    if ShowStep.objects.filter(item=item).exists():
        raise Conflict(_("There is a run of show already: change its lines, or delete them first."))
    rows = [
        ShowStep(office_id=item.office_id, item=item, position=position, **line.values)
        for position, line in enumerate(propose(ceremony))
    ]
    return record_sets.create_many(rows, by=by, at=at)


@transaction.atomic
def clear_show(item: AgendaItem, *, by: Actor, at: dt.datetime) -> None:
    """Delete all lines, to begin anew."""
    rows = list(ShowStep.objects.select_for_update(of=("self",)).filter(item=item))
    journal.write(journal.entry(row, "deleted", by=by, at=at) for row in rows)
    ShowStep.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic
def record_act(ceremony: Ceremony, *, by: Actor, at: dt.datetime) -> Outcome:
    """It was unveiled, or launched: the outcome, in the words of the programme, by those named there, of the item's host.

    Done twice it is one. Raises Conflict for an item of another kind, Invalid where the item has no title.
    """
    item = ceremony.item
    kind = OUTCOMES.get(item.kind)
    if kind not in DOERS:
        raise Conflict(_("An unveiling or a launch is recorded here."))
    _lock(item.pk)
    known = Outcome.objects.filter(item=item, kind=kind).first()
    if known is not None:
        return known
    if not texts(item, "title"):
        raise Invalid(_("Give the agenda item a title, or write the outcome down yourself."))
    doers: list[Involved] = [one.person or one.group for one in ceremony.with_role(*DOERS[kind])]  # type: ignore[misc]
    host: list[Involved] = [(item.host, ActorPart.SUBJECT)] if item.host else []
    words: dict[str, Any] = {column("text", code): text for code, text in texts(item, "title").items()}
    return record_outcome(
        event=item.event, kind=kind, item=item, actors=[*doers, *host], by=by, at=at, **words
    )


def appointees(ceremony: Ceremony) -> list[Any]:
    """Those named as appointees of the item whose appointment is not recorded yet."""
    done = {
        one.appointment.person_id for one in ceremony.outcomes if one.kind == OutcomeKind.APPOINTMENT
        and hasattr(one, "appointment")
    }  # fmt: skip
    named = [one.person for one in ceremony.with_role(ParticipationRole.APPOINTEE) if one.person]
    return [person for person in named if person.pk not in done]


@transaction.atomic
def record_appointment(
    item: AgendaItem, appointment: Mapping[str, Any], *, by: Actor, at: dt.datetime
) -> Outcome:
    """Who was appointed, as an outcome of the item in the words of the programme. Done twice for the same post it is one.

    `appointment` as `set_appointment` takes it. Raises Invalid without a person.
    """
    person = appointment.get("person")
    if person is None:
        raise Invalid(_("Name the person appointed."), field="person")
    _lock(item.pk)
    same = Outcome.objects.filter(item=item, appointment__person=person)
    for known in same.select_related("appointment"):
        if all(getattr(known.appointment, name) == value for name, value in appointment.items()):
            return known
    words: dict[str, Any] = {column("text", code): text for code, text in texts(item, "title").items()}
    if not words:
        words = {column("text", code): _appointment_of(person, code) for code in CODES}
    return record_outcome(
        event=item.event, kind=OutcomeKind.APPOINTMENT, item=item, actors=[(person, ActorPart.SUBJECT)],
        appointment=appointment, by=by, at=at, **words,
    )  # fmt: skip


def check_step(step: ShowStep) -> None:
    """Raises Invalid."""
    errors: dict[str, list[str]] = {}
    if not texts(step, "what"):
        errors["what_en"] = [_("Say what happens, in at least one language.")]
    if not FIRST <= step.minute <= LAST:
        errors["minute"] = [_("A run of show lies within a day before and after the beginning.")]
    if errors:
        raise Invalid(errors=errors)


def _appointment_of(person: Any, code: str) -> str:
    with speaking(code):
        return _("Appointment of %(person)s") % {"person": person.styled_name}


def _next(item: AgendaItem, minute: int) -> int:
    return next_position(ShowStep.objects.filter(item=item, minute=minute))


def _lock(item_id: int) -> None:
    """One at a time for each ceremony, so that a second tap finds what the first one wrote."""
    AgendaItem.objects.select_for_update(of=("self",)).get(pk=item_id)
