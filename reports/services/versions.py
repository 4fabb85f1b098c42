"""What every verb on a version of a report begins and ends with: its row is held, it moves, its files follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Conflict, Stale
from people.services.journal import Actor
from people.services.moves import move
from reports.models import Report, ReportFile
from reports.services.builds import AFRESH, wake_builders
from reports.states import BuildState, ReportState


def held(report: Report, *, expected: int | None = None) -> Report:
    """The row as it is now, locked until the transaction ends. Raises Stale when it is gone or has another version."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("event__series", "event__office")
    row = rows.filter(pk=report.pk).first()
    if row is None:
        raise Stale(_("Somebody deleted this in the meantime."))
    if expected is not None and row.version != expected:
        raise Stale
    return row


def held_line(report: Report) -> list[Report]:
    """All versions of its line, oldest first, locked until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).without_dossiers()
    return list(rows.filter(line=report.line).order_by("pk"))


def turn(
    report: Report,
    to: str,
    *,
    by: Actor,
    at: dt.datetime,
    stamp: Mapping[str, Any] | None = None,
    note: str = "",
) -> None:
    """Move a version that is held, and build its files anew, for they say where it stands.

    Raises Conflict when the move is not legal, also when somebody else made it first.
    """
    if report.state == to:
        raise Conflict(_("This report is already %(state)s.") % {"state": ReportState(to).label})
    move([report], to=to, by=by, at=at, stamp=stamp, note=note)
    build_anew(report, by=by, at=at)


def build_anew(report: Report, *, by: Actor, at: dt.datetime) -> None:
    """Put its files into the queue; what a worker builds of the former state is dropped."""
    files = ReportFile.objects.filter(report=report).exclude(state=BuildState.QUEUED)
    move(list(files), to=BuildState.QUEUED, by=by, at=at, stamp=AFRESH | {"token": None, "lease_until": None})
    wake_builders()
