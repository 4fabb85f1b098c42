"""A participant's own registration, opened by a signed link: see, change, answer, cancel."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError
from base.refusals import refuse
from events.forms.registration import OwnDetailsForm
from events.links import BadLink, registration_of, registration_token
from events.models import Registration
from events.offers import offers_for
from events.services import registration_changes, registration_moves
from events.states import ENDED_STATES, LIVE_STATES, SEATED_STATES, RegistrationState
from events.views.public_context import public_context
from people.doors import public

Page = Callable[[HttpRequest, Registration, str], HttpResponse]
Door = Callable[[HttpRequest, str], HttpResponse]
RULE = "signed link"
ASKED = (RegistrationState.INVITED,)


def by_link(page: Page) -> Door:
    """Opens the registration of the token, or says how to get a new link; nothing of it is stored on the way."""

    @wraps(page)
    def door(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = page(request, registration_of(token), token)
        except BadLink as exc:
            response = _lost(request, exc.registration)
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return door


@public(rule=RULE)
@by_link
def registration(request: HttpRequest, own: Registration, token: str) -> HttpResponse:
    return render(request, "events/public/registration.html", _context(own, token))


@public(methods=("GET", "HEAD", "POST"), rule=RULE)
@by_link
def amend(request: HttpRequest, own: Registration, token: str) -> HttpResponse:
    if not _changeable(own):
        return redirect("events:registration", token=token)
    form = OwnDetailsForm.of(own, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            registration_changes.amend_registration(
                own,
                form.changes(),
                by="participant",
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, own)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("events:registration", token=registration_token(own))
    context = {**_context(own, token), "form": form}
    return render(
        request, "events/public/registration_amend.html", context, status=422 if form.errors else 200
    )


@public(methods=("GET", "HEAD", "POST"), rule=RULE)
@by_link
def cancel(request: HttpRequest, own: Registration, token: str) -> HttpResponse:
    """Asks first (GET), then does it (POST)."""
    if request.method != "POST":
        if not _changeable(own):
            return redirect("events:registration", token=token)
        return render(request, "events/public/registration_cancel.html", _context(own, token))
    return _do(request, registration_moves.cancel, own, token, _("Your registration is cancelled."))


@public(methods=("POST",), rule=RULE)
@by_link
def answer(request: HttpRequest, own: Registration, token: str) -> HttpResponse:
    """An invited person says yes or no. With no seat left, yes means the waiting list."""
    if own.state not in ASKED or not _changeable(own):
        return redirect("events:registration", token=token)
    if request.POST.get("answer") == "no":
        return _do(request, registration_moves.decline, own, token, _("Thank you for telling us."))
    try:
        registration_moves.confirm([own], by="participant", at=timezone.now())
        messages.success(request, _("Your place is confirmed."))
    except Conflict:
        return _do(
            request, registration_moves.put_on_waiting_list, own, token, _("You are on the waiting list.")
        )
    return redirect("events:registration", token=token)


def _do(
    request: HttpRequest, verb: Callable[..., Any], own: Registration, token: str, done: str
) -> HttpResponse:
    try:
        verb([own], by="participant", at=timezone.now())
        messages.success(request, done)
    except Conflict:
        messages.error(request, _("This is no longer possible; please write to the organizer."))
    return redirect("events:registration", token=token)


def _changeable(own: Registration) -> bool:
    """While the event lies ahead and the registration stands."""
    over = own.event.ends_at is not None and own.event.ends_at <= timezone.now()
    present = {RegistrationState.ATTENDED, RegistrationState.ABSENT} | ENDED_STATES
    return own.state not in present and own.event.state in LIVE_STATES and not over


def _context(own: Registration, token: str) -> dict[str, Any]:
    event = own.event
    place = None
    if own.state == RegistrationState.WAITLISTED:
        place = Registration.objects.filter(event_id=event.pk, state="waitlisted", seq__lte=own.seq).count()
    may_join = own.state in SEATED_STATES and event.state in LIVE_STATES
    return {
        **public_context(event),
        "registration": own,
        "token": token,
        "place_in_line": place,
        "join_url": event.join_url if may_join else "",
        "changeable": _changeable(own),
        "asked": own.state in ASKED,
        "offers": offers_for(own),
    }


def _lost(request: HttpRequest, claimed: Registration | None) -> HttpResponse:
    """Only the event is taken from a link that does not hold, and only if anyone may open it."""
    event = claimed.event if claimed else None
    known = event if event and event.visibility != "internal" and event.state != "draft" else None
    return render(request, "events/public/link_lost.html", public_context(known) if known else {}, status=404)
