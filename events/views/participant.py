"""One participant of an event, for the organizer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.errors import WHOLE, DomainError
from base.refusals import refuse
from events.forms.participants import GroupRegistrationForm, NewParticipantForm, ParticipantForm
from events.models import Registration
from events.offers import offers_to
from events.services import registration_changes, registration_letters
from events.states import ENDED_STATES, RegistrationState
from events.views.selected_participants import VERBS
from people.doors import StaffRequest, opened, staff
from people.models import Entry
from people.policies import require

READ_AND_SEND = ("GET", "HEAD", "POST")
BUTTONS = (
    ("confirm", RegistrationState.CONFIRMED, gettext_lazy("Confirm")),
    ("waiting_list", RegistrationState.WAITLISTED, gettext_lazy("Put on the waiting list")),
    ("attended", RegistrationState.ATTENDED, gettext_lazy("Attended")),
    ("absent", RegistrationState.ABSENT, gettext_lazy("Absent")),
    ("decline", RegistrationState.DECLINED, gettext_lazy("Decline")),
    ("cancel", RegistrationState.CANCELLED, gettext_lazy("Cancel the registration")),
)


@staff(None, methods=READ_AND_SEND)
def participant(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    own = _opened(request, slug, uid, "events.read_participants")
    form = ParticipantForm(request.POST or None, registration=own)
    if request.method == "POST":
        require(request.user, "events.run", own)
        if form.is_valid():
            try:
                registration_changes.amend_registration(
                    own,
                    form.changes(),
                    by=request.user,
                    at=timezone.now(),
                    expected=form.cleaned_data["version"],
                )
            except DomainError as exc:
                refuse(form, exc, own)
            else:
                messages.success(request, _("Saved."))
                return redirect("events:participant", slug=slug, uid=uid)
    return render(
        request, "events/participant.html", _context(request, own, form), status=422 if form.errors else 200
    )


@staff(None, methods=("POST",))
def move(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    own = _opened(request, slug, uid, "events.run")
    verb = VERBS.get(request.POST.get("action", ""))
    if verb is None:
        return HttpResponseBadRequest(_("Choose what to do."))
    try:
        verb([own], by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.errors.get(WHOLE, [exc.message])[-1])
    else:
        messages.success(request, _("Saved."))
    return redirect("events:participant", slug=slug, uid=uid)


@staff(None, methods=READ_AND_SEND)
def group(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """What is known of an unnamed group."""
    own = _opened(request, slug, uid, "events.run")
    if own.group is None:
        return redirect("events:participant", slug=slug, uid=uid)
    form = GroupRegistrationForm(request.POST or None, office=own.office, instance=own.group)
    if request.method == "POST" and form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            registration_changes.amend_group(
                own, form.group_values(), by=request.user, at=timezone.now(), expected=expected
            )
        except DomainError as exc:
            refuse(form, exc, own.group)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:participant", slug=slug, uid=uid)
    context = {"event": own.event, "form": form, "registration": own}
    return render(request, "events/participant_group.html", context, status=422 if form.errors else 200)


@staff(None, methods=READ_AND_SEND)
def substitute(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Another person takes the seat."""
    own = _opened(request, slug, uid, "events.run")
    form = NewParticipantForm(
        request.POST or None, office=own.office, event=own.event, with_state=False,
        initial={"role": own.role, "manner": own.manner, "organization_name": own.organization_name},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            new = registration_changes.substitute(
                own, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("%(name)s has the seat now.") % {"name": new.person})
            return redirect("events:participant", slug=slug, uid=new.uid)
    context = {"event": own.event, "form": form, "registration": own}
    return render(request, "events/participant_substitute.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def send_link(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    own = _opened(request, slug, uid, "events.run")
    if own.email:
        registration_letters.write_link([own], at=timezone.now())
        messages.success(request, _("The link is on its way."))
    else:
        messages.warning(request, _("There is no e-mail address to send it to."))
    return redirect("events:participant", slug=slug, uid=uid)


def _opened(request: StaffRequest, slug: str, uid: UUID, perm: str) -> Registration:
    found = Registration.objects.select_related("event", "person", "group", "office", "organization")
    return opened(found, request, perm, event__slug=slug, uid=uid)


def _context(request: StaffRequest, own: Registration, form: ParticipantForm) -> dict[str, Any]:
    possible = own.moves.get(own.state, frozenset())
    return {
        "event": own.event,
        "registration": own,
        "form": form,
        "name": own.person.name if own.person else own.group.label if own.group else "",
        "may_run": request.user.has_perm("events.run", own),
        "buttons": [(action, label) for action, state, label in BUTTONS if state in possible],
        "may_substitute": RegistrationState.SUBSTITUTED in possible,
        "stands": own.state not in ENDED_STATES,
        "offers": offers_to(request.user, own),
        "entries": Entry.objects.about(f"registration:{own.pk}").select_related("by")[:50],
    }
