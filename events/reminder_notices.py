"""Reminders at the last moment: which are still called for, and how they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from base import placeholders
from base.languages import best, column
from events import letters
from events.models import Audience, EventReminder, Participation, Registration
from events.services.planning import SPEAKING_ROLES, occurrence_of, states_of
from events.states import ItemState, RegistrationState
from people.models import Notice, Person
from people.moulds import Moulds
from people.notices import Message
from people.services import mail
from people.services.own_texts import OwnTexts, own_texts, spoken

OWN = EventReminder.Preset.OWN
SEATLESS = frozenset({RegistrationState.PENDING, RegistrationState.WAITLISTED})
"""Who has no seat yet is told so by the house's text, whatever the office wrote for those who have one."""


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
    messages, moulds, own = {}, Moulds(), own_texts(notices)
    for notice in notices:
        rule = rules.get(notice.data.get("rule", 0))
        registration = registrations.get(notice.data.get("registration") or 0)
        person = people.get(notice.data.get("person") or 0)
        if rule is not None and (registration or person):
            messages[notice.pk] = _cast(moulds, rule, notice.language, registration, person, own)
    return messages


def _cast(
    moulds: Moulds,
    rule: EventReminder,
    language: str,
    registration: Registration | None,
    person: Person | None,
    own: OwnTexts,
) -> Message:
    """The same as `message`, put into words once for all who are alike."""
    state = registration.state if registration else ""
    told_in = _told_in(rule, language, state, own)
    return moulds.cast(
        (rule.pk, state, language),
        told_in,
        letters.of_reader(rule.event, told_in, registration=registration, person=person),
        lambda said: message(rule, language, registration=registration, person=person, instead=said, own=own),
    )


def message(
    rule: EventReminder,
    language: str,
    *,
    registration: Registration | None = None,
    person: Person | None = None,
    instead: Mapping[str, str] | None = None,
    own: OwnTexts,
) -> Message:
    """What a rule says to one recipient: its own words, or those of its preset; `instead` replaces values.

    `own` are the office's texts for the presets.
    """
    event, state = rule.event, registration.state if registration else ""
    told_in = _told_in(rule, language, state, own)
    said = letters.values(event, told_in, registration=registration, person=person) | dict(instead or {})
    subject, text = words(rule, language)
    if text:
        subject, text = placeholders.fill(subject, said), placeholders.fill_body(text, said)
    else:
        preset = own.words(event.office_id, preset_text(rule), language) if state not in SEATLESS else None
        subject, text = mail.render(told_in, preset_text(rule), {**said, "state": state}, preset)
    return Message(
        subject, text, sender_name=event.office.name, reply_to=letters.reply_address(event), language=told_in
    )


def preset_text(rule: EventReminder) -> str:
    """The name of the text that a rule without words of its own says."""
    return f"event.reminder.{rule.preset}"


def _told_in(rule: EventReminder, language: str, state: str, own: OwnTexts) -> str:
    if words(rule, language)[1] or state in SEATLESS:
        return language
    return spoken(own.words(rule.event.office_id, preset_text(rule), language), language)


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
