"""What happened to a follow-up, newest first: notes with evidence, extensions, and its way through the states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from agreements.models import Evidence, Extension, FollowUp, ProgressNote
from agreements.services.follow_ups import RESPONSIBLE
from agreements.states import FollowUpState
from base.records import key
from people.models import Entry

MOVED = "moved to "
MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """`kind`: note, extension or move; `who` is a name, or empty where it is not known."""

    at: dt.datetime
    kind: str
    who: str
    text: str = ""
    state: str = ""
    label: Any = ""
    extension: Extension | None = None
    evidence: list[Evidence] = field(default_factory=list)


def steps_of(follow_up: FollowUp) -> list[Step]:
    """Four queries, however much happened."""
    notes = follow_up.notes.select_related("noted_by", "noted_by_person").prefetch_related(
        Prefetch("evidence", queryset=Evidence.objects.all())
    )
    asked = follow_up.extensions.select_related("asked_by", "asked_by_person")
    moved = Entry.objects.of(follow_up.office).filter(
        subject=key("followup", follow_up.pk), verb__startswith=MOVED
    )
    found = [
        *_of_notes(notes[:MOST]),
        *_of_extensions(asked[:MOST]),
        *_of_moves(moved.select_related("by")[:MOST], follow_up),
    ]
    return sorted(found, key=lambda step: step.at, reverse=True)


def _of_notes(notes: Iterable[ProgressNote]) -> list[Step]:
    return [
        Step(
            note.noted_at,
            "note",
            str(note.noted_by or note.noted_by_person or ""),
            text=note.text,
            evidence=list(note.evidence.all()),
        )
        for note in notes
    ]


def _of_extensions(extensions: Iterable[Extension]) -> list[Step]:
    return [
        Step(
            one.asked_at,
            "extension",
            str(one.asked_by or one.asked_by_person or ""),
            text=one.reason,
            state=one.state,
            label=one.get_state_display(),
            extension=one,
        )
        for one in extensions
    ]


def _of_moves(entries: Iterable[Entry], follow_up: FollowUp) -> list[Step]:
    labels = dict(FollowUpState.choices)
    steps = []
    for entry in entries:
        to = entry.verb.removeprefix(MOVED)
        by_link = str(follow_up.responsible or "") if entry.actor == RESPONSIBLE else ""
        who = str(entry.by) if entry.by else by_link
        steps.append(Step(entry.at, "move", who, text=entry.note, state=to, label=labels.get(to, to)))
    return steps
