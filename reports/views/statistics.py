"""The statistics of an office: the figures, the rows behind each, and the workbook of both."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from base.listing import page_of, render_list
from base.sheets import XLSX_TYPE, attachment
from people.doors import StaffRequest, staff
from people.services import journal
from reports.statistics import labels
from reports.statistics.counting import total_of
from reports.statistics.figure import Figure
from reports.statistics.figures import BY_KEY
from reports.statistics.filters import StatisticsFilter, asked_of, in_words
from reports.statistics.listing import behind, rows_of, value_of
from reports.statistics.overview import overview
from reports.statistics.scope import Scope
from reports.statistics.workbook import workbook


@staff("reports.read")
def statistics(request: StaffRequest) -> HttpResponse:
    filter_ = StatisticsFilter(request.GET, office=request.office, user=request.user)
    scope = filter_.scope()
    context = {"filter": filter_, "overview": overview(scope), **_said(scope)}
    return render_list(request, "reports/statistics.html", context)


@staff("reports.read")
def rows(request: StaffRequest) -> HttpResponse:
    """What one figure counts: as many rows as its number says."""
    figure, value = _asked_figure(request)
    scope = StatisticsFilter(request.GET, office=request.office, user=request.user).scope()
    page: Any = page_of(request, behind(figure, value, scope))
    told = rows_of(figure, list(page.object_list))
    context = {
        "figure": figure, "label": labels.label(figure, value), "number": total_of(figure, value, scope), "page": page,
        "rows": told, "with_date": any(row.when for row in told), "with_state": any(row.state for row in told), **_said(scope),
    }  # fmt: skip
    return render(request, "reports/statistics_rows.html", context)


@staff("reports.read", methods=("POST",))
def export(request: StaffRequest) -> HttpResponse:
    """The figures and the rows behind them as a workbook; each export is in the journal."""
    scope = StatisticsFilter(request.POST, office=request.office, user=request.user).scope()
    named = request.user.has_perm("events.export_participants", request.office)
    content = workbook(overview(scope), names=named)
    journal.record(request.office, "exported", by=request.user, at=timezone.now(), note="statistics, xlsx")
    response = attachment(content, f"{request.office.slug}-statistics-{scope.day}.xlsx", XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def _asked_figure(request: StaffRequest) -> tuple[Figure, tuple[str, ...]]:
    figure = BY_KEY.get(request.GET.get("figure", ""))
    value = value_of(figure, request.GET.get("value", "")) if figure else None
    if figure is None or value is None:
        raise Http404
    return figure, value


def _said(scope: Scope) -> dict[str, Any]:
    return {"scope": scope, "filter_in_words": in_words(scope), "query": asked_of(scope)}
