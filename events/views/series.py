"""Series and their events."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from base.uids import as_uid
from events.forms.places import SeriesForm
from events.models import Event, Series
from events.rows import Row, rows_of
from events.services.series import add_series, amend_series, delete_series
from events.views.lists import may_run
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")


@staff("events.read")
def series_list(request: StaffRequest) -> HttpResponse:
    listed = Series.objects.visible_to(request.user).of(request.office).annotate(events_count=Count("events"))
    return render(
        request,
        "events/series_list.html",
        {"series_list": listed.order_by("name_en", "pk"), "may_run": may_run(request)},
    )


@staff("events.run", methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        try:
            series = add_series(office=request.office, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The series is added."))
            return redirect("events:series", uid=series.uid)
    return render(request, "events/series_form.html", {"form": form})


@staff(None)
def series(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record = opened(Series.objects, request, "events.read", uid=uid)
    events = Event.objects.visible_to(request.user).filter(series=record)
    editions = rows_of(events.filter(edition__isnull=False).order_by("-edition"))
    return render(
        request,
        "events/series.html",
        {
            "series": record,
            "editions": with_gaps(editions),
            "rows": rows_of(events.filter(edition=None).latest_first()),
            "next_edition": next_edition(record),
            "may_run": may_run(request),
        },
    )


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record = opened(Series.objects, request, "events.run", uid=uid)
    form = SeriesForm(request.POST or None, instance=record)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            amend_series(record, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The series is saved."))
            return redirect("events:series", uid=uid)
    return render(request, "events/series_form.html", {"form": form, "series": record})


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record = opened(Series.objects, request, "events.run", uid=uid)
    try:
        delete_series(record, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("events:series", uid=uid)
    messages.success(request, _("The series is deleted."))
    return redirect("events:series_list")


def with_gaps(rows: list[Row]) -> list[dict[str, Any]]:
    """Editions, the latest first, `{row}`; between them `{first, last}` of those that are not recorded here."""
    lines: list[dict[str, Any]] = []
    numbers = [row["edition"] or 0 for row in rows]
    for row, earlier in zip(rows, [*numbers, 0][1:], strict=True):
        lines.append({"row": row})
        number = row["edition"] or 0
        if number - earlier > 1:
            lines.append({"first": earlier + 1, "last": number - 1})
    return lines


def next_edition(series: Series) -> int:
    """The edition after the highest one stated."""
    return (Event.objects.filter(series=series).aggregate(last=Max("edition"))["last"] or 0) + 1


def series_of(request: StaffRequest, uid: str) -> Series | None:
    """The office's series that a link names, or None when the link is broken."""
    return Series.objects.visible_to(request.user).of(request.office).filter(uid=as_uid(uid)).first()
