"""What state may follow which, for events and registrations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    POSTPONED = "postponed", _("postponed")
    RUNNING = "running", _("running")
    HELD = "held", pgettext_lazy("event state", "held")
    CLOSED = "closed", pgettext_lazy("event state", "closed")
    CANCELLED = "cancelled", pgettext_lazy("event state", "cancelled")


EVENT_MOVES: dict[str, frozenset[str]] = {
    EventState.DRAFT: frozenset({EventState.PUBLISHED, EventState.CANCELLED}),
    EventState.PUBLISHED: frozenset({EventState.RUNNING, EventState.POSTPONED, EventState.CANCELLED}),
    EventState.POSTPONED: frozenset({EventState.PUBLISHED, EventState.CANCELLED}),
    EventState.RUNNING: frozenset({EventState.HELD, EventState.CANCELLED}),
    EventState.HELD: frozenset({EventState.CLOSED}),
    EventState.CLOSED: frozenset({EventState.HELD}),
    EventState.CANCELLED: frozenset(),
}
PUBLIC_STATES = frozenset(EventState.values) - {EventState.DRAFT}
OPEN_STATES = frozenset({EventState.PUBLISHED, EventState.RUNNING})
"""States in which registrations are taken and reminders go out."""
LIVE_STATES = frozenset({EventState.PUBLISHED, EventState.RUNNING, EventState.POSTPONED})


class RegistrationState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("registration state", "invited")
    PENDING = "pending", pgettext_lazy("registration state", "waiting for approval")
    CONFIRMED = "confirmed", pgettext_lazy("registration state", "confirmed")
    WAITLISTED = "waitlisted", pgettext_lazy("registration state", "on the waiting list")
    ATTENDED = "attended", pgettext_lazy("registration state", "attended")
    ABSENT = "absent", pgettext_lazy("registration state", "absent")
    DECLINED = "declined", pgettext_lazy("registration state", "declined")
    CANCELLED = "cancelled", pgettext_lazy("registration state", "cancelled")
    SUBSTITUTED = "substituted", pgettext_lazy("registration state", "substituted")


REGISTRATION_MOVES: dict[str, frozenset[str]] = {
    RegistrationState.INVITED: frozenset({"pending", "confirmed", "waitlisted", "declined", "cancelled"}),
    RegistrationState.PENDING: frozenset({"confirmed", "waitlisted", "declined", "cancelled"}),
    RegistrationState.WAITLISTED: frozenset({"confirmed", "declined", "cancelled"}),
    RegistrationState.CONFIRMED: frozenset({"attended", "absent", "cancelled", "substituted", "waitlisted"}),
    RegistrationState.ATTENDED: frozenset({"absent", "confirmed"}),
    RegistrationState.ABSENT: frozenset({"attended", "confirmed"}),
    RegistrationState.DECLINED: frozenset({"pending", "confirmed", "waitlisted"}),
    RegistrationState.CANCELLED: frozenset(),
    RegistrationState.SUBSTITUTED: frozenset(),
}
SEATED_STATES = frozenset({RegistrationState.CONFIRMED, RegistrationState.ATTENDED, RegistrationState.ABSENT})
"""States that hold a seat."""
ENDED_STATES = frozenset(
    {RegistrationState.DECLINED, RegistrationState.CANCELLED, RegistrationState.SUBSTITUTED}
)


class ItemState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("agenda item", "planned")
    HELD = "held", pgettext_lazy("agenda item", "held")
    DROPPED = "dropped", pgettext_lazy("agenda item", "dropped")


ITEM_MOVES: dict[str, frozenset[str]] = {
    ItemState.PLANNED: frozenset({ItemState.HELD, ItemState.DROPPED}),
    ItemState.HELD: frozenset({ItemState.PLANNED}),
    ItemState.DROPPED: frozenset({ItemState.PLANNED}),
}
