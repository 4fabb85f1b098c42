"""Dossier → database through the rooms' verbs: once or again, whole or not at all.

Each noun is read, paired with what the dossier states and written as one set, so that the number of queries does not grow with
the number of participants or items. A refusal is written down with its place and loading goes on, so that all mistakes
come at once; then everything is taken back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from base.collecting import uncollected
from events.models import Event
from people.models import Office
from people.services.journal import Actor
from reports.dossier.check import InvalidDossierError
from reports.dossier.load_agenda import Agenda
from reports.dossier.load_agreements import Agreements
from reports.dossier.load_delegations import Delegations
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events
from reports.dossier.load_exhibits import Exhibits
from reports.dossier.load_participants import Participants
from reports.dossier.load_posts import Posts
from reports.dossier.load_results import Results
from reports.dossier.load_sources import Sources
from reports.dossier.loading import Change, Loading, foreign_texts
from reports.dossier.schema import Dossier

__all__ = ["Change", "Loaded", "load", "preview"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The event, how many records of each noun were created and changed, and what exactly."""

    event: Event
    created: dict[str, int]
    changed: dict[str, int]
    changes: list[Change] = field(default_factory=list)


@transaction.atomic
def preview(dossier: Dossier, *, office: Office, by: Actor, at: dt.datetime) -> Loaded:
    """What loading would create and change; nothing is written. Raises InvalidDossierError like `load`."""
    savepoint = transaction.savepoint()
    try:
        return load(dossier, office=office, by=by, at=at)
    finally:
        transaction.savepoint_rollback(savepoint)


@uncollected()
@transaction.atomic
def load(dossier: Dossier, *, office: Office, by: Actor, at: dt.datetime) -> Loaded:
    """Create the event, or bring the one of this slug up to what the dossier states; what it omits stays.

    Loading the same dossier again changes nothing. Raises InvalidDossierError with everything that cannot be loaded; then
    nothing is written.
    """
    # Two loads into one office follow one another, so that the second finds what the first has written.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    loading = Loading(office=office, by=by, at=at)
    loading.errors += foreign_texts(dossier)
    event = _load_all(dossier, loading)
    if loading.errors:
        raise InvalidDossierError(loading.errors)
    return Loaded(event, loading.counted("created"), loading.counted("changed"), loading.changes)


def _load_all(dossier: Dossier, loading: Loading) -> Event:
    """In this order: each noun after those that it refers to."""
    directory = Directory(dossier, loading)
    directory.load()
    posts = Posts(dossier, loading, directory)
    posts.load()
    events = Events(dossier, loading, directory)
    events.load()
    participants = Participants(dossier, loading, directory, posts, events)
    participants.load()
    agenda = Agenda(dossier, loading, directory, events, participants)
    agenda.load()
    Exhibits(dossier, loading, directory, events, agenda).load()
    Delegations(dossier, loading, directory, events, participants, agenda).load()
    results = Results(dossier, loading, directory, events, participants, agenda)
    results.load_outcomes()
    agreements = Agreements(dossier, loading, directory, posts, events, agenda)
    agreements.load()
    results.load_follow_ups(agreements.agreements)
    sources = Sources(dossier, loading, directory, events, agenda)
    sources.load()
    results.load_indicators(sources.sources)
    return events.event
