"""Projects: the board of their stages, the table, and the workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.project_filters import ProjectFilter
from agreements.models import Project, ProjectPartner
from agreements.project_rows import COLUMNS, rows_of
from agreements.states import ProjectState
from base import sheets
from base.listing import page_of
from people.doors import StaffRequest, staff
from people.services import journal

ORIGIN = ("agreement", "outcome__event")
WHO = ("lead", "responsible", "owner")
PARTNERS = Prefetch("partners", queryset=ProjectPartner.objects.select_related("organization"))
IN_A_COLUMN = 50


@staff("agreements.read")
def project_list(request: StaffRequest) -> HttpResponse:
    context = _context(request)
    rows = context["filter"].sorted(_found(request, context)).select_related(*WHO, *ORIGIN)
    context["page"] = page_of(request, rows.prefetch_related("stages", PARTNERS))
    return render(request, "agreements/projects.html", context)


@staff("agreements.read")
def board(request: StaffRequest) -> HttpResponse:
    """A column for each stage with its count and the sums of each currency; the first cards of each column."""
    context = _context(request, on_board=True)
    found = _found(request, context)
    counts, sums = _figures(found)
    cards = found.select_related("lead", "owner").order_by("position", "pk")
    context["columns"] = [
        {
            "state": state,
            "label": label,
            "count": counts.get(state, 0),
            "sums": sums[state],
            "cards": _cards(cards.filter(state=state), context["today"]) if state in counts else [],
        }
        for state, label in ProjectState.choices
    ]
    context["may_edit"] = request.user.has_perm("agreements.edit", request.office)
    return render(request, "agreements/project_board.html", context)


@staff("agreements.read")
def export(request: StaffRequest) -> HttpResponse:
    """What the filters show, as a workbook; each export is in the journal."""
    context = _context(request)
    rows = context["filter"].sorted(_found(request, context)).select_related(*WHO, *ORIGIN)
    content = sheets.workbook(
        [sheets.Column(str(heading), width) for heading, width in COLUMNS],
        rows_of(rows.prefetch_related("stages", PARTNERS)),
        title=_("Projects"),
        zone=request.office.zone,
    )
    journal.record(request.office, "exported", by=request.user, at=timezone.now(), note="projects, xlsx")
    response = sheets.attachment(content, f"{request.office.slug}-projects.xlsx", sheets.XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def moves_of(project: Project) -> list[tuple[str, Any]]:
    """The stages to which it may go, in their order."""
    return [(state, label) for state, label in ProjectState.choices if state in project.moves[project.state]]


def _context(request: StaffRequest, *, on_board: bool = False) -> dict[str, Any]:
    today, mine = timezone.localdate(), Project.objects.visible_to(request.user).of(request.office)
    filters = ProjectFilter(request.GET, rows=mine, on_board=on_board)
    return {"filter": filters, "today": today, "late": mine.late(today).count(), "narrow": filters.narrows}


def _found(request: StaffRequest, context: dict[str, Any]) -> Any:
    return context["filter"].narrowed(request.user, context["today"])


def _figures(rows: Any) -> tuple[dict[str, int], dict[str, list[tuple[str, Decimal]]]]:
    """Of each stage how many there are, and the amounts in each currency, which are never added to each other."""
    counts: dict[str, int] = defaultdict(int)
    sums: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    grouped = rows.order_by("currency").values_list("state", "currency")
    for state, currency, count, amount in grouped.annotate(count=Count("pk"), sum=Sum("amount")):
        counts[state] += count
        if amount is not None:
            sums[state].append((currency, amount))
    return counts, sums


def _cards(rows: Iterable[Project], today: Any) -> list[dict[str, Any]]:
    cards: Any = rows
    return [
        {
            "project": one,
            "moves": moves_of(one),
            "late": one.is_alive and one.milestone_on is not None and one.milestone_on < today,
        }
        for one in cards[:IN_A_COLUMN]
    ]
