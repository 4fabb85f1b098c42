"""Adding, changing and deleting one record of the directory: what organizations and people share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from base.errors import DomainError
from base.refusals import refuse
from people.doors import StaffRequest, opened
from people.models import Office
from people.services import records


@dataclass(frozen=True, slots=True)
class Noun:
    """What differs between the two; the words name the record as `%(name)s`."""

    name: str
    page: str
    form_template: str
    delete_template: str
    form: Callable[..., Any]
    rows: Callable[[], QuerySet[Any]]
    add: Callable[..., Any]
    amend: Callable[..., list[str]]
    similar: Callable[[Office, Any], QuerySet[Any]]
    added: Any
    saved: Any
    deleted: Any

    def opened(self, request: StaffRequest, uid: UUID) -> Any:
        rows = self.rows().select_related("office")
        return opened(rows, request, "people.edit_directory", uid=uid)


def add(request: StaffRequest, noun: Noun) -> HttpResponse:
    """Records that may be the same are shown first; the user decides."""
    form = noun.form(request.POST or None, instance=noun.rows().model(office=request.office))
    similar: list[Any] = []
    if request.method == "POST" and form.is_valid():
        if "anyway" not in request.POST:
            similar = list(noun.similar(request.office, form))
        if not similar:
            try:
                added = noun.add(
                    office=request.office, by=request.user, at=timezone.now(), identifiers=form.identifiers,
                    **form.values(),
                )  # fmt: skip
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, noun.added % {"name": added})
                return redirect(noun.page, added.uid)
    status = 422 if form.errors or similar else 200
    context = {"form": form, "similar": similar}
    return render(request, noun.form_template, context, status=status)


def edit(request: StaffRequest, noun: Noun, uid: UUID) -> HttpResponse:
    record = noun.opened(request, uid)
    form = noun.form(request.POST or None, instance=record, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        try:
            noun.amend(
                record, form.values(), identifiers=form.identifiers, by=request.user, at=timezone.now(),
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, noun.saved % {"name": record})
            return redirect(noun.page, record.uid)
    context = {"form": form, noun.name: record}
    status = 422 if form.errors else 200
    return render(request, noun.form_template, context, status=status)


def delete(request: StaffRequest, noun: Noun, uid: UUID) -> HttpResponse:
    record = noun.opened(request, uid)
    if request.method == "POST":
        try:
            records.delete(record, by=request.user, at=timezone.now())
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect(f"people:{noun.name}_edit", record.uid)
        messages.success(request, noun.deleted % {"name": record})
        return redirect(f"people:{noun.name}s")
    return render(request, noun.delete_template, {noun.name: record})
