"""Reminder rules of an event: the three that every event begins with, and any that an organizer adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from base import placeholders
from base.dates import local_instant
from base.errors import Conflict, Invalid
from base.languages import CODES, column, columns, texts
from base.records import key
from events.models import Audience, Event, EventReminder
from events.placeholders import NAMES
from people.models import User
from people.services import outbox, records
from people.services.journal import Actor
from people.services.trials import count_trial

KIND = "event.reminder"
TEST_KIND = "event.reminder.test"
Preset = EventReminder.Preset
DEFAULTS = (
    (-7, Audience.CONFIRMED, Preset.BEFORE),
    (-1, Audience.CONFIRMED, Preset.BEFORE),
    (1, Audience.ATTENDED, Preset.THANKS),
)
"""Days, to whom, text: a week and a day before, thanks the day after."""
FURTHEST = 366


def due_moment(event: Event, days: int, time: dt.time) -> dt.datetime | None:
    """When a rule falls due, by the clock of the event's zone; None while its day is not fully known."""
    anchor = (event.end_on or event.start_on) if days > 0 else event.start_on
    day = anchor.date if anchor else None
    if day is None or not event.zone:
        return None
    return local_instant(day + dt.timedelta(days=days), time, event.zone)


@transaction.atomic
def add_defaults(event: Event, *, by: Actor, at: dt.datetime) -> list[EventReminder]:
    return [
        _create(EventReminder(event=event, days=days, audience=audience, preset=preset), event, by=by, at=at)
        for days, audience, preset in DEFAULTS
    ]


@transaction.atomic
def add_rule(*, event: Event, by: Actor, at: dt.datetime, **values: Any) -> EventReminder:
    """Raises Invalid: unknown placeholders, an own text without subject or body, a moment that has passed.

    Raises Conflict for the same reminder once more, as a form that is sent twice asks for it: each reader would get two.
    """
    rule = EventReminder(event=event, **values)
    _check_texts(rule)
    _check_moment(rule, event, at)
    _demand_once(rule)
    return _create(rule, event, by=by, at=at)


@transaction.atomic
def amend_rule(
    rule: EventReminder,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale; Conflict for what another active rule sends too."""
    before = (rule.days, rule.time, rule.active)
    for name, value in changes.items():
        setattr(rule, name, value)
    _check_texts(rule)
    if (rule.days, rule.time, rule.active) != before and rule.active:
        _check_moment(rule, rule.event, at)
    if rule.active:
        _demand_once(rule)
    rule.due_at = due_moment(rule.event, rule.days, rule.time)
    return records.amend(rule, {**changes, "due_at": rule.due_at}, by=by, at=at, expected=expected)


@transaction.atomic
def delete_rule(rule: EventReminder, *, by: Actor, at: dt.datetime) -> None:
    """What it would still have sent is withdrawn; what it sent stays on record."""
    outbox.withdraw(
        about=key("reminder", rule.pk), kinds=[KIND], at=at, reason=gettext_noop("the rule was deleted")
    )
    records.delete(rule, by=by, at=at)


@transaction.atomic
def recompute(event: Event) -> None:
    """Set anew when each rule falls due, and take back what was about to go out for the earlier dates."""
    rules = list(event.reminders.all())
    for rule in rules:
        rule.due_at = due_moment(event, rule.days, rule.time)
    EventReminder.objects.bulk_update(rules, ["due_at"])
    outbox.withdraw(
        about=key("event", event.pk),
        kinds=[KIND],
        at=event.updated_at,
        reason=gettext_noop("the dates of the event changed"),
    )


def copy_rules(*, of: Event, to: Event, by: Actor, at: dt.datetime) -> list[EventReminder]:
    """The rules of one event for another, as cloning wants them; nothing of what was sent comes along."""
    copied = ("days", "time", "audience", "preset", "active", *columns("subject", "body"))
    return [
        _create(EventReminder(event=to, **{name: getattr(rule, name) for name in copied}), to, by=by, at=at)
        for rule in of.reminders.all()
    ]


def send_test(rule: EventReminder, *, to: User, language: str, at: dt.datetime) -> None:
    """A copy of what the rule says, to one's own address. Raises TooManyTrials."""
    count_trial(to)
    letter = outbox.Letter(
        office_id=rule.office_id,
        recipient=key("user", to.pk),
        address=to.email,
        language=language,
        kind=TEST_KIND,
        occurrence=f"{rule.uid}:{at.isoformat()}",
        data={"rule": rule.pk, "user": to.pk},
        about=[key("event", rule.event_id), key("reminder", rule.pk)],
        due_at=at,
    )
    outbox.enqueue([letter])


def _create(rule: EventReminder, event: Event, *, by: Actor, at: dt.datetime) -> EventReminder:
    rule.office_id = event.office_id
    rule.time = rule.time if isinstance(rule.time, dt.time) else dt.time.fromisoformat(str(rule.time))
    rule.due_at = due_moment(event, rule.days, rule.time)
    return records.create(rule, by=by, at=at)


def _demand_once(rule: EventReminder) -> None:
    """Raises Conflict when another active rule sends the same. The event is locked, so that two at once are seen."""
    Event.objects.select_for_update(of=("self",), no_key=True).get(pk=rule.event_id)
    if _is_there(rule):
        raise Conflict(_("The same reminder is planned already."), field="days")


def _is_there(rule: EventReminder) -> bool:
    """The words are compared by language: a language without words is stored in two ways."""
    alike = EventReminder.objects.filter(
        event=rule.event,
        active=True,
        days=rule.days,
        time=rule.time,
        audience=rule.audience,
        preset=rule.preset,
    ).exclude(pk=rule.pk)
    return any(all(texts(one, field) == texts(rule, field) for field in ("subject", "body")) for one in alike)


def _check_texts(rule: EventReminder) -> None:
    placeholders.check({name: getattr(rule, name) for name in columns("subject", "body")}, names=NAMES)
    subjects, bodies = texts(rule, "subject"), texts(rule, "body")
    errors: dict[str, list[str]] = {}
    for code in CODES:
        if code in bodies and code not in subjects:
            errors[column("subject", code)] = [_("State a subject too.")]
        if code in subjects and code not in bodies:
            errors[column("body", code)] = [_("State the text too.")]
    if rule.preset == Preset.OWN and not subjects and not bodies:
        errors[column("subject", "en")] = [_("State subject and text in at least one language.")]
    if errors:
        raise Invalid(errors=errors)


def _check_moment(rule: EventReminder, event: Event, at: dt.datetime) -> None:
    if abs(rule.days) > FURTHEST:
        raise Invalid(
            _("A reminder goes out at most %(days)s days before or after.") % {"days": FURTHEST}, field="days"
        )
    time = rule.time if isinstance(rule.time, dt.time) else dt.time.fromisoformat(str(rule.time))
    moment = due_moment(event, rule.days, time)
    if moment is not None and moment <= at:
        raise Invalid(
            _("That moment has passed already. Choose a later one, or write a message to the participants."),
            field="days",
        )
