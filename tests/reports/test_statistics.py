"""Counting rules, on cases built to break them; and every number opens as many rows as it says."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from agreements.models import Agreement
from agreements.services.agreements import record_agreement
from base.dates import PartialDate
from base.errors import Conflict
from delegations.services.delegations import add_delegation
from delegations.services.members import add_members
from events.models import Event, Registration
from events.services import registration_changes, registration_moves
from events.services.groups import add_group
from events.services.lifecycle import move_event
from events.services.registration import add_registration, register_group
from events.services.schedule import schedule
from events.services.series import add_series
from people.models import Office, User
from people.services.moves import move
from reports.statistics.counting import count, rows_behind, total_of
from reports.statistics.scope import Scope
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=30)
LATER = timezone.now() - dt.timedelta(days=10)
BEFORE, BETWEEN = (LONG_AGO - dt.timedelta(days=5)).date(), (LONG_AGO + dt.timedelta(days=5)).date()


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def user(office: Office) -> User:
    return UserFactory(office=office, role="organizer")


@pytest.fixture
def scope(office: Office, user: User) -> Any:
    return lambda **asked: Scope(office=office, user=user, today=timezone.localdate(), **asked)


def doing(at: dt.datetime = LONG_AGO) -> dict[str, Any]:
    return {"by": "command", "at": at}


def held(office: Office, start_on: str | None = "2026-03-02", *, at: dt.datetime = LONG_AGO, state: str = "held", **values: Any) -> Event:  # fmt: skip
    values = {"kind": "forum", "title_en": "Forum", "zone": "Asia/Shanghai", **values}
    return schedule(
        office=office, start_on=PartialDate.parse(start_on) if start_on else None, recorded=True, state=state, **values, **doing(at)
    )  # fmt: skip


def took_part(event: Event, person: Any = None, *, at: dt.datetime = LONG_AGO, state: str = "attended", **values: Any) -> Registration:  # fmt: skip
    person = person or PersonFactory(office=event.office)
    return add_registration(event=event, person=person, state=state, recorded=True, **values, **doing(at))


def numbers(scope: Scope, *keys: str) -> list[Any]:
    """The number of each figure; of one that is split, its numbers by value."""
    found = count(scope)
    for counts in found.values():
        for one in counts:
            assert total_of(one.figure, one.value, scope) == one.number, one
            if not one.figure.total:
                assert len(rows_behind(one.figure, one.value, scope)) == one.number, one
    return [
        {"~".join(one.value): one.number for one in found[key]}
        if not found[key] or found[key][0].figure.split
        else found[key][0].number
        for key in keys
    ]


def test_a_person_in_two_roles_and_two_events_is_one_person(office: Office, scope: Any) -> None:
    person = PersonFactory(office=office)
    took_part(held(office), person, role="speaker", country="CL")
    took_part(held(office), person, role="guest", country="CL", state="confirmed")
    assert numbers(scope(), "persons", "person-times", "person-times-recorded") == [1, 2, 1]
    by_role, by_country = numbers(scope(), "persons-by-role", "persons-by-country")
    assert by_role == {"speaker": 1, "guest": 1}
    assert by_country == {"CL": 1}


def test_a_sub_event_is_counted_with_its_whole(office: Office, scope: Any) -> None:
    whole = held(office)
    part = held(office, parent=whole, kind="exhibition")
    deeper = held(office, parent=part, kind="ceremony")
    person = PersonFactory(office=office)
    for event in (whole, part, deeper):
        took_part(event, person)
    took_part(part)
    assert numbers(scope(), "events", "sub-events", "persons", "person-times") == [
        1, {"exhibition": 1, "ceremony": 1}, 2, 2,
    ]  # fmt: skip
    assert numbers(scope(kind="forum"), "events", "persons") == [1, 2]
    assert numbers(scope(kind="exhibition"), "events", "persons") == [0, 0]


def test_who_did_not_come_is_not_counted(office: Office, scope: Any) -> None:
    event = held(office)
    for state in ("invited", "pending", "waitlisted", "declined", "cancelled", "substituted", "absent"):
        took_part(event, state=state)
    assert numbers(scope(), "persons", "person-times") == [0, 0]
    running = held(office, state="published")
    first = took_part(running, state="confirmed")
    registration_changes.substitute(first, person=PersonFactory(office=office), notify=False, **doing())
    for to in ("running", "held"):
        move_event(running, to=to, **doing())
    assert numbers(scope(), "persons", "person-times") == [1, 1]


def test_only_events_that_took_place_are_counted(office: Office, scope: Any) -> None:
    for state in ("draft", "published", "postponed", "cancelled"):
        took_part(held(office, state=state), state="confirmed")
    took_part(held(office, state="running"))
    assert numbers(scope(), "events", "persons", "events-by-state") == [
        1, 1, {"draft": 1, "published": 1, "postponed": 1, "cancelled": 1, "running": 1},
    ]  # fmt: skip


def test_an_event_without_a_year_is_told_apart_and_never_dropped(office: Office, scope: Any) -> None:
    held(office, "XXXX-07-26")
    held(office, "2026", kind="visit")
    held(office, "2026-06")
    held(office, "2025-12-31")
    by_year, undated = numbers(scope(), "events-by-year", "events-undated")
    assert by_year == {"": 1, "2026": 2, "2025": 1}
    assert undated == 0
    year = scope(since=dt.date(2026, 1, 1), until=dt.date(2026, 12, 31))
    assert numbers(year, "events", "events-undated", "events-by-kind") == [2, 1, {"visit": 1, "forum": 1}]
    june = scope(since=dt.date(2026, 6, 1), until=dt.date(2026, 6, 30))
    assert numbers(june, "events", "events-undated") == [1, 2]
    assert numbers(scope(since=dt.date(2026, 6, 2)), "events", "events-undated") == [0, 3]


def test_a_shared_delegation_is_one(office: Office, scope: Any) -> None:
    event = held(office)
    senders = [OrganizationFactory(office=office), OrganizationFactory(office=office)]
    shared = add_delegation(event=event, senders=senders, country="CL", direction="inbound", **doing())
    person = PersonFactory(office=office)
    gone = took_part(event, state="cancelled")
    many = register_group(
        event=event, label_en="Experts", count=31, recorded=True, state="attended", **doing()
    )
    some = register_group(event=event, label_en="Further members", recorded=True, state="attended", **doing())
    rows = [took_part(event, person), many, some]
    add_members(delegation=shared, registrations=rows, **doing())
    other = add_delegation(event=held(office), senders=senders, **doing())
    add_members(delegation=other, registrations=[took_part(other.event, person)], **doing())
    assert gone.state == "cancelled"
    assert numbers(scope(), "delegations", "delegates", "delegate-times", "delegated-people", "delegated-groups-uncounted") == [2, 1, 2, 31, 1]  # fmt: skip
    assert numbers(scope(), "delegations-by-country", "group-people", "groups-uncounted", "persons") == [
        {"CL": 1, "": 1}, {"whole": 31}, {"whole": 1}, 1,
    ]  # fmt: skip


def test_groups_without_a_size_are_never_made_people(office: Office, scope: Any) -> None:
    whole = held(office)
    part = held(office, parent=whole)
    add_group(event=whole, label_en="Officials", count=31, **doing())
    add_group(event=part, label_en="Scientists", count=20, **doing())
    add_group(event=whole, label_en="Companies", **doing())
    gone = register_group(event=whole, label_en="Guests", count=9, recorded=True, state="attended", **doing())
    assert numbers(scope(), "group-people") == [{"whole": 40, "part": 20}]
    registration_moves.mark_absent([gone], **doing())
    people, groups, persons = numbers(scope(), "group-people", "groups-uncounted", "persons")
    assert (people, groups, persons) == ({"whole": 31, "part": 20}, {"whole": 1}, 0)


def test_an_edition_is_held_once(office: Office, scope: Any) -> None:
    series = add_series(office=office, name_en="Series", **doing())
    event = held(office, series=series, edition=8)
    move([event], to="closed", **doing())
    move([event], to="held", **doing(LATER))
    move([event], to="closed", **doing(LATER))
    held(office, series=series)
    held(office, series=add_series(office=office, name_en="Other", **doing()), edition=2, parent=event)
    assert numbers(scope(), "events", "editions") == [2, 2]
    assert numbers(scope(series=series), "events", "editions") == [2, 1]
    with pytest.raises((Conflict, IntegrityError)), transaction.atomic():
        held(office, series=series, edition=8)


def signed(office: Office, parties: int = 3, state: str = "signed", **values: Any) -> Agreement:
    bodies = [OrganizationFactory(office=office) for _ in range(parties)]
    return record_agreement(
        office=office, kind="mou", title_en="Memorandum", parties=bodies, state=state, **values, **doing()
    )  # fmt: skip


def test_an_agreement_with_three_parties_is_one(office: Office, scope: Any) -> None:
    signed(office, signed_on=PartialDate.parse("2026-03-02"))
    signed(office, signed_on=PartialDate.parse("2025-03-02"), state="terminated")
    signed(office)
    signed(office, state="negotiating")
    signed(office, state="terminated")
    assert numbers(scope(), "agreements", "agreements-by-state", "agreements-prepared", "agreements-given-up") == [
        3, {"signed": 2, "terminated": 1}, {"negotiating": 1}, 1,
    ]  # fmt: skip
    year = scope(since=dt.date(2026, 1, 1), until=dt.date(2026, 12, 31))
    assert numbers(year, "agreements", "agreements-undated", "agreements-prepared") == [
        1,
        1,
        {"negotiating": 1},
    ]


def test_as_of_a_past_day_the_journal_counts(office: Office, scope: Any) -> None:
    event = held(office, state="published")
    stays, goes = took_part(event, state="confirmed"), took_part(event, state="confirmed")
    move([event], to="running", **doing())
    agreement = signed(office, state="text_agreed")
    registration_moves.cancel([goes], notify=False, **doing(LATER))
    move([stays], to="attended", **doing(LATER))
    took_part(event, at=LATER)
    add_group(event=event, label_en="Officials", count=5, **doing(LATER))
    move([agreement], to="signed", stamp={"signed_on": PartialDate.parse("2026-03-02")}, **doing(LATER))
    now = ("events", "persons", "person-times-recorded", "group-people", "agreements", "agreements-prepared")
    assert numbers(scope(), *now) == [1, 2, 2, {"whole": 5}, 1, {}]
    assert numbers(scope(as_of=BETWEEN), *now) == [1, 2, 0, {}, 0, {"text_agreed": 1}]
    assert numbers(scope(as_of=BEFORE), *now) == [0, 0, 0, {}, 0, {}]


def test_an_event_cancelled_after_the_day_was_not_cancelled_then(office: Office, scope: Any) -> None:
    event = held(office, state="running")
    took_part(event)
    move([event], to="cancelled", **doing(LATER))
    assert numbers(scope(), "events", "persons", "events-by-state") == [0, 0, {"cancelled": 1}]
    assert numbers(scope(as_of=BETWEEN), "events", "events-by-state") == [1, {"running": 1}]
    its_day = LATER.astimezone(ZoneInfo(office.zone)).date()
    assert numbers(scope(as_of=its_day), "events") == [0]


def test_what_a_user_may_not_see_is_not_counted(office: Office, user: User, scope: Any) -> None:
    signed(office, confidential=True)
    viewer = UserFactory(office=office, role="viewer")
    seen = Scope(office=office, user=viewer, today=timezone.localdate())
    from reports.statistics.overview import hides_agreements

    assert (numbers(seen, "agreements"), hides_agreements(seen)) == ([0], True)
    assert (numbers(scope(), "agreements"), hides_agreements(scope())) == ([1], False)
    held(OfficeFactory())
    assert numbers(scope(), "events") == [0]


def test_as_many_queries_for_many_rows_as_for_one(office: Office, scope: Any) -> None:
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            count(scope())
        return len(found)

    took_part(held(office))
    queries()
    at_one = queries()
    for _more in range(2):
        took_part(held(office))
        signed(office)
    assert queries() == at_one
