"""The dossier of a report: collected from the present data, kept in the report with the way to each record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pydantic import ValidationError

from base.errors import Conflict
from events.models import Event
from reports.dossier.atoms import json_path
from reports.dossier.collect import collect_with_paths
from reports.dossier.schema import Dossier
from reports.models import Report

RecordMap = dict[str, list[str]]
"""JSON path of a record in the dossier → its noun and its uid or slug."""


@dataclass(frozen=True, slots=True)
class Gathered:
    dossier: Dossier
    records: RecordMap


def gather(event: Event) -> Gathered:
    """The event as it is recorded now. Raises Conflict when what is recorded makes no valid dossier."""
    try:
        dossier, records = collect_with_paths(event)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise Conflict(
            _("What is recorded makes no valid dossier: %(place)s: %(problem)s.")
            % {"place": json_path(*first["loc"]), "problem": first["msg"]}
        ) from exc
    return Gathered(dossier, {path: [str(part) for part in record] for path, record in records.items()})


def keep(report: Report, gathered: Gathered, *, at: dt.datetime) -> None:
    """Write the dossier into a report whose row the caller holds; the version stays, it is the caller's to raise."""
    report.dossier = gathered.dossier.model_dump(mode="json")
    report.record_map = gathered.records
    report.collected_at = at
    Report.objects.filter(pk=report.pk).update(
        dossier=report.dossier, record_map=report.record_map, collected_at=at
    )


def gathered_in(report: Report) -> Gathered:
    """What a report holds. Raises Conflict while it holds nothing yet."""
    if report.dossier is None:
        raise Conflict(_("This report is not collected yet: its files are being built."))
    return Gathered(Dossier.model_validate(report.dossier), report.record_map)
