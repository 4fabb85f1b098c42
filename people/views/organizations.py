"""Organizations of the directory: list, add, edit, link, delete. Their own page stands in the reports room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from base.languages import columns
from base.listing import page_of, render_list
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.forms.organization import LinkForm, OrganizationFilter, OrganizationForm
from people.models import Organization, OrganizationLink
from people.services import directory, records
from people.services.duplicates import similar_organizations

LISTED = ("uid", "native_name", "short_name", "kind", "country", "city", "sort_name", *columns("name"))


@staff("people.read")
def organizations(request: StaffRequest) -> HttpResponse:
    form = OrganizationFilter(request.GET, office=request.office)
    form.is_valid()
    asked = form.cleaned_data
    rows = Organization.objects.visible_to(request.user).of(request.office).only(*LISTED)
    if asked.get("q"):
        rows = rows.matching(asked["q"])
    for name in ("kind", "country"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    context = {
        "form": form,
        "page": page_of(request, rows),
        "filtered": any(asked.values()),
        "may_edit": request.user.has_perm("people.edit_directory", request.office),
    }
    return render_list(request, "people/organizations.html", context)


@staff("people.edit_directory", methods=["GET", "HEAD", "POST"])
def organization_add(request: StaffRequest) -> HttpResponse:
    """Organizations with similar names are shown first; the user decides."""
    form = OrganizationForm(request.POST or None, instance=Organization(office=request.office))
    similar: list[Any] = []
    if request.method == "POST" and form.is_valid():
        if "anyway" not in request.POST:
            similar = list(similar_organizations(request.office, names=form.instance.all_names))
        if not similar:
            try:
                added = directory.add_organization(
                    office=request.office, by=request.user, at=timezone.now(), **form.values()
                )
            except DomainError as exc:
                add_to_form(form, exc)
            else:
                messages.success(request, _("“%(name)s” is in the directory.") % {"name": added})
                return redirect("reports:organization", added.uid)
    status = 422 if form.errors or similar else 200
    return render(request, "people/organization_form.html", {"form": form, "similar": similar}, status=status)


@staff(None, methods=["GET", "HEAD", "POST"])
def organization_edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    form = OrganizationForm(request.POST or None, instance=record, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        try:
            directory.amend_organization(
                record,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": record})
            return redirect("reports:organization", record.uid)
    return _edit_page(request, record, form, LinkForm(organization=record))


@staff(None, methods=["POST"])
def link_add(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    link_form = LinkForm(request.POST, organization=record)
    if link_form.is_valid():
        try:
            directory.link_organizations(
                organization=record, by=request.user, at=timezone.now(), **link_form.cleaned_data
            )
            messages.success(request, _("The link is added."))
            return redirect("people:organization_edit", record.uid)
        except DomainError as exc:
            add_to_form(link_form, exc)
    form = OrganizationForm(instance=record, initial={"version": record.version})
    return _edit_page(request, record, form, link_form)


@staff(None, methods=["POST"])
def link_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    links = OrganizationLink.objects.select_related("organization")
    link = opened(links, request, "people.edit_directory", uid=uid)
    records.delete(link, by=request.user, at=timezone.now())
    messages.success(request, _("The link is removed."))
    return redirect("people:organization_edit", link.organization.uid)


@staff(None, methods=["GET", "HEAD", "POST"])
def organization_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    if request.method == "POST":
        try:
            records.delete(record, by=request.user, at=timezone.now())
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect("people:organization_edit", record.uid)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": record})
        return redirect("people:organizations")
    return render(request, "people/organization_delete.html", {"organization": record})


def _opened(request: StaffRequest, uid: UUID) -> Organization:
    return opened(Organization.objects.select_related("office"), request, "people.edit_directory", uid=uid)


def _edit_page(
    request: StaffRequest, record: Organization, form: OrganizationForm, link_form: LinkForm
) -> HttpResponse:
    links = record.links.select_related("to")
    context = {"form": form, "organization": record, "links": links, "link_form": link_form}
    status = 422 if form.errors or link_form.errors else 200
    return render(request, "people/organization_form.html", context, status=status)
