"""The agenda by its verbs and pages: clashes, order, states, who may do what."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from events.models import AgendaItem, Group, Participation, Room, Track, Venue
from events.services import agenda, groups, participations
from events.states import EventState
from people.models import Entry, Person, Post, Role
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = PartialDate(2027, 6, 29)


def moment() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def event():
    return EventFactory(start_on=DAY, end_on=PartialDate(2027, 6, 30), zone="Asia/Shanghai")


@pytest.fixture
def room(event):
    venue = Venue.objects.create(office=event.office, name="Conference centre")
    return Room.objects.create(office=event.office, venue=venue, name="Hall 1")


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


def add(event, start="09:00", end="10:00", **values):
    times = {
        "start_time": dt.time.fromisoformat(start) if start else None,
        "end_time": dt.time.fromisoformat(end) if end else None,
    }
    given = {"kind": "lecture", "on": DAY, "title_en": "Lecture", **times, **values}
    return agenda.add_item(event=event, by="command", at=moment(), **given)


def take_part(item, person, **values):
    return participations.add_participation(item=item, person=person, by="command", at=moment(), **values)


def test_span_follows_from_local_time_and_zone(event):
    item = add(event, "09:00", "10:30")
    assert item.starts_at == dt.datetime(2027, 6, 29, 1, tzinfo=dt.UTC)
    assert item.ends_at == dt.datetime(2027, 6, 29, 2, 30, tzinfo=dt.UTC)


def test_an_item_without_end_time_has_no_end(event):
    assert add(event, "09:00", None).ends_at is None


def test_clock_changes_lengthen_and_shorten_items():
    """In Madrid the night of 31 October 2027 has 25 hours, that of 28 March 2027 has 23."""
    event = EventFactory(zone="Europe/Madrid")
    autumn = add(event, "00:30", "04:30", on=PartialDate(2027, 10, 31))
    spring = add(event, "00:30", "04:30", on=PartialDate(2027, 3, 28))
    assert autumn.ends_at - autumn.starts_at == dt.timedelta(hours=5)
    assert spring.ends_at - spring.starts_at == dt.timedelta(hours=3)


def test_a_room_is_given_once_at_a_time(event, room):
    add(event, "09:00", "10:00", room=room, title_en="Opening")
    with pytest.raises(Conflict, match="Opening") as refused:
        add(event, "09:30", "11:00", room=room)
    assert list(refused.value.errors) == ["room"]
    assert event.agenda.count() == 1


def test_rooms_are_free_before_after_elsewhere_and_when_the_other_is_dropped(event, room):
    first = add(event, "09:00", "10:00", room=room)
    add(event, "10:00", "11:00", room=room)
    add(event, "09:30", "09:45")
    agenda.move_item(first, to="dropped", by="command", at=moment())
    second = add(event, "09:00", "09:30", room=room)
    with pytest.raises(Conflict) as refused:
        agenda.move_item(first, to="planned", by="command", at=moment())
    assert list(refused.value.errors) == ["room"]
    first.refresh_from_db()
    assert first.state == "dropped"
    agenda.delete_item(second, by="command", at=moment())
    agenda.move_item(first, to="planned", by="command", at=moment())


def test_amending_into_a_taken_room_is_refused_and_changes_nothing(event, room):
    add(event, "09:00", "10:00", room=room)
    other = add(event, "10:00", "11:00", room=room)
    with pytest.raises(Conflict):
        agenda.amend_item(other, {"start_time": dt.time(9, 30)}, by="command", at=moment())
    assert AgendaItem.objects.get(pk=other.pk).start_time == dt.time(10)


def test_what_cannot_be_is_refused(event):
    with pytest.raises(Invalid) as refused:
        add(event, None, "10:00")
    assert "start_time" in refused.value.errors
    with pytest.raises(Invalid):
        add(event, "10:00", "10:00")
    foreign = OrganizationFactory()
    with pytest.raises(Invalid) as refused:
        add(event, host=foreign)
    assert "host" in refused.value.errors
    track = Track.objects.create(office=event.office, event=EventFactory(office=event.office), name="A")
    with pytest.raises(Invalid):
        add(event, track=track)


def test_sequence_rises_with_the_schedule_alone(event):
    item = add(event)
    agenda.amend_item(item, {"title_en": "Another"}, by="command", at=moment())
    assert item.sequence == 0
    agenda.amend_item(item, {"start_time": dt.time(8)}, by="command", at=moment())
    assert item.sequence == 1
    agenda.move_item(item, to="dropped", by="command", at=moment())
    item.refresh_from_db()
    assert item.sequence == 2


def test_two_editors_do_not_overwrite_each_other(event):
    item = add(event)
    version = item.version
    agenda.amend_item(item, {"title_en": "First"}, by="command", at=moment(), expected=version)
    with pytest.raises(Stale):
        agenda.amend_item(item, {"title_en": "Second"}, by="command", at=moment(), expected=version)


def test_a_person_in_two_places_is_a_warning(event, django_assert_num_queries):
    person = PersonFactory(office=event.office)
    first, second = (
        add(event, "09:00", "10:00", place_en="Hall 1"),
        add(event, "09:30", "11:00", place_en="Hall 2"),
    )
    take_part(first, person)
    take_part(second, person)
    with django_assert_num_queries(1):
        found = participations.warnings_of(event)
    assert [(clash.item, clash.other) for clash in found] == [(first.uid, second.uid)]


def test_no_warning_for_neighbours_same_place_dropped_or_two_roles(event):
    person = PersonFactory(office=event.office)
    opening = add(event, "09:00", "10:00", place_en="Hall 1")
    take_part(opening, person)
    take_part(opening, person, role="chair")
    take_part(add(event, "09:10", "09:30", place_en="Hall 1"), person)
    take_part(add(event, "10:00", "11:00", place_en="Hall 2"), person)
    dropped = add(event, "09:00", "10:00", place_en="Hall 3")
    take_part(dropped, person)
    agenda.move_item(dropped, to="dropped", by="command", at=moment())
    assert participations.warnings_of(event) == []


def test_a_clash_with_another_event_of_the_office_is_named(event):
    person = PersonFactory(office=event.office)
    other = EventFactory(office=event.office, title_en="Elsewhere")
    take_part(add(event), person)
    take_part(add(other), person)
    [clash] = participations.warnings_of(event)
    assert (clash.other_event, clash.other_slug) == ("Elsewhere", other.slug)
    other.state = EventState.CANCELLED
    other.save()
    assert participations.warnings_of(event) == []


def test_either_a_person_or_a_group_takes_part_and_once_in_a_role(event):
    item, person = add(event), PersonFactory(office=event.office)
    group = groups.add_group(event=event, label_en="officials", count=31, by="command", at=moment())
    for given in ({}, {"person": person, "group": group}, {"person": PersonFactory()}):
        with pytest.raises(Invalid):
            participations.add_participation(item=item, by="command", at=moment(), **given)
    take_part(item, person)
    with pytest.raises(Conflict):
        take_part(item, person)
    participations.add_participation(item=item, group=group, role="attendee", by="command", at=moment())
    with pytest.raises(Conflict):
        groups.delete_group(group, by="command", at=moment())


def test_groups_keep_what_is_stated_and_no_more(event):
    uncounted = groups.add_group(
        event=event, label_en="experts", count_as_worded="a large number", by="command", at=moment()
    )
    assert uncounted.count is None
    assert uncounted.list_complete is None
    with pytest.raises(Invalid):
        groups.add_group(event=event, by="command", at=moment())
    with pytest.raises(Invalid):
        groups.add_group(
            event=event, label_en="x", organizations=[OrganizationFactory()], by="command", at=moment()
        )
    assert Group.objects.count() == 1


def test_reorder_and_move_to_another_day(event):
    one, two, three = (add(event, None, None, title_en=str(n)) for n in range(3))
    agenda.reorder(event, [three.uid, one.uid], by="command", at=moment())
    assert list(event.agenda.order_by("position")) == [three, one, two]
    with pytest.raises(Invalid):
        agenda.reorder(event, [add(EventFactory()).uid], by="command", at=moment())
    agenda.move_to_day(two, PartialDate(2027, 6, 30), [two.uid], by="command", at=moment())
    two.refresh_from_db()
    assert str(two.on) == "2027-06-30"
    assert two.starts_at == dt.datetime(2027, 6, 29, 16, tzinfo=dt.UTC)


def test_what_was_held_is_recorded_and_stays(event):
    item = add(event)
    agenda.record_held(item, {"gist_en": "She spoke of cooperation."}, by="command", at=moment())
    item.refresh_from_db()
    assert (item.state, item.gist_en) == ("held", "She spoke of cooperation.")
    with pytest.raises(Conflict):
        agenda.delete_item(item, by="command", at=moment())
    verbs = list(Entry.objects.about(f"agenda_item:{item.pk}").values_list("verb", flat=True))
    assert {"created", "changed", "moved to held"} <= set(verbs)


# --- pages -----------------------------------------------------------------------------------------------------------


def test_organizer_adds_an_item(event, organizer, client, room):
    url = reverse("events:item_add", args=[event.slug])
    assert client.get(url, {"on": "no day"}).status_code == 200
    values = {
        "kind": "opening",
        "title_en": "Opening",
        "on": "2027-06-29",
        "start_time": "09:00",
        "end_time": "10:00",
        "room": room.pk,
        "public": "on",
    }
    assert client.get(url).status_code == 200
    item_url = client.post(url, values).headers["Location"]
    assert "Opening" in client.get(item_url).content.decode()
    answer = client.post(url, values | {"title_en": "Another"})
    assert answer.status_code == 200
    assert "The room is taken" in answer.content.decode()
    assert 'value="Another"' in answer.content.decode()


def test_organizer_edits_moves_and_deletes(event, organizer, client):
    item = add(event)
    edit = reverse("events:item_edit", args=[event.slug, item.uid])
    values = {
        "kind": "panel",
        "title_en": "Panel",
        "title_zh_hans": "圆桌",
        "on": "2027-06-29",
        "start_time": "09:00",
        "version": item.version,
    }
    assert client.post(edit, values).status_code == 302
    item.refresh_from_db()
    assert (item.title_zh_hans, item.public) == ("圆桌", False)
    stale = client.post(edit, values | {"title_en": "Lost?"})
    assert "Somebody changed this" in stale.content.decode()
    assert 'value="Lost?"' in stale.content.decode()
    client.post(reverse("events:item_move", args=[event.slug, item.uid]), {"to": "dropped"})
    item.refresh_from_db()
    assert item.state == "dropped"
    delete = reverse("events:item_delete", args=[event.slug, item.uid])
    assert client.get(delete).status_code == 200
    assert AgendaItem.objects.filter(pk=item.pk).exists()
    client.post(delete)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_order_by_buttons_and_by_dragging(event, organizer, client):
    one, two = add(event, None, None, title_en="one"), add(event, None, None, title_en="two")
    client.post(reverse("events:item_shift", args=[event.slug, two.uid]), {"to": "up"})
    assert list(event.agenda.order_by("position")) == [two, one]
    client.post(
        reverse("events:agenda_order", args=[event.slug]),
        {"uids": [str(one.uid)], "item": str(one.uid), "on": "2027-06-30"},
    )
    one.refresh_from_db()
    assert str(one.on) == "2027-06-30"
    assert client.post(reverse("events:agenda_order", args=[event.slug]), {"uids": ["x"]}).status_code == 400


def test_somebody_new_enters_the_directory_with_a_post(event, organizer, client):
    item = add(event)
    url = reverse("events:item_participation_add", args=[event.slug, item.uid])
    assert client.get(url).status_code == 200
    values = {
        "role": "speaker", "new-family_name": "17", "new-given_name": "Participant", "new-name_order": "given_first",
        "new-post_title": "Director", "new-new_organization": "Institute", "speech_title_en": "On cooperation",
    }  # fmt: skip
    assert client.post(url, values).status_code == 302
    taking_part = Participation.objects.get(item=item)
    post = Post.objects.get(person=taking_part.person)
    assert (post.title_en, post.organization.name_en) == ("Director", "Institute")
    again = client.post(url, values)
    assert again.status_code == 200
    assert "Somebody of this name" in again.content.decode()
    assert Person.objects.count() == 1
    nobody = client.post(url, {"role": "speaker", "new-name_order": "given_first"})
    assert "Choose one: a person or a group." in nobody.content.decode()


def test_a_person_is_chosen_by_identifier_or_by_name(event, organizer, client):
    item = add(event)
    url = reverse("events:item_participation_add", args=[event.slug, item.uid])
    base = {"role": "speaker", "new-name_order": "given_first"}
    person, foreign = PersonFactory(office=event.office), PersonFactory()
    assert "is not in the directory" in client.post(url, base | {"person": str(foreign.uid)}).content.decode()
    assert client.post(url, base | {"person": str(person.uid)}).status_code == 302
    assert client.post(url, base | {"person": person.name, "role": "chair"}).status_code == 302
    PersonFactory(office=event.office, given_name=person.given_name, family_name=person.family_name)
    answer = client.post(url, base | {"person": person.name, "role": "panellist"})
    assert "Several are meant" in answer.content.decode()
    one = Participation.objects.filter(item=item).first()
    edit = reverse("events:item_participation", args=[event.slug, item.uid, one.uid])
    assert f'data-uid="{person.uid}"' in client.get(edit).content.decode()
    assert (
        client.post(
            edit, {"person": str(person.uid), "role": "moderator", "version": one.version}
        ).status_code
        == 302
    )
    shift = reverse(
        "events:item_participation_shift", args=[event.slug, item.uid, item.participations.last().uid]
    )
    client.post(shift, {"to": "up"})
    client.post(reverse("events:item_participation_remove", args=[event.slug, item.uid, one.uid]))
    assert item.participations.count() == 1


def test_choosing_offers_the_own_directory_alone(event, organizer, client):
    mine = PersonFactory(office=event.office, family_name="Silva")
    PersonFactory(family_name="Silva")
    answer = client.get(reverse("events:pick", args=["person"]), {"q": "silv"}).json()
    assert [one["uid"] for one in answer["results"]] == [str(mine.uid)]
    foreign = OfficeFactory()
    assert (
        client.get(
            reverse("events:pick", args=["person"]), {"q": "silv", "office": str(foreign.uid)}
        ).status_code
        == 404
    )
    Role.objects.create(user=organizer, office=foreign, name="organizer")
    other = PersonFactory(office=foreign, family_name="Silva")
    answer = client.get(
        reverse("events:pick", args=["person"]), {"q": "silv", "office": str(foreign.uid)}
    ).json()
    assert [one["uid"] for one in answer["results"]] == [str(other.uid)]
    body = OrganizationFactory(office=event.office, name_zh_hans="上海商学院")
    answer = client.get(reverse("events:pick", args=["organization"]), {"q": "商学"}).json()
    assert [one["uid"] for one in answer["results"]] == [str(body.uid)]
    assert client.get(reverse("events:pick", args=["office"])).status_code == 404


def test_groups_and_tracks_have_their_pages(event, organizer, client):
    body = OrganizationFactory(office=event.office)
    values = {
        "label_en": "officials",
        "count": "31",
        "countries": ["BO", "BR"],
        "regions": "Sichuan, Gansu",
        "organizations": str(body.uid),
        "list_complete": "true",
    }
    assert client.post(reverse("events:agenda_group_add", args=[event.slug]), values).status_code == 302
    group = Group.objects.get()
    assert (group.regions, group.list_complete, list(group.organizations.all())) == (
        ["Sichuan", "Gansu"],
        True,
        [body],
    )
    url = reverse("events:agenda_group", args=[event.slug, group.uid])
    assert client.get(url).status_code == 200
    assert client.post(url, values | {"list_complete": "", "version": group.version}).status_code == 302
    group.refresh_from_db()
    assert group.list_complete is None
    tracks = reverse("events:agenda_tracks", args=[event.slug])
    client.post(tracks, {"name": "Biomedicine"})
    assert "has a track of this name" in client.post(tracks, {"name": "Biomedicine"}).content.decode()
    track = Track.objects.get()
    client.post(reverse("events:agenda_track", args=[event.slug, track.uid]), {"name": "Energy"})
    item = add(event, track=track)
    client.post(reverse("events:agenda_track_delete", args=[event.slug, track.uid]))
    item.refresh_from_db()
    assert item.track is None
    client.post(reverse("events:agenda_group_delete", args=[event.slug, group.uid]))
    assert not Group.objects.exists()


def test_agenda_shows_warnings_and_days(event, organizer, client):
    person = PersonFactory(office=event.office)
    take_part(add(event, place_en="Hall 1", title_en="First"), person)
    take_part(add(event, place_en="Hall 2", title_en="Second"), person)
    add(event, on=PartialDate(2027, 7, 9), title_en="Late")
    add(event, None, None, on=None, title_en="Some day")
    add(event, None, None, part_of_day="morning", title_en="In the morning")
    page = client.get(reverse("events:agenda", args=[event.slug])).content.decode()
    assert "In two places at once" in page
    assert "Outside the days of the event" in page
    assert "Day not stated" in page
    assert "morning" in page


def test_other_offices_see_nothing_and_viewers_change_nothing(event, client):
    item = add(event)
    item_pages = [
        "item",
        "item_edit",
        "item_delete",
        "item_move",
        "item_held",
        "item_shift",
        "item_participation_add",
    ]
    event_pages = ["agenda", "agenda_order", "agenda_tracks", "agenda_group_add", "item_add"]
    urls = [reverse(f"events:{name}", args=[event.slug, item.uid]) for name in item_pages]
    urls += [reverse(f"events:{name}", args=[event.slug]) for name in event_pages]
    client.force_login(UserFactory(office=OfficeFactory()))
    for url in urls:
        assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}, url
    client.force_login(UserFactory(office=event.office, role="viewer"))
    readable = {
        reverse("events:item", args=[event.slug, item.uid]),
        reverse("events:agenda", args=[event.slug]),
    }
    for url in urls:
        assert client.post(url).status_code == (405 if url in readable else 403), url
    for url in readable:
        page = client.get(url)
        assert page.status_code == 200
        assert "item_edit" not in page.content.decode()
    client.logout()
    assert all(client.get(url).status_code == 302 for url in readable)
    assert AgendaItem.objects.get().state == "planned"


def test_an_editor_records_what_happened_but_does_not_plan(event, client):
    item = add(event)
    client.force_login(UserFactory(office=event.office, role="editor"))
    held = reverse("events:item_held", args=[event.slug, item.uid])
    assert client.get(held).status_code == 200
    assert client.post(held, {"gist_en": "It went well.", "version": item.version}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.gist_en) == ("held", "It went well.")
    assert client.post(reverse("events:item_edit", args=[event.slug, item.uid])).status_code == 403


def test_agenda_takes_as_many_queries_for_three_items_as_for_one(
    event, organizer, client, django_assert_max_num_queries
):
    def fill():
        item = add(event, place_en="Hall")
        take_part(item, PersonFactory(office=event.office))

    url = reverse("events:agenda", args=[event.slug])
    fill()
    with django_assert_max_num_queries(11) as one:
        client.get(url)
    fill()
    fill()
    with django_assert_max_num_queries(len(one)):
        client.get(url)
