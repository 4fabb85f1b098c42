"""Registering in public and one's own registration by the signed link, through the pages."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events import letters
from events.links import registration_token
from events.models import Event, Registration
from events.services import registration, registration_changes, registration_moves
from people.models import Entry, Notice, Person
from tests.factories import EventFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), state="published", mode="in_person", capacity=3)


def typed(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "family_name": f"Seventeen{number}", "given_name": "Participant", "email": f"participant{number}@example.org",
        "organization_name": "An institute", "job_title": "Researcher", "country": "BR", "language": "pt", "note": "",
        "consent": "on",
    } | changes  # fmt: skip


def send(client: Client, event: Event, number: int = 1, **changes: Any) -> Any:
    return client.post(reverse("events:register", args=[event.slug]), typed(number, **changes))


def registered(event: Event, number: int = 1, **values: Any) -> Registration:
    return registration.register(
        event=event, by="participant", at=timezone.now(), given_name="Participant", family_name=f"Seventeen{number}",
        email=f"participant{number}@example.org", consent=True, **values,
    )  # fmt: skip


def page(own: Registration, name: str = "registration") -> str:
    return reverse(f"events:{name}", args=[registration_token(own)])


def kinds(own: Registration) -> list[str]:
    return list(
        Notice.objects.filter(recipient=f"registration:{own.pk}")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def answer_of(response: Any) -> str:
    """The page without its CSRF token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


class TestRegister:
    def test_a_visitor_is_confirmed_and_thanked_without_a_name(self, client: Client, event: Event) -> None:
        answer = send(client, event)
        assert answer.status_code == 302
        own = Registration.objects.get(event=event)
        assert (own.state, own.seq, own.seats, own.language, own.manner) == (
            "confirmed",
            1,
            1,
            "pt",
            "in_person",
        )
        assert own.consented_at
        assert own.person.email == "participant1@example.org"
        assert kinds(own) == ["registration.confirmed"]
        assert Entry.objects.about(f"registration:{own.pk}").get().actor == "participant"
        thanks = client.get(answer["Location"]).content.decode()
        assert "Seventeen" not in thanks
        assert "participant1" not in thanks

    def test_it_takes_at_most_12_statements(
        self, client: Client, event: Event, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(12):
            assert send(client, event).status_code == 302

    def test_without_consent_nothing_is_kept_and_the_typing_stays(self, client: Client, event: Event) -> None:
        answer = send(client, event, consent="")
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "Without your consent" in text
        assert 'value="An institute"' in text
        assert not Registration.objects.exists()
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "message"),
        [({"email": "nonsense"}, "valid email"), ({"family_name": ""}, "required"), ({"country": "XX"}, "valid choice"),
         ({"note": "x" * 2001}, "at most 2000"), ({"given_name": "Win at http://example.org/"}, "A name holds no web address"),
         ({"given_name": "Win at evil.com/login"}, "A name holds no web address"),
         ({"family_name": "bit.ly/x"}, "A name holds no web address"), ({"family_name": "example.net"}, "A name holds no web address")],
    )  # fmt: skip
    def test_bad_input_is_explained(
        self, client: Client, event: Event, changes: dict[str, str], message: str
    ) -> None:
        answer = send(client, event, **changes)
        assert answer.status_code == 422
        assert message in answer.content.decode()

    def test_a_name_stays_on_one_line_of_the_letter(self, client: Client, event: Event) -> None:
        assert send(client, event, given_name="Participant\r\n\r\nA paragraph of mine").status_code == 302
        assert Person.objects.get().given_name == "Participant A paragraph of mine"

    def test_the_label_of_a_group_stays_on_one_line_of_the_letter(self, event: Event) -> None:
        own = registration.register_group(
            event=event, by="test", at=timezone.now(), label_en="Trainees\n\nA paragraph of mine", count=2
        )
        assert letters.values(event, "en", registration=own)["person_name"] == "Trainees A paragraph of mine"

    def test_the_waiting_list_is_told_before_and_kept_in_order(self, client: Client, event: Event) -> None:
        for number in range(3):
            send(client, event, number)
        assert "waiting list" in client.get(reverse("events:register", args=[event.slug])).content.decode()
        send(client, event, 4)
        send(client, event, 5)
        waiting = list(Registration.objects.waiting().values_list("seq", flat=True))
        assert waiting == [4, 5]
        own = Registration.objects.get(seq=5)
        assert "You are number 2 on the waiting list" in client.get(page(own)).content.decode()
        assert kinds(own) == ["registration.waitlisted"]

    def test_a_free_seat_is_not_given_past_those_who_wait(self, event: Event) -> None:
        group = registration.register_group(
            event=event, by=None, at=timezone.now(), label_en="Officials", count=5, state="waitlisted"
        )
        assert group.seats == 5
        assert registered(event).state == "waitlisted"

    def test_without_a_waiting_list_a_full_event_refuses(self, client: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(waiting_list=False, capacity=0)
        assert (
            "All seats are taken"
            in client.get(reverse("events:register", args=[event.slug])).content.decode()
        )
        answer = send(client, event)
        assert answer.status_code == 422
        assert "All seats are taken" in answer.content.decode()

    def test_approval(self, client: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(approval_required=True)
        send(client, event)
        own = Registration.objects.get()
        assert (own.state, kinds(own)) == ("pending", ["registration.received"])
        registration_moves.confirm([own], by=None, at=timezone.now())
        assert own.state == "confirmed"
        assert own.confirmed_at

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"registration_opens_at": timezone.now() + dt.timedelta(days=1)}, "Registration opens on"),
            ({"registration_closes_at": timezone.now() - dt.timedelta(days=1)}, "Registration closed on"),
            (
                {
                    "ends_at": timezone.now() - dt.timedelta(hours=1),
                    "starts_at": timezone.now() - dt.timedelta(hours=9),
                },
                "is over",
            ),
            ({"state": "postponed"}, "postponed"),
            ({"state": "cancelled"}, "cancelled"),
            ({"state": "closed"}, "is over"),
        ],
    )
    def test_the_window(self, client: Client, event: Event, values: dict[str, Any], message: str) -> None:
        Event.objects.filter(pk=event.pk).update(**values)
        assert message in client.get(reverse("events:register", args=[event.slug])).content.decode()
        answer = send(client, event)
        assert answer.status_code == 422
        assert message in answer.content.decode()
        assert not Registration.objects.exists()

    @pytest.mark.parametrize("values", [{"state": "draft"}, {"visibility": "internal"}])
    def test_what_is_not_announced_does_not_exist(
        self, client: Client, event: Event, values: dict[str, str]
    ) -> None:
        Event.objects.filter(pk=event.pk).update(**values)
        assert client.get(reverse("events:register", args=[event.slug])).status_code == 404
        assert send(client, event).status_code == 404

    def test_a_second_time_looks_the_same_and_changes_nothing(self, client: Client, event: Event) -> None:
        first = send(client, event)
        second = send(
            client,
            event,
            organization_name="Another",
            family_name="SEVENTEEN1",
            email="Participant1@Example.org",
        )
        assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
        own = Registration.objects.get()
        assert own.organization_name == "An institute"
        assert kinds(own) == ["registration.confirmed"]

    def test_later_the_link_comes_again(self, client: Client, event: Event) -> None:
        own = registered(event)
        Registration.objects.filter(pk=own.pk).update(created_at=timezone.now() - dt.timedelta(hours=1))
        send(client, event)
        assert kinds(own) == ["registration.confirmed", "registration.link"]

    def test_a_known_person_is_found_and_not_overwritten(self, client: Client, event: Event) -> None:
        known = PersonFactory(
            office=event.office,
            given_name="José",
            family_name="Núñez",
            email="nunez@example.org",
            phone="1",
            country="PE",
        )
        send(client, event, given_name="jose", family_name="NUNEZ", email="Nunez@example.org", country="BR")
        own = Registration.objects.get()
        assert own.person == known
        known.refresh_from_db()
        assert (known.given_name, known.phone, known.country.code) == ("José", "1", "PE")
        assert own.country.code == "BR"

    def test_who_stands_twice_in_the_directory_is_registered_once(self, client: Client, event: Event) -> None:
        values = {
            "office": event.office,
            "given_name": "Participant",
            "family_name": "Twice",
            "email": "twice@example.org",
        }
        PersonFactory(**values)
        second = PersonFactory(**values)
        registration.add_registration(event=event, by=None, at=timezone.now(), person=second)
        send(client, event, family_name="Twice", email="twice@example.org")
        assert Registration.objects.count() == 1

    def test_people_who_share_an_address_stay_two(self, client: Client, event: Event) -> None:
        send(client, event, 1, email="office@example.org")
        send(client, event, 2, email="office@example.org")
        assert Registration.objects.count() == Person.objects.count() == 2

    def test_a_chinese_name_is_found_by_two_characters(self, client: Client, event: Event) -> None:
        send(client, event, family_name="欧阳", given_name="测试")
        person = Registration.objects.get().person
        assert person.native_name == "欧阳测试"
        assert Person.objects.matching("测试").get() == person

    def test_machines_are_thanked_and_forgotten(self, client: Client, event: Event) -> None:
        assert send(client, event, website="http://example.org").status_code == 302
        assert not Registration.objects.exists()

    def test_a_flood_from_one_client_is_stopped(self, client: Client, event: Event, settings: Any) -> None:
        settings.REGISTRATION_RATE = 2
        codes = [send(client, event, number).status_code for number in range(3)]
        assert codes == [302, 302, 429]
        assert Registration.objects.count() == 2

    def test_a_hybrid_event_asks_how_and_keeps_seats_for_the_room(self, client: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(mode="hybrid", capacity=1)
        assert send(client, event, 1).status_code == 422
        for number, manner in ((1, "online"), (2, "in_person"), (3, "online"), (4, "in_person")):
            assert send(client, event, number, manner=manner).status_code == 302
        states = list(Registration.objects.order_by("seq").values_list("state", flat=True))
        assert states == ["confirmed", "confirmed", "confirmed", "waitlisted"]
        event.refresh_from_db()
        assert event.seats_taken == 1


class TestOwnRegistration:
    def test_it_is_not_kept_by_caches_nor_passed_on(self, client: Client, event: Event) -> None:
        answer = client.get(page(registered(event)))
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert "confirmed" in answer.content.decode()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"),
            lambda t: t[:40],
            lambda t: "x",
            lambda t: "1" + t,
        ],
    )
    def test_a_forged_link_opens_nothing(self, client: Client, event: Event, spoil: Any) -> None:
        own = registered(event)
        for name in ("registration", "registration_amend", "registration_cancel"):
            answer = client.get(reverse(f"events:{name}", args=[spoil(registration_token(own))]))
            assert answer.status_code == 404
            assert "does not hold any more" in answer.content.decode()
            assert "Seventeen" not in answer.content.decode()
        assert (
            client.post(
                reverse("events:registration_cancel", args=[spoil(registration_token(own))])
            ).status_code
            == 404
        )
        own.refresh_from_db()
        assert own.state == "confirmed"

    def test_a_link_of_another_purpose_does_not_open(self, client: Client, event: Event) -> None:
        from django.core.signing import Signer

        own = registered(event)
        token = Signer(salt="people.invitation", sep=".").sign(f"{own.uid.hex}-1")
        assert client.get(reverse("events:registration", args=[token])).status_code == 404

    def test_cancelling_asks_first_and_the_next_moves_up(self, client: Client, event: Event) -> None:
        first, *_others = [registered(event, number) for number in range(4)]
        waiting = Registration.objects.get(state="waitlisted")
        assert client.get(page(first, "registration_cancel")).status_code == 200
        first.refresh_from_db()
        assert first.state == "confirmed"
        assert client.post(page(first, "registration_cancel")).status_code == 302
        first.refresh_from_db()
        waiting.refresh_from_db()
        assert (first.state, waiting.state) == ("cancelled", "confirmed")
        states = dict(
            Notice.objects.filter(recipient=f"registration:{first.pk}").values_list("kind", "state")
        )
        assert states == {"registration.confirmed": "withdrawn", "registration.cancelled": "pending"}
        assert kinds(waiting) == ["registration.waitlisted", "registration.promoted"]
        event.refresh_from_db()
        assert event.seats_taken == 3

    def test_changing_details(self, client: Client, event: Event) -> None:
        own = registered(event)
        data = {
            "email": own.email,
            "organization_name": "New place",
            "job_title": "",
            "country": "",
            "language": "es",
            "note": "",
            "version": 1,
        }
        assert client.post(page(own, "registration_amend"), data).status_code == 302
        own.refresh_from_db()
        assert (own.organization_name, own.language, own.version) == ("New place", "es", 2)
        stale = client.post(page(own, "registration_amend"), data | {"job_title": "Lost?"})
        assert stale.status_code == 422
        assert "Lost?" in stale.content.decode()

    @pytest.mark.parametrize("state", ["pending", "claimed", "failed", "unknown"])
    def test_no_letter_goes_to_the_old_address_any_more(self, event: Event, state: str) -> None:
        """Its link would be the new one, in a mailbox that may be anybody's."""
        own = registered(event)
        held = {"token": uuid4(), "lease_until": timezone.now()} if state == "claimed" else {}
        Notice.objects.update(state=state, **held)
        registration_changes.amend_registration(own, {"email": "new@example.org"}, by=None, at=timezone.now())
        assert set(Notice.objects.values_list("address", "token")) == {("new@example.org", None)}
        registration_changes.amend_registration(own, {"email": ""}, by=None, at=timezone.now())
        assert set(Notice.objects.values_list("state", flat=True)) == {"withdrawn"}

    def test_a_new_address_makes_the_old_link_invalid(self, client: Client, event: Event) -> None:
        own = registered(event)
        old = page(own)
        registration_changes.amend_registration(own, {"email": "new@example.org"}, by=None, at=timezone.now())
        assert client.get(old).status_code == 404
        assert client.get(page(own)).status_code == 200
        link = Notice.objects.get(kind="registration.link")
        assert link.address == "new@example.org"

    def test_the_joining_link_is_for_the_confirmed_only(self, client: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(
            mode="hybrid", join_url="https://meet.example.org/room", approval_required=True
        )
        own = registered(Event.objects.get(pk=event.pk), manner="online")
        assert "meet.example.org" not in client.get(page(own)).content.decode()
        registration_moves.confirm([own], by=None, at=timezone.now())
        assert "meet.example.org" in client.get(page(own)).content.decode()
        registration_moves.cancel([own], by=None, at=timezone.now())
        assert "meet.example.org" not in client.get(page(own)).content.decode()
        assert (
            "meet.example.org"
            not in client.get(reverse("events:register", args=[event.slug])).content.decode()
        )

    def test_an_invited_person_answers(self, client: Client, event: Event) -> None:
        yes, no = (
            registration.add_registration(
                event=event,
                by=None,
                at=timezone.now(),
                person=PersonFactory(office=event.office),
                state="invited",
            )
            for _n in range(2)
        )
        client.post(page(yes, "registration_answer"), {"answer": "yes"})
        client.post(page(no, "registration_answer"), {"answer": "no"})
        assert [Registration.objects.get(pk=r.pk).state for r in (yes, no)] == ["confirmed", "declined"]


class TestResend:
    def test_the_answer_is_the_same_whether_registered_or_not(self, client: Client, event: Event) -> None:
        registered(event)
        address = reverse("events:resend_link", args=[event.slug])
        known = client.post(address, {"email": "PARTICIPANT1@example.org"})
        unknown = client.post(address, {"email": "nobody@example.org"})
        assert known.status_code == unknown.status_code == 200
        assert answer_of(known) == answer_of(unknown)
        assert Notice.objects.filter(kind="registration.link").count() == 1

    def test_every_standing_registration_of_the_address_is_sent(self, client: Client, event: Event) -> None:
        at = timezone.now()
        for number in (1, 2, 3):
            registration.register(
                event=event,
                by="participant",
                at=at,
                given_name="",
                family_name=f"P{number}",
                email="shared@example.org",
                consent=True,
            )
        registration_moves.cancel([Registration.objects.get(seq=3)], by=None, at=at)
        client.post(reverse("events:resend_link", args=[event.slug]), {"email": "shared@example.org"})
        assert Notice.objects.filter(kind="registration.link").count() == 2
