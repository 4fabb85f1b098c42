"""Seats by country: the ceiling of a country, the waiting list beside it, the pages and the door of the API."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from base.errors import Conflict
from events.models import CountryQuota, Event, Manner, Registration
from events.services import registration, registration_changes, registration_moves
from events.services.quotas import add_quota, amend_quota, delete_quota
from events.services.registration_sets import amend_registrations, record_registrations
from events.services.schedule import amend_event
from people.services.record_sets import SetRefused
from tests.factories import EventFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def doing() -> dict[str, Any]:
    return {"by": "command", "at": timezone.now()}


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), state="published", mode="in_person", capacity=4)


def come(event: Event, number: int, country: str = "BR") -> str:
    """The state in which somebody from the country arrives."""
    own = registration.register(
        event=event, given_name="Participant", family_name=str(number), email=f"p{number}@example.org",
        consent=True, country=country, **doing(),
    )  # fmt: skip
    return own.state


def states(event: Event) -> list[tuple[str, str]]:
    rows = Registration.objects.filter(event=event).order_by("seq")
    return [(str(row.country), row.state) for row in rows]


def quota(event: Event, country: str = "BR", seats: int = 1) -> CountryQuota:
    return add_quota(event=event, country=country, seats=seats, **doing())


def test_a_full_country_waits_and_keeps_nobody_else_waiting(event: Event) -> None:
    quota(event)
    assert [come(event, 1), come(event, 2)] == ["confirmed", "waitlisted"]
    assert come(event, 3, "PE") == "confirmed"
    event.refresh_from_db()
    assert event.seats_taken == 2


def test_who_waits_for_a_seat_of_the_event_goes_before_newcomers_of_any_country(event: Event) -> None:
    quota(event, "BR", 2)
    for number in range(1, 5):
        come(event, number, "PE")
    assert [come(event, 5, "CL"), come(event, 6)] == ["waitlisted", "waitlisted"]
    first = Registration.objects.get(event=event, seq=1)
    registration_moves.cancel([first], **doing())
    assert states(event)[4:] == [("CL", "confirmed"), ("BR", "waitlisted")]


def test_a_freed_seat_goes_to_the_next_whose_country_has_room(event: Event) -> None:
    quota(event)
    come(event, 1)
    for number in (2, 3, 4):
        come(event, number, "PE")
    assert [come(event, 5), come(event, 6, "PE"), come(event, 7)] == ["waitlisted"] * 3
    registration_moves.cancel([Registration.objects.get(event=event, seq=2)], **doing())
    assert states(event)[4:] == [("BR", "waitlisted"), ("PE", "confirmed"), ("BR", "waitlisted")]
    registration_moves.cancel([Registration.objects.get(event=event, seq=1)], **doing())
    assert states(event)[4:] == [("BR", "confirmed"), ("PE", "confirmed"), ("BR", "waitlisted")]


def test_behind_a_group_too_large_for_its_country_nobody_of_it_overtakes(event: Event) -> None:
    given = quota(event, "BR", 2)
    come(event, 1)
    group = registration.register_group(
        event=event, label_en="Officials", count=2, state="waitlisted", registration={"country": "BR"}, **doing()
    )  # fmt: skip
    assert come(event, 2) == "waitlisted"
    registration_moves.promote_waiting(event, **doing())
    assert [state for _country, state in states(event)] == ["confirmed", "waitlisted", "waitlisted"]
    amend_quota(given, {"seats": 3}, **doing())
    group.refresh_from_db()
    assert group.state == "confirmed"
    assert states(event)[2] == ("BR", "waitlisted")
    delete_quota(given, **doing())
    assert states(event)[2] == ("BR", "confirmed")


def test_organizers_are_told_and_nothing_is_changed(event: Event) -> None:
    quota(event)
    come(event, 1)
    come(event, 2)
    waiting = Registration.objects.get(event=event, seq=2)
    with pytest.raises(Conflict, match="All seats of this country are taken: Brazil"):
        registration_moves.confirm([waiting], **doing())
    with pytest.raises(Conflict):
        registration.add_registration(
            event=event, person=PersonFactory(office=event.office), country="BR", **doing()
        )
    other = registration.add_registration(
        event=event, person=PersonFactory(office=event.office), country="PE", **doing()
    )
    with pytest.raises(Conflict):
        registration_changes.amend_registration(other, {"country": "BR"}, **doing())
    event.refresh_from_db()
    assert event.seats_taken == 2
    assert states(event) == [("BR", "confirmed"), ("BR", "waitlisted"), ("PE", "confirmed")]


def test_a_change_of_country_frees_the_seat_of_the_first(event: Event) -> None:
    quota(event)
    come(event, 1)
    come(event, 2)
    first = Registration.objects.get(event=event, seq=1)
    registration_changes.amend_registration(first, {"country": "PE"}, **doing())
    assert states(event) == [("PE", "confirmed"), ("BR", "confirmed")]


def test_a_substitute_takes_the_seat_of_the_country(event: Event) -> None:
    quota(event)
    come(event, 1)
    first = Registration.objects.get(event=event, seq=1)
    new = registration_changes.substitute(
        first, person=PersonFactory(office=event.office), country="BR", **doing()
    )
    assert new.state == "confirmed"


def test_what_is_recorded_after_the_fact_is_exempt_unless_it_is_asked_for(event: Event) -> None:
    quota(event)

    def rows(people: int) -> list[Any]:
        return [
            (
                Registration(
                    office_id=event.office_id, event=event, person=PersonFactory(office=event.office),
                    country="BR", state="confirmed",
                ),
                (),
            )
            for _ in range(people)
        ]  # fmt: skip

    with pytest.raises(SetRefused):
        record_registrations(rows(2), within_quotas=True, **doing())
    assert states(event) == []
    record_registrations(rows(2), **doing())
    registration.add_registration(
        event=event, person=PersonFactory(office=event.office), country="BR", recorded=True, **doing()
    )
    assert len(states(event)) == 3


def test_without_a_waiting_list_the_country_is_told(event: Event, client: Client) -> None:
    quota(event)
    amend_event(event, {"waiting_list": False}, **doing())
    come(event, 1)
    with pytest.raises(Conflict, match="Brazil"):
        come(event, 2)
    said = client.get(reverse("events:register", args=[event.slug])).content.decode()
    assert "All seats of these countries are taken: Brazil" in said
    assert come(event, 3, "PE") == "confirmed"


def test_the_form_asks_for_the_country_where_seats_are_given_by_it(event: Event, client: Client) -> None:
    quota(event)
    sent = {"family_name": "Seventeen", "given_name": "Participant", "email": "p@example.org", "language": "en", "consent": "on"}  # fmt: skip
    answer = client.post(reverse("events:register", args=[event.slug]), sent)
    assert answer.status_code == 422
    assert "seats are given by country" in answer.content.decode()


def test_taking_part_online_at_a_hybrid_event_needs_no_seat_of_the_country() -> None:
    event = EventFactory(office=OfficeFactory(), state="published", mode="hybrid", capacity=9)
    quota(event, "BR", 0)
    own = registration.register(
        event=event, given_name="Participant", family_name="One", email="p@example.org", consent=True,
        country="BR", manner=Manner.ONLINE, **doing(),
    )  # fmt: skip
    assert own.state == "confirmed"


def test_a_number_below_what_is_taken_is_refused(event: Event) -> None:
    come(event, 1)
    come(event, 2)
    with pytest.raises(Conflict, match="2 seats taken"):
        quota(event)
    given = quota(event, "BR", 2)
    with pytest.raises(Conflict):
        amend_quota(given, {"seats": 1}, **doing())
    with pytest.raises(Conflict):
        quota(event, "BR", 5)


def test_the_page_shows_use_and_takes_the_number(event: Event, client: Client) -> None:
    client.force_login(UserFactory(office=event.office, role="protocol"))
    address = reverse("events:quotas", args=[event.slug])
    assert client.post(address, {"country": "", "seats": "3"}).status_code == 422
    assert client.post(address, {"country": "BR", "seats": "1"}).status_code == 302
    come(event, 1)
    come(event, 2)
    said = client.get(address).content.decode()
    assert [int(n) for n in re.findall(r'data-label="(?:Seats|Taken|Free|On the waiting list)">(\d+)<', said)] == [1, 1, 0, 1]  # fmt: skip
    own = CountryQuota.objects.get()
    edit = reverse("events:quota", args=[event.slug, own.uid])
    assert client.post(edit, {"country": "BR", "seats": "2", "version": own.version}).status_code == 302
    assert states(event) == [("BR", "confirmed")] * 2
    assert client.post(edit, {"country": "BR", "seats": "9", "version": own.version}).status_code == 422
    assert client.post(reverse("events:quota_delete", args=[event.slug, own.uid])).status_code == 302
    assert not CountryQuota.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("editor", 403), ("organizer", 302), ("protocol", 302)])  # fmt: skip
def test_who_may_set_numbers(event: Event, client: Client, role: str, status: int) -> None:
    client.force_login(UserFactory(office=event.office, role=role))
    address = reverse("events:quotas", args=[event.slug])
    assert client.get(address).status_code == 200
    assert client.post(address, {"country": "BR", "seats": "3"}).status_code == status


def test_another_office_finds_nothing(event: Event, client: Client) -> None:
    own = quota(event)
    client.force_login(UserFactory(office=OfficeFactory(), role="organizer"))
    for name, args in (("quotas", [event.slug]), ("quota", [event.slug, own.uid])):
        assert client.get(reverse(f"events:{name}", args=args)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_country_and_three(
    event: Event, client: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for country in ("BR", "PE", "CL")[:number]:
        quota(event, country)
    client.force_login(UserFactory(office=event.office, role="viewer"))
    client.get("/")
    with django_assert_max_num_queries(9):
        client.get(reverse("events:quotas", args=[event.slug]))


def test_the_door_shows_what_the_page_shows(event: Event, client: Client) -> None:
    quota(event, "BR", 1)
    quota(event, "PE", 3)
    for number, country in enumerate(("BR", "BR", "PE", "CL"), 1):
        come(event, number, country)
    client.force_login(UserFactory(office=event.office, role="viewer"))
    page = client.get(reverse("events:quotas", args=[event.slug])).context["quotas"]
    rows = client.get("/api/v1/country-quotas/", {"event": event.slug}).json()["results"]
    told = [(row["country"], row["seats"], row["taken"], row["free"], row["waiting"]) for row in rows]
    assert told == [("BR", 1, 1, 0, 1), ("PE", 3, 1, 2, 0)]
    assert told == [(str(one.country), one.seats, one.taken, one.free, one.waiting) for one in page]
    one = client.get(f"/api/v1/country-quotas/{rows[0]['uid']}/").json()
    assert one == rows[0]


def test_a_changed_mode_respects_the_seats_of_countries() -> None:
    event = EventFactory(office=OfficeFactory(), state="published", mode="hybrid", capacity=9)
    for manner in (Manner.IN_PERSON, Manner.ONLINE):
        person = PersonFactory(office=event.office, country="BR")
        registration.add_registration(event=event, person=person, manner=manner, notify=False, **doing())
    quota(event)
    with pytest.raises(Conflict, match="All seats of this country are taken") as refused:
        amend_event(event, {"mode": "in_person"}, **doing())
    assert list(refused.value.errors) == ["mode"]


def test_what_is_amended_in_a_set_respects_the_seats_of_countries(event: Event) -> None:
    quota(event)
    come(event, 1)
    come(event, 2, "PE")
    second = Registration.objects.select_related("event").get(event=event, seq=2)
    with pytest.raises(SetRefused):
        amend_registrations([(second, {"country": "BR"})], **doing())
    Event.objects.filter(pk=event.pk).update(state="held")
    second = Registration.objects.select_related("event").get(pk=second.pk)
    assert amend_registrations([(second, {"country": "BR"})], **doing()) == [["country"]]
