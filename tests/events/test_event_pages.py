"""The pages of events: who sees and does what, how many queries, what happens to the typing."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from events.models import Event, EventBody, PreparationTask, Room, Series, Venue
from events.services import bodies, tasks
from events.services.schedule import schedule
from events.services.series import add_series
from people.models import Entry, Role
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "title_en": "Forum on water", "kind": "forum", "visibility": "public", "zone": "Asia/Shanghai",
    "start_on": "2027-06-29", "start_time": "09:00", "waiting_list": "on",
}  # fmt: skip


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def organizer(office, client):
    user = UserFactory(office=office, role="organizer")
    client.force_login(user)
    return user


@pytest.fixture
def viewer(office):
    """A client of a colleague who may only read."""
    client = Client()
    client.force_login(UserFactory(office=office, role="viewer"))
    return client


def plan(office, **values):
    given = {
        "title_en": "Seminar",
        "kind": "seminar",
        "zone": "Asia/Shanghai",
        "start_on": PartialDate(2027, 6, 29),
    }
    return schedule(office=office, by="command", at=timezone.now(), **given | values)


def url(name, *args):
    return reverse(f"events:{name}", args=args)


class TestScheduling:
    def test_typing_becomes_a_draft(self, office, organizer, client):
        typed = TYPED | {
            "registration_closes_at": "2027-06-20T18:00",
            "title_zh_hans": "水论坛",
            "capacity": "40",
        }
        answer = client.post(url("add"), typed)
        event = Event.objects.get()
        assert answer.url == url("bodies", event.slug)
        assert (event.state, event.title_zh_hans, event.capacity, event.office) == (
            "draft",
            "水论坛",
            40,
            office,
        )
        assert event.registration_closes_at == dt.datetime(2027, 6, 20, 10, tzinfo=dt.UTC)

    def test_faulty_typing_is_kept_beside_its_message(self, organizer, client):
        answer = client.post(
            url("add"), TYPED | {"end_on": "2027-06-01", "registration_opens_at": "2027-01-02T08:30"}
        )
        assert not Event.objects.exists()
        assert answer.context["form"].errors["end_on"] == ["The last day is before the first."]
        page = answer.content.decode()
        assert 'value="Forum on water"' in page
        assert 'value="2027-06-01"' in page
        assert 'value="2027-01-02T08:30"' in page

    def test_an_unreadable_date_and_zone_are_told(self, organizer, client):
        answer = client.post(url("add"), TYPED | {"start_on": "next week", "zone": "Mars/Base"})
        assert "start_on" in answer.context["form"].errors
        answer = client.post(url("add"), TYPED | {"zone": "Mars/Base"})
        assert "zone" in answer.context["form"].errors

    def test_what_is_shown_can_be_saved_unchanged(self, office, organizer, client):
        closes = dt.datetime(2027, 6, 20, 10, tzinfo=dt.UTC)
        event = plan(office, registration_closes_at=closes, zone="America/Sao_Paulo", start_time=dt.time(9))
        form = client.get(url("edit", event.slug)).context["form"]
        assert "2027-06-20T07:00" in str(form["registration_closes_at"])
        shown = {name: form[name].value() for name in form.fields}
        typed = {name: value for name, value in shown.items() if value not in (None, False)}
        typed |= {"start_time": "09:00", "registration_closes_at": "2027-06-20T07:00"}
        answer = client.post(url("edit", event.slug), typed, follow=True)
        assert "Nothing was changed." in answer.content.decode(), Entry.objects.latest("pk").fields
        assert Event.objects.get().version == event.version

    def test_a_lost_race_keeps_the_typing_and_lets_one_choose(self, office, organizer, client):
        event = plan(office)
        typed = TYPED | {"version": str(event.version), "city": "Lisboa"}
        client.post(url("edit", event.slug), typed | {"city": "Beijing"})
        answer = client.post(url("edit", event.slug), typed)
        assert Event.objects.get().city == "Beijing"
        page = answer.content.decode()
        assert "Somebody changed this in the meantime" in page
        assert 'value="Lisboa"' in page
        again = {"version": str(Event.objects.get().version)}
        assert f'name="version" value="{again["version"]}"' in page
        client.post(url("edit", event.slug), typed | again)
        assert Event.objects.get().city == "Lisboa"

    def test_the_next_edition_of_a_series_is_filled_in(self, office, organizer, client):
        series = add_series(office=office, by="command", at=timezone.now(), name_en="Forum")
        plan(office, series=series, edition=4)
        form = client.get(url("add") + f"?series={series.uid}").context["form"]
        assert (form.initial["series"], form.initial["edition"]) == (series.pk, 5)
        assert client.get(url("add") + "?series=nonsense").status_code == 200


class TestWhoMay:
    READING = ("list", "calendar", "series_list", "venues")
    OF_EVENT = ("edit", "bodies", "tasks", "clone", "delete")

    @pytest.mark.parametrize("name", READING)
    def test_a_visitor_is_asked_to_log_in(self, client, name):
        assert client.get(url(name)).status_code == 302

    @pytest.mark.parametrize("name", READING)
    def test_a_viewer_reads(self, viewer, name):
        assert viewer.get(url(name)).status_code == 200

    def test_a_viewer_writes_nothing(self, office, viewer):
        event = plan(office)
        task = tasks.add_task(event=event, what="Book", by="command", at=timezone.now())
        assert viewer.get(url("add")).status_code == 403
        assert viewer.post(url("edit", event.slug), TYPED).status_code == 403
        assert viewer.post(url("move", event.slug, "published")).status_code == 403
        assert viewer.post(url("clone", event.slug), {"title": "x"}).status_code == 403
        assert viewer.post(url("delete", event.slug)).status_code == 403
        assert viewer.post(url("tasks", event.slug), {"what": "x"}).status_code == 403
        assert viewer.post(url("task_done", event.slug, task.uid)).status_code == 403
        assert viewer.post(url("bodies", event.slug), {"role": "host", "new_name": "x"}).status_code == 403
        assert viewer.post(url("venue_add"), {"name": "x"}).status_code == 403
        assert (Event.objects.count(), Event.objects.get().state) == (1, "draft")

    @pytest.mark.parametrize("name", OF_EVENT)
    def test_an_event_of_another_office_does_not_exist(self, organizer, client, name):
        other = EventFactory()
        assert client.get(url(name, other.slug)).status_code == 404
        assert client.post(url(name, other.slug)).status_code == 404

    def test_things_of_another_office_do_not_exist(self, organizer, client):
        at = timezone.now()
        other = plan(OfficeFactory())
        task = tasks.add_task(event=other, what="Book", by="command", at=at)
        series = add_series(office=other.office, by="command", at=at, name_en="Forum")
        venue = Venue.objects.create(office=other.office, name="Centre")
        room = Room.objects.create(office=other.office, venue=venue, name="Hall")
        body = bodies.add_body(event=other, role="host", new_name="Ministry", by="command", at=at)
        for name, *args in (
            ("task", other.slug, task.uid), ("series", series.uid), ("series_edit", series.uid), ("venue", venue.uid),
            ("venue_edit", venue.uid), ("room", room.uid), ("move", other.slug, "published"),
        ):  # fmt: skip
            assert client.get(url(name, *args)).status_code == 404, name
        for name, *args in (
            ("task_done", other.slug, task.uid), ("task_delete", other.slug, task.uid), ("body", other.slug, body.uid),
            ("body_remove", other.slug, body.uid), ("series_delete", series.uid), ("venue_delete", venue.uid),
            ("room_delete", room.uid),
        ):  # fmt: skip
            assert client.post(url(name, *args)).status_code == 404, name

    def test_other_offices_are_not_offered(self, organizer, client):
        other = plan(OfficeFactory(), title_en="Elsewhere")
        add_series(office=other.office, by="command", at=timezone.now(), name_en="Foreign series")
        OrganizationFactory(office=other.office, name_en="Foreign body")
        page = client.get(url("add")).content.decode()
        assert "Foreign series" not in page
        assert "Elsewhere" not in page


class TestList:
    def test_it_is_narrowed_by_every_filter(self, office, organizer, client):
        wanted = plan(office, title_zh_hans="拉美科技创新研讨班", country="BR")
        plan(office, kind="forum", start_on=PartialDate(2025, 3), country="CN", title_en="Forum")
        plan(office, kind="visit", start_on=None, title_en="Visit")

        def found(**asked):
            return [row["title"] for row in client.get(url("list"), asked).context["rows"]]

        assert (
            found(q="创新")
            == found(country="BR")
            == found(year="2027")
            == found(kind="seminar")
            == [wanted.title_en]
        )
        assert found(year="2025") == ["Forum"]
        assert set(found(year="undated")) == {"Forum", "Visit"}
        assert len(found(state="draft")) == 3
        assert found(state="held") == []
        assert len(found(kind="nonsense")) == 3

    def test_fifty_stand_on_a_page_and_a_wrong_page_is_the_last(self, office, organizer, client):
        for _number in range(51):
            EventFactory(office=office)
        assert len(client.get(url("list")).context["rows"]) == 50
        assert len(client.get(url("list"), {"page": "99"}).context["rows"]) == 1
        assert len(client.get(url("list"), {"page": "x"}).context["rows"]) == 50

    def test_an_empty_list_tells_the_next_step(self, organizer, client):
        assert "Schedule the first one" in client.get(url("list")).content.decode()

    def test_undated_events_say_so(self, office, organizer, client):
        plan(office, start_on=None, duration_days=21)
        assert "21 days, dates not stated" in client.get(url("list")).content.decode()


class TestCalendar:
    def test_the_feed_tells_what_touches_the_span_on_the_clock_of_the_event(self, office, organizer, client):
        plan(office, zone="America/Sao_Paulo", start_time=dt.time(9), end_time=dt.time(17))
        plan(office, start_on=PartialDate(2027, 5, 30), end_on=PartialDate(2027, 6, 2), title_en="Long")
        plan(office, start_on=PartialDate(2027, 8, 1))
        plan(office, start_on=PartialDate(2027, 6))
        EventFactory(start_on=PartialDate(2027, 6, 29))
        rows = client.get(
            url("calendar_feed"), {"start": "2027-06-01T00:00:00", "end": "2027-07-01T00:00:00"}
        ).json()
        assert [(row["title"], row["start"], row["end"], row["allDay"]) for row in rows] == [
            ("Long", "2027-05-30T00:00:00", "2027-06-03T00:00:00", True),
            ("Seminar", "2027-06-29T09:00:00", "2027-06-29T17:00:00", False),
        ]

    @pytest.mark.parametrize(
        "asked", [{}, {"start": "x", "end": "y"}, {"start": "2027-01-01T00:00", "end": "2028-01-01T00:00"}]
    )
    def test_a_span_that_makes_no_sense_is_refused(self, organizer, client, asked):
        assert client.get(url("calendar_feed"), asked).status_code == 400

    def test_the_page_lists_the_month_and_what_it_leaves_out(self, office, organizer, client):
        plan(office)
        plan(office, start_on=PartialDate(2027, 6), title_en="Some day in June")
        answer = client.get(url("calendar"), {"month": "2027-06"})
        assert [row["title"] for row in answer.context["rows"]] == ["Seminar"]
        assert [row["title"] for row in answer.context["margin"]] == ["Some day in June"]
        assert not answer.context["undated"]
        answer = client.get(url("calendar"), {"month": "2027-07"})
        assert [row["title"] for row in answer.context["undated"]] == ["Some day in June"]
        assert (answer.context["margin"], answer.context["undated_count"]) == ([], 1)
        for odd in ("nonsense", "0001-01", "9999-12", "2027-13"):
            assert client.get(url("calendar"), {"month": odd}).status_code == 200


class TestMoves:
    def test_looking_changes_nothing_and_the_button_moves(self, office, organizer, client):
        event = plan(office)
        for to in ("published", "cancelled", "held"):
            assert client.get(url("move", event.slug, to)).status_code == 200
        assert client.get(url("move", event.slug, "nonsense")).status_code == 404
        assert Event.objects.get().state == "draft"
        answer = client.post(url("move", event.slug, "published"), {"version": event.version})
        assert answer.url == reverse("reports:event", args=[event.slug])
        assert Event.objects.get().state == "published"

    def test_what_is_next_is_put_first(self, office, organizer, client):
        soon, begun = (
            plan(office),
            EventFactory(office=office, state="published", start_on=PartialDate(2025, 1, 1)),
        )
        coming = EventFactory(office=office, state="published")

        def first(event):
            found = re.search(
                r'btn-primary" href="/events/[^/]+/move/(\w+)/',
                client.get(url("edit", event.slug)).content.decode(),
            )
            return found and found[1]

        assert [first(event) for event in (soon, begun, coming)] == ["published", "running", None]

    def test_a_refusal_is_told(self, office, organizer, client):
        event = plan(office, start_on=None)
        answer = client.post(url("move", event.slug, "published"), {"version": event.version})
        assert answer.status_code == 422
        assert "State the first day" in answer.content.decode()
        assert client.post(url("move", event.slug, "held"), {"version": event.version}).status_code == 422
        assert Event.objects.get().state == "draft"

    def test_a_clone_with_another_title_names_only_that(self, office, organizer, client):
        event = plan(office, title_zh_hans="研讨班")
        client.post(url("clone", event.slug), {"title": "Seminar 2028", "start_on": "2028-06-27"})
        copy = Event.objects.get(cloned_from=event)
        assert (copy.title_en, copy.title_zh_hans, str(copy.start_on)) == ("Seminar 2028", "", "2028-06-27")

    def test_a_draft_is_deleted_and_nothing_later(self, office, organizer, client):
        event = plan(office)
        assert client.post(url("delete", event.slug)).url == url("list")
        kept = EventFactory(office=office, state="published")
        assert client.post(url("delete", kept.slug)).url == url("edit", kept.slug)
        assert list(Event.objects.all()) == [kept]


class TestParts:
    def test_bodies_are_chosen_made_ordered_and_removed(self, office, organizer, client):
        event = plan(office)
        known = OrganizationFactory(office=office, name_en="Academy")
        client.post(url("bodies", event.slug), {"role": "organizer", "organization": known.pk})
        client.post(url("bodies", event.slug), {"role": "host", "new_name": "Ministry"})
        assert [body.organization.name_en for body in event.bodies.all()] == ["Academy", "Ministry"]
        answer = client.post(url("bodies", event.slug), {"role": "organizer", "organization": known.pk})
        assert "has this role already" in answer.content.decode()
        assert client.post(url("bodies", event.slug), {"role": "host"}).context["form"].errors
        last = EventBody.objects.get(role="host")
        client.post(url("body", event.slug, last.uid), {"move": "up"})
        client.post(url("body", event.slug, last.uid), {"role": "supporter"})
        assert list(event.bodies.values_list("role", "position")) == [("supporter", 0), ("organizer", 1)]
        client.post(url("body_remove", event.slug, last.uid))
        assert event.bodies.count() == 1

    def test_tasks_are_noted_ticked_off_and_changed(self, office, organizer, client):
        event = plan(office)
        client.post(
            url("tasks", event.slug), {"what": "Book a hall", "who": organizer.pk, "due_on": "2027-06-01"}
        )
        task = PreparationTask.objects.get()
        answer = client.post(
            url("task_done", event.slug, task.uid), {"done": "1"}, headers={"HX-Request": "true"}
        )
        assert 'id="tasks"' in answer.content.decode()
        assert "<html" not in answer.content.decode()
        task.refresh_from_db()
        assert task.done_at
        client.post(url("task_done", event.slug, task.uid), {"done": "0"})
        task = PreparationTask.objects.get()
        assert task.done_at is None
        typed = {"what": "Book two halls", "version": task.version}
        client.post(url("task", event.slug, task.uid), typed)
        answer = client.post(url("task", event.slug, task.uid), typed | {"what": "Book three halls"})
        assert "Somebody changed this" in answer.content.decode()
        assert PreparationTask.objects.get().what == "Book two halls"
        client.post(url("task_delete", event.slug, task.uid))
        assert not PreparationTask.objects.exists()

    def test_strangers_do_tasks_for_nobody(self, office, organizer, client):
        stranger = UserFactory(office=OfficeFactory())
        answer = client.post(url("tasks", plan(office).slug), {"what": "Book", "who": stranger.pk})
        assert "who" in answer.context["form"].errors

    def test_series_venues_and_rooms(self, organizer, client):
        client.post(url("series_add"), {"name_en": "Forum", "founded_year": "2013"})
        series = Series.objects.get()
        assert client.get(url("series", series.uid)).status_code == 200
        assert client.post(url("series_add"), {"name_en": ""}).context["form"].errors
        client.post(url("series_edit", series.uid), {"name_en": "Great Forum", "version": series.version})
        client.post(url("venue_add"), {"name": "Centre", "city": "Beijing"})
        assert "already" in client.post(url("venue_add"), {"name": "Centre"}).content.decode()
        venue = Venue.objects.get()
        client.post(url("venue", venue.uid), {"name": "Hall 1", "capacity": "100"})
        assert "already" in client.post(url("venue", venue.uid), {"name": "Hall 1"}).content.decode()
        room = Room.objects.get()
        client.post(url("venue_delete", venue.uid))
        assert Venue.objects.exists()
        client.post(url("room", room.uid), {"name": "Hall A", "version": room.version})
        assert Room.objects.get().name == "Hall A"
        client.post(url("room_delete", room.uid))
        client.post(url("venue_delete", venue.uid))
        client.post(url("series_delete", series.uid))
        assert [model.objects.count() for model in (Room, Venue, Series)] == [0, 0, 0]


class TestPublicList:
    def titles(self, client, **asked):
        page = client.get(url("public_list"), asked).content.decode()
        return re.findall(r'class="event-line-title"[^>]*>([^<]*)<', page)

    def test_it_shows_what_is_announced_and_public(self, office, client):
        for values in (
            {"title_en": "Shown", "state": "published"}, {"title_en": "Off", "state": "cancelled"},
            {"title_en": "Draft", "state": "draft"}, {"title_en": "Linked", "state": "published", "visibility": "unlisted"},
            {"title_en": "Inner", "state": "published", "visibility": "internal"},
        ):  # fmt: skip
            EventFactory(office=office, **values)
        assert set(self.titles(client)) == {"Shown", "Off"}

    def test_titles_in_another_language_are_marked(self, office, client):
        EventFactory(office=office, state="published", title_en="", title_zh_hans="研讨班")
        assert 'lang="zh-Hans">研讨班' in client.get(url("public_list")).content.decode()

    def test_search_and_filters(self, office, client):
        plan(office, title_zh_hans="科技创新", recorded=True, state="held", start_on=PartialDate(2023, 6, 29))
        plan(office, title_en="Coming", recorded=True, state="published", kind="forum")

        def found(**asked):
            return self.titles(client, **asked)

        assert found(q="创新") == found(when="past") == found(kind="seminar") == ["Seminar"]
        assert found(when="coming") == ["Coming"]

    def test_what_is_typed_and_stated_is_text(self, office, client):
        EventFactory(office=office, state="published", title_en="<script>1</script>", city="<b>C")
        for asked in ({}, {"q": '"><script>2'}, {"q": "script", "kind": '"><script>'}):
            page = client.get(url("public_list"), asked).content.decode()
            assert "<script>1" not in page
            assert "<script>2" not in page
            assert "<b>C" not in page
        assert self.titles(client) == ["&lt;script&gt;1&lt;/script&gt;"]
        searched = client.get(url("public_list"), {"q": '"typed<'}).content.decode()
        assert 'value="&quot;typed&lt;"' in searched

    def test_what_is_chosen_stays_chosen(self, office, client):
        page = client.get(url("public_list"), {"kind": "forum", "when": "past"}).content.decode()
        assert '<option value="forum" selected>' in page
        assert '<option value="past" selected>' in page
        assert " selected>" in client.get(url("public_list"), {"q": "one"}).content.decode()
        assert 'value="one"' not in client.get(url("public_list")).content.decode()

    def test_pages_of_the_list_are_kept_while_nothing_changes(
        self, office, client, django_assert_num_queries, monkeypatch
    ):
        monkeypatch.setattr("events.views.public_list.PAGE", 1)
        for number in (1, 2):
            EventFactory(office=office, state="published", title_en=f"Event {number}")
        first, second = self.titles(client), self.titles(client, page="2")
        assert sorted(first + second) == ["Event 1", "Event 2"]
        with django_assert_num_queries(1):
            assert self.titles(client) == first
        with django_assert_num_queries(1):
            assert self.titles(client, page="2") == second
        changed = Event.objects.get(title_en=first[0])
        Event.objects.filter(pk=changed.pk).update(title_en="Renamed", updated_at=timezone.now())
        assert self.titles(client) == ["Renamed"]
        Event.objects.filter(pk=changed.pk).update(visibility="internal")
        assert self.titles(client) == second

    def test_what_did_not_change_is_not_sent_again(self, office, client, django_assert_num_queries):
        event = EventFactory(office=office, state="published")
        first = client.get(url("public_list"))
        assert "Accept-Language" in first["Vary"]
        with django_assert_num_queries(1):
            assert client.get(url("public_list"), headers={"If-None-Match": first["ETag"]}).status_code == 304
        other = client.get(
            url("public_list"), headers={"If-None-Match": first["ETag"], "Accept-Language": "es"}
        )
        assert other.status_code == 200
        Event.objects.filter(pk=event.pk).update(updated_at=timezone.now())
        assert client.get(url("public_list"), headers={"If-None-Match": first["ETag"]}).status_code == 200


class TestQueries:
    """The same number of queries for one row and for three."""

    @pytest.fixture
    def counted(self, django_assert_max_num_queries):
        def count(client, address):
            client.get(address)
            with django_assert_max_num_queries(50) as captured:
                assert client.get(address).status_code == 200
            return len(captured.captured_queries)

        return count

    def fill(self, office, event, number):
        at = timezone.now()
        series = add_series(office=office, by="command", at=at, name_en=f"Series {number}")
        values = {"recorded": True, "state": "published", "title_en": f"Seminar {number}"}
        plan(office, series=series, edition=1, **values)
        plan(office, start_on=PartialDate(2027), **values)
        who = UserFactory(office=office)
        tasks.add_task(event=event, what=f"Task {number}", who=who, by="command", at=at)
        bodies.add_body(event=event, role="host", new_name=f"Ministry {number}", by="command", at=at)
        venue = Venue.objects.create(office=office, name=f"Venue {number}")
        Room.objects.create(office=office, venue=venue, name="Hall")

    @pytest.mark.parametrize(
        ("name", "most"),
        [
            ("list", 8), ("calendar", 8), ("calendar_feed", 6), ("series_list", 6), ("venues", 7), ("tasks", 9),
            ("bodies", 9), ("public_list", 6),
        ],
    )  # fmt: skip
    def test_queries_do_not_grow(self, office, organizer, client, counted, name, most):
        event = plan(office)
        address = url(name, *([event.slug] if name in ("tasks", "bodies") else []))
        address += "?start=2027-06-01T00:00:00&end=2027-07-01T00:00:00" if name == "calendar_feed" else ""
        address += "?month=2027-06" if name == "calendar" else ""
        self.fill(office, event, 1)
        one = counted(client, address)
        self.fill(office, event, 2), self.fill(office, event, 3)
        assert counted(client, address) == one
        assert one <= most


def test_with_roles_in_two_offices_an_event_offers_those_of_its_own(office, organizer, client):
    """The office one works in now may be another one than that of the event opened by a link."""
    other = OfficeFactory(name="Zeta")
    Role.objects.create(user=organizer, office=other, name="organizer")
    event = plan(other)
    OrganizationFactory(office=office, name_en="Body of the first office")
    OrganizationFactory(office=other, name_en="Body of the second office")
    UserFactory(office=office, name="Colleague of the first office")
    page = client.get(url("bodies", event.slug)).content.decode()
    assert "Body of the second office" in page
    assert "Body of the first office" not in page
    assert "Colleague of the first" not in client.get(url("tasks", event.slug)).content.decode()


def test_the_tabs_of_an_event_write_its_title_as_text(office, organizer, client):
    event = EventFactory(office=office, title_en='50 % <script>1</script> "of"')
    other = EventFactory(office=office, title_en="Other")
    client.force_login(organizer, "allauth.account.auth_backends.AuthenticationBackend")
    for each, label in (
        (event, "50 % &lt;script&gt;1&lt;/script&gt; &quot;of&quot;"),
        (other, "Other"),
    ):
        page = client.get(reverse("events:participants", args=[each.slug])).content.decode()
        assert f'<nav class="tab-bar" aria-label="{label}">' in page
        current = reverse("events:participants", args=[each.slug])
        assert f'class="tab-link" href="{current}" aria-current="page"' in page
        assert "<script>1" not in page
        assert "constant-value" not in page
