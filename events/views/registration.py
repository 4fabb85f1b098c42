"""Registering in public: the form, the thanks, and the link once more. None of them tells who is registered."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from base import rates
from base.errors import DomainError, add_to_form
from base.locale_text import country_name
from events.forms.registration import LinkForm, RegisterForm
from events.models import Event
from events.services import registration, registration_changes, seats
from events.services.shares import Shares, shares_of
from events.views.public_context import public_context
from people.doors import public

WINDOW = 600
"""Seconds over which the tries of one client are counted."""
READ_AND_SEND = ("GET", "HEAD", "POST")


@public(methods=READ_AND_SEND, rule="public events; counted per client")
def register(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method != "POST":
        event = _announced(slug)
        return _page(request, event, RegisterForm(event=event))
    if not rates.within(request, "register", limit=settings.REGISTRATION_RATE, seconds=WINDOW):
        return rates.too_many(request, seconds=WINDOW)
    event = get_object_or_404(Event.objects.published().only("slug", "mode", "office_id"), slug=slug)
    form = RegisterForm(request.POST, event=event)
    if form.is_from_a_machine():
        return redirect("events:registered", slug=slug)
    if form.is_valid():
        try:
            registration.register(event=event, by="participant", at=timezone.now(), **form.values())
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            return redirect("events:registered", slug=slug)
    return _page(request, _announced(slug), form, status=422)


@public(rule="the same for everybody")
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, whoever asks: neither a name nor a state."""
    event = _announced(slug)
    return render(request, "events/public/registered.html", public_context(event))


@public(methods=READ_AND_SEND, rule="the same answer whether registered or not; counted per client")
def resend_link(request: HttpRequest, slug: str) -> HttpResponse:
    event = _announced(slug)
    form = LinkForm(request.POST or None)
    sent = False
    if request.method == "POST":
        if not rates.within(request, "link", limit=settings.REGISTRATION_RATE, seconds=WINDOW):
            return rates.too_many(request, seconds=WINDOW)
        if form.is_valid():
            registration_changes.resend_links(
                event=event, email=form.cleaned_data["email"], at=timezone.now()
            )
            sent = True
    response = render(
        request, "events/public/resend_link.html", {**public_context(event), "form": form, "sent": sent},
        status=422 if form.errors else 200,
    )  # fmt: skip
    patch_cache_control(response, no_store=True)
    return response


def _announced(slug: str) -> Event:
    return get_object_or_404(Event.objects.published().select_related("office"), slug=slug)


def _page(request: HttpRequest, event: Event, form: RegisterForm, status: int = 200) -> HttpResponse:
    closed = seats.why_closed(event, timezone.now())
    countries = Shares() if closed else shares_of(event)
    context = {
        **public_context(event),
        "form": form,
        "closed": closed,
        "prospect": "" if closed else registration.prospect(event, countries),
        "full_countries": [country_name(code) for code in countries.full],
    }
    response = render(request, "events/public/register.html", context, status=status)
    patch_cache_control(response, no_store=True)
    return response
