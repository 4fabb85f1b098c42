"""Reminders at the last moment: which are still called for, and how they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from base.languages import best, column
from events import letters, placeholders
from events.models import Audience, EventReminder, Participation, Registration
from events.services.planning import SPEAKING_ROLES, occurrence_of, states_of
from events.states import ItemState
from people.models import Notice, Person
from people.moulds import Moulds
from people.notices import Message
from people.services import mail

OWN = EventReminder.Preset.OWN


def still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """Rule active and in time, event not moved, postponed or cancelled, recipient still in the audience at this address."""
    rules = {
        rule.pk: rule
        for rule in EventReminder.objects.in_time(at)
        .filter(pk__in=_ids(notices, "rule"))
        .select_related("event")
    }
    registrations = {
        pk: (state, email)
        for pk, state, email in Registration.objects.filter(pk__in=_ids(notices, "registration")).values_list(
            "pk", "state", "email"
        )
    }
    speaking = _speaking(notices)
    due = set()
    for notice in notices:
        rule = rules.get(notice.data.get("rule", 0))
        if rule is None or notice.occurrence != occurrence_of(rule, rule.event.schedule_revision):
            continue
        if rule.audience == Audience.SPEAKERS:
            called = (rule.event_id, notice.data.get("person")) in speaking
        else:
            state, email = registrations.get(notice.data.get("registration", 0), ("", ""))
            called = state in states_of(rule) and email == notice.address
        if called:
            due.add(notice.pk)
    return due


def render(notices: Sequence[Notice]) -> Mapping[int, Message]:
    rules = EventReminder.objects.select_related("event__office").in_bulk(_ids(notices, "rule"))
    registrations = Registration.objects.select_related("person", "group").in_bulk(
        _ids(notices, "registration")
    )
    people = Person.objects.in_bulk(_ids(notices, "person"))
    messages, moulds = {}, Moulds()
    for notice in notices:
        rule = rules.get(notice.data.get("rule", 0))
        registration = registrations.get(notice.data.get("registration") or 0)
        person = people.get(notice.data.get("person") or 0)
        if rule is not None and (registration or person):
            messages[notice.pk] = _cast(moulds, rule, notice.language, registration, person)
    return messages


def _cast(
    moulds: Moulds,
    rule: EventReminder,
    language: str,
    registration: Registration | None,
    person: Person | None,
) -> Message:
    """The same as `message`, put into words once for all who are alike."""
    own = letters.of_reader(rule.event, language, registration=registration, person=person)
    state = registration.state if registration else ""
    return moulds.cast(
        (rule.pk, state),
        language,
        own,
        lambda said: message(rule, language, registration=registration, person=person, instead=said),
    )


def message(
    rule: EventReminder,
    language: str,
    *,
    registration: Registration | None = None,
    person: Person | None = None,
    instead: Mapping[str, str] | None = None,
) -> Message:
    """What a rule says to one recipient: its own words, or those of its preset; `instead` replaces values."""
    said = letters.values(rule.event, language, registration=registration, person=person) | dict(
        instead or {}
    )
    subject, text = words(rule, language)
    if text:
        subject, text = placeholders.fill(subject, said), placeholders.fill(text, said)
    else:
        context = {**said, "state": registration.state if registration else ""}
        subject, text = mail.render(language, f"event.reminder.{rule.preset}", context)
    event = rule.event
    return Message(subject, text, sender_name=event.office.name, reply_to=letters.reply_address(event))


def words(rule: EventReminder, language: str) -> tuple[str, str]:
    """The rule's own subject and text for a language; empty where the preset's text is to be used."""
    subject, text = getattr(rule, column("subject", language)), getattr(rule, column("body", language))
    if text or rule.preset != OWN:
        return subject or "", text or ""
    _text, stated = best(rule, "body", language)
    return getattr(rule, column("subject", stated)) or "", getattr(rule, column("body", stated)) or ""


def _speaking(notices: Sequence[Notice]) -> set[tuple[int, int | None]]:
    people = _ids(notices, "person")
    if not people:
        return set()
    return set(
        Participation.objects.filter(person__in=people, role__in=SPEAKING_ROLES)
        .exclude(item__state=ItemState.DROPPED)
        .values_list("event_id", "person_id")
    )


def _ids(notices: Sequence[Notice], name: str) -> list[int]:
    return list({notice.data[name] for notice in notices if notice.data.get(name)})
