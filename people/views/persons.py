"""People of the directory: list, add, edit, delete. Their own page stands in the reports room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from base.languages import columns
from base.listing import page_of, render_list
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.forms.person import PersonFilter, PersonForm
from people.models import Person, Post
from people.services import directory, records
from people.services.duplicates import similar_people

LISTED = ("uid", "given_name", "family_name", "native_name", "name_order", "country", "email", "sort_name")
LISTED_POST = (
    "person", *columns("title"), "position", "organization__uid", "organization__native_name",
    *columns("organization__name"),
)  # fmt: skip


@staff("people.read")
def persons(request: StaffRequest) -> HttpResponse:
    form = PersonFilter(request.GET, office=request.office)
    form.is_valid()
    asked = form.cleaned_data
    posts = Post.objects.current(timezone.localdate()).select_related("organization").only(*LISTED_POST)
    rows = Person.objects.visible_to(request.user).of(request.office).only(*LISTED)
    if asked.get("q"):
        rows = rows.matching(asked["q"])
    if asked.get("country"):
        rows = rows.filter(country=asked["country"])
    rows = rows.prefetch_related(Prefetch("posts", queryset=posts, to_attr="current_posts"))
    context = {
        "form": form,
        "page": page_of(request, rows),
        "filtered": any(asked.values()),
        "may_edit": request.user.has_perm("people.edit_directory", request.office),
    }
    return render_list(request, "people/persons.html", context)


@staff("people.edit_directory", methods=["GET", "HEAD", "POST"])
def person_add(request: StaffRequest) -> HttpResponse:
    """People with a similar name or the same e-mail are shown first; the user decides."""
    form = PersonForm(request.POST or None, instance=Person(office=request.office))
    similar: list[Any] = []
    if request.method == "POST" and form.is_valid():
        if "anyway" not in request.POST:
            similar = list(similar_people(request.office, **form.values()))
        if not similar:
            try:
                added = directory.add_person(
                    office=request.office, by=request.user, at=timezone.now(), **form.values()
                )
            except DomainError as exc:
                add_to_form(form, exc)
            else:
                messages.success(request, _("%(name)s is in the directory.") % {"name": added})
                return redirect("reports:person", added.uid)
    status = 422 if form.errors or similar else 200
    return render(request, "people/person_form.html", {"form": form, "similar": similar}, status=status)


@staff(None, methods=["GET", "HEAD", "POST"])
def person_edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    form = PersonForm(request.POST or None, instance=record, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        try:
            directory.amend_person(
                record,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": record})
            return redirect("reports:person", record.uid)
    context = {"form": form, "person": record, "posts": record.posts.select_related("organization")}
    return render(request, "people/person_form.html", context, status=422 if form.errors else 200)


@staff(None, methods=["GET", "HEAD", "POST"])
def person_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    if request.method == "POST":
        try:
            records.delete(record, by=request.user, at=timezone.now())
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect("people:person_edit", record.uid)
        messages.success(request, _("%(name)s is deleted.") % {"name": record})
        return redirect("people:persons")
    return render(request, "people/person_delete.html", {"person": record})


def _opened(request: StaffRequest, uid: UUID) -> Person:
    return opened(Person.objects.select_related("office"), request, "people.edit_directory", uid=uid)
