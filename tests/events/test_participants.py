"""The organizer's pages on participants."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from base.errors import Conflict, Invalid
from events.models import Event, EventMessage, Registration
from events.services import registration, registration_changes, registration_moves
from people.models import Entry, Notice, User
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), state="published", mode="in_person", capacity=5)


@pytest.fixture
def organizer(event: Event) -> User:
    return UserFactory(office=event.office, role="organizer")


@pytest.fixture
def desk(client: Client, organizer: User) -> Client:
    client.force_login(organizer)
    return client


def entered(event: Event, state: str = "confirmed", **person: Any) -> Registration:
    return registration.add_registration(
        event=event,
        by=None,
        at=timezone.now(),
        person=PersonFactory(office=event.office, **person),
        state=state,
    )


def address(name: str, event: Event, *args: Any) -> str:
    return reverse(f"events:{name}", args=[event.slug, *args])


def states(event: Event) -> list[str]:
    return list(Registration.objects.filter(event=event).order_by("seq").values_list("state", flat=True))


def statements(work: Any) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)


class TestList:
    def test_the_number_of_statements_does_not_grow(self, desk: Client, event: Event) -> None:
        def look() -> None:
            assert desk.get(address("participants", event)).status_code == 200

        entered(event)
        look()
        one = statements(look)
        entered(event)
        registration.register_group(event=event, by=None, at=timezone.now(), label_en="Officials", count=2)
        assert statements(look) == one <= 8

    def test_what_is_asked_wrongly_is_left_aside(self, desk: Client, event: Event) -> None:
        for odd in ("\x00", "'", "\\", "x" * 5000, "中"):
            asked = dict.fromkeys(("q", "state", "role", "country", "manner", "order", "page"), odd)
            assert desk.get(address("participants", event), asked).status_code == 200

    def test_search_filters_and_counts(self, desk: Client, event: Event) -> None:
        entered(event, given_name="测试", family_name="欧阳", native_name="欧阳测试", country="CN")
        entered(event, "invited", family_name="Núñez", country="PE")
        registration.register_group(event=event, by=None, at=timezone.now(), label_en="Officials", count=2)
        page = address("participants", event)

        def shown(**asked: str) -> str:
            return desk.get(page, asked).content.decode().partition('id="results"')[2]

        assert "欧阳" in shown(q="测试")
        assert "Núñez" not in shown(q="测试")
        assert "Núñez" in shown(q="nunez")
        assert "Officials" in shown(q="official")
        assert "Núñez" in shown(state="invited")
        assert "欧阳" not in shown(country="PE")
        assert "Nobody matches" in shown(q="zzz")
        assert desk.get(page, {"state": "nonsense", "page": "x"}).status_code == 200

    def test_all_on_one_page(self, desk: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(capacity=None)
        for _n in range(51):
            entered(Event.objects.get(pk=event.pk))
        page = address("participants", event)
        assert desk.get(page).content.count(b'name="selected"') == 50
        assert desk.get(page, {"all": "1"}).content.count(b'name="selected"') == 51

    def test_another_office_sees_nothing(self, client: Client, event: Event) -> None:
        own = entered(event)
        client.force_login(UserFactory(office=OfficeFactory()))
        for name, args in (
            ("participants", ()), ("participant", (own.uid,)), ("participants_attendance", ()), ("participant_add", ()),
        ):  # fmt: skip
            assert client.get(address(name, event, *args)).status_code == 404
        for name, args in (
            ("participants_bulk", ()),
            ("participants_export", ()),
            ("participant_move", (own.uid,)),
            ("participant_link", (own.uid,)),
        ):
            assert (
                client.post(
                    address(name, event, *args), {"action": "cancel", "selected": str(own.uid)}
                ).status_code
                == 404
            )
        assert states(event) == ["confirmed"]

    @pytest.mark.parametrize("role", ["viewer", "editor", "reviewer", "protocol"])
    def test_who_only_reads_changes_nothing(self, client: Client, event: Event, role: str) -> None:
        own = entered(event)
        client.force_login(UserFactory(office=event.office, role=role))
        assert client.get(address("participants", event)).status_code == 200
        page = client.get(address("participant", event, own.uid))
        assert page.status_code == 200
        assert 'name="version"' not in page.content.decode()
        assert (
            client.post(
                address("participants_bulk", event), {"action": "cancel", "selected": str(own.uid)}
            ).status_code
            == 403
        )
        assert client.post(address("participant", event, own.uid), {}).status_code == 403
        assert client.get(address("participant_add", event)).status_code == 403
        expected = 200 if role == "protocol" else 403
        assert client.post(address("participants_export", event), {"format": "csv"}).status_code == expected
        assert states(event) == ["confirmed"]

    def test_visitors_are_asked_to_log_in(self, client: Client, event: Event) -> None:
        assert client.get(address("participants", event)).status_code == 302


class TestBulk:
    def test_a_selection_moves_together(self, desk: Client, event: Event) -> None:
        chosen = [entered(event, "pending") for _n in range(3)]
        answer = desk.post(
            address("participants_bulk", event),
            {"action": "confirm", "selected": [str(r.uid) for r in chosen], "state": "pending"},
        )
        assert answer["Location"].endswith("?state=pending")
        assert states(event) == ["confirmed"] * 3
        event.refresh_from_db()
        assert event.seats_taken == 3
        assert Notice.objects.filter(kind="registration.confirmed").count() == 3

    def test_the_number_of_statements_does_not_grow(self, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(capacity=None)
        first, *others = [entered(event, "pending") for _n in range(4)]
        one = statements(lambda: registration_moves.confirm([first], by=None, at=timezone.now()))
        assert statements(lambda: registration_moves.confirm(others, by=None, at=timezone.now())) == one
        first = Registration.objects.select_related("event").get(pk=first.pk)
        one = statements(lambda: registration_moves.cancel([first], by=None, at=timezone.now()))
        assert statements(lambda: registration_moves.cancel(others, by=None, at=timezone.now())) == one

    def test_one_that_may_not_move_stops_all_and_is_named(self, desk: Client, event: Event) -> None:
        able, ended = entered(event), entered(event, family_name="Gone")
        registration_moves.cancel([ended], by=None, at=timezone.now())
        answer = desk.post(
            address("participants_bulk", event),
            {"action": "attended", "selected": [str(able.uid), str(ended.uid)]},
            follow=True,
        )
        text = answer.content.decode()
        assert "Nothing was changed" in text
        assert "Gone is cancelled and cannot become attended" in text
        assert states(event) == ["confirmed", "cancelled"]

    def test_never_above_capacity(self, event: Event) -> None:
        chosen = [entered(event, "pending") for _n in range(6)]
        with pytest.raises(Conflict, match="6 seats are needed, 5 are free"):
            registration_moves.confirm(chosen, by=None, at=timezone.now())
        assert states(event) == ["pending"] * 6
        for _n in range(5):
            entered(event)
        with pytest.raises(Conflict, match="none is free"):
            entered(event)

    def test_all_who_match_beyond_the_page(self, desk: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(capacity=None)
        for _n in range(52):
            entered(Event.objects.get(pk=event.pk), "pending")
        entered(Event.objects.get(pk=event.pk), "invited")
        desk.post(
            address("participants_bulk", event), {"action": "confirm", "everybody": "1", "state": "pending"}
        )
        assert states(event) == ["confirmed"] * 52 + ["invited"]

    def test_marks_and_their_taking_back(self, event: Event) -> None:
        own = entered(event)
        for verb, state in (
            (registration_moves.mark_attended, "attended"),
            (registration_moves.mark_absent, "absent"),
            (registration_moves.confirm, "confirmed"),
        ):
            verb([own], by=None, at=timezone.now())
            assert own.state == state
        event.refresh_from_db()
        assert event.seats_taken == 1
        assert Notice.objects.count() == 1

    def test_who_waits_moves_up_strictly_in_order(self, event: Event) -> None:
        first = [entered(event) for _n in range(5)]
        big = registration.register_group(
            event=event, by=None, at=timezone.now(), label_en="Officials", count=2, state="waitlisted"
        )
        small = entered(event, "waitlisted")
        registration_moves.cancel(first[:1], by=None, at=timezone.now())
        assert Registration.objects.get(pk=small.pk).state == "waitlisted"
        registration_moves.cancel(first[1:2], by=None, at=timezone.now())
        assert Registration.objects.get(pk=big.pk).state == "confirmed"
        assert Registration.objects.get(pk=small.pk).state == "waitlisted"
        event.refresh_from_db()
        assert event.seats_taken == 5

    def test_followers_are_told_of_every_move(self, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
        from events import followers

        told: list[tuple[str, int]] = []

        def follow(registrations: Any, *, to: str, by: Any, at: Any) -> None:
            told.append((to, len(registrations)))

        monkeypatch.setattr(followers, "_of_registrations", [follow])
        Event.objects.filter(pk=event.pk).update(capacity=1)
        own = entered(event)
        entered(event, "waitlisted")
        registration_moves.cancel([own], by=None, at=timezone.now())
        assert told == [("confirmed", 1), ("waitlisted", 1), ("cancelled", 1), ("confirmed", 1)]

    def test_nonsense_is_refused(self, desk: Client, event: Event) -> None:
        assert desk.post(address("participants_bulk", event), {"action": "explode"}).status_code == 400
        answer = desk.post(
            address("participants_bulk", event), {"action": "confirm", "selected": "x"}, follow=True
        )
        assert "Tick at least one" in answer.content.decode()


class TestEntering:
    def test_from_the_directory_with_the_posts_held_now(self, desk: Client, event: Event) -> None:
        post = PostFactory(person=PersonFactory(office=event.office), title_en="Director")
        data = {
            "person": str(post.person.uid),
            "role": "speaker",
            "state": "confirmed",
            "manner": "in_person",
            "language": "",
            "notify": "on",
        }
        assert desk.post(address("participant_add", event), data).status_code == 302
        own = Registration.objects.get()
        assert (own.person, own.role, own.job_title) == (post.person, "speaker", "Director")
        assert own.organization == post.organization
        assert list(own.posts.all()) == [post]
        again = desk.post(address("participant_add", event), data)
        assert again.status_code == 422
        assert "registered already" in again.content.decode()

    def test_somebody_new(self, desk: Client, event: Event) -> None:
        data = {
            "family_name": "Neu",
            "given_name": "",
            "email": "neu@example.org",
            "role": "guest",
            "state": "invited",
            "manner": "",
            "language": "es",
        }
        assert desk.post(address("participant_add", event), data).status_code == 302
        own = Registration.objects.get()
        assert (own.state, own.language, own.person.email, own.consented_at) == (
            "invited",
            "es",
            "neu@example.org",
            None,
        )
        assert Notice.objects.count() == 0

    def test_nobody_named(self, desk: Client, event: Event) -> None:
        answer = desk.post(
            address("participant_add", event), {"role": "guest", "state": "invited", "job_title": "Kept"}
        )
        assert answer.status_code == 422
        assert "Kept" in answer.content.decode()

    def test_a_group_takes_as_many_seats_as_its_number(self, desk: Client, event: Event) -> None:
        data = {
            "label_en": "Officials",
            "count": "4",
            "countries": ["BR", "PE"],
            "regions": "Andes, Amazon",
            "role": "official",
            "state": "confirmed",
            "manner": "",
            "organizations": "",
            "list_complete": "",
        }
        assert desk.post(address("participant_add_group", event), data).status_code == 302
        own = Registration.objects.get()
        assert (own.seats, own.group.regions, [c.code for c in own.group.countries]) == (
            4,
            ["Andes", "Amazon"],
            ["BR", "PE"],
        )
        del data["role"], data["state"], data["manner"]
        answer = desk.post(
            address("participant_group", event, own.uid), data | {"count": "6", "version": own.group.version}
        )
        assert answer.status_code == 422
        assert "too few seats" in answer.content.decode()
        assert (
            desk.post(
                address("participant_group", event, own.uid),
                data | {"count": "5", "version": own.group.version},
            ).status_code
            == 302
        )
        event.refresh_from_db()
        assert event.seats_taken == 5

    def test_after_the_fact_any_state_and_no_letter(self, event: Event) -> None:
        own = registration.add_registration(
            event=event,
            by=None,
            at=timezone.now(),
            person=PersonFactory(office=event.office),
            state="attended",
            recorded=True,
        )
        assert own.state == "attended"
        assert not Notice.objects.exists()


class TestOne:
    def test_editing_and_the_journal(self, desk: Client, event: Event) -> None:
        own = entered(event)
        post = PostFactory(person=own.person)
        page = address("participant", event, own.uid)
        data = {
            "role": "guest",
            "manner": "online",
            "email": own.email,
            "language": "zh-hans",
            "organization": "",
            "organization_name": "Somewhere",
            "job_title": "",
            "country": "CN",
            "note": "",
            "posts": [str(post.pk)],
            "version": own.version,
        }
        assert desk.post(page, data).status_code == 302
        own.refresh_from_db()
        assert (own.role, own.organization_name, own.country.code, list(own.posts.all())) == (
            "guest",
            "Somewhere",
            "CN",
            [post],
        )
        lost = desk.post(page, data | {"job_title": "Kept typing"})
        assert lost.status_code == 422
        assert "Kept typing" in lost.content.decode()
        entry = Entry.objects.about(f"registration:{own.pk}").filter(verb="changed").get()
        assert "organization_name" in entry.fields
        assert "Somewhere" not in f"{entry.fields} {entry.note}"

    def test_its_moves(self, desk: Client, event: Event) -> None:
        own = entered(event, "pending")
        assert (
            desk.post(address("participant_move", event, own.uid), {"action": "confirm"}).status_code == 302
        )
        assert states(event) == ["confirmed"]
        assert desk.get(address("participant_move", event, own.uid)).status_code == 405

    def test_passing_the_seat_on(self, desk: Client, event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(capacity=1)
        own = entered(event)
        other = PersonFactory(office=event.office)
        data = {
            "person": str(other.uid),
            "role": own.role,
            "manner": "in_person",
            "language": "",
            "notify": "on",
        }
        assert desk.post(address("participant_substitute", event, own.uid), data).status_code == 302
        assert states(event) == ["substituted", "confirmed"]
        event.refresh_from_db()
        assert event.seats_taken == 1
        with pytest.raises(Conflict):
            registration_changes.substitute(
                Registration.objects.get(seq=1), by=None, at=timezone.now(), person=other
            )


class TestMessage:
    def test_written_looked_at_and_sent(self, desk: Client, event: Event) -> None:
        chosen = [entered(event), entered(event), entered(event, email="")]
        selected = {"selected": [str(r.uid) for r in chosen]}
        page = desk.post(
            address("participants_bulk", event), {"action": "message"} | selected
        ).content.decode()
        assert "To 2 participants" in page
        words = {"subject": "Bring your pass", "body": "Dear {person_name}"}
        url = address("participants_message", event)
        assert (
            "[name of the recipient]"
            in desk.post(url, {"action": "preview"} | selected | words).content.decode()
        )
        assert not EventMessage.objects.exists()
        wrong = desk.post(url, {"action": "send"} | selected | words | {"body": "{nothing}"})
        assert wrong.status_code == 422
        assert desk.post(url, {"action": "send"} | selected | words).status_code == 302
        assert EventMessage.objects.get().recipients.count() == 2
        assert Notice.objects.filter(kind="event.message").count() == 2


class TestExport:
    def test_workbook_and_csv_say_the_same(self, desk: Client, event: Event) -> None:
        own = entered(event, family_name="=HYPERLINK(1)", native_name="欧阳测试", country="CN")
        url = address("participants_export", event)
        book = desk.post(url, {"format": "xlsx"})
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
        text = desk.post(url, {"format": "csv"}).content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        assert sheet[0] == lines[0]
        assert sheet[1][1] == "=HYPERLINK(1)"
        assert lines[1][1] == "'=HYPERLINK(1)"
        assert lines[1][6] == "China"
        assert sheet[1][3] == lines[1][3] == "欧阳测试"
        assert own.email in lines[1]
        assert list(Entry.objects.filter(verb="exported").values_list("note", flat=True)) == [
            "participants, csv",
            "participants, xlsx",
        ]
        assert desk.get(url).status_code == 405

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_the_number_of_statements_does_not_grow(self, desk: Client, event: Event, kind: str) -> None:
        def export() -> None:
            assert desk.post(address("participants_export", event), {"format": kind}).status_code == 200

        entered(event)
        export()
        one = statements(export)
        entered(event)
        entered(event)
        assert statements(export) == one <= 8

    def test_only_what_is_filtered(self, desk: Client, event: Event) -> None:
        entered(event)
        entered(event, "invited")
        text = desk.post(
            address("participants_export", event), {"format": "csv", "state": "invited"}
        ).content.decode()
        assert len(text.strip().splitlines()) == 2

    def test_the_attendance_list(self, desk: Client, event: Event) -> None:
        entered(event, family_name="Expected")
        entered(event, "waitlisted", family_name="Waiting")
        text = desk.get(address("participants_attendance", event)).content.decode()
        assert "Expected" in text
        assert "Waiting" not in text


class TestOwnOffice:
    def test_neither_people_nor_organizations_of_another_office(self, event: Event) -> None:
        other = OfficeFactory()
        own = PersonFactory(office=event.office)
        for foreign in (
            {"person": PersonFactory(office=other)},
            {"person": own, "organization": OrganizationFactory(office=other)},
            {"person": own, "posts": [PostFactory(person=PersonFactory(office=event.office))]},
        ):
            with pytest.raises(Invalid):
                registration.add_registration(event=event, by=None, at=timezone.now(), **foreign)
        assert not Registration.objects.exists()

    def test_nor_by_a_change(self, event: Event) -> None:
        own = entered(event)
        for changes in (
            {"organization": OrganizationFactory(office=OfficeFactory())},
            {"posts": [PostFactory(person=PersonFactory(office=event.office))]},
        ):
            with pytest.raises(Invalid):
                registration_changes.amend_registration(own, changes, by=None, at=timezone.now())
        assert not Registration.objects.get().posts.exists()
