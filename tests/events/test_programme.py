"""The public pages of an event: what they show, to whom, and how little they ask of the database."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from events.models import BodyRole, EventBody, Photo
from events.services import agenda, groups, participations
from people.services import directory
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = PartialDate(2027, 6, 29)
PAGES = ["events:public_event", "events:public_programme"]


@pytest.fixture
def event():
    return EventFactory(start_on=DAY, zone="Asia/Shanghai", state="published", title_zh_hans="研讨班")


def add(event, **values):
    given = {
        "kind": "lecture",
        "on": DAY,
        "start_time": dt.time(9),
        "end_time": dt.time(10),
        "title_en": "Lecture",
        **values,
    }
    return agenda.add_item(event=event, by="command", at=timezone.now(), **given)


def take_part(item, **values):
    return participations.add_participation(item=item, by="command", at=timezone.now(), **values)


def shown(client, event, page="events:public_programme", **headers):
    answer = client.get(reverse(page, args=[event.slug]), headers=headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_programme_by_day_with_speakers_and_their_posts(client, event):
    item = add(
        event,
        title_en="Opening",
        place_en="Hall 1",
        host=OrganizationFactory(office=event.office, name_en="Institute"),
    )
    person = PersonFactory(
        office=event.office, given_name="Participant", family_name="17", honorific="Ms.", native_name="某某"
    )
    PostFactory(
        person=person,
        title_en="Director",
        organization=OrganizationFactory(office=event.office, name_en="Centre"),
    )
    PostFactory(person=person, title_en="Former dean", organization=None, until=PartialDate(2020))
    PostFactory(person=person, title_en="Later dean", organization=None, since=PartialDate(2030))
    take_part(item, person=person, speech_title_en="On cooperation", manner="video")
    group = groups.add_group(event=event, label_en="officials", count=31, by="command", at=timezone.now())
    take_part(item, group=group, role="attendee")
    add(
        event,
        on=PartialDate(2027, 6, 30),
        start_time=None,
        end_time=None,
        part_of_day="morning",
        title_en="",
        kind="site_visit",
    )
    page = shown(client, event)
    for text in ("Tuesday, 29 June 2027", "09:00–10:00", "Hall 1", "Host: Institute", "Ms. Participant 17</span> 某某, Director, Centre",
                 "(speaker, by recorded video)", "On cooperation", "31 officials", "Wednesday, 30 June 2027", "morning", "Site visit"):  # fmt: skip
        assert text in page, text
    assert "dean" not in page
    assert "all times on the clock of Asia/Shanghai" in page


def test_items_stand_in_the_order_of_time_and_part_of_day(client, event):
    add(event, title_en="C at nine")
    add(event, title_en="E in the evening", start_time=None, end_time=None, part_of_day="evening")
    add(event, title_en="D in the afternoon", start_time=None, end_time=None, part_of_day="afternoon")
    add(event, title_en="B in the morning", start_time=None, end_time=None, part_of_day="morning")
    add(event, title_en="A all day", start_time=None, end_time=None)
    add(event, title_en="F some day", start_time=None, end_time=None, on=None)
    page = shown(client, event)
    places = [
        page.index(text)
        for text in ("A all day", "B in the morning", "C at nine", "D in the", "E in the", "F some day")
    ]
    assert places == sorted(places)


def test_what_is_internal_dropped_or_a_mere_attendance_is_not_shown(client, event):
    add(event, title_en="Preparatory talk", public=False)
    agenda.move_item(add(event, title_en="Fallen out"), to="dropped", by="command", at=timezone.now())
    item = add(event, title_en="Opening")
    take_part(item, person=PersonFactory(office=event.office, family_name="Onlooker"), role="attendee")
    page = shown(client, event)
    assert "Opening" in page
    for text in ("Preparatory talk", "Fallen out", "Onlooker"):
        assert text not in page


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("state", "visibility", "status"), [
    ("published", "public", 200), ("published", "unlisted", 200), ("cancelled", "public", 200), ("held", "public", 200),
    ("draft", "public", 404), ("published", "internal", 404),
])  # fmt: skip
def test_who_sees_which_event(client, page, state, visibility, status):
    event = EventFactory(state=state, visibility=visibility)
    url = reverse(page, args=[event.slug])
    assert client.get(url).status_code == status
    client.force_login(UserFactory())
    assert client.get(url).status_code == status
    client.force_login(UserFactory(office=event.office, role="viewer"))
    own = client.get(url)
    assert own.status_code == 200
    assert ("Only your office sees this page" in own.content.decode()) is (status == 404)
    assert "ETag" not in own.headers


def test_untranslated_content_is_marked(client, event):
    add(event, title_en="Opening", title_zh_hans="开幕式")
    add(event, title_en="English only")
    page = shown(client, event, **{"accept-language": "zh-hans"})
    assert '<h3 class="programme-title">开幕式</h3>' in page
    assert '<h3 class="programme-title" lang="en">English only</h3>' in page
    assert '<html lang="zh-Hans"' in page


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_the_browser_holds_is_not_sent_again(client, event, page, django_assert_num_queries):
    item = add(event)
    person = PersonFactory(office=event.office, family_name="Before")
    take_part(item, person=person)
    EventBody.objects.create(
        office=event.office,
        event=event,
        organization=OrganizationFactory(office=event.office),
        role=BodyRole.HOST,
    )
    url = reverse(page, args=[event.slug])
    tag = client.get(url).headers["ETag"]
    client.cookies.clear()
    with django_assert_num_queries(1):
        assert client.get(url, headers={"if-none-match": tag}).status_code == 304
    assert client.get(url, headers={"if-none-match": tag, "accept-language": "es"}).status_code == 200
    agenda.amend_item(item, {"title_en": "Changed"}, by="command", at=timezone.now())
    answer = client.get(url, headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_corrections_in_the_directory_show_at_once(client, event):
    item, person = add(event), PersonFactory(office=event.office, given_name="", family_name="Before")
    post = PostFactory(person=person)
    take_part(item, person=person)
    assert "Before" in shown(client, event)
    directory.amend_person(person, {"family_name": "After"}, by="command", at=timezone.now())
    assert "After" in shown(client, event)
    directory.amend_post(post, {"title_en": "Rector"}, by="command", at=timezone.now())
    assert "Rector" in shown(client, event)
    post.delete()
    assert "Rector" not in shown(client, event)
    agenda.delete_item(item, by="command", at=timezone.now())
    assert "After" not in shown(client, event)
    assert "will be announced" in shown(client, event)


def _filled(event, count):
    for n in range(count):
        item = add(
            event,
            start_time=dt.time(8 + n),
            end_time=dt.time(9 + n),
            host=OrganizationFactory(office=event.office),
        )
        take_part(item, person=PostFactory(person__office=event.office).person)
        EventBody.objects.create(
            office=event.office,
            event=event,
            organization=OrganizationFactory(office=event.office),
            role=BodyRole.HOST,
        )
        Photo.objects.create(
            office=event.office, event=event, file="0" * 64, public=True, caption_en="A picture"
        )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_at_most_six_queries_and_one_when_kept(
    client, event, page, count, django_assert_max_num_queries, django_assert_num_queries
):
    _filled(event, count)
    url = reverse(page, args=[event.slug])
    cache.clear()
    with django_assert_max_num_queries(6):
        fresh = client.get(url)
    with django_assert_num_queries(1):
        kept = client.get(url)
    assert re.sub(r'value="\w{64}"', "", kept.content.decode()) == re.sub(
        r'value="\w{64}"', "", fresh.content.decode()
    )


def test_the_event_page_says_what_a_visitor_needs(client, event):
    event.summary_en, event.place_en, event.contact_email = (
        "About innovation.",
        "Conference centre",
        "ask@example.org",
    )
    event.join_url, event.mode, event.aims = (
        "https://meet.example.org/secret",
        "hybrid",
        [{"en": "Share experience."}],
    )
    event.save()
    body = OrganizationFactory(office=event.office, name_en="Ministry")
    EventBody.objects.create(office=event.office, event=event, organization=body, role=BodyRole.HOST)
    page = shown(client, event, "events:public_event")
    for text in (
        "29 June 2027",
        "About innovation.",
        "Conference centre",
        "Ministry",
        "ask@example.org",
        "Share experience.",
        "Register",
    ):
        assert text in page, text
    assert "secret" not in page
    event.state = "cancelled"
    event.save()
    page = shown(client, event, "events:public_event")
    assert "This event is cancelled." in page
    assert reverse("events:register", args=[event.slug]) not in page


def test_pages_of_an_event_without_dates(client):
    event = EventFactory(
        state="published", start_on=None, start_time=None, end_time=None, zone="", duration_days=21
    )
    page = shown(client, event, "events:public_event")
    assert "21 days" in page
    assert "event.ics" not in page
    assert "event.ics" not in shown(client, event)
