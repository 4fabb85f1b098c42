"""The moves of an event, each behind a page that says what it does; cloning and deleting a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from base.dates import PartialDate
from base.errors import DomainError
from base.languages import EN, column, columns
from base.refusals import refuse
from events.forms.planning import CloneForm, MoveForm
from events.models import Event, Registration
from events.services.cloning import clone
from events.services.lifecycle import delete_draft, move_event
from events.states import EventState
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Move:
    """How a move is offered: its button, its tone, what it does."""

    to: str
    label: Any
    effect: Any
    tone: str = "primary"
    told: Any = ""
    """Where a reason is asked: the letter in which it stands, when it is to be told."""

    @property
    def asks_reason(self) -> bool:
        return bool(self.told)


MOVES = {
    move.to: move
    for move in (
        Move(
            EventState.PUBLISHED,
            gettext_lazy("Publish"),
            gettext_lazy("Its page, programme and registration open to the public, and reminders that fall due from now on are sent."),
        ),
        Move(
            EventState.RUNNING,
            gettext_lazy("It has begun"),
            gettext_lazy("The event is shown as running. Registration stays open as long as its window does."),
        ),
        Move(
            EventState.HELD,
            pgettext_lazy("move of an event", "It was held"),
            gettext_lazy("Registration ends; record what happened, who came and what was agreed, then build the report."),
        ),
        Move(
            EventState.CLOSED,
            pgettext_lazy("move of an event", "Close"),
            gettext_lazy("Everything is recorded and reported. You can open it again."),
        ),
        Move(
            EventState.POSTPONED,
            gettext_lazy("Postpone"),
            gettext_lazy("The page says so, registration pauses and every reminder is held until you publish the event again with its new date; those registered are told the new date then."),
            told=gettext_lazy("It then stands, as you typed it, in the letter with the new date that everybody registered gets."),
        ),
        Move(
            EventState.CANCELLED,
            gettext_lazy("Cancel the event"),
            gettext_lazy("This cannot be undone. Waiting reminders are withdrawn, what is still planned on the agenda is dropped, and everybody registered is informed by mail."),
            tone="danger",
            told=gettext_lazy("It then stands, as you typed it, in the letter that everybody registered gets now."),
        ),
    )
}  # fmt: skip


def moves_of(event: Event) -> list[Move]:
    """The moves that are open to the event, in the order of its life."""
    allowed = Event.moves[event.state]
    return [move for to, move in MOVES.items() if to in allowed]


@staff(None, methods=WRITING)
def move(request: StaffRequest, slug: str, to: str) -> HttpResponse:
    """GET asks, POST moves."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    asked = MOVES.get(to)
    if asked is None:
        raise Http404
    form = MoveForm(
        request.POST or None, with_reason=asked.asks_reason, told=asked.told, initial={"version": event.version}
    )  # fmt: skip
    if form.is_valid():
        try:
            move_event(
                event, to=to, by=request.user, at=timezone.now(),
                note=form.cleaned_data.get("note", ""), tell_reason=form.cleaned_data.get("tell_reason", False),
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, event)
        else:
            state = event.get_state_display()
            messages.success(request, _("“%(event)s” is now %(state)s.") % {"event": event, "state": state})
            return redirect("reports:event", slug=event.slug)
    registered = Registration.objects.filter(event=event).active().count()
    allowed = to in Event.moves[event.state]
    return render(
        request,
        "events/move.html",
        {"event": event, "move": asked, "form": form, "registered": registered, "allowed": allowed},
        status=422 if form.errors else 200,
    )


@staff(None, methods=WRITING)
def clone_event(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(
        Event.objects.select_related("series", "parent", "office"), request, "events.run", slug=slug
    )
    form = CloneForm(request.POST or None, event=event, initial={"title": event.title})
    if form.is_valid():
        start_on: PartialDate | None = form.cleaned_data["start_on"]
        values = {"edition": form.cleaned_data.get("edition")} | _titled(event, form.cleaned_data["title"])
        try:
            copy = clone(event, by=request.user, at=timezone.now(), start_on=start_on, **values)
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(
                request, _("The new event is a draft. Check its dates and rooms, then publish it.")
            )
            return redirect("events:edit", slug=copy.slug)
    context = {"event": event, "form": form}
    return render(request, "events/clone.html", context, status=422 if form.errors else 200)


@staff(None, methods=WRITING)
def delete(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects, request, "events.run", slug=slug)
    if request.method == "POST":
        name = str(event)
        try:
            delete_draft(event, by=request.user, at=timezone.now())
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect("events:edit", slug=slug)
        messages.success(request, _("The draft “%(event)s” is deleted.") % {"event": name})
        return redirect("events:list")
    return render(request, "events/delete.html", {"event": event})


def _titled(event: Event, title: str) -> dict[str, str]:
    """A title that was changed holds for the language it was shown in; the others would still name the old event."""
    if title == event.title:
        return {}
    language = translation.get_language() or EN
    return dict.fromkeys(columns("title"), "") | {column("title", language): title}
