"""Timelines: in which order things stand, what an agreement and an organization have lived through, at a fixed cost."""

import datetime as dt

import pytest
from django.urls import reverse

from agreements.services.agreements import move_agreement
from agreements.services.documents import add_document
from agreements.services.follow_ups import add_follow_up
from agreements.services.outcomes import record_outcome
from agreements.services.projects import add_project
from agreements.services.renewals import supplement
from base.dates import PartialDate
from delegations.services.delegations import add_delegation
from events.services.bodies import add_body
from reports.timeline import Point, chosen, in_years
from reports.timeline_agreement import timeline_of_agreement
from tests.agreements.register import DOING, PDF, record
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def user(office, client):
    user = UserFactory(office=office, role="viewer")
    client.force_login(user)
    return user


def at(text, noun="agreement"):
    return Point(PartialDate.parse(text) if text else None, noun, text)


def test_dates_known_in_part_stand_before_the_days_in_them_and_those_without_a_year_last():
    points = [at("XXXX-06-29"), at("2023-06-29"), at("2023"), at(""), at("2023-06"), at("2022-12")]
    order = [(year.year, [one.what for one in year.points]) for year in in_years(points, newest_first=False)]
    assert order == [
        (2022, ["2022-12"]),
        (2023, ["2023", "2023-06", "2023-06-29"]),
        (None, ["XXXX-06-29", ""]),
    ]
    newest = [(year.year, [one.what for one in year.points]) for year in in_years(points, newest_first=True)]
    assert newest == [
        (2023, ["2023-06-29", "2023-06", "2023"]),
        (2022, ["2022-12"]),
        (None, ["XXXX-06-29", ""]),
    ]
    assert [one.noun for one in chosen([at("2022", "event"), at("2022")], ["event", "nonsense"])] == ["event"]
    assert at("2028").is_ahead(dt.date(2027, 7, 1))
    assert not at("2027").is_ahead(dt.date(2027, 7, 1))
    assert not at("XXXX-12").is_ahead(dt.date(2027, 7, 1))


def life(office, body):
    """One agreement with everything that a timeline tells."""
    event = EventFactory(office=office, title_en="Forum", start_on=PartialDate(2027, 7, 3))
    add_body(event=event, organization=body, role="co_organizer", **DOING)
    add_delegation(event=event, senders=[body], country="BR", direction="inbound", **DOING)
    record_outcome(event=event, kind="launch", text_en="A platform", actors=[body], **DOING)
    made = record(
        office, event=event, title_en="Pact", negotiated_on=PartialDate(2026, 5), expires_on=PartialDate(2032),
        parties=[body, OrganizationFactory(office=office)],
    )  # fmt: skip
    add_document(agreement=made, kind="draft", content=PDF, name="draft.pdf", **DOING)
    move_agreement(made, to="text_agreed", **DOING)
    move_agreement(made, to="signed", on=PartialDate(2027, 7, 3), **DOING)
    add_follow_up(cause=made, text_en="Send it", lead=body, due_on=PartialDate(2028), **DOING)
    add_project(origin=made, title_en="Laboratory", lead=body, **DOING)
    supplement(made, title_en="Annex on fees", signed_on=PartialDate(2029), state="signed", **DOING)
    return made


def test_the_life_of_an_agreement(office, user, client):
    made = life(office, OrganizationFactory(office=office))
    told = [(str(one.on), one.what) for year in in_years(timeline_of_agreement(made, user), newest_first=False)
            for one in year.points if one.on]  # fmt: skip
    for expected in (
        ("2026-05", "negotiated"), ("2027-07-01", "entered in the register: proposed"), ("2027-07-01", "text agreed"),
        ("2027-07-03", "signed"), ("2028", "due"), ("2029", "supplement"), ("2032", "last day"), ("2027-07-01", "draft, version 1"),
    ):  # fmt: skip
        assert expected in told, expected
    assert told == sorted(told, key=lambda one: one[0])
    url = reverse("reports:agreement_timeline", args=[made.uid])
    page = client.get(url).text
    for text in ("Forum", "Annex on fees", "Send it", "Laboratory", "draft.pdf"):
        assert text in page, text
    page = client.get(url, {"noun": "follow_up"}).text
    assert "Send it" in page
    assert "draft.pdf" not in page


def test_everything_with_an_organization(office, user, client):
    body = OrganizationFactory(office=office)
    life(office, body)
    url = reverse("reports:organization_timeline", args=[body.uid])
    page = client.get(url).text
    for text in ("Forum", "Co-organizer", "Pact", "A platform", "Send it", "Laboratory", "Annex on fees"):
        assert text.casefold() in page.casefold(), text
    assert "Pact" not in client.get(url, {"noun": ["event", "project"]}).text
    assert url in client.get(reverse("reports:organization", args=[body.uid])).text
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("whose", ["agreement", "organization"])
def test_queries_do_not_grow(office, user, client, whose, django_assert_max_num_queries):
    body = OrganizationFactory(office=office)
    made = life(office, body)
    about = made if whose == "agreement" else body
    url = reverse(f"reports:{whose}_timeline", args=[about.uid])
    with django_assert_max_num_queries(20) as one:
        client.get(url)
    for _n in range(2):
        life(office, body)
        add_follow_up(cause=made, text_en="More", **DOING)
        add_document(agreement=made, kind="draft", content=PDF, name="draft.pdf", **DOING)
    with django_assert_max_num_queries(len(one)):
        client.get(url)
