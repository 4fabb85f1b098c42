"""The seeded data: always the same rows, made by set-based inserts, with nobody real in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from bench.data.directory import Directory
from bench.data.events import index_of_events, large_event, open_event, seminar
from bench.data.programme import fill_programme
from bench.data.results import fill_results

ORGANIZER = "organizer@bench.example"
SEMINAR = "bench-seminar"
"""500 participants, 200 agenda items, 20 agreements, outcomes and follow-ups."""
LARGE = "bench-large"
"""10,000 registrations."""
OPEN = "bench-open"
"""Takes the registrations that the bench sends."""


@dataclass(frozen=True, slots=True)
class Size:
    participants: int = 500
    items: int = 200
    agreements: int = 20
    registrations: int = 10_000
    events: int = 1_000


WHOLE = Size()
SHORT = Size(participants=60, items=40, agreements=5, registrations=200, events=60)
"""Enough for a test of the bench itself."""


@transaction.atomic
def build(size: Size = WHOLE) -> None:
    directory = Directory(organizer=ORGANIZER)
    event = seminar(directory, SEMINAR, participants=size.participants)
    items = fill_programme(event, directory, items=size.items)
    fill_results(event, items, directory, agreements=size.agreements)
    large_event(directory, LARGE, registrations=size.registrations)
    open_event(directory, OPEN)
    index_of_events(directory, events=size.events)
