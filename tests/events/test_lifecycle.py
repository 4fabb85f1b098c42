"""The moves of an event and their effects; clones; drafts."""

import datetime as dt

import pytest
from django.utils import timezone

from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from events import followers
from events.models import AgendaItem, Event, EventBody, PreparationTask, Registration
from events.services import agenda, bodies, groups, registration, tasks, venues
from events.services.cloning import clone
from events.services.lifecycle import delete_draft, move_event, proposed_move
from events.services.schedule import schedule
from events.states import EVENT_MOVES, EventState
from people.models import Entry, Notice
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = PartialDate(2027, 6, 29)
NEXT = PartialDate(2028, 6, 27)


@pytest.fixture
def event():
    return schedule(
        office=OfficeFactory(), by="command", at=timezone.now(), title_en="Seminar", title_zh_hans="研讨班", kind="seminar",
        zone="Asia/Shanghai", start_on=DAY, start_time=dt.time(9), end_time=dt.time(17),
        registration_closes_at=dt.datetime(2027, 6, 20, 10, tzinfo=dt.UTC), stream_url="https://example.org/live",
    )  # fmt: skip


def move(event, to, **values):
    return move_event(event, to=to, by="command", at=timezone.now(), **values)


def register(event, number=1):
    return registration.register(
        event=event, by="participant", at=timezone.now(), given_name="Participant", family_name=str(number),
        email=f"participant{number}@example.org", consent=True,
    )  # fmt: skip


def add_item(event, **values):
    given = {
        "kind": "lecture",
        "title_en": "Lecture",
        "on": DAY,
        "start_time": dt.time(10),
        "end_time": dt.time(11),
    }
    return agenda.add_item(event=event, by="command", at=timezone.now(), **given | values)


@pytest.mark.parametrize("state", EventState.values)
@pytest.mark.parametrize("to", EventState.values)
def test_every_move_is_legal_as_the_table_says(state, to):
    event = EventFactory(state=state)
    if to in EVENT_MOVES[state] or to == state:
        assert move(event, to).state == to
    else:
        with pytest.raises(Conflict):
            move(event, to)
        assert Event.objects.get(pk=event.pk).state == state


def test_publishing_needs_title_and_date():
    event = EventFactory(title_en="", start_on=None)
    with pytest.raises(Invalid) as caught:
        move(event, "published")
    assert set(caught.value.errors) == {"title_en", "start_on"}
    assert Event.objects.get(pk=event.pk).state == "draft"


def test_publishing_sets_from_when_reminders_count(event):
    at = timezone.now()
    move_event(event, to="published", by="command", at=at)
    assert Event.objects.get(pk=event.pk).scheduled_at == at


def test_a_move_is_journaled_with_its_reason_and_checks_the_version(event):
    move(event, "published")
    with pytest.raises(Stale):
        move(event, "postponed", expected=1)
    move(event, "postponed", note="the hall is closed", expected=event.version)
    entry = Entry.objects.get(verb="moved to postponed")
    assert (entry.note, entry.actor) == ("the hall is closed", "command")


def test_cancelling_drops_what_is_planned_withdraws_notices_and_informs(event):
    move(event, "published")
    planned, held = add_item(event), add_item(event, start_time=dt.time(11), end_time=dt.time(12))
    AgendaItem.objects.filter(pk=held.pk).update(state="held")
    register(event, 1)
    gone = register(event, 2)
    Registration.objects.filter(pk=gone.pk).update(state="cancelled")
    move(event, "cancelled", note="reason")
    assert dict(event.agenda.values_list("pk", "state")) == {planned.pk: "dropped", held.pk: "held"}
    assert list(Notice.objects.filter(state="pending").values_list("kind", "address")) == [
        ("event.cancelled", "participant1@example.org")
    ]


def test_a_cancelled_draft_informs_nobody(event):
    move(event, "cancelled")
    assert not Notice.objects.exists()


def test_registrants_learn_the_new_date_when_a_postponed_event_is_published_again(event):
    move(event, "published")
    register(event)
    move(event, "postponed")
    assert not Notice.objects.filter(kind="event.moved").exists()
    move(event, "published")
    assert Notice.objects.filter(kind="event.moved").count() == 1


def test_followers_learn_of_a_move_once_in_its_transaction(event, monkeypatch):
    told = []
    monkeypatch.setattr(followers, "_of_events", [])
    followers.follow_events(lambda events, *, to, by, at: told.append(([e.pk for e in events], to)))
    move(event, "published")
    move(event, "published")
    assert told == [([event.pk], "published")]


def test_a_follower_that_refuses_stops_the_move(event, monkeypatch):
    def refuse(events, *, to, by, at):
        raise Conflict("not now")

    monkeypatch.setattr(followers, "_of_events", [refuse])
    with pytest.raises(Conflict):
        move(event, "published")
    assert Event.objects.get(pk=event.pk).state == "draft"


@pytest.mark.parametrize(
    ("state", "days", "proposed"),
    [
        ("published", -1, None),
        ("published", 0, "running"),
        ("running", 0, None),
        ("running", 1, "held"),
        ("held", 2, None),
        ("held", 40, "closed"),
        ("draft", 1, None),
        ("cancelled", 1, None),
    ],
)
def test_the_clock_proposes(event, state, days, proposed):
    event.state = state
    assert proposed_move(event, event.starts_at + dt.timedelta(days=days, hours=1)) == proposed


def test_the_clock_proposes_nothing_without_a_day():
    assert (
        proposed_move(
            EventFactory.build(state="published", start_on=None, office=None, zone=""), timezone.now()
        )
        is None
    )


def test_only_drafts_are_deleted(event):
    move(event, "published")
    with pytest.raises(Conflict):
        delete_draft(event, by="command", at=timezone.now())
    draft = EventFactory()
    agenda.add_item(event=draft, by="command", at=timezone.now(), kind="talks", title_en="Talks")
    delete_draft(draft, by="command", at=timezone.now())
    assert list(Event.objects.all()) == [event]


class TestClone:
    @pytest.fixture
    def full(self, event):
        """Bodies, a room, an agenda, tasks, groups and registrations."""
        at = timezone.now()
        body = OrganizationFactory(office=event.office)
        bodies.add_body(event=event, role="host", organization=body, by="command", at=at)
        venue = venues.add_venue(office=event.office, by="command", at=at, name="Centre")
        room = venues.add_room(venue=venue, by="command", at=at, name="Hall 1")
        user = UserFactory(office=event.office)
        task = tasks.add_task(
            event=event, what="Book", who=user, due_on=dt.date(2027, 6, 1), by="command", at=at
        )
        tasks.tick(task, done=True, by="command", at=at)
        add_item(event, room=room, gist_en="Will compare policies")
        happened = add_item(event, start_time=dt.time(14), end_time=dt.time(15), gist_en="What was said")
        AgendaItem.objects.filter(pk=happened.pk).update(state="held")
        groups.add_group(event=event, by="command", at=at, label_en="Officials", count=31)
        move(event, "published")
        register(event)
        return event

    def make(self, event, start_on=NEXT):
        return clone(event, by="command", at=timezone.now(), start_on=start_on)

    def test_texts_bodies_and_rules_come_along_as_a_draft(self, full):
        copy = self.make(full)
        assert (copy.state, copy.cloned_from, copy.slug) == ("draft", full, "seminar-2")
        assert (copy.title_zh_hans, copy.zone, copy.start_time) == ("研讨班", "Asia/Shanghai", dt.time(9))
        assert (
            EventBody.objects.get(event=copy).organization == EventBody.objects.get(event=full).organization
        )
        assert sorted(copy.reminders.values_list("days", flat=True)) == [-7, -1, 1]
        assert copy.reminders.get(days=-7).due_at.date() == dt.date(2028, 6, 20)
        assert copy.registration_closes_at == dt.datetime(2028, 6, 18, 10, tzinfo=dt.UTC)

    def test_agenda_and_tasks_are_shifted_and_nothing_counts_as_done(self, full):
        copy = self.make(full)
        first, second = copy.agenda.order_by("starts_at")
        assert (first.on, first.starts_at) == (
            PartialDate(2028, 6, 27),
            dt.datetime(2028, 6, 27, 2, tzinfo=dt.UTC),
        )
        assert (first.gist_en, first.room.name) == ("Will compare policies", "Hall 1")
        assert (second.state, second.gist_en) == ("planned", "")
        task = PreparationTask.objects.get(event=copy)
        assert (task.due_on, task.done_at) == (dt.date(2028, 5, 30), None)

    def test_registrations_groups_seats_and_what_was_sent_stay_behind(self, full):
        sent = Notice.objects.count()
        copy = Event.objects.get(pk=self.make(full).pk)
        assert not copy.registrations.exists()
        assert not copy.groups.exists()
        assert (copy.seats_taken, copy.last_seq, copy.schedule_revision, copy.scheduled_at) == (0, 0, 0, None)
        assert (copy.join_url, copy.stream_url) == ("", "")
        assert Notice.objects.count() == sent
        assert full.registrations.count() == 1

    def test_a_room_that_is_taken_on_the_new_day_is_left_off(self, full):
        copy = self.make(full, start_on=DAY)
        assert copy.agenda.order_by("starts_at")[0].room is None

    def test_without_exact_days_the_copies_are_not_dated(self, full):
        copy = self.make(full, start_on=PartialDate(2028))
        assert set(copy.agenda.values_list("on", "starts_at")) == {(None, None)}
        assert PreparationTask.objects.get(event=copy).due_on is None

    def test_uids_are_new(self, full):
        copy = self.make(full)
        assert not set(copy.agenda.values_list("uid", flat=True)) & set(
            full.agenda.values_list("uid", flat=True)
        )
