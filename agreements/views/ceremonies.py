"""The ceremonies of an event: the list, the page of each, the page for the phone on the day, and what came of them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.ceremonies import Ceremony, ceremonies_of, ceremony_of
from agreements.checklist import checklist
from agreements.forms.outcomes import AppointmentForm
from agreements.models import Outcome, OutcomeKind, Party, Representative, Signing
from agreements.services import ceremonies as verbs
from agreements.services.agreements import move_agreement
from agreements.services.signatures import record_signature
from agreements.states import AgreementState
from agreements.views.outcomes import WRITING
from base.dates import PartialDate
from base.errors import DomainError, Invalid
from base.languages import CODES, Language
from base.refusals import refuse
from events.models import AgendaItem
from events.opening import event_of
from people.doors import StaffRequest, staff
from people.policies import require

RELATED = ("event__office", "room__venue", "host")


@staff(None)
def ceremonies(request: StaffRequest, slug: str) -> HttpResponse:
    """Signings, unveilings, launches and appointments; a fixed number of queries."""
    event = event_of(request, slug, "agreements.read")
    items = ceremonies_of(event, request.user)
    signings: dict[int, list[Signing]] = {item.pk: [] for item in items}
    rows = Signing.objects.visible_to(request.user).filter(item__in=items).select_related("agreement")
    for signing in rows:
        signings[signing.item_id].append(signing)
    outcomes: dict[int, list[Outcome]] = {item.pk: [] for item in items}
    for outcome in Outcome.objects.filter(item__in=items):
        outcomes[outcome.item_id].append(outcome)
    listed = [{"item": item, "signings": signings[item.pk], "outcomes": outcomes[item.pk]} for item in items]
    return render(request, "agreements/ceremonies.html", {"event": event, "ceremonies": listed})


@staff(None)
def ceremony(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """What is signed in which order and what is missing, the run of show, what came of it."""
    shown = opened_ceremony(request, slug, uid, "agreements.read")
    tables = [{"table": table, "lacks": checklist(table, shown)} for table in shown.tables]
    context = {
        **_context(request, shown),
        "tables": tables,
        "may_arrange": request.user.has_perm("events.arrange_seating", shown.item),
        "languages": Language.choices,
        "language": request.LANGUAGE_CODE if request.LANGUAGE_CODE in CODES else "en",
        "appointees": verbs.appointees(shown),
    }
    return render(request, "agreements/ceremony.html", context)


@staff(None, methods=WRITING)
def now(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """On the day, on the phone: one tap for each signature; then the agreement moves to signed."""
    shown = opened_ceremony(request, slug, uid, "agreements.edit")
    if request.method == "POST":
        try:
            _tapped(request, shown)
        except DomainError as exc:
            messages.error(request, exc.message)
        return redirect("agreements:outcome_ceremony_now", slug=slug, uid=uid)
    context = _context(request, shown) | {"day": _day(shown)}
    return render(request, "agreements/ceremony_now.html", context)


@staff(None, methods=("POST",))
def record(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """In one tap: it was unveiled, or launched."""
    shown = opened_ceremony(request, slug, uid, "agreements.record_outcomes")
    try:
        verbs.record_act(shown, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The outcome is recorded."))
    return redirect("agreements:outcome_ceremony", slug=slug, uid=uid)


@staff(None, methods=WRITING)
def appoint(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Who was appointed to which post; `?person=` is one of those named in the agenda."""
    shown = opened_ceremony(request, slug, uid, "agreements.record_outcomes")
    form = AppointmentForm(request.POST or None, office=shown.item.event.office, outcome=Outcome())
    named = {str(person.uid): person for person in verbs.appointees(shown)}
    if request.GET.get("person") in named:
        form.initial["person"] = named[request.GET["person"]]
    form.initial["organization"] = shown.item.host
    if form.is_valid():
        try:
            verbs.record_appointment(shown.item, form.values(), by=request.user, at=timezone.now())
        except DomainError as exc:
            exc.errors = {name.removeprefix("appointment."): said for name, said in exc.errors.items()}
            refuse(form, exc)
        else:
            messages.success(request, _("The appointment is recorded."))
            return redirect("agreements:outcome_ceremony", slug=slug, uid=uid)
    return render(request, "agreements/ceremony_appoint.html", _context(request, shown) | {"form": form})


def opened_ceremony(request: StaffRequest, slug: str, uid: UUID, perm: str) -> Ceremony:
    """The picture of the item asked for; 404 when it is hidden or missing."""
    event = event_of(request, slug, perm)
    item = get_object_or_404(AgendaItem.objects.select_related(*RELATED), event=event, uid=uid)
    return ceremony_of(item, request.user)


def _tapped(request: StaffRequest, shown: Ceremony) -> None:
    """Raises Conflict, Invalid; what belongs to no signing of the ceremony is Invalid."""
    tables = {str(table.agreement.uid): table for table in shown.tables}
    if agreement := request.POST.get("agreement"):
        table = tables.get(agreement)
        if table is None or not table.all_signed:
            raise Invalid(_("Not all parties have signed."))
        on = PartialDate.of(_day(shown))
        move_agreement(table.agreement, to=AgreementState.SIGNED, on=on, by=request.user, at=timezone.now())
        messages.success(request, _("The agreement is signed."))
        return
    representative, party = _representative(shown, request.POST.get("representative", ""))
    require(request.user, "agreements.edit", party)
    record_signature(
        party=party,
        person=representative.person,
        post=representative.post,
        by=request.user,
        at=timezone.now(),
    )


def _representative(shown: Ceremony, uid: str) -> tuple[Representative, Party]:
    for table in shown.tables:
        for side in table.sides:
            for one in side.signatories:
                if str(one.uid) == uid:
                    return one, side.party
    raise Invalid(_("They are not named to sign here."))


def _day(shown: Ceremony) -> dt.date:
    """Of the item where it is known to the day, else today; what is signed ahead of its day is signed today."""
    on, today = shown.item.on, timezone.localdate()
    return min(on.date, today) if on and on.date else today


def _context(request: StaffRequest, shown: Ceremony) -> dict[str, Any]:
    event = shown.item.event
    return {
        "event": event,
        "item": shown.item,
        "ceremony": shown,
        "may_edit": request.user.has_perm("agreements.edit", event),
        "may_record": request.user.has_perm("agreements.record_outcomes", event),
        "appointment": OutcomeKind.APPOINTMENT,
        "signed_states": [AgreementState.TEXT_AGREED, AgreementState.SIGNED, AgreementState.IN_FORCE],
    }
