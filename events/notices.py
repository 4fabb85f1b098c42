"""The events room's kinds of notices: letters about a registration, and about what became of an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from base import placeholders
from base.languages import speaking
from events import letters, reminder_notices, reminder_preview
from events.calendars import calendar_of, has_dates
from events.models import Event, EventMessage, EventReminder, Registration
from events.placeholders import NAMES, NAMES_WITH_REASON
from events.services.reminders import TEST_KIND
from events.states import EventState, RegistrationState
from people.models import Notice, User
from people.moulds import Moulds
from people.notices import Attachment, Message, NoticeKind, NoticeText, StillDue, register_kind
from people.services import mail
from people.services.own_texts import OwnTexts, own_texts, spoken

State = RegistrationState
REGISTRATION_LETTERS: dict[str, tuple[Any, frozenset[str]]] = {
    "registration.received": (_("registration received"), frozenset({State.PENDING})),
    "registration.confirmed": (_("registration confirmed"), frozenset({State.CONFIRMED, State.ATTENDED})),
    "registration.waitlisted": (_("on the waiting list"), frozenset({State.WAITLISTED})),
    "registration.promoted": (_("seat from the waiting list"), frozenset({State.CONFIRMED, State.ATTENDED})),
    "registration.declined": (_("registration declined"), frozenset({State.DECLINED})),
    "registration.cancelled": (_("registration cancelled"), frozenset({State.CANCELLED, State.SUBSTITUTED})),
    "registration.link": (_("link to the registration"), frozenset(State.values)),
}
"""Kind → its name, and the states of the registration in which it is still true."""
ROOM = _("Events and registrations")
LINKED = frozenset({"registration_link"})
WITHOUT_OWN_LINK = frozenset({"registration.declined", "registration.cancelled", "event.cancelled"})
"""Letters after which there is nothing left to change."""
WITH_REASON = frozenset({"event.moved", "event.cancelled"})
WITH_CALENDAR = frozenset({"registration.confirmed", "registration.promoted", "event.moved"})


def registrations_of(notices: Iterable[Notice]) -> dict[int, Registration]:
    """The registrations that notices are about, with all that a letter says."""
    ids = {notice.data.get("registration") for notice in notices} - {None}
    return (
        Registration.objects.select_related("person", "group")
        .defer("person__search")
        .prefetch_related(Prefetch("event", Event.objects.select_related("office").defer("search")))
        .in_bulk(list(ids))
    )


def render_letters(notices: Sequence[Notice]) -> Mapping[int, Message]:
    found = registrations_of(notices)
    messages, batch = {}, _Batch(own_texts(notices))
    for notice in notices:
        registration = found.get(notice.data.get("registration", 0))
        if registration is not None:
            messages[notice.pk] = _cast(batch, notice, registration)
    return messages


class _Batch:
    """What the letters of a batch share."""

    def __init__(self, own: OwnTexts) -> None:
        self.own, self.moulds, self.calendars = own, Moulds(), _Calendars()


def _cast(batch: _Batch, notice: Notice, registration: Registration) -> Message:
    """A letter, put into words once for all of a batch who are alike."""
    event = registration.event
    words = batch.own.words(event.office_id, notice.kind, notice.language)
    language = spoken(words, notice.language)
    return batch.moulds.cast(
        (notice.kind, event.pk, registration.state),
        language,
        letters.of_reader(event, language, registration=registration, person=None),
        lambda said: _letter(batch, notice, registration, said),
    )


def _letter(batch: _Batch, notice: Notice, registration: Registration, reader: Mapping[str, str]) -> Message:
    event = registration.event
    words = batch.own.words(event.office_id, notice.kind, notice.language)
    language = spoken(words, notice.language)
    context = {**letters.of_event(event, language), **reader, "state": registration.state}
    if notice.kind in WITH_REASON:
        context["reason"] = event.reason_told
    subject, text = mail.render(language, notice.kind, context, words)
    dated = notice.kind in WITH_CALENDAR and has_dates(event)
    return Message(
        subject,
        text,
        attachments=[batch.calendars.of(event, language)] if dated else [],
        sender_name=event.office.name,
        reply_to=letters.reply_address(event),
        language=language,
    )


class _Calendars:
    """The calendar of each event and language, made once in a batch."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, str], Attachment] = {}

    def of(self, event: Any, language: str) -> Attachment:
        if (event.pk, language) not in self.made:
            with speaking(language):
                content = calendar_of(event, [])
            self.made[event.pk, language] = Attachment(f"{event.slug}.ics", content, "text/calendar")
        return self.made[event.pk, language]


def in_states(states: frozenset[str]) -> Callable[[Sequence[Notice], dt.datetime], set[int]]:
    """Still due while the registration is in one of the states."""

    def still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
        ids = [notice.data.get("registration") for notice in notices]
        true = set(Registration.objects.filter(pk__in=ids, state__in=states).values_list("pk", flat=True))
        return {notice.pk for notice in notices if notice.data.get("registration") in true}

    return still_due


def cancelled_still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    ids = [notice.data.get("registration") for notice in notices]
    true = set(
        Registration.objects.filter(pk__in=ids, event__state=EventState.CANCELLED).values_list(
            "pk", flat=True
        )
    )
    return {notice.pk for notice in notices if notice.data.get("registration") in true}


def moved_still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """Only the last of several moves is told, to those who are still registered; of dates that were given up, nothing."""
    ids = [notice.data.get("registration") for notice in notices]
    now = {
        pk: f"event:{event}:{revision}"
        for pk, event, revision in Registration.objects.filter(pk__in=ids)
        .active()
        .exclude(event__state__in=[EventState.POSTPONED, EventState.CANCELLED])
        .values_list("pk", "event_id", "event__schedule_revision")
    }
    return {
        notice.pk for notice in notices if now.get(notice.data.get("registration", 0)) == notice.occurrence
    }


def render_messages(notices: Sequence[Notice]) -> Mapping[int, Message]:
    """An organizer's own words: subject and text as typed, with the placeholders filled."""
    found = registrations_of(notices)
    written = EventMessage.objects.in_bulk([n.data["message"] for n in notices if "message" in n.data])
    messages = {}
    for notice in notices:
        registration, own = (
            found.get(notice.data.get("registration", 0)),
            written.get(notice.data.get("message", 0)),
        )
        if registration is not None and own is not None:
            event = registration.event
            said = letters.values(event, notice.language, registration=registration)
            messages[notice.pk] = Message(
                placeholders.fill(own.subject, said),
                placeholders.fill_body(own.body, said),
                sender_name=event.office.name,
                reply_to=letters.reply_address(event),
            )
    return messages


def render_tests(notices: Sequence[Notice]) -> Mapping[int, Message]:
    """What a reminder says, to the colleague who wants to see it."""
    rules = EventReminder.objects.select_related("event__office").in_bulk([n.data["rule"] for n in notices])
    readers = User.objects.in_bulk([n.data["user"] for n in notices])
    return {
        notice.pk: reminder_preview.sample(
            rules[notice.data["rule"]], notice.language, readers[notice.data["user"]]
        )
        for notice in notices
        if notice.data["rule"] in rules and notice.data["user"] in readers
    }


def register() -> None:
    for name, (label, states) in REGISTRATION_LETTERS.items():
        _register_letter(name, label, in_states(states))
    _register_letter("event.cancelled", _("event cancelled"), cancelled_still_due)
    _register_letter("event.moved", _("event moved to another date"), moved_still_due)
    register_kind(NoticeKind("event.message", _("message of the organizer"), render_messages))
    register_kind(NoticeKind(TEST_KIND, _("test of a reminder"), render_tests))
    register_kind(
        NoticeKind(
            "event.reminder",
            _("reminder"),
            reminder_notices.render,
            letter=False,
            still_due=reminder_notices.still_due,
            texts=(
                NoticeText("event.reminder.before", _("reminder before an event, to those who have a seat"), ROOM, NAMES, LINKED, LINKED, {"state": RegistrationState.CONFIRMED}),
                NoticeText("event.reminder.thanks", _("thanks after an event"), ROOM, NAMES, private=LINKED),
            ),
        )
    )  # fmt: skip


def _register_letter(name: str, label: Any, still_due: StillDue) -> None:
    needed = frozenset() if name in WITHOUT_OWN_LINK else LINKED
    names = NAMES_WITH_REASON if name in WITH_REASON else NAMES
    text = NoticeText(name, label, ROOM, names, needed, LINKED)
    register_kind(NoticeKind(name, label, render_letters, still_due=still_due, texts=(text,)))
