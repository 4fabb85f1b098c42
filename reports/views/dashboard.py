"""For the head of an office: the week, what is late, what expires, the year against the last; and the rows of each figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from base.listing import page_of
from base.wording import span_in_words
from people.doors import StaffRequest, staff
from reports.head_figures import (
    EXPIRING_FIGURES,
    FIGURES,
    LATE_FIGURES,
    WEEK,
    WEEK_FIGURES,
    HeadFigure,
    Look,
    listed,
)
from reports.head_year import FINISHED_BY_KEY, scopes, year_lines

FIRST = 5
"""So many rows of a figure stand on the dashboard itself."""


@staff("reports.oversee")
def dashboard(request: StaffRequest) -> HttpResponse:
    """A fixed number of queries, however much there is to see."""
    look = _look(request)
    late = [_counted(figure, look) for figure in LATE_FIGURES]
    context = {
        "today": look.today,
        "week_end": look.day(WEEK - 1),
        "week": [_counted(figure, look) for figure in WEEK_FIGURES],
        "late": late,
        "is_calm": not any(one["number"] for one in late),
        "expiring": [_counted(figure, look) for figure in EXPIRING_FIGURES],
        "year": year_lines(look),
        "periods": list(scopes(look).values()),
    }
    return render(request, "reports/dashboard.html", context)


@staff("reports.oversee")
def dashboard_rows(request: StaffRequest) -> HttpResponse:
    """What one figure counts: as many rows as its number says."""
    look, key = _look(request), request.GET.get("figure", "")
    said = ""
    if key in FIGURES:
        figure = FIGURES[key]
        found = figure.rows(look)
    elif key in FINISHED_BY_KEY and (scope := scopes(look).get(request.GET.get("period", ""))):
        finished = FINISHED_BY_KEY[key]
        figure = HeadFigure(key, finished.name, lambda _look: finished.rows(scope), finished.shown)
        found = finished.rows(scope)
        said = span_in_words(scope.since, scope.until)
    else:
        raise Http404
    page: Any = page_of(request, found)
    rows = listed(figure, page.object_list)
    context = {"figure": figure, "said": said, "page": page, "rows": rows, "number": page.paginator.count}
    return render(request, "reports/dashboard_rows.html", context)


def _look(request: StaffRequest) -> Look:
    return Look(request.office, request.user, timezone.localdate())


def _counted(figure: HeadFigure, look: Look) -> dict[str, Any]:
    """Its number and its first rows."""
    found = figure.rows(look)
    return {"figure": figure, "number": found.count(), "rows": listed(figure, found[:FIRST])}
