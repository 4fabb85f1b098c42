"""The dashboard of the head of an office: each figure equals the rows it opens."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.services import follow_up_progress, follow_ups, project_stages, projects
from agreements.services.agreements import record_agreement
from agreements.services.project_stages import Entered
from base.dates import PartialDate
from delegations.services import delegations
from events.services import schedule, tasks
from tests.factories import OfficeFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 15, 4, tzinfo=dt.UTC)
TODAY = NOW.date()
URL = reverse("reports:dashboard")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def head(office, client):
    user = UserFactory(office=office, role="reviewer")
    client.force_login(user)
    return user


def on(days):
    return PartialDate.of(TODAY + dt.timedelta(days=days))


def fill(office, n=0):
    """One row of every figure, the dates a little apart."""
    do = {"by": UserFactory(office=office, role="organizer"), "at": NOW}
    parties = [OrganizationFactory(office=office) for _ in range(2)]
    common = {"zone": "Asia/Shanghai", "start_time": dt.time(9), "end_time": dt.time(17), **do}
    event = schedule.schedule(office=office, kind="seminar", mode="in_person", title_en=f"Seminar {n}", start_on=on(2), **common)  # fmt: skip
    delegations.add_delegation(event=event, senders=parties[:1], country="BR", direction="inbound", **do)
    tasks.add_task(event=event, what=f"Book {n}", due_on=TODAY - dt.timedelta(days=1), **do)

    def agreement(**values):
        return record_agreement(
            office=office, kind="mou", title_en=f"MoU {n}", parties=parties, **values, **do
        )

    agreement(planned_on=on(3))
    agreement(state="text_agreed", planned_on=on(20))
    for days in (10, 60, 120, 300, 400, -5):
        signed = agreement(state="in_force", signed_on=PartialDate.parse("2025"), expires_on=on(days))
    for late in (5, 45, 200):
        follow_ups.add_follow_up(cause=signed, text_en=f"Overdue {late}", due_on=on(-late), **do)
    verified = follow_ups.add_follow_up(cause=signed, text_en="Verified", **do)
    follow_up_progress.report_done(verified, **do)
    follow_ups.move_follow_up(verified, to="verified", by=UserFactory(office=office), at=NOW)
    projects.add_project(
        origin=signed, title_en="Late", milestone_en="Visit", milestone_on=TODAY - dt.timedelta(days=1), **do
    )
    history = [Entered("intention", dt.date(2025, 3, 1)), Entered("completed", PartialDate.parse("2026-02"))]
    projects.add_project(origin=signed, title_en="Completed", recorded=True, state="completed", stages=history, **do)  # fmt: skip
    old = {**do, "at": NOW - dt.timedelta(days=200)}
    silent = projects.add_project(origin=signed, title_en="Silent", **old)
    project_stages.move_project(silent, to="signed", **old)


NUMBERS = {
    "events": 1, "delegations": 1, "signings": 1, "overdue-30": 1, "overdue-90": 1, "overdue-more": 1, "tasks": 1, "unagreed": 1,
    "milestones": 1, "untold": 1, "lapsed": 1, "expiring-30": 1, "expiring-90": 1, "expiring-180": 1, "expiring-365": 1,
}  # fmt: skip


def test_each_figure_opens_as_many_rows_as_it_says(office, head, client):
    fill(office)
    fill(OfficeFactory(), 9)
    context = client.get(URL).context
    told = {
        one["figure"].key: one["number"] for part in ("week", "late", "expiring") for one in context[part]
    }
    assert told == NUMBERS
    for key, number in told.items():
        page = client.get(reverse("reports:dashboard_rows"), {"figure": key})
        assert (page.context["number"], len(page.context["rows"])) == (number, number), key
    assert client.get(reverse("reports:dashboard_rows"), {"figure": "nothing"}).status_code == 404


def test_the_year_against_the_last(office, head, client):
    fill(office)
    lines = {str(line.name): line for line in client.get(URL).context["year"]}
    numbers = {name: [cell.number for cell in line.cells] for name, line in lines.items()}
    assert numbers["Follow-ups verified"] == [1, 0, 0]
    # The intention of the silent one dates from November 2025, the completed one began in March 2025.
    assert numbers["Projects begun"] == [1, 1, 2]
    assert numbers["Projects completed"] == [1, 0, 0]
    assert numbers["Agreements signed"] == [0, 0, 6]
    for line in lines.values():
        for cell in line.cells:
            address = "reports:statistics_rows" if line.in_statistics else "reports:dashboard_rows"
            page = client.get(f"{reverse(address)}?{cell.query}")
            assert page.status_code == 200
            assert page.context["number"] == cell.number, (line.name, cell.query)


def test_who_may_look(office, client):
    for role, status in (("reviewer", 200), ("administrator", 200), ("organizer", 403), ("viewer", 403)):
        client.force_login(UserFactory(office=office, role=role))
        assert client.get(URL).status_code == status
        assert client.get(reverse("reports:dashboard_rows"), {"figure": "tasks"}).status_code == status
        assert (URL in client.get("/").content.decode()) is (status == 200)


def test_an_empty_office_is_calm(head, client):
    assert "Nothing is late." in client.get(URL).content.decode()


def test_it_costs_the_same_however_much_there_is(office, head, client, django_assert_num_queries):
    fill(office)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    fill(office, 1)
    fill(office, 2)
    with django_assert_num_queries(len(one)):
        client.get(URL)


def test_a_leap_day_has_its_like(office, head, client):
    with time_machine.travel(dt.datetime(2028, 2, 29, 4, tzinfo=dt.UTC), tick=False):
        assert [str(one.until) for one in client.get(URL).context["periods"]] == [
            "2028-02-29",
            "2027-02-28",
            "2027-12-31",
        ]
