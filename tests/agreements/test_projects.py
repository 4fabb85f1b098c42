"""Projects: begun from an agreement or an outcome, through their stages, on the board, in the table and by the API."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Project
from agreements.services import project_stages, projects
from agreements.services.project_stages import Entered
from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from tests.agreements.project_fixtures import *  # noqa: F403
from tests.agreements.project_fixtures import DO, begun, stages_of
from tests.factories import EventFactory, UserFactory

pytestmark = pytest.mark.django_db


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


def today_at(project):
    return timezone.localdate(timezone=ZoneInfo(project.office.zone))


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
        [("intention", str(today_at(project)))],
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
        today_at(project),
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
