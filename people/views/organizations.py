"""Organizations of the directory: list, add, edit, link, delete. Their own page stands in the reports room."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.errors import DomainError
from base.languages import columns
from base.listing import page_of, render_list
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.forms.organization import LinkForm, OrganizationFilter, OrganizationForm
from people.models import Organization, OrganizationLink
from people.services import directory, records
from people.services.duplicates import similar_organizations
from people.views import keeping

WRITING = ("GET", "HEAD", "POST")
LISTED = ("uid", "native_name", "short_name", "kind", "country", "city", "sort_name", *columns("name"))

NOUN = keeping.Noun(
    name="organization",
    page="reports:organization",
    form_template="people/organization_form.html",
    delete_template="people/organization_delete.html",
    form=OrganizationForm,
    rows=Organization.objects.all,
    add=directory.add_organization,
    amend=directory.amend_organization,
    similar=lambda office, form: similar_organizations(office, names=form.instance.all_names),
    added=gettext_lazy("“%(name)s” is in the directory."),
    saved=gettext_lazy("“%(name)s” is saved."),
    deleted=gettext_lazy("“%(name)s” is deleted."),
)


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


@staff("people.edit_directory", methods=WRITING)
def organization_add(request: StaffRequest) -> HttpResponse:
    return keeping.add(request, NOUN)


@staff(None, methods=WRITING)
def organization_edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    return keeping.edit(request, NOUN, uid)


@staff(None, methods=WRITING)
def organization_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    return keeping.delete(request, NOUN, uid)


@staff(None, methods=WRITING)
def link_add(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Say from either end how it hangs together with another."""
    record = NOUN.opened(request, uid)
    form = LinkForm(request.POST or None, organization=record)
    if form.is_valid():
        try:
            directory.link_organizations(by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The link is added."))
            return redirect(NOUN.page, record.uid)
    context = {"form": form, "organization": record}
    return render(request, "people/organization_link.html", context, status=422 if form.errors else 200)


@staff(None, methods=["POST"])
def link_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Back to the end that it was removed from."""
    links = OrganizationLink.objects.select_related("organization", "to")
    link = opened(links, request, "people.edit_directory", uid=uid)
    records.delete(link, by=request.user, at=timezone.now())
    messages.success(request, _("The link is removed."))
    shown = link.to if request.POST.get("at") == str(link.to.uid) else link.organization
    return redirect(NOUN.page, shown.uid)
