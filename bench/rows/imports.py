"""Row i: a list of 10,000 participants checked against a directory of as many, and written."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from base.sheets import workbook
from bench.client import counted
from bench.data import ORGANIZER
from bench.data.making import COUNTRIES
from bench.results import Result
from events.models import Event
from events.services.importing import import_participants, plan_participants, read_table
from events.services.importing_fields import FIELDS
from people.models import Office, Person
from people.services import directory, record_sets

if TYPE_CHECKING:
    from bench.run import Bench

ROWS, FEW = 10_000, 10
MOST_SECONDS, MOST_MORE_SQL = 4.0, 0
HEADINGS = (
    "Given name",
    "Family name",
    "Name in its own script",
    "E-mail",
    "Country",
    "Organization",
    "Post",
    "Role",
)
EVENT = "bench-import"
SURNAMES, CHARACTERS = "王李张刘陈杨黄赵周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


def row(bench: Bench) -> None:
    """Half the rows are in the directory already, under the same names; all run in a transaction that is taken back."""
    with transaction.atomic():
        count = FEW * 10 if bench.plan.short else ROWS
        work = _Import(count)
        small = _Import(FEW, work.event)
        few, many = counted(small.check), counted(work.check)
        figure = _seconds(work.check, bench.plan.runs)
        what = f"{count:,} participants from a sheet, read and checked for duplicates against {work.known:,}"
        goal = f"≤ {MOST_SECONDS:g} s, sql as for {FEW} rows ({few})"
        bench.tell(
            Result(
                "i",
                what,
                figure,
                "s",
                goal,
                None,
                many,
                figure <= MOST_SECONDS and many - few <= MOST_MORE_SQL,
            )
        )
        few, many = counted(small.write), counted(work.write)
        figure = _seconds(work.write, bench.plan.runs)
        goal = f"sql as for {FEW} rows ({few})"
        bench.tell(
            Result(
                "i",
                "the same, read, checked and written",
                figure,
                "s",
                goal,
                None,
                many,
                many - few <= MOST_MORE_SQL,
            )
        )
        transaction.set_rollback(True)


class _Import:
    def __init__(self, count: int, event: Event | None = None) -> None:
        office = Office.objects.filter(roles__user__email=ORGANIZER).first() or Office.objects.earliest("pk")
        self.event = event or _event(office)
        rows = [_row(number) for number in range(count)]
        if event is None:
            _introduce(office, rows[::2])
        self.known = Person.objects.filter(office=office).count()
        self.content = workbook(HEADINGS, rows)

    def check(self) -> Any:
        return plan_participants(read_table(self.content, FIELDS), event=self.event, language="en")

    def write(self) -> None:
        """Into the event as it is; nothing stays."""
        with transaction.atomic():
            event = Event.objects.select_related("office").get(pk=self.event.pk)
            import_participants(self.content, event=event, language="en", by="command", at=timezone.now())
            transaction.set_rollback(True)


def _event(office: Office) -> Event:
    event: Event = Event(
        office=office, slug=EVENT, kind="seminar", title_en="Import", zone=office.zone, state="published"
    )
    event.save(force_insert=True)
    return event


def _introduce(office: Office, rows: list[tuple[str, ...]]) -> None:
    """Under the same names and addresses as in the sheet."""
    people = [
        record_sets.unsaved(
            Person,
            office=office,
            given_name=given,
            family_name=family,
            native_name=native,
            email=email,
            country=country,
        )
        for given, family, native, email, country, *_rest in rows
    ]
    for person in people:
        directory.index_person(person)
    record_sets.create_many(people, by="command", at=timezone.now())


def _row(number: int) -> tuple[str, ...]:
    """Every third person has a Chinese name."""
    native = ""
    if number % 3 == 0:
        native = SURNAMES[number % 10] + CHARACTERS[number // 10 % 20] + CHARACTERS[number // 200 % 20]
    return (
        f"Given{number}", f"Family{number}", native, f"listed{number}@bench.example", COUNTRIES[number % len(COUNTRIES)],
        f"Laboratory {number % 200}", "Director", "participant",
    )  # fmt: skip


def _seconds(work: Any, runs: int) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)
