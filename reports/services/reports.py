"""Asking for a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Invalid
from events.models import Event
from people.services import records
from people.services.journal import Actor
from reports.models import Report, ReportFile, ReportFormat, ReportKind
from reports.services.builds import wake_builders


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
    """A report of the event as it is recorded now, with one build per format in the queue.

    Raises Invalid when no format is asked for.
    """
    if not formats:
        raise Invalid(_("Choose at least one format."), field="formats")
    user = by if not isinstance(by, str) else None
    report = Report(
        office_id=event.office_id,
        event=event,
        kind=kind,
        language=language,
        not_stated=not_stated,
        requested_by=user,
    )
    records.create(report, by=by, at=at, verb="requested")
    ReportFile.objects.bulk_create(
        ReportFile(office_id=event.office_id, report=report, format=f) for f in dict.fromkeys(formats)
    )
    wake_builders()
    return report
