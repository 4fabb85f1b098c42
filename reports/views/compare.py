"""Two versions of what is told of an event side by side; or one and what is recorded now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from base.wording import moment_in_words
from people.doors import StaffRequest, opened, staff
from reports.dossier.compare import Action, Difference
from reports.dossier.difference_words import Told, action_label, tell
from reports.forms import CompareForm
from reports.models import Report
from reports.services.comparing import changed_since, differences_between

SHOWN = 12
MOST = 2000
TONES = {Action.ADDED: "good", Action.REMOVED: "bad", Action.CHANGED: "busy", Action.REORDERED: "neutral"}


@dataclass(frozen=True, slots=True)
class Row:
    action: str
    label: str
    tone: str
    told: Told


@staff()
def compare(request: StaffRequest, uid: UUID) -> HttpResponse:
    report = opened(Report.objects.select_related("event__series", "event__office"), request, uid=uid)
    others = Report.objects.visible_to(request.user).filter(event=report.event_id, dossier__isnull=False)
    found = {str(one.uid): one for one in others.exclude(pk=report.pk).without_dossiers()}
    choices = [(CompareForm.PRESENT, _("what is recorded now")), *((key, name_of(one)) for key, one in found.items())]  # fmt: skip
    before = report.corrects if report.corrects_id else None
    form = CompareForm({"against": request.GET.get("against") or (str(before.uid) if before else CompareForm.PRESENT)}, choices=choices)  # fmt: skip
    context: dict[str, Any] = {"report": report, "event": report.event, "form": form}
    if form.is_valid():
        against = form.cleaned_data["against"]
        if against == CompareForm.PRESENT:
            context |= {"older": name_of(report), "newer": _("what is recorded now")}
            differences = changed_since(report)
        else:
            older, newer = sorted((report, found[against]), key=lambda one: (one.collected_at, one.pk))
            context |= {"older": name_of(older), "newer": name_of(newer)}
            differences = differences_between(older, newer)
        context |= {"rows": rows_of(differences[:MOST]), "count": len(differences)}
    return render(request, "reports/report_compare.html", context, status=200 if form.is_valid() else 422)


@staff()
def changes(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What changed since the version was collected, as a fragment of its page."""
    report = opened(Report.objects.select_related("event__series", "event__office"), request, uid=uid)
    differences = changed_since(report) if report.dossier is not None else []
    context = {
        "report": report,
        "rows": rows_of(differences[:SHOWN]),
        "count": len(differences),
        "more": max(0, len(differences) - SHOWN),
    }
    return render(request, "reports/_changes.html", context)


def rows_of(differences: list[Difference]) -> list[Row]:
    return [
        Row(one.action, action_label(one.action), TONES[one.action], told)
        for one, told in zip(differences, tell(differences), strict=True)
    ]


def name_of(report: Report) -> str:
    """`version 2 · post-event report · English, 29 June 2023, 14:30`."""
    said = _("version %(number)s") % {"number": report.number}
    collected = f", {moment_in_words(report.collected_at)}" if report.collected_at else ""
    return f"{said} · {report.get_kind_display()} · {report.get_language_display()}{collected}"
