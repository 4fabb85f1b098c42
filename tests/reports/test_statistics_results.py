"""Follow-ups by age and projects by stage and amount; the pages, the workbook and the API tell the same figures."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from agreements.services.follow_ups import add_follow_up, move_follow_up
from agreements.services.indicators import report_figure
from agreements.services.projects import add_project
from base.dates import PartialDate
from base.languages import EN, speaking
from people.models import Office, User
from people.services.moves import move
from reports.statistics.describe import rules
from reports.statistics.figures import FIGURES
from reports.statistics.filters import StatisticsFilter
from reports.statistics.overview import overview
from reports.statistics.scope import Scope
from tests.api.conftest import calling
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, UserFactory
from tests.reports.test_statistics import LONG_AGO, doing, held, numbers, scope, signed, took_part, user

__all__ = ["scope", "user"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return OfficeFactory(zone="UTC")


def due(office: Office, days: int | None, **values: Any) -> Any:
    day = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    due_on = None if day is None else PartialDate.of(day)
    return add_follow_up(cause=held(office), text_en="Send the draft", due_on=due_on, **values, **doing())


def test_follow_ups_by_age(office: Office, user: User, scope: Any) -> None:
    for days in (None, 5, 0, -1, -30, -31, -90, -91):
        due(office, days)
    for days, lateness in ((-20, 0), (-40, 1)):
        one = due(office, days)
        at = LONG_AGO + dt.timedelta(days=1)
        move([one], to="reported", **doing(at))
        move_follow_up(one, to="verified", by=user, at=timezone.now())
        assert (at.date() > one.due_by) == bool(lateness)
    move([due(office, 3)], to="reported", **doing())
    move([due(office, 3)], to="dropped", **doing())
    due(office, 3, recorded=True, state="verified")
    ages, given = numbers(scope(), "follow-ups-by-age", "follow-ups")
    assert ages == {
        "undated": 1, "open": 2, "overdue_30": 2, "overdue_90": 2, "overdue_more": 1, "reported": 1, "in_time": 1, "late": 1,
        "verified": 1, "dropped": 1,
    }  # fmt: skip
    assert given == 12
    before = numbers(scope(as_of=LONG_AGO.date()), "follow-ups-by-age")[0]
    assert sum(before.values()) == 13
    assert "in_time" not in before


def test_currencies_are_never_added(office: Office, scope: Any) -> None:
    agreement = signed(office, signed_on=PartialDate.parse("2026-03-02"))
    for state, amount, currency in (
        ("intention", 100, "USD"), ("signed", 50, "USD"), ("signed", 70, "CNY"), ("signed", 0, "CNY"), ("completed", None, ""),
    ):  # fmt: skip
        add_project(origin=agreement, title_en="Laboratory", state=state, recorded=True, amount=amount, currency=currency, **doing())  # fmt: skip
    assert numbers(scope(), "projects", "projects-by-stage", "project-amounts", "project-amounts-by-stage", "projects-unpriced") == [
        5, {"intention": 1, "signed": 3, "completed": 1}, {"USD": 150, "CNY": 70},
        {"intention~USD": 100, "signed~USD": 50, "signed~CNY": 70}, 1,
    ]  # fmt: skip
    assert numbers(scope(since=dt.date(2027, 1, 1)), "projects", "project-amounts") == [0, {}]


@pytest.fixture
def full(office: Office, user: User, client: Client) -> Client:
    """An office with something behind most figures, and its organizer logged in."""
    event = held(office, country="CL", mode="hybrid", title_en="=1+1")
    for role in ("speaker", "guest"):
        took_part(event, PersonFactory(office=office, family_name="=cmd()"), role=role)
    took_part(held(office, "XXXX-01-28", parent=event))
    agreement = signed(office, signed_on=PartialDate.parse("2026-03-02"))
    add_project(origin=agreement, title_en="Laboratory", amount=100.5, currency="USD", **doing())
    due(office, -3)
    report_figure(
        event=event,
        name_en="Projects signed",
        value=20,
        subject=OrganizationFactory(office=office),
        **doing(),
    )
    client.force_login(user)
    return client


def of(office: Office, user: User) -> Scope:
    return StatisticsFilter({}, office=office, user=user).scope()


def test_every_number_on_the_page_opens_its_rows(full: Client, office: Office, user: User) -> None:
    page = full.get(reverse("reports:statistics"))
    assert page.status_code == 200
    lines = overview(of(office, user)).lines
    assert len(lines) > 25
    for line in lines:
        address = f"{reverse('reports:statistics_rows')}?{line.query}"
        assert address.replace("&", "&amp;") in page.content.decode(), line
        opened = full.get(address)
        assert opened.status_code == 200
        assert opened.context["number"] == line.number, line
        if not line.figure.total:
            assert opened.context["page"].paginator.count == line.number, line
        for row in opened.context["rows"]:
            assert full.get(row.href).status_code == 200, row
    assert "Projects signed" in page.content.decode()
    assert not any(line.number == 20 for line in lines)


def test_the_workbook_tells_the_same_figures(full: Client, office: Office, user: User) -> None:
    answer = full.post(reverse("reports:statistics_workbook"), {"country": "CL"})
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    scope_ = StatisticsFilter({"country": "CL"}, office=office, user=user).scope()
    told: dict[tuple[str, str], Any] = {}
    for name in book.sheet_names[:6]:
        for figure, value, number, _unit, said, day, rule in book.get_sheet_by_name(name).to_python()[1:]:
            told[(figure, value)] = number
            assert said == "Chile"
            assert day == timezone.localdate()
            assert rule
    wanted = {
        (str(line.figure.name), line.label if line.figure.split else ""): float(line.number)
        for line in overview(scope_).lines
    }
    assert told == wanted
    people = book.get_sheet_by_name("Rows Participants").to_python()
    assert any("=cmd()" in str(row[0]) for row in people[1:])
    counted = [row for row in people[1:] if "Persons who took part" in str(row[-1])]
    assert len({row[0] for row in counted}) >= 1
    assert len(counted) == 3


def test_a_workbook_for_those_who_may_not_export_names_nobody(full: Client, office: Office) -> None:
    full.force_login(UserFactory(office=office, role="viewer"))
    answer = full.post(reverse("reports:statistics_workbook"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("Rows Participants").to_python()[1:]
    assert rows
    assert all(str(row[0]).startswith("Person ") for row in rows)
    assert full.get(reverse("reports:statistics_workbook")).status_code == 405


def test_as_many_queries_on_the_page_however_many_rows(full: Client, office: Office) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert full.get(address).status_code == 200
        return len(found)

    addresses = [reverse("reports:statistics"), f"{reverse('reports:statistics_rows')}?figure=person-times"]
    at_one = [queries(one) for one in addresses for _twice in range(2)][1::2]
    for _more in range(2):
        took_part(held(office))
        due(office, -3)
    assert [queries(one) for one in addresses] == at_one
    assert at_one[0] <= 24


def test_what_makes_no_sense_is_said(full: Client) -> None:
    page = full.get(
        reverse("reports:statistics"), {"as_of": "2999-01-01", "since": "2026-05-02", "until": "2026-05-01"}
    )
    assert page.status_code == 200
    assert "This day is still to come." in page.content.decode()
    assert "The period ends before it begins." in page.content.decode()
    for query in ({"figure": "none"}, {"figure": "events", "value": "x"}, {"figure": "events-by-kind"}, {}):
        assert full.get(reverse("reports:statistics_rows"), query).status_code == 404


def test_programs_get_the_same(full: Client, office: Office, user: User) -> None:
    api = calling(user)
    found = api.get("/api/v1/statistics/").json()
    lines = overview(of(office, user)).lines
    assert [(one["key"], one["number"]) for one in found["figures"]] == [
        (line.figure.key, line.number) for line in lines
    ]
    assert found["reported"][0]["number"] == 20
    by_key = {one["key"]: one for one in found["figures"]}
    rows = api.get(by_key["persons"]["rows"]).json()
    assert rows["count"] == by_key["persons"]["number"] == len(rows["results"])
    assert api.get("/api/v1/statistics/?as_of=2999-01-01").status_code == 400
    assert calling(None).get("/api/v1/statistics/").status_code == 401
    assert calling(UserFactory()).get("/api/v1/statistics/").status_code == 403


def test_every_figure_has_its_rule() -> None:
    assert len({figure.key for figure in FIGURES}) == len(FIGURES)
    for figure in FIGURES:
        assert str(figure.rule).endswith(".")
        assert set(figure.where) | set(figure.split) <= set(figure.source.columns), figure.key


def test_the_page_of_the_rules_tells_what_the_code_does() -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "statistics.md").read_text()
    written = page.partition("<!-- rules -->\n")[2].partition("<!-- /rules -->")[0]
    with speaking(EN):
        assert written == rules(), (
            "run `manage.py statistics_rules` and put its tables into docs/statistics.md"
        )
