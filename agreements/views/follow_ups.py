"""Follow-ups: the list, overdue first, the board by states, many at once, and the workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.follow_up_rows import COLUMNS, rows_of
from agreements.forms.follow_up_filters import FollowUpFilter, moves_of, states_in_order
from agreements.forms.follow_ups import BulkForm
from agreements.models import FollowUp
from agreements.services import outcome_sets
from agreements.views.returning import back_to
from base import sheets
from base.errors import DomainError, Invalid
from base.listing import page_of
from base.uids import as_uids
from people.doors import StaffRequest, staff

CAUSES = ("event", "outcome__event", "agreement")
WHO = ("lead", "responsible", "owner")
IN_A_COLUMN = 50


@staff("agreements.read")
def followups(request: StaffRequest) -> HttpResponse:
    """Unfinished ones unless asked otherwise; the longest overdue first, those without a day last."""
    context = _context(request)
    found = context["filter"].narrowed(request.user, context["today"]).select_related(*WHO, *CAUSES)
    may_edit = request.user.has_perm("agreements.edit", request.office)
    context |= {
        "page": page_of(request, found.by_urgency(context["today"])),
        "may_edit": may_edit,
        "bulk": BulkForm(office=request.office, auto_id="bulk-%s") if may_edit else None,
    }
    return render(request, "agreements/followups.html", context)


@staff("agreements.read")
def board(request: StaffRequest) -> HttpResponse:
    """A column for each state with its count; the first cards of each, overdue ones at the top."""
    context = _context(request, on_board=True)
    found = context["filter"].narrowed(request.user, context["today"])
    counts = dict(found.order_by().values_list("state").annotate(count=Count("pk")))
    chosen = found.select_related("lead", "responsible", "owner").by_urgency(context["today"])
    context["columns"] = [
        {
            "state": state,
            "label": label,
            "count": counts.get(state, 0),
            "cards": _cards(chosen.filter(state=state), context["today"]) if state in counts else [],
        }
        for state, label in states_in_order()
    ]
    context["may_edit"] = request.user.has_perm("agreements.edit", request.office)
    return render(request, "agreements/follow_up_board.html", context)


@staff("agreements.read")
def export(request: StaffRequest) -> HttpResponse:
    """What the filters show, as a workbook."""
    context = _context(request)
    found = context["filter"].narrowed(request.user, context["today"]).select_related(*WHO, *CAUSES)
    content = sheets.workbook(
        [sheets.Column(str(heading), width) for heading, width in COLUMNS],
        rows_of(found.by_urgency(context["today"]), context["today"]),
        title=_("Follow-ups"),
        zone=request.office.zone,
    )
    response = sheets.attachment(content, f"{request.office.slug}-follow-ups.xlsx", sheets.XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


@staff("agreements.edit", methods=("POST",))
def bulk(request: StaffRequest) -> HttpResponse:
    """Owner, priority or due date of the ticked follow-ups; of all of them or none."""
    ticked = as_uids(request.POST.getlist("selected"))
    chosen = _mine(request).filter(uid__in=ticked).select_related("office", *WHO)
    form = BulkForm(request.POST, office=request.office)
    try:
        if not form.is_valid():
            raise Invalid(" ".join(str(message) for said in form.errors.values() for message in said))
        if not form.changes():
            raise Invalid(_("Choose what the ticked follow-ups get."))
        changed = outcome_sets.amend_follow_ups(
            [(one, form.changes()) for one in chosen], by=request.user, at=timezone.now()
        )
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        count = sum(1 for names in changed if names)
        told = ngettext("%(count)s follow-up changed.", "%(count)s follow-ups changed.", count)
        messages.success(request, told % {"count": count})
    return redirect(back_to(request, "agreements:followups"))


def _mine(request: StaffRequest) -> Any:
    return FollowUp.objects.visible_to(request.user).of(request.office)


def _context(request: StaffRequest, *, on_board: bool = False) -> dict[str, Any]:
    today, mine = timezone.localdate(), _mine(request)
    filters = FollowUpFilter(request.GET, rows=mine, on_board=on_board)
    return {
        "filter": filters,
        "today": today,
        "overdue": mine.overdue(today).count(),
        "narrow": filters.narrows,
    }


def _cards(rows: Any, today: Any) -> list[dict[str, Any]]:
    return [
        {"follow_up": one, "moves": moves_of(one), "overdue": one.is_overdue(today)}
        for one in rows[:IN_A_COLUMN]
    ]
