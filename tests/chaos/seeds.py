"""What is to be sent: reminders by a rule that is due, letters by registering."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from django.utils import timezone

from base.dates import PartialDate
from events.models import Audience, Event, EventReminder, Registration
from events.services import planning
from events.services.registration import add_registration
from events.states import EventState, RegistrationState
from people.models import Notice, NoticeState, Office, Person
from tests.chaos.sink import Sink
from tests.chaos.verdict import ENDED
from tests.factories import EventFactory, OfficeFactory

_numbers: Iterator[int] = itertools.count(1)


def fresh(sink: Sink) -> None:
    """Nothing is left of the scenario before: no copies counted, and nothing of it goes out any more."""
    sink.forget()
    left = Notice.objects.exclude(state__in=ENDED)
    left.update(state=NoticeState.WITHDRAWN, token=None, lease_until=None)
    EventReminder.objects.update(active=False)


def event(*, days: int = 30) -> Event:
    """Published, so many days ahead."""
    number = next(_numbers)
    start = timezone.localdate() + dt.timedelta(days=days)
    made: Event = EventFactory(
        office=_office(), slug=f"chaos-{number}", state=EventState.PUBLISHED, start_on=PartialDate.of(start)
    )
    return made


def confirmed(event: Event, count: int) -> list[Registration]:
    """People who take part, each with an address of their own."""
    people = Person.objects.bulk_create(
        Person(office=event.office, given_name="Participant", family_name=f"{event.pk}-{number}")
        for number in range(count)
    )
    return list(
        Registration.objects.bulk_create(
            Registration(
                office=event.office, event=event, person=person, seq=number, state=RegistrationState.CONFIRMED,
                email=f"participant-{event.pk}-{number}@example.org", confirmed_at=timezone.now() - dt.timedelta(hours=1),
            )
            for number, person in enumerate(people, start=1)
        )
    )  # fmt: skip


def reminders(count: int, *, due_in: dt.timedelta = dt.timedelta(minutes=-1)) -> Event:
    """An event with a rule that is due now, for so many people; the clock plans it."""
    made = event()
    confirmed(made, count)
    EventReminder.objects.create(
        office=made.office, event=made, days=-30, audience=Audience.CONFIRMED, preset="before",
        due_at=timezone.now() + due_in,
    )  # fmt: skip
    return made


def letters(count: int) -> Event:
    """An event whose participants are each told that they are registered."""
    made = event()
    for number in range(count):
        add_registration(
            event=made, given_name="Participant", family_name=f"{made.pk}-{number}",
            email=f"letter-{made.pk}-{number}@example.org", by="command", at=timezone.now(),
        )  # fmt: skip
    return made


def notices_of(event: Event) -> list[Notice]:
    return list(Notice.objects.about(f"event:{event.pk}").order_by("pk"))


def _office() -> Office:
    made: Office = Office.objects.filter(slug="chaos").first() or OfficeFactory(slug="chaos")
    return made


def plan() -> None:
    """Have the reminders planned that are due, as the clock does every minute."""
    planning.plan_due(at=timezone.now())


def ended(event: Event) -> bool:
    """Whether nothing of the event waits or is under way."""
    return not Notice.objects.about(f"event:{event.pk}").exclude(state__in=ENDED).exists()


def hurry(event: Event) -> None:
    """What was put off is due now: nobody waits for minutes here."""
    Notice.objects.about(f"event:{event.pk}").filter(state=NoticeState.PENDING).update(due_at=timezone.now())
