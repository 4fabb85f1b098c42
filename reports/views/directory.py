"""An organization's and a person's page: everything with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from people.doors import StaffRequest, opened, staff
from people.identifiers import address
from people.models import Entry, Identifier, Organization, OrganizationLink, Person
from people.notices import kind_of
from people.services.merging import former, former_keys
from reports import dealings
from reports.outbox import notices_of

JOURNAL = 15
NOTICES = 5
SEEN_FROM_THERE = {
    OrganizationLink.Kind.BRANCH_OF: gettext_lazy("branches"),
    OrganizationLink.Kind.MEMBER_OF: gettext_lazy("members of the network"),
    OrganizationLink.Kind.BUILT_BY: gettext_lazy("built"),
}


@staff()
def organization(request: StaffRequest, uid: str) -> HttpResponse:
    try:
        found = opened(Organization.objects.prefetch_related("identifiers"), request, uid=uid)
    except Http404:
        return _former(request, Organization, uid)
    context = {
        "organization": found,
        "links": _links(found),
        "dealings": dealings.dealings_with_organization(found, request.user),
        **_shared(request, found, f"organization:{found.pk}"),
    }
    return render(request, "reports/organization.html", context)


@staff()
def person(request: StaffRequest, uid: str) -> HttpResponse:
    try:
        found = opened(Person.objects.prefetch_related("identifiers"), request, uid=uid)
    except Http404:
        return _former(request, Person, uid)
    context = {
        "person": found,
        "dealings": dealings.dealings_with_person(found, request.user),
        "outbox": _last_notices(found, request),
        **_shared(request, found, f"person:{found.pk}"),
    }
    return render(request, "reports/person.html", context)


def _last_notices(found: Person, request: StaffRequest) -> list[Any]:
    rows: list[Any] = list(notices_of(found, request.user).order_by("-due_at", "-pk")[:NOTICES])
    for row in rows:
        kind = kind_of(row.kind)
        row.label = kind.label if kind else row.kind
    return rows


def _former(request: StaffRequest, model: type[Organization | Person], uid: str) -> HttpResponse:
    """The address of a record that went into another leads to that one."""
    found = former(model, uid, user=request.user)
    if found is None:
        raise Http404
    return redirect(f"reports:{model._meta.model_name}", found.uid, permanent=True)


@dataclass(slots=True)
class Links:
    """The organizations that stand in one relation to this one: its branches, the networks it is a member of."""

    words: Any
    links: list[tuple[OrganizationLink, Organization]]


def _links(organization: Organization) -> list[Links]:
    """From both ends, in the order of the kinds; a relation in which nobody stands is left out."""
    from_here = list(organization.links.select_related("to").order_by("to__sort_name"))
    to_here = list(organization.links_here.select_related("organization").order_by("organization__sort_name"))
    found = []
    for kind in OrganizationLink.Kind:
        found.append(Links(kind.label, [(link, link.to) for link in from_here if link.kind == kind]))
        found.append(
            Links(SEEN_FROM_THERE[kind], [(link, link.organization) for link in to_here if link.kind == kind])
        )
    return [links for links in found if links.links]


def _shared(request: StaffRequest, found: Organization | Person, key: str) -> dict[str, Any]:
    keys = (key, *former_keys(found))
    entries = Entry.objects.visible_to(request.user).about(*keys).select_related("by")
    return {
        "identifiers": [_identifier(row) for row in found.identifiers.all()],
        "journal": list(entries[:JOURNAL]),
        "today": timezone.localdate(),
        "may_edit": request.user.has_perm("people.edit_directory", found),
        "may_merge": request.user.has_perm("reports.merge", found),
        "may_erase": request.user.has_perm("reports.erase", found),
    }


def _identifier(row: Identifier) -> dict[str, Any]:
    return {
        "label": row.get_scheme_display(),
        "value": row.value,
        "address": address(row.scheme, row.value),
    }
