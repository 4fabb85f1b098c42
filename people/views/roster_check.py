"""The last step of a list of people: what it would change, whom its rows resemble, and the button that writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import uploads
from base.errors import DomainError
from people.doors import StaffRequest
from people.services.roster import NEW, Fate, Roster
from people.views.sheet_steps import Journey, Kept, gone, kept

SHOWN_ERRORS, SHOWN_ROWS, ALIKE_PER_PAGE = 200, 200, 20

Plan = Callable[[Kept], Roster]
Write = Callable[[Kept], Roster]


def check(request: StaffRequest, journey: Journey, *, plan: Plan, write: Write) -> HttpResponse:
    """Show the plan; keep what is chosen; write."""
    file = kept(request, journey)
    if file is None:
        return gone(request, journey)
    if request.method == "POST":
        uploads.note(file.reference, choices=_chosen(request, file, plan))
        action = request.POST.get("action", "")
        if action == "write":
            return _write(request, journey, write)
        page = action.removeprefix("page-") if action.startswith("page-") else request.POST.get("page", "1")
        return redirect(journey.at("check", file.reference, page=page) + "#alike")
    return render(request, "people/import_roster.html", _shown(request, journey, file, plan(file)))


def _shown(request: StaffRequest, journey: Journey, file: Kept, roster: Roster) -> dict[str, Any]:
    alike = Paginator(roster.alike, ALIKE_PER_PAGE).get_page(request.GET.get("page"))
    return {
        "journey": journey,
        "reference": file.reference,
        "roster": roster,
        "errors": roster.errors[:SHOWN_ERRORS],
        "more_errors": max(len(roster.errors) - SHOWN_ERRORS, 0),
        "errors_address": journey.at("errors", file.reference),
        "upload_address": journey.address("upload"),
        "columns_address": journey.at("columns", file.reference),
        "alike": alike,
        "rows": roster.lines[:SHOWN_ROWS],
        "more_rows": max(len(roster.lines) - SHOWN_ROWS, 0),
        "counts": {fate.value: len(roster.of_fate(fate)) for fate in Fate},
        "choice_new": NEW,
    }


def _chosen(request: StaffRequest, file: Kept, plan: Plan) -> dict[str, str]:
    """What was chosen before, and on this page; the button for the rest decides what is open."""
    choices = file.choices
    for name, value in request.POST.items():
        if name.startswith("same-") and value:
            choices[name.removeprefix("same-")] = str(value)
    if request.POST.get("action") == "others":
        undecided = plan(Kept(file.reference, file.content, file.language, {"choices": choices}, file.found))
        choices |= {str(line.number): NEW for line in undecided.open}
    return choices


def _write(request: StaffRequest, journey: Journey, write: Write) -> HttpResponse:
    file = kept(request, journey)
    if file is None:
        return gone(request, journey)
    try:
        roster = write(file)
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect(journey.at("check", file.reference))
    uploads.discard(file.reference)
    made, changed = len(roster.of_fate(Fate.NEW)), len(roster.of_fate(Fate.CHANGED))
    texts = [
        ngettext("%(count)d person was added.", "%(count)d people were added.", made) % {"count": made} if made else "",
        ngettext("%(count)d person was changed.", "%(count)d people were changed.", changed) % {"count": changed} if changed else "",
    ]  # fmt: skip
    messages.success(request, " ".join(text for text in texts if text) or _("Nothing had to be changed."))
    return redirect(journey.back)
