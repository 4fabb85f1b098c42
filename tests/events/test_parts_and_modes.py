"""What else an event states in its form; its parts and editions; unnamed groups; and seats when the mode changes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from base.errors import Conflict, Invalid
from events.models import AgendaItem, Event, Group, Registration
from events.services import agenda, bodies, exhibits, groups, participations
from events.services.registration import add_registration, register_group
from events.services.schedule import amend_event, schedule
from events.services.series import add_series
from tests.api.conftest import ROOT
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "title_en": "Forum on water", "kind": "forum", "visibility": "public", "zone": "Asia/Shanghai", "start_on": "2027-06-29",
    "waiting_list": "on",
}  # fmt: skip


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def organizer(office, client):
    user = UserFactory(office=office, role="organizer")
    client.force_login(user)
    return user


def doing():
    return {"by": "command", "at": timezone.now()}


def plan(office, title="Forum", state="published", **values):
    given = {
        "kind": "forum",
        "zone": "Asia/Shanghai",
        "start_on": PartialDate(2027, 11, 26),
        "title_en": title,
    }
    return schedule(office=office, recorded=True, state=state, **doing(), **given | values)


def url(name, *args):
    return reverse(f"events:{name}", args=args)


class TestForm:
    def test_aims_policies_and_broadcast_are_kept_and_shown(self, office, organizer, client):
        typed = TYPED | {
            "mode": "hybrid", "stream_url": "https://example.org/live", "broadcast": "live", "broadcast_countries": ["HU", "CN"],
            "aims_en": "Know each other\nBuild a network", "aims_zh_hans": "相互了解", "policies_en": "Belt and Road",
        }  # fmt: skip
        client.post(url("add"), typed)
        event = Event.objects.get()
        assert event.aims == [{"en": "Know each other", "zh-hans": "相互了解"}, {"en": "Build a network"}]
        assert event.policies == [{"en": "Belt and Road"}]
        assert [country.code for country in event.broadcast_countries] == ["HU", "CN"]
        page = client.get(reverse("reports:event", args=[event.slug])).content.decode()
        for said in (
            "broadcast live in Hungary and China",
            "https://example.org/live",
            "Build a network",
            "Belt and Road",
        ):
            assert said in page
        page = client.get(url("public_event", event.slug)).content.decode()
        for said in (
            "broadcast live in Hungary and China",
            "https://example.org/live",
            "Build a network",
            "Belt and Road",
        ):
            assert said in page

    def test_countries_keep_their_order_of_mention(self, office, organizer, client):
        event = plan(office, broadcast="live", broadcast_countries=["HU", "CN"])
        typed = TYPED | {
            "broadcast": "live",
            "broadcast_countries": ["CN", "HU", "BR"],
            "version": event.version,
        }
        client.post(url("edit", event.slug), typed)
        event.refresh_from_db()
        assert [country.code for country in event.broadcast_countries] == ["HU", "CN", "BR"]

    def test_all_faults_are_said_at_once(self, organizer, client):
        typed = TYPED | {
            "capacity": "many", "end_on": "2027-06-01", "duration_days": "0", "edition": "8", "join_url": "https://example.org/",
        }  # fmt: skip
        errors = client.post(url("add"), typed).context["form"].errors
        assert set(errors) == {"capacity", "end_on", "duration_days", "edition", "join_url"}

    def test_nothing_is_said_of_what_rests_on_a_faulty_field(self, organizer, client):
        typed = TYPED | {"start_on": "nonsense", "end_on": "2027-06-01"}
        assert set(client.post(url("add"), typed).context["form"].errors) == {"start_on"}

    def test_announcement_language_and_links_of_an_item(self, office, organizer, client):
        event = plan(office)
        typed = {
            "kind": "symposium", "title_en": "On water", "abstract_en": "What is known of it.", "language": "pt", "public": "on",
            "links": "https://example.org/a The paper\nexample.org/b\n", "on": "2027-11-26",
        }  # fmt: skip
        client.post(url("item_add", event.slug), typed)
        item = AgendaItem.objects.get()
        assert item.links == [
            {"url": "https://example.org/a", "title": "The paper"},
            {"url": "https://example.org/b"},
        ]
        for address in (url("item", event.slug, item.uid), url("public_programme", event.slug)):
            page = client.get(address).content.decode()
            for said in ("What is known of it.", "Portuguese", "https://example.org/a", "The paper"):
                assert said in page
        answer = client.post(url("item_add", event.slug), typed | {"links": "javascript:alert(1) Click"})
        assert "links" in answer.context["form"].errors


class TestParts:
    def test_a_part_begins_with_the_days_and_place_of_the_whole(self, office, organizer, client):
        whole = plan(office, city="Nanning", country="CN", place_en="Hall", mode="hybrid")
        page = client.get(reverse("reports:event", args=[whole.slug])).content.decode()
        link = re.search(r'href="(/events/add/\?parent=[^"]+)"', page).group(1)
        initial = client.get(link).context["form"].initial
        assert (initial["parent"], str(initial["start_on"]), initial["city"], initial["place_en"], initial["country"]) == (
            whole.pk, "2027-11-26", "Nanning", "Hall", "CN",
        )  # fmt: skip
        for odd in ("no-such-event", "x%00", "%27"):
            assert "parent" not in client.get(f"{url('add')}?parent={odd}").context["form"].initial

    def test_whole_and_parts_name_each_other(self, office, organizer, client):
        whole = plan(office, "Forum")
        series = add_series(office=office, name_en="Young scientists", founded_year=2019, **doing())
        part = plan(office, "Young forum", parent=whole, series=series, edition=2)
        plan(office, "Secret part", parent=whole, visibility="internal")
        visitor = Client()
        page = visitor.get(url("public_event", whole.slug)).content.decode()
        assert url("public_event", part.slug) in page
        assert "Young scientists, 2nd edition" in page
        assert "Secret part" not in page
        page = visitor.get(url("public_event", part.slug)).content.decode()
        assert url("public_event", whole.slug) in page
        assert "Held since 2019" in page
        home = client.get(reverse("reports:event", args=[whole.slug])).content.decode()
        assert "Secret part" in home
        listed = client.get(url("list")).content.decode()
        assert listed.count("Part of Forum") == 2
        assert "Part of Forum" in visitor.get(url("public_list")).content.decode()

    def test_a_whole_that_is_not_announced_is_not_named(self, office):
        whole = plan(office, "Hidden whole", state="draft")
        part = plan(office, "Part", parent=whole)
        visitor = Client()
        assert "Hidden whole" not in visitor.get(url("public_event", part.slug)).content.decode()
        assert "Hidden whole" not in visitor.get(url("public_list")).content.decode()
        shown = visitor.get(f"{ROOT}public/events/{part.slug}/").json()
        assert shown["parent"] is None

    def test_the_public_page_follows_its_parts_at_once(self, office):
        whole = plan(office)
        visitor = Client()
        visitor.get(url("public_event", whole.slug))
        part = plan(office, "A part", parent=whole)
        assert "A part" in visitor.get(url("public_event", whole.slug)).content.decode()
        amend_event(part, {"title_en": "Another name"}, **doing())
        assert "Another name" in visitor.get(url("public_event", whole.slug)).content.decode()

    @pytest.mark.parametrize(
        ("name", "value"), [("edition", 0), ("stream_url", "ftp://example.org/live"), ("duration_days", 0)]
    )
    def test_what_no_dossier_could_tell_is_refused(self, office, name, value):
        series = add_series(office=office, name_en="Young scientists", **doing())
        with pytest.raises(Invalid) as refused:
            plan(office, series=series, **{name: value})
        assert set(refused.value.errors) == {name}

    def test_editions_stand_in_order_with_their_gaps(self, office, organizer, client):
        series = add_series(office=office, name_en="Forum", founded_year=2013, **doing())
        for number in (8, 5, 4):
            plan(office, f"Forum {number}", series=series, edition=number)
        plan(office, "A preparatory meeting", series=series)
        answer = client.get(url("series", series.uid))
        lines = answer.context["editions"]
        told = [line["row"]["edition"] if "row" in line else (line["first"], line["last"]) for line in lines]
        assert told == [8, (6, 7), 5, 4, (1, 3)]
        page = answer.content.decode()
        assert "Held since 2013" in page
        assert "Not recorded here" in page
        assert "A preparatory meeting" in page

    def test_the_public_page_takes_few_queries_however_much_it_shows(self, office):
        event = plan(office)

        def fill():
            body = OrganizationFactory(office=office)
            bodies.add_body(event=event, organization=body, role="organizer", **doing())
            exhibits.add_exhibit(event=event, title_en="A reactor", owner=body, **doing())
            plan(office, "A part", parent=event)
            agenda.add_item(event=event, kind="talks", **doing())

        def counted():
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(url("public_event", event.slug)).status_code == 200
            return len(queries)

        fill()
        counted()
        assert counted() == 1  # kept
        fill()
        at_two = counted()
        fill()
        fill()
        assert counted() == at_two <= 6


class TestGroups:
    def test_every_field_is_typed_and_shown(self, office, organizer, client):
        event = plan(office)
        body = OrganizationFactory(office=office, name_en="Institute of Water")
        typed = {
            "label_en": "Officials of member states", "count": "6", "category": "officials", "rank": "ministerial level",
            "countries": ["KH", "TH"], "regions": "ASEAN", "organizations": str(body.uid), "list_complete": "false",
        }  # fmt: skip
        client.post(url("agenda_group_add", event.slug), typed)
        group = Group.objects.get()
        item = agenda.add_item(event=event, kind="opening", on=event.start_on, **doing())
        participations.add_participation(item=item, group=group, role="speaker", manner="video", **doing())
        page = client.get(url("agenda", event.slug)).content.decode()
        assert "such as Cambodia and Thailand; ASEAN; Institute of Water" in page
        assert "ministerial level" in page
        public = Client().get(url("public_programme", event.slug)).content.decode()
        assert "6 Officials of member states" in public
        assert "ministerial level, such as Cambodia and Thailand; ASEAN" in public
        assert "by recorded video" in public
        page = client.get(url("agenda_group", event.slug, group.uid)).content.decode()
        assert "Institute of Water" in page

    def test_a_complete_list_is_told_as_one(self, office, organizer, client):
        event = plan(office)
        groups.add_group(
            event=event, label_en="Officials", countries=["BO", "BR"], list_complete=True, **doing()
        )
        page = client.get(url("agenda", event.slug)).content.decode()
        assert "Bolivia and Brazil (these are all)" in page
        assert "such as" not in page

    @pytest.mark.parametrize("manner", ["video", "read_out", "online", "either"])
    def test_how_a_speech_was_given_is_told(self, office, organizer, client, manner):
        event = plan(office)
        item = agenda.add_item(event=event, kind="speech", on=event.start_on, **doing())
        one = participations.add_participation(
            item=item, person=PersonFactory(office=office), manner=manner, **doing()
        )
        for address in (
            url("agenda", event.slug),
            url("item", event.slug, item.uid),
            url("public_programme", event.slug),
        ):
            assert one.get_manner_display() in client.get(address).content.decode()


class TestModeAndSeats:
    def hybrid(self, office, **values):
        event = plan(office, mode="hybrid", **values)
        for manner in ("in_person", "online", "online"):
            add_registration(
                event=event, person=PersonFactory(office=office), manner=manner, notify=False, **doing()
            )
        event.refresh_from_db()
        return event

    def test_those_who_registered_online_get_seats_when_there_is_no_online(self, office):
        event = self.hybrid(office, capacity=5)
        assert event.seats_taken == 1
        changed = amend_event(event, {"mode": "in_person"}, **doing())
        event.refresh_from_db()
        assert (event.mode, event.seats_taken) == ("in_person", 3)
        assert "mode" in changed
        assert list(Registration.objects.values_list("seats", flat=True)) == [1, 1, 1]

    def test_too_few_seats_refuse_the_change_and_say_how_many(self, office, organizer, client):
        event = self.hybrid(office, capacity=2)
        with pytest.raises(Conflict) as refused:
            amend_event(Event.objects.get(), {"mode": "in_person"}, **doing())
        assert "2 registrations are for taking part online" in refused.value.message
        assert "2 seats are needed, 1 is free" in refused.value.message
        typed = TYPED | {
            "mode": "in_person",
            "capacity": "2",
            "start_on": "2027-11-26",
            "version": event.version,
        }
        answer = client.post(url("edit", event.slug), typed)
        assert "mode" in answer.context["form"].errors
        event.refresh_from_db()
        assert (event.mode, event.seats_taken) == ("hybrid", 1)

    def test_more_seats_in_the_same_change_suffice(self, office):
        event = self.hybrid(office, capacity=2)
        amend_event(event, {"mode": "in_person", "capacity": 3}, **doing())
        event.refresh_from_db()
        assert (event.capacity, event.seats_taken) == (3, 3)

    def test_seats_that_come_free_go_to_those_who_wait(self, office):
        event = plan(office, mode="in_person", capacity=2)
        for manner in ("in_person", "online"):
            add_registration(
                event=event, person=PersonFactory(office=office), manner=manner, notify=False, **doing()
            )
        waiting = add_registration(
            event=event, person=PersonFactory(office=office), state="waitlisted", notify=False, **doing()
        )
        event.refresh_from_db()
        amend_event(event, {"mode": "hybrid"}, **doing())
        waiting.refresh_from_db()
        event.refresh_from_db()
        assert (waiting.state, event.seats_taken) == ("confirmed", 2)

    def test_a_group_online_needs_as_many_seats_as_it_counts(self, office):
        event = plan(office, mode="hybrid", capacity=31)
        register_group(event=event, label_en="Officials", count=31, manner="online", **doing())
        event.refresh_from_db()
        assert event.seats_taken == 0
        amend_event(event, {"mode": "in_person"}, **doing())
        event.refresh_from_db()
        assert event.seats_taken == 31
