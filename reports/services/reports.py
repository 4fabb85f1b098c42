"""Asking for a report, and taking back a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain, count

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from events.models import Event
from people.models import User
from people.services import records
from people.services.journal import Actor
from reports.models import Report, ReportFile, ReportFormat, ReportKind
from reports.services.builds import wake_builders
from reports.services.versions import held
from reports.states import ReportState


@transaction.atomic
def request_report(
    *,
    event: Event,
    language: str,
    by: Actor,
    at: dt.datetime,
    kind: str = ReportKind.POST_EVENT,
    formats: Sequence[str] = tuple(ReportFormat.values),
    not_stated: str = "omit",
) -> Report:
    """The first version of a report of the event, with one build per format in the queue.

    Raises Invalid when no format is asked for.
    """
    if not formats:
        raise Invalid(_("Choose at least one format."), field="formats")
    # Held, so that two requests at once get lines of different names.
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    report = Report(
        office_id=event.office_id,
        event=event,
        kind=kind,
        language=language,
        not_stated=not_stated,
        line=_free_line(f"{event.slug}-{kind}-{language}"),
        written_by=by if isinstance(by, User) else None,
    )
    records.create(report, by=by, at=at, verb="requested")
    ReportFile.objects.bulk_create(
        ReportFile(office_id=event.office_id, report=report, format=f) for f in dict.fromkeys(formats)
    )
    wake_builders()
    return report


@transaction.atomic
def discard(report: Report, *, by: Actor, at: dt.datetime, expected: int | None = None) -> None:
    """Delete a draft that nobody was asked to review. Raises Conflict, Stale."""
    row = held(report, expected=expected)
    if row.state != ReportState.DRAFT or row.submitted_at is not None:
        raise Conflict(_("Only a draft that was never submitted can be discarded."))
    records.delete(row, by=by, at=at, verb="discarded")


def _free_line(stem: str) -> str:
    taken = set(Report.objects.filter(line__startswith=stem).values_list("line", flat=True))
    return next(
        name for name in chain([stem], (f"{stem}-{number}" for number in count(2))) if name not in taken
    )
