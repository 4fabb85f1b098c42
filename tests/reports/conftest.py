"""A held event with something to tell, and the people of its office."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from agreements.services import outcomes
from events.models import Event
from events.services import agenda, participations, registration
from people.models import RoleName
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)


@pytest.fixture
def own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def told_event(db: None) -> Event:
    """A seminar with one speech, one participant and one outcome."""
    office = OfficeFactory(name="Office of Cooperation")
    do: dict[str, Any] = {"by": "command", "at": timezone.now()}
    event = EventFactory(
        office=office, title_en="Seminar on laboratories", title_zh_hans="实验室研讨会", state="published"
    )
    body = OrganizationFactory(office=office, name_en="Institute of Energy")
    person = PersonFactory(office=office, family_name="17")
    PostFactory(person=person, organization=body)
    item = agenda.add_item(event=event, kind="speech", title_en="Opening speech", on=event.start_on, start_time=dt.time(9), **do)  # fmt: skip
    participations.add_participation(
        item=item, person=person, role="speaker", speech_title_en="On energy", **do
    )
    registration.add_registration(event=event, person=person, **do)
    outcomes.record_outcome(event=event, kind="consensus", text_en="A joint laboratory", actors=[body], item=item, **do)  # fmt: skip
    return event


@pytest.fixture
def staff_of(told_event: Event) -> SimpleNamespace:
    """Colleagues of its office: editor, organizer, reviewer, second_reviewer, viewer; and both_roles, editor and reviewer."""
    office = told_event.office
    return SimpleNamespace(
        editor=UserFactory(office=office, role=RoleName.EDITOR, name="The editor"),
        organizer=UserFactory(office=office, role=RoleName.ORGANIZER, name="The organizer"),
        reviewer=UserFactory(office=office, role=RoleName.REVIEWER, name="The reviewer", language="es"),
        second_reviewer=UserFactory(office=office, role=RoleName.REVIEWER),
        viewer=UserFactory(office=office, role=RoleName.VIEWER),
        both_roles=UserFactory(office=office, roles=(RoleName.EDITOR, RoleName.REVIEWER)),
    )
