"""Reminders of an event: its rules, what they will send to whom and when, what was sent, and how they read."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.languages import Language, supported
from base.listing import page_of, render_list
from base.refusals import refuse
from events import reminder_preview
from events.forms.reminder import ReminderForm
from events.models import Audience, Event, EventReminder
from events.services import reminders as rules
from people.doors import StaffRequest, opened, staff
from people.notices import kind_of
from people.policies import require
from people.services import mail, pauses

WRITING = ("GET", "HEAD", "POST")


@staff(None)
def reminders(request: StaffRequest, slug: str) -> HttpResponse:
    """One page: what will be sent, and what was sent."""
    event = opened(Event.objects.select_related("office"), request, "events.read", slug=slug)
    page = page_of(request, reminder_preview.sent_for(event))
    for notice in page:
        kind = kind_of(notice.kind)  # type: ignore[attr-defined]
        notice.label = kind.label if kind else notice.kind  # type: ignore[attr-defined]
    resting = pauses.resting(event, event.office)
    context = {
        "event": event,
        "rests": f"event:{event.pk}" in resting,
        "office_rests": f"office:{event.office_id}" in resting,
        "outlooks": reminder_preview.upcoming(event, timezone.now(), rest=bool(resting)),
        "page": page,
        "may_run": request.user.has_perm("events.run", event),
    }
    return render_list(request, "events/reminders.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects, request, "events.run", slug=slug)
    form = ReminderForm(request.POST or None, instance=EventReminder(event=event))
    if form.is_valid():
        try:
            rules.add_rule(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The reminder is planned."))
            return redirect("events:reminders", slug=slug)
    return _form(request, event, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    rule = _rule(request, slug, uid, "events.run")
    form = ReminderForm(request.POST or None, instance=rule)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            rules.amend_rule(rule, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, rule)
        else:
            messages.success(request, _("The reminder is saved."))
            return redirect("events:reminders", slug=slug)
    return _form(request, rule.event, form, rule)


@staff(None, methods=("POST",))
def pause(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Pauses the rule, or with `active=1` lets it go on."""
    rule = _rule(request, slug, uid, "events.run")
    active = request.POST.get("active") == "1"
    try:
        rules.amend_rule(rule, {"active": active}, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(
            request, _("The reminder goes out again.") if active else _("The reminder is paused.")
        )
    return redirect("events:reminders", slug=slug)


@staff(None, methods=("POST",))
def rest(request: StaffRequest, slug: str) -> HttpResponse:
    """Lets all reminders of the event rest, or with `active=1` go on."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    if request.POST.get("active") == "1":
        pauses.resume(event, by=request.user, at=timezone.now())
        messages.success(request, _("The reminders of this event go out again."))
    else:
        pauses.pause(event, by=request.user, at=timezone.now())
        messages.success(request, _("The reminders of this event are paused."))
    return redirect("events:reminders", slug=slug)


@staff(None, methods=WRITING)
def delete(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    rule = _rule(request, slug, uid, "events.run")
    if request.method == "POST":
        rules.delete_rule(rule, by=request.user, at=timezone.now())
        messages.success(request, _("The reminder is deleted."))
        return redirect("events:reminders", slug=slug)
    return render(request, "events/reminder_delete.html", {"event": rule.event, "rule": rule})


@staff(None)
def preview(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """How it reads to its first recipient, in the language asked for."""
    rule = _rule(request, slug, uid, "events.read")
    language = supported(request.GET.get("language") or rule.event.office.language)
    message = reminder_preview.sample(rule, language)
    context = {
        "event": rule.event,
        "rule": rule,
        "message": message,
        "sender": mail.sender(message.sender_name),
        "language": language,
        "languages": Language.choices,
        "may_run": request.user.has_perm("events.run", rule),
    }
    return render(request, "events/reminder_preview.html", context)


@staff(None, methods=("POST",))
def send_test(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """A copy to whoever asks for it, in the language of the preview."""
    rule = _rule(request, slug, uid, "events.run")
    language = supported(request.POST.get("language"))
    try:
        rules.send_test(rule, to=request.user, language=language, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(
            request, _("A test mail to %(address)s is on its way.") % {"address": request.user.email}
        )
    return redirect("events:reminders", slug=slug)


@staff(None)
def recipients(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Whom the rule would reach as things stand."""
    rule = _rule(request, slug, uid, "events.read_participants")
    context = {
        "event": rule.event,
        "rule": rule,
        "page": page_of(request, reminder_preview.recipients(rule)),
        "speakers": rule.audience == Audience.SPEAKERS,
    }
    return render_list(request, "events/reminder_recipients.html", context)


def _rule(request: StaffRequest, slug: str, uid: uuid.UUID, perm: str) -> EventReminder:
    listed = EventReminder.objects.select_related("event__office")
    return opened(listed, request, perm, event__slug=slug, uid=uid)


def _form(
    request: StaffRequest, event: Event, form: ReminderForm, rule: EventReminder | None = None
) -> HttpResponse:
    require(request.user, "events.run", event)
    context = {
        "event": event,
        "rule": rule,
        "form": form,
        "placeholders": reminder_preview.placeholder_help(),
    }
    return render(request, "events/reminder_form.html", context, status=422 if form.errors else 200)
