"""What the tests of projects share: an agreement and an outcome to begin one from."""

import datetime as dt

import pytest

from agreements.services import projects
from agreements.services.agreements import record_agreement
from agreements.services.outcomes import record_outcome
from base.dates import PartialDate
from tests.factories import EventFactory, OrganizationFactory, UserFactory

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
