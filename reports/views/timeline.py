"""Timelines: of an agreement from its proposal on, of an organization with everything that was done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.models import Agreement
from people.doors import StaffRequest, opened, staff
from people.models import Organization
from reports.timeline import NOUNS, Point, chosen, in_years
from reports.timeline_agreement import timeline_of_agreement
from reports.timeline_organization import timeline_of_organization


@staff(None)
def agreement(request: StaffRequest, uid: UUID) -> HttpResponse:
    """In the order in which it went."""
    rows = Agreement.objects.select_related("event", "office").defer("search")
    shown = opened(rows, request, "agreements.read", uid=uid)
    points = timeline_of_agreement(shown, request.user)
    return _page(request, points, newest_first=False, agreement=shown)


@staff()
def organization(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The newest first."""
    shown = opened(Organization.objects.all(), request, uid=uid)
    points = timeline_of_organization(shown, request.user)
    return _page(request, points, newest_first=True, organization=shown)


def _page(request: StaffRequest, points: Sequence[Point], *, newest_first: bool, **about: Any) -> HttpResponse:  # fmt: skip
    wanted = [noun for noun in request.GET.getlist("noun") if noun in NOUNS]
    there = {one.noun for one in points}
    context = {
        "years": in_years(chosen(points, wanted), newest_first=newest_first),
        "nouns": [(noun, label, noun in wanted) for noun, (label, _icon) in NOUNS.items() if noun in there],
        "today": timezone.localdate(),
        "narrow": bool(wanted),
        **about,
    }
    return render(request, "reports/timeline.html", context)
