"""An organization's and a person's page: everything with them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from people.doors import StaffRequest, opened, staff
from people.models import Entry, Organization, Person
from reports import queries

JOURNAL = 15


@staff()
def organization(request: StaffRequest, uid: str) -> HttpResponse:
    found = opened(
        Organization.objects.prefetch_related("links__to", "links_here__organization"), request, uid=uid
    )
    context = {
        "organization": found,
        "dealings": queries.dealings_with_organization(found, request.user),
        "journal": _journal(request, f"organization:{found.pk}"),
        "today": timezone.localdate(),
    }
    return render(request, "reports/organization.html", context)


@staff()
def person(request: StaffRequest, uid: str) -> HttpResponse:
    found = opened(Person.objects.all(), request, uid=uid)
    context = {
        "person": found,
        "dealings": queries.dealings_with_person(found, request.user),
        "journal": _journal(request, f"person:{found.pk}"),
        "today": timezone.localdate(),
    }
    return render(request, "reports/person.html", context)


def _journal(request: StaffRequest, key: str) -> list[Entry]:
    return list(Entry.objects.visible_to(request.user).about(key).select_related("by")[:JOURNAL])
