"""Participants from a file: planned, shown, and written all or nothing by sets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.collecting import uncollected
from base.errors import Invalid
from base.languages import CODES
from base.recognising import recognised
from base.tables import Field, Layout, Table, check
from base.tabular import read_cells
from events.models import Event, Registration
from events.services import registration_sets, seats
from events.services.importing_fields import FIELDS, REQUIRED
from events.services.shares import shares_of
from events.states import RegistrationState
from people.models import Office
from people.services import roster_sets
from people.services.journal import Actor
from people.services.record_sets import unsaved
from people.services.roster import Choices, Line, Passports, Roster, plan_roster

ENTERED = RegistrationState.CONFIRMED
FILLED = ("email", "country")
"""What a standing registration takes from the file where nothing is stated."""


@dataclass(slots=True)
class Intake:
    """What a file would change at an event; `standing` are the registrations that stand, by person."""

    event: Event
    roster: Roster
    standing: dict[int, Registration]
    entering: list[Line] = field(default_factory=list)
    amended: list[tuple[Registration, dict[str, Any]]] = field(default_factory=list)

    def registration_of(self, line: Line) -> Registration | None:
        """None for somebody who is not registered yet."""
        return self.standing.get(line.known.pk) if line.known else None


def read_table(content: bytes, fields: Sequence[Field], layout: Layout | None = None) -> Table:
    """The rows of an XLSX or CSV file with their errors. Raises Invalid when it cannot be read or names nobody."""
    cells = read_cells(content)
    return check(cells, fields, required=REQUIRED, layout=layout or recognised(cells, fields).layout())


def plan_participants(
    table: Table,
    *,
    event: Event,
    language: str,
    choices: Choices | None = None,
    passports: Passports | None = None,
) -> Intake:
    """Compare with the directory and the event, in a fixed number of queries; nothing is written."""
    rows = Registration.objects.active().filter(event=event, person__isnull=False)
    standing = {row.person_id: row for row in rows}
    for row in rows:
        row.event = event
    roster = plan_roster(
        table, office=event.office, language=language, choices=choices or {}, passports=passports,
        expected={pk: [row.email] for pk, row in standing.items()},
    )  # fmt: skip
    intake = Intake(event, roster, standing)
    for line in roster.lines:
        if line.counts:
            _place(intake, line)
    roster.refusals += _too_few(intake)
    return intake


@uncollected()
@transaction.atomic
def import_participants(
    content: bytes,
    *,
    event: Event,
    language: str,
    by: Actor,
    at: dt.datetime,
    layout: Layout | None = None,
    choices: Choices | None = None,
) -> Intake:
    """Bring directory and event up to what the file states; loading it again changes nothing. Returns what was done.

    Everybody new is confirmed, and nothing is sent. The number of statements does not depend on the rows. Raises Invalid
    for a file that cannot be read or has errors, Conflict when seats do not suffice or rows are undecided; SetRefused.
    """
    lock(event, language)
    table = read_table(content, FIELDS, layout)
    intake = plan_participants(table, event=event, language=language, choices=choices)
    roster_sets.demand_ready(intake.roster)
    write_intake(intake, by=by, at=at)
    return intake


def lock(event: Event, language: str) -> None:
    """Two loads of one office follow one another, so that the second finds what the first has written. Raises Invalid."""
    if language not in CODES:
        raise Invalid(_("Choose the language of the texts."), field="language")
    Office.objects.select_for_update(of=("self",)).get(pk=event.office_id)
    seats.lock(event)


def write_intake(intake: Intake, *, by: Actor, at: dt.datetime) -> list[Registration]:
    """The new registrations, in the order of the rows. Raises SetRefused."""
    roster_sets.write_people(intake.roster, by=by, at=at)
    entered = [(_registration(intake.event, line), line.posts) for line in intake.entering]
    made = registration_sets.record_registrations(entered, by=by, at=at, within_quotas=True)
    for line, registration in zip(intake.entering, made, strict=True):
        intake.standing[line.meant.pk] = registration
    registration_sets.amend_registrations(intake.amended, by=by, at=at)
    return made


def _too_few(intake: Intake) -> list[str]:
    """Why the seats of the event, or those of countries, do not suffice."""
    event = intake.event
    needed = Counter(
        str(_country(line)) for line in intake.entering for _seat in range(seats.needed(event, manner=""))
    )
    if not needed:
        return []
    short = [] if seats.fits(event, needed.total()) else [seats.too_few(event, needed.total())]
    shares = shares_of(event)
    return [
        *short,
        *(shares.too_few(code, count) for code, count in needed.items() if not shares.fit(code, count)),
    ]


def _country(line: Line) -> Any:
    """As the registration will state it."""
    return line.values.get("country") or line.meant.country


def _place(intake: Intake, line: Line) -> None:
    registration = intake.registration_of(line)
    if registration is None:
        intake.entering.append(line)
        line.alter(_("registered for the event"))
        return
    changes = _changes(registration, line.values)
    if changes:
        intake.amended.append((registration, changes))
        line.alter(_("registration changed"))


def _changes(registration: Registration, values: Mapping[str, Any]) -> dict[str, Any]:
    filled = {name: values[name] for name in FILLED if values.get(name) and not getattr(registration, name)}
    role, note = values.get("role"), values.get("note")
    if role and role != registration.role:
        filled["role"] = role
    if note and not registration.note:
        filled["note"] = note
    return filled


def _registration(event: Event, line: Line) -> Registration:
    stated = {
        name: line.values[name] for name in ("role", "note", "country", "email") if line.values.get(name)
    }
    registration: Registration = unsaved(
        Registration, office=event.office, event=event, person=line.meant, state=ENTERED, **stated
    )
    return registration
