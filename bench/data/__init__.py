"""The seeded data: always the same rows, made by set-based inserts, with nobody real in them."""

from __future__ import annotations

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


@transaction.atomic
def build() -> None:
    directory = Directory(organizer=ORGANIZER)
    event = seminar(directory, SEMINAR, participants=500)
    items = fill_programme(event, directory, items=200)
    fill_results(event, items, directory, agreements=20)
    large_event(directory, LARGE, registrations=10_000)
    open_event(directory, OPEN)
    index_of_events(directory, events=1000)
