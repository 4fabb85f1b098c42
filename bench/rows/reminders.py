"""Row l: reminders of an event with 100,000 participants, planned by set and drained to a mail server on this machine."""

from __future__ import annotations

import datetime as dt
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from bench.client import Refused, counted
from bench.data import SEMINAR
from bench.environment import ROOT
from bench.results import Result
from events.models import Event, EventReminder, Registration
from events.services import reminders
from events.services.planning import plan_due
from people.models import Notice
from people.services import outbox
from people.services.drain import drain
from people.tasks import PORTION

if TYPE_CHECKING:
    from bench.run import Bench

PLANNED, MOST_SECONDS, LEAST_RATE = 100_000, 10.0, 400
LETTERS = 20_000
COPIED = """
WITH made AS (
    INSERT INTO people_person ({person_columns})
    SELECT {person_values} FROM people_person AS p, generate_series(1, %(count)s) AS n WHERE p.id = %(person)s
    RETURNING id
)
INSERT INTO events_registration ({columns})
SELECT {values} FROM events_registration AS r, (SELECT id, row_number() OVER () AS n FROM made) AS made WHERE r.id = %(registration)s
"""


def row(bench: Bench) -> None:
    event = _event_with(PLANNED)
    rule = EventReminder.objects.filter(event=event, days__lt=0).order_by("due_at").first()
    if rule is None or rule.due_at is None:
        raise Refused("the event of the reminders has no rule")
    at = rule.due_at + dt.timedelta(minutes=1)
    begun = time.perf_counter()
    sql = counted(lambda: plan_due(at=at))
    taken = time.perf_counter() - begun
    found = Notice.objects.filter(rule=str(rule.uid)).count()
    if found != PLANNED:
        raise Refused(f"{found:,} of {PLANNED:,} reminders were planned")
    goal = f"≤ {MOST_SECONDS:g} s"
    bench.tell(
        Result("l", f"{PLANNED:,} reminders planned", taken, "s", goal, None, sql, taken <= MOST_SECONDS)
    )
    goal = f"≥ {LEAST_RATE} letters/s"
    with _mail_server():
        drain(at=at, limit=PORTION)  # warm, as a worker is
        floor = _bare_rate(bench.plan.seconds)
        for what in ("reminders", "letters, each marked by itself,"):
            if what != "reminders":
                _put_letters(event, at)
            rate = _drained_rate(at, bench.plan.seconds * bench.plan.runs)
            bench.tell(
                Result(
                    "l",
                    f"{what} drained by one drainer",
                    rate,
                    "letters/s",
                    goal,
                    floor,
                    None,
                    rate >= LEAST_RATE,
                )
            )


def _event_with(count: int) -> Event:
    """A copy of the seminar with so many confirmed participants, who are copies too."""
    event = Event.objects.get(slug=SEMINAR)
    event.pk, event.slug = None, "bench-reminders"
    event.capacity, event.seats_taken, event.last_seq = None, count, count
    event.uid = Event._meta.get_field("uid").get_default()
    event.save(force_insert=True)
    reminders.add_defaults(event, by="system", at=event.created_at)
    like = Registration.objects.filter(event__slug=SEMINAR, state="confirmed")[0]
    person = {
        "uid": "gen_random_uuid()",
        "email": "'reminded' || n || '@bench.example'",
        "family_name": "n::text",
    }
    registration = {
        "uid": "gen_random_uuid()", "event_id": "%(event)s", "person_id": "made.id", "seq": "made.n",
        "email": "'reminded' || made.n || '@bench.example'",
    }  # fmt: skip
    person_columns, person_values = _columns("people_person", "p", person)
    columns, values = _columns("events_registration", "r", registration)
    statement = COPIED.format(
        person_columns=person_columns, person_values=person_values, columns=columns, values=values
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"count": count, "person": like.person_id, "registration": like.pk, "event": event.pk}
        )
        cursor.execute("ANALYZE people_person, events_registration")
    return event


def _put_letters(event: Event, at: dt.datetime) -> None:
    """The letters that confirm a seat; they leave before all reminders."""
    found = Registration.objects.filter(event=event).values_list("pk", "email")
    outbox.enqueue(
        outbox.Letter(
            office_id=event.office_id,
            recipient=f"registration:{pk}",
            address=email,
            kind="registration.confirmed",
            occurrence="bench",
            data={"registration": pk},
            due_at=at,
        )
        for pk, email in found[:LETTERS]
    )


def _columns(table: str, alias: str, instead: dict[str, str]) -> tuple[str, str]:
    """Names of a table's columns, and for each its value in a copy."""
    with connection.cursor() as cursor:
        names = [
            column.name
            for column in connection.introspection.get_table_description(cursor, table)
            if column.name != "id"
        ]
    return ", ".join(f'"{name}"' for name in names), ", ".join(
        instead.get(name, f'{alias}."{name}"') for name in names
    )


def _drained_rate(at: dt.datetime, seconds: float) -> float:
    begun, sent = time.perf_counter(), 0
    while (taken := time.perf_counter() - begun) < seconds:
        tally = drain(at=at, limit=PORTION)
        if tally.sent != PORTION:
            raise Refused(f"a portion of {PORTION} letters ended as {tally}")
        sent += tally.sent
    return sent / taken


def _bare_rate(seconds: float) -> float:
    """Ready letters, one after the other over one connection."""
    begun, sent = time.perf_counter(), 0
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as line:
        while (taken := time.perf_counter() - begun) < seconds:
            letter = EmailMessage()
            letter["From"], letter["To"], letter["Subject"] = (
                "desk@bench.example",
                f"reminded{sent}@bench.example",
                "Reminder",
            )
            letter.set_content("The event begins in a week.\n" * 20)
            line.send_message(letter)
            sent += 1
    return sent / taken


@contextmanager
def _mail_server() -> Iterator[None]:
    command = [sys.executable, "-m", "bench.mail_server", str(settings.EMAIL_PORT)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert server.stdout is not None
        server.stdout.readline()  # it listens
        yield
    finally:
        server.terminate()
        server.wait()
