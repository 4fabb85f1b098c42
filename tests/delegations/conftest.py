"""A delegation with its event, made by the verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from delegations.models import Delegation, Member
from delegations.services.delegations import add_delegation
from delegations.services.members import add_members
from events.models import Event, Registration
from events.services.registration import add_registration
from people.models import Office, User
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def event(office: Office) -> Event:
    return EventFactory(office=office, state="published", mode="in_person")


@pytest.fixture
def officer(office: Office, client: Client) -> User:
    """The protocol officer, logged in."""
    user = UserFactory(office=office, role="protocol")
    client.force_login(user)
    return user


def doing() -> dict[str, Any]:
    return {"by": "command", "at": timezone.now()}


def participant(event: Event, **values: Any) -> Registration:
    return add_registration(
        event=event, person=PersonFactory(office=event.office), notify=False, **values, **doing()
    )


def made(event: Event, **values: Any) -> Delegation:
    values.setdefault("senders", [OrganizationFactory(office=event.office)])
    return add_delegation(event=event, **values, **doing())


def joined(delegation: Delegation, role: str = "member", **values: Any) -> Member:
    registration = participant(delegation.event, **values)
    return add_members(delegation=delegation, registrations=[registration], role=role, **doing())[0]


@pytest.fixture
def delegation(event: Event) -> Delegation:
    return made(event)


@pytest.fixture
def crew(delegation: Delegation) -> Callable[..., list[Member]]:
    """Members in the roles given, in this order of joining."""
    return lambda *roles: [joined(delegation, role) for role in roles]
