"""Projects: begun from an agreement or an outcome, through their stages, on the board, in the table and by the API."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from agreements.models import Project, ProjectStage
from agreements.services import project_board, project_stages, projects
from agreements.services.agreements import record_agreement
from agreements.services.outcomes import record_outcome
from agreements.services.project_stages import Entered
from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
DO = {"by": "command", "at": NOW}


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def bodies(event):
    return [OrganizationFactory(office=event.office) for _ in range(3)]


@pytest.fixture
def agreement(event, bodies):
    return record_agreement(
        office=event.office, event=event, kind="mou", state="signed", title_en="Memorandum", parties=bodies,
        signed_on=PartialDate.parse("2026-03"), amount=500, currency="BRL", fields=[{"en": "Energy", "es": "Energía"}], **DO,
    )  # fmt: skip


@pytest.fixture
def outcome(event, bodies):
    return record_outcome(
        event=event,
        kind="consensus",
        text_en="A joint laboratory",
        actors=[bodies[0], (bodies[1], "subject")],
        **DO,
    )


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


def begun(agreement, title="Laboratory", **values):
    return projects.add_project(origin=agreement, title_en=title, **{**DO, **values})


def stages_of(project):
    return [(stage.state, str(stage.entered_on or "")) for stage in project.stages.all()]


def test_a_project_begins_from_an_agreement_with_what_it_says(agreement, bodies, organizer, client):
    url = reverse("agreements:project_of_agreement", args=[agreement.uid])
    assert url in client.get(reverse("agreements:agreement", args=[agreement.uid])).content.decode()
    form = client.get(url).context["form"]
    assert (form["title_en"].value(), form["field_es"].value(), form["amount"].value()) == (
        "Memorandum",
        "Energía",
        500,
    )
    assert (form["state"].value(), str(form["since_signed"].value())) == ("signed", "2026-03")
    values = {
        "title_en": "Laboratory", "lead": str(bodies[0].uid), "partners": f"{bodies[2].uid}; {bodies[1].uid}",
        "amount": "500", "currency": "brl", "state": "implementing", "since_intention": "2025", "since_signed": "2026-03",
    }  # fmt: skip
    assert client.post(url, values).status_code == 302
    project = Project.objects.get()
    assert (project.state, project.currency, projects.partners_of(project)) == (
        "implementing",
        "BRL",
        [bodies[2], bodies[1]],
    )
    assert stages_of(project) == [("intention", "2025"), ("signed", "2026-03"), ("implementing", "")]
    page = client.get(reverse("agreements:project", args=[project.uid])).content.decode()
    assert "Memorandum" in page
    assert "March 2026" in page
    assert "Laboratory" in client.get(reverse("agreements:agreement", args=[agreement.uid])).content.decode()


def test_a_project_begins_from_an_outcome(event, outcome, bodies, organizer, client):
    url = reverse("agreements:project_of_outcome", args=[outcome.uid])
    assert url in client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    form = client.get(url).context["form"]
    assert (form["title_en"].value(), form.initial["lead"], form.initial["partners"]) == (
        "A joint laboratory",
        bodies[0],
        [],
    )
    assert "Give it a title" in client.post(url, {"currency": "CNY"}).content.decode()
    assert client.post(url, {"title_en": "Laboratory"}).status_code == 302
    project = Project.objects.get()
    assert (project.outcome, project.state, stages_of(project)) == (
        outcome,
        "intention",
        [("intention", str(timezone.localdate()))],
    )
    assert "Laboratory" in client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title_en"), ({"amount": 5}, "currency"), ({"currency": "XYZ"}, "currency"),
        ({"amount": -1, "currency": "CNY"}, "amount"), ({"milestone_on": dt.date(2027, 1, 1)}, "milestone_en"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(agreement, values, field):
    with pytest.raises(Invalid) as refused:
        begun(agreement, **values)
    assert field in refused.value.errors


def test_the_way_through_the_stages(agreement):
    project = begun(agreement)
    with pytest.raises(Conflict):
        project_stages.move_project(project, to="completed", **DO)
    project_stages.move_project(
        project, to="signed", on=PartialDate.parse("2026-07"), note="In Beijing", **DO
    )
    with pytest.raises(Invalid, match="before the stage before"):
        project_stages.move_project(project, to="implementing", on=PartialDate.parse("2026-05"), **DO)
    with pytest.raises(Invalid, match="not come yet"):
        project_stages.move_project(project, to="implementing", on=PartialDate.parse("2026-08"), **DO)
    with pytest.raises(Invalid, match="why"):
        project_stages.move_project(project, to="terminated", **DO)
    project_stages.move_project(project, to="implementing", **DO)
    project_stages.move_project(project, to="terminated", note="No funds", **DO)
    project.refresh_from_db()
    assert stages_of(project) == [
        ("intention", "2026-07-01"),
        ("signed", "2026-07"),
        ("implementing", ""),
        ("terminated", ""),
    ]
    assert (project.state, project.updated_on) == ("terminated", dt.date(2026, 7, 1))
    with pytest.raises(Stale):
        project_stages.move_project(project, to="implementing", expected=1, **DO)


def test_the_day_of_a_stage_is_amended_in_order(agreement, organizer, client):
    project = begun(
        agreement, recorded=True, state="implementing",
        stages=[Entered("signed", dt.date(2026, 2, 1)), Entered("implementing", dt.date(2026, 4, 1))],
    )  # fmt: skip
    first = project.stages.first()
    url = reverse("agreements:project_stage", args=[project.uid, first.uid])
    assert "after the stage after it" in client.post(url, {"entered_on": "2026-05"}).content.decode()
    assert (
        client.post(url, {"entered_on": "2026-01", "note": "By letter", "version": first.version}).status_code
        == 302
    )
    assert stages_of(project)[0] == ("signed", "2026-01")
    with pytest.raises(Invalid, match="order of their days"):
        begun(agreement, recorded=True, state="signed", stages=[Entered("intention", dt.date(2026, 5, 1)), Entered("signed", dt.date(2026, 1, 1))])  # fmt: skip


def test_telling_how_it_stands(agreement, organizer, client):
    project = begun(agreement, milestone_en="First meeting", milestone_on=dt.date(2026, 6, 1))
    assert list(Project.objects.late(dt.date(2026, 7, 1))) == [project]
    assert list(Project.objects.untold(dt.date(2026, 10, 2))) == [project]
    url = reverse("agreements:project", args=[project.uid])
    client.post(url, {"text": "The meeting took place", "milestone_reached": "on"})
    project.refresh_from_db()
    assert (project.milestone_en, project.milestone_on, project.updated_on) == (
        "",
        None,
        timezone.localdate(),
    )
    assert "The meeting took place" in client.get(url).content.decode()
    with pytest.raises(Conflict):
        projects.delete_project(project, **DO)


def test_its_owner_tells_though_a_viewer(event, agreement, client):
    owner, other = (UserFactory(office=event.office, role="viewer") for _ in range(2))
    project = begun(agreement, owner=owner)
    url = reverse("agreements:project", args=[project.uid])
    for user, status in ((owner, 302), (other, 403)):
        client.force_login(user)
        assert client.post(url, {"text": "Under way"}).status_code == status
        assert (
            client.post(reverse("agreements:project_move", args=[project.uid]), {"to": "signed"}).status_code
            == 403
        )
    assert project.updates.count() == 1


def test_projects_of_confidential_agreements_are_hidden(event, agreement, bodies, client):
    project = begun(agreement, lead=bodies[0])
    agreement.__class__.objects.filter(pk=agreement.pk).update(confidential=True)
    pages = [reverse(f"agreements:{name}") for name in ("projects", "project_board")]
    pages.append(reverse("reports:organization", args=[bodies[0].uid]))
    for role, seen in (("viewer", False), ("editor", False), ("reviewer", True), ("protocol", True)):
        client.force_login(UserFactory(office=event.office, role=role))
        assert client.get(reverse("agreements:project", args=[project.uid])).status_code == (
            200 if seen else 404
        )
        for page in pages:
            assert ("Laboratory" in client.get(page).content.decode()) is seen, page
    client.force_login(UserFactory(office=EventFactory().office))
    assert client.get(reverse("agreements:project", args=[project.uid])).status_code == 404


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
