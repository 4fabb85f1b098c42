"""The seats of countries at an event: the list, with what is taken, and the form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.locale_text import country_name
from base.refusals import refuse
from base.search import sort_key
from events.forms.quotas import QuotaForm
from events.models import CountryQuota, Event
from events.opening import event_of
from events.services import quotas as verbs
from people.doors import StaffRequest, opened, staff
from people.policies import require

WRITING = ("GET", "HEAD", "POST")
READ, SET = "events.read", "events.set_quotas"


@staff(None, methods=WRITING)
def quotas(request: StaffRequest, slug: str) -> HttpResponse:
    """Each country with its seats, how many are taken and who waits; and the form that adds one."""
    event = event_of(request, slug, READ)
    form = QuotaForm(request.POST or None, instance=CountryQuota(event=event, office=event.office))
    if request.method == "POST":
        require(request.user, SET, event)
        if form.is_valid():
            try:
                verbs.add_quota(event=event, by=request.user, at=timezone.now(), **form.values())
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, _("The number of seats is kept."))
                return redirect("events:quotas", slug=slug)
    context = {
        "event": event,
        "quotas": _with_use(event),
        "form": form,
        "may_set": request.user.has_perm(SET, event),
    }
    return render(request, "events/quotas.html", context, status=422 if form.errors else 200)


@staff(None, methods=WRITING)
def quota(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    record = _quota(request, slug, uid)
    form = QuotaForm(request.POST or None, instance=record)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            verbs.amend_quota(record, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The number of seats is kept."))
            return redirect("events:quotas", slug=slug)
    context = {"event": record.event, "quota": record, "form": form}
    return render(request, "events/quota_form.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    verbs.delete_quota(_quota(request, slug, uid), by=request.user, at=timezone.now())
    messages.success(request, _("The country shares the seats of the event again."))
    return redirect("events:quotas", slug=slug)


def _quota(request: StaffRequest, slug: str, uid: UUID) -> CountryQuota:
    rows = CountryQuota.objects.select_related("event__office")
    return opened(rows, request, SET, event__slug=slug, uid=uid)


def _with_use(event: Event) -> list[CountryQuota]:
    """In the order of the countries' names in the reader's language."""
    rows = CountryQuota.objects.filter(event=event).with_use()
    return sorted(rows, key=lambda row: sort_key(country_name(str(row.country))))
