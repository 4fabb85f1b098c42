"""The doors of participants: registrations and messages to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.errors import Invalid
from base.inputs import changing
from events.api.filters import OfEventFilter, RegistrationFilter
from events.api.inputs import MessageInput, RegistrationInput, RegistrationMoveInput, SubstituteInput
from events.api.pictures import MESSAGE, REGISTRATION
from events.models import EventMessage, Registration
from events.services import (
    messages,
    registration,
    registration_changes,
    registration_letters,
    registration_moves,
)
from people.api.doors import reading
from people.api.keeping import Adding, Changing, demand_one_office
from people.policies import require

READ, RUN = "events.read_participants", "events.run"
MOVES = {
    "confirmed": registration_moves.confirm,
    "waitlisted": registration_moves.put_on_waiting_list,
    "declined": registration_moves.decline,
    "cancelled": registration_moves.cancel,
    "attended": registration_moves.mark_attended,
    "absent": registration_moves.mark_absent,
}
SILENT = frozenset({"attended", "absent"})


class RegistrationDoor(Adding, Changing):
    """Participants, entered by an organizer; whoever registers alone does so on the event's page."""

    rule = reading(READ, create=RUN, partial_update=RUN, move=RUN, substitute=RUN, send_link=RUN)
    model, picture = Registration, REGISTRATION
    one, many = "a registration", "registrations"
    parent = "event"
    input, changes = RegistrationInput, changing(RegistrationInput)
    filterset_class = RegistrationFilter
    related = ("event", "person", "group")

    def add(self, place: Any, values: dict[str, Any]) -> Registration:
        group = values.pop("group", None)
        if group is None:
            return registration.add_registration(**values, **self.doing)
        about: dict[str, Any] = {
            name: values.pop(name) for name in ("email", "language", "note") if name in values
        }
        known = {name: values.pop(name) for name in ("event", "state", "role", "manner") if name in values}
        values.pop("notify", None)
        if stated := [name for name, value in values.items() if value]:
            raise Invalid(errors={name: [_("A group registers without this.")] for name in stated})
        return registration.register_group(group=group, registration=about, **known, **self.doing)

    def amend(self, obj: Registration, values: dict[str, Any], expected: int) -> None:
        registration_changes.amend_registration(obj, values, expected=expected, **self.doing)

    @action(
        detail=False, methods=["post"], input=RegistrationMoveInput, shows_many=True, pagination_class=None,
        filterset_class=None, summary="Move registrations to another state",
    )  # fmt: skip
    def move(self, request: Request) -> Response:
        """All or none: confirm, decline, cancel, put on the waiting list, or mark who came. They belong to one event."""
        values = self.sent()
        to, notify = values["to"], values.get("notify", True)
        chosen = self.chosen(values["uids"])
        quietly = {} if to in SILENT else {"notify": notify}
        MOVES[to](chosen, note=values.get("note", ""), **quietly, **self.doing)
        moved = self.get_queryset().filter(pk__in=[one.pk for one in chosen]).order_by("seq")
        return Response(REGISTRATION.many(REGISTRATION.rows(moved)))

    @action(
        detail=True, methods=["post"], input=SubstituteInput, status=201, demands_etag=True,
        summary="Pass a seat on to another person",
    )  # fmt: skip
    @transaction.atomic
    def substitute(self, request: Request, **lookup: Any) -> HttpResponse:
        """The confirmed seat goes to a person of the directory, or to a new one by name."""
        own = self.opened(locked=False, related=self.related)
        self.demanded(own)
        values = self.sent()
        demand_one_office(own.office_id, values)
        return self.once(lambda: self.made(registration_changes.substitute(own, **values, **self.doing)))

    @action(
        detail=True,
        methods=["post"],
        url_path="send-link",
        status=204,
        summary="Send the link of a registration again",
    )
    def send_link(self, request: Request, **lookup: Any) -> HttpResponse:
        """By it the participant sees, changes and cancels the registration."""
        own = self.opened(related=("event",))
        if not own.email:
            raise Invalid(_("There is no e-mail address to send it to."), field="email")
        with transaction.atomic():
            registration_letters.write_link([own], at=self.at)
        return HttpResponse(status=204)

    def chosen(self, uids: Iterable[Any]) -> list[Registration]:
        """Raises Invalid when one does not exist, NotAllowed."""
        wanted = set(uids)
        found = list(self.get_queryset().filter(uid__in=wanted).select_related("event"))
        if len(found) < len(wanted):
            raise Invalid(
                _("%(count)s of these registrations do not exist.") % {"count": len(wanted) - len(found)},
                field="uids",
            )
        for one in found:
            require(self.request.user, self.perm, one)
        return found


class MessageDoor(Adding):
    """What organizers wrote to a selection of participants."""

    rule = reading(READ, create=RUN)
    model, picture = EventMessage, MESSAGE
    one, many = "a message", "messages"
    parent = "event"
    input = MessageInput
    filterset_class = OfEventFilter

    def add(self, place: Any, values: dict[str, Any]) -> EventMessage:
        wanted = set(values.pop("registrations"))
        found = list(Registration.objects.visible_to(self.request.user).filter(event=place, uid__in=wanted))
        if len(found) < len(wanted):
            message = _("%(count)s of these are not registered for this event.") % {
                "count": len(wanted) - len(found)
            }
            raise Invalid(message, field="registrations")
        return messages.send_message(registrations=found, **values, **self.doing)
