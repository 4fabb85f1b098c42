"""The doors of what an event is planned with: bodies, tasks, venues, rooms, reminder rules."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from base.inputs import changing
from events.api.doors import READ, RUN, VerbDoor, Verbs
from events.api.filters import BodyFilter, QuotaFilter, ReminderFilter, RoomFilter, TaskFilter
from events.api.inputs import EventBodyInput, QuotaInput, ReminderInput, RoomInput, TaskInput, VenueInput
from events.api.pictures import EVENT_BODY, QUOTA, REMINDER, ROOM, TASK, VENUE
from events.models import CountryQuota, EventBody, EventReminder, PreparationTask, Room, Venue
from events.services import bodies, quotas, reminders, tasks, venues
from people.api.doors import keeping
from people.api.filters import RecordFilter
from people.api.keeping import Keeping


class EventBodyDoor(Keeping):
    rule = keeping(READ, RUN)
    model, picture = EventBody, EVENT_BODY
    one, many = "a body of an event", "bodies of events"
    parent = "event"
    input, changes = EventBodyInput, changing(EventBodyInput)
    filterset_class = BodyFilter
    related = ("event",)
    verbs_know_versions = False

    def add(self, place: Any, values: dict[str, Any]) -> EventBody:
        return bodies.add_body(**values, **self.doing)

    def amend(self, obj: EventBody, values: dict[str, Any], expected: int) -> None:
        bodies.amend_body(obj, role=values.get("role", obj.role), **self.doing)

    def remove(self, obj: EventBody) -> None:
        bodies.remove_body(obj, **self.doing)


class QuotaDoor(VerbDoor):
    """How many seats of an event a country has, and how many are taken; a country without a number shares those of the event."""

    rule = keeping(READ, "events.set_quotas")
    model, picture = CountryQuota, QUOTA
    one, many = "the seats of a country", "seats of countries"
    parent = "event"
    input, changes = QuotaInput, changing(QuotaInput)
    filterset_class = QuotaFilter
    related = ("event",)
    verbs = Verbs(quotas.add_quota, quotas.amend_quota, quotas.delete_quota)

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.with_use()


class TaskDoor(Keeping):
    rule = keeping(READ, RUN)
    model, picture = PreparationTask, TASK
    one, many = "a task", "tasks"
    parent = "event"
    input, changes = TaskInput, changing(TaskInput)
    filterset_class = TaskFilter
    related = ("who",)

    def add(self, place: Any, values: dict[str, Any]) -> PreparationTask:
        done = values.pop("done", False)
        task = tasks.add_task(**values, **self.doing)
        tasks.tick(task, done=done, **self.doing)
        return task

    def amend(self, obj: PreparationTask, values: dict[str, Any], expected: int) -> None:
        done = values.pop("done", None)
        tasks.amend_task(obj, values, expected=expected, **self.doing)
        if done is not None:
            tasks.tick(obj, done=done, **self.doing)

    def remove(self, obj: PreparationTask) -> None:
        tasks.delete_task(obj, **self.doing)


class VenueDoor(Keeping):
    rule = keeping(READ, RUN)
    model, picture = Venue, VENUE
    one, many = "a venue", "venues"
    input, changes = VenueInput, changing(VenueInput)
    filterset_class = RecordFilter

    def add(self, place: Any, values: dict[str, Any]) -> Venue:
        return venues.add_venue(office=place, **values, **self.doing)

    def amend(self, obj: Venue, values: dict[str, Any], expected: int) -> None:
        venues.amend_venue(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Venue) -> None:
        venues.delete_venue(obj, **self.doing)


class RoomDoor(VerbDoor):
    model, picture = Room, ROOM
    one, many = "a room", "rooms"
    parent = "venue"
    input, changes = RoomInput, changing(RoomInput)
    filterset_class = RoomFilter
    verbs = Verbs(venues.add_room, venues.amend_room, venues.delete_room)


class ReminderDoor(VerbDoor):
    """An event begins with three rules: 7 days and 1 day before, and thanks the day after."""

    model, picture = EventReminder, REMINDER
    one, many = "a reminder rule", "reminder rules"
    parent = "event"
    input, changes = ReminderInput, changing(ReminderInput)
    filterset_class = ReminderFilter
    related = ("event",)
    verbs = Verbs(reminders.add_rule, reminders.amend_rule, reminders.delete_rule)
