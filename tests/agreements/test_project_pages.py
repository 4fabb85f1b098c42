"""The board and the table of projects, with and without script, and what each page costs."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from agreements.models import ProjectStage
from agreements.services import project_board, project_stages, projects
from tests.agreements.project_fixtures import *  # noqa: F403
from tests.agreements.project_fixtures import DO, NOW, begun
from tests.factories import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_the_board_sums_each_currency_apart(agreement, organizer, client):
    for amount, currency in ((100, "BRL"), (50, "BRL"), (7, "CNY")):
        begun(agreement, amount=amount, currency=currency)
    begun(agreement)
    column = client.get(reverse("agreements:project_board")).context["columns"][0]
    assert (column["count"], [(code, int(sum_)) for code, sum_ in column["sums"]]) == (
        4,
        [("BRL", 150), ("CNY", 7)],
    )


def test_cards_are_moved_and_placed_with_and_without_script(agreement, organizer, client):
    one, two, three = (begun(agreement, title) for title in ("One", "Two", "Three"))
    board = reverse("agreements:project_board")

    def column(state):
        cards = next(c["cards"] for c in client.get(board).context["columns"] if c["state"] == state)
        return [card["project"].title for card in cards]

    client.post(
        reverse("agreements:project_place", args=[three.uid]), {"order": f"{three.uid},{one.uid},{two.uid}"}
    )
    assert column("intention") == ["Three", "One", "Two"]
    client.post(reverse("agreements:project_place", args=[two.uid]), {"step": "up"})
    assert column("intention") == ["Three", "Two", "One"]
    client.post(reverse("agreements:project_move", args=[one.uid]), {"to": "signed", "next": board})
    client.post(
        reverse("agreements:project_move", args=[three.uid]),
        {"to": "signed", "order": f"{three.uid},{one.uid}"},
    )
    assert (column("intention"), column("signed")) == (["Two"], ["Three", "One"])
    asked = client.post(
        reverse("agreements:project_move", args=[two.uid]), {"to": "terminated", "next": board}
    )
    assert "Say why it is terminated." in asked.content.decode()
    answer = client.post(
        reverse("agreements:project_move", args=[two.uid]),
        {"to": "terminated", "asked": "1", "on": "2026", "note": "No funds", "next": board},
    )
    assert (answer.status_code, answer.url, column("terminated")) == (302, board, ["Two"])
    assert ProjectStage.objects.get(project=two, state="terminated").note == "No funds"


def test_the_table_narrows_and_sorts(agreement, outcome, bodies, organizer, client):
    begun(
        agreement, "Alpha", lead=bodies[0], partners=[bodies[1]], field_en="Energy", amount=5, currency="CNY"
    )
    late = begun(
        outcome,
        "Beta",
        owner=organizer,
        milestone_en="Visit",
        milestone_on=dt.date(2026, 1, 1),
        amount=9,
        currency="CNY",
    )
    project_stages.move_project(late, to="signed", **DO)

    def titles(**asked):
        return [
            one.title for one in client.get(reverse("agreements:projects"), asked).context["page"].object_list
        ]

    assert titles() == ["Alpha", "Beta"]
    assert titles(sort="amount") == ["Beta", "Alpha"]
    for asked in (
        {"q": "alph"}, {"lead": bodies[0].uid}, {"partner": bodies[1].uid}, {"field": "Energy"}, {"state": "intention"},
    ):  # fmt: skip
        assert titles(**asked) == ["Alpha"], asked
    for asked in ({"which": "late"}, {"which": "mine"}, {"owner": organizer.uid}, {"state": "signed"}):
        assert titles(**asked) == ["Beta"], asked
    assert titles(q="nothing") == []
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(reverse("agreements:project_export"), {"which": "late"}).content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Project", "Beta"]
    assert 9 in rows[1]


@pytest.mark.parametrize("name", ["projects", "project_board", "project_export"])
def test_each_page_costs_the_same_at_one_and_three_rows(
    name, agreement, bodies, organizer, client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add(number):
        begun(agreement, f"Project {number}", lead=OrganizationFactory(office=agreement.office), partners=bodies[:2], owner=organizer,
              responsible=PersonFactory(office=agreement.office), amount=number, currency="CNY")  # fmt: skip

    add(1)
    url = reverse(f"agreements:{name}")
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    add(2), add(3)
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_the_project_page_costs_the_same_whatever_it_holds(
    agreement, bodies, organizer, client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    project = begun(agreement, partners=bodies[:1])
    projects.tell(project, text="Begun", by=organizer, at=NOW)
    url = reverse("agreements:project", args=[project.uid])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    projects.amend_project(project, {}, partners=bodies, **DO)
    project_stages.move_project(project, to="signed", **DO)
    projects.tell(project, text="Signed", by=organizer, at=NOW)
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_cards_of_another_column_are_left_alone(agreement):
    one, two = begun(agreement, "One"), begun(agreement, "Two")
    project_stages.move_project(two, to="signed", **DO)
    project_board.arrange(one, [two.uid, one.uid], **DO)
    two.refresh_from_db()
    assert (two.state, two.position) == ("signed", 0)
