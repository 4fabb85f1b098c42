"""What will be sent to whom and when, and what was sent: the picture that the reminders page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Audience, Event, EventReminder, Participation, Registration
from events.placeholders import NAMES
from events.reminder_notices import message, preset_text
from events.services.planning import KIND, SPEAKING_ROLES, states_of
from events.states import OPEN_STATES, EventState, ItemState
from people.models import Notice, NoticeState, Person, User
from people.notices import Message
from people.services.own_texts import office_texts

SENT_KINDS = (KIND, "event.message", "event.cancelled", "event.moved")


@dataclass(frozen=True, slots=True)
class Outlook:
    """One rule: whether it is still to come, whom it reaches as things stand, and how many notices it has made."""

    rule: EventReminder
    to_come: bool
    recipients: int
    made: dict[str, int]
    hindrance: str

    @property
    def sent(self) -> int:
        return self.made.get(NoticeState.SENT, 0)

    @property
    def troubled(self) -> int:
        return self.made.get(NoticeState.FAILED, 0) + self.made.get(NoticeState.UNKNOWN, 0)


def upcoming(event: Event, at: dt.datetime, *, rest: bool = False) -> list[Outlook]:
    """All rules of the event in order of time, in four queries; `rest` when they are paused as a whole."""
    rules = list(event.reminders.all())
    counts = dict(
        Registration.objects.filter(event=event)
        .exclude(email="")
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    speakers = _speakers(event).count() if any(rule.audience == Audience.SPEAKERS for rule in rules) else 0
    made = _made(event, rules)
    return [
        Outlook(
            rule=rule,
            to_come=_is_to_come(rule, event, at),
            recipients=speakers
            if rule.audience == Audience.SPEAKERS
            else sum(counts.get(s, 0) for s in states_of(rule)),
            made=made.get(str(rule.uid), {}),
            hindrance=_hindrance(rule, event, rest),
        )
        for rule in rules
    ]


def recipients(rule: EventReminder) -> QuerySet[Any]:
    """Registrations, or for speakers people, that the rule would reach as things stand."""
    if rule.audience == Audience.SPEAKERS:
        return _speakers(rule.event).order_by("sort_name", "pk")
    return (
        Registration.objects.filter(event=rule.event_id, state__in=states_of(rule))
        .exclude(email="")
        .select_related("person", "group")
        .order_by("seq")
    )


def sent_for(event: Event) -> QuerySet[Notice]:
    """Reminders, messages and announcements of the event that left, failed or are on their way, the latest first."""
    return Notice.objects.about(f"event:{event.pk}").filter(kind__in=SENT_KINDS).order_by("-due_at", "-pk")


def sample(rule: EventReminder, language: str, reader: User | None = None) -> Message:
    """How the rule reads to its first recipient, or to `reader`; the recipient's own link is not shown to others."""
    first = None if reader else recipients(rule).first()
    person = first if isinstance(first, Person) else first.person if first else None
    stand_in = {"registration_link": _("(the recipient’s own link)")}
    if reader is not None or first is None:
        stand_in["person_name"] = reader.name if reader else _("(name of the recipient)")
    registration = first if isinstance(first, Registration) else None
    own = office_texts(rule.event.office_id, preset_text(rule))
    return message(rule, language, registration=registration, person=person, instead=stand_in, own=own)


def placeholder_help() -> list[tuple[str, Any]]:
    return [(f"{{{name}}}", label) for name, label in NAMES.items()]


def _speakers(event: Event) -> QuerySet[Person]:
    speaking = Participation.objects.filter(event=event, role__in=SPEAKING_ROLES).exclude(
        item__state=ItemState.DROPPED
    )
    registered = Registration.objects.filter(event=event).active().exclude(email="")
    return Person.objects.filter(pk__in=speaking.values("person")).filter(
        ~Q(email="") | Q(pk__in=registered.values("person"))
    )


def _made(event: Event, rules: list[EventReminder]) -> dict[str, dict[str, int]]:
    rows = (
        Notice.objects.filter(kind=KIND, rule__in=[str(rule.uid) for rule in rules])
        .about(f"event:{event.pk}")
        .order_by()
        .values_list("rule", "state")
        .annotate(n=Count("pk"))
    )
    made: dict[str, dict[str, int]] = {}
    for rule, state, count in rows:
        made.setdefault(rule, {})[state] = count
    return made


def _is_to_come(rule: EventReminder, event: Event, at: dt.datetime) -> bool:
    waiting = (
        EventState.DRAFT,
        EventState.POSTPONED,
        *OPEN_STATES,
        *((EventState.HELD,) if rule.days > 0 else ()),
    )
    return rule.active and rule.due_at is not None and rule.due_at > at and event.state in waiting


def _hindrance(rule: EventReminder, event: Event, rest: bool) -> str:
    """Why a rule that is to come would not go out as things stand; empty when it would."""
    if rule.due_at is None:
        return _("Waits until the exact day is stated.")
    if not rule.active or rest:
        return _("Paused.")
    if event.state == EventState.DRAFT:
        return _("Waits until the event is published.")
    if event.state == EventState.POSTPONED:
        return _("Held, because the event is postponed.")
    if event.state == EventState.CANCELLED:
        return _("The event is cancelled.")
    return ""
