"""Who comes back, or is more people than before, finds the seats of the own delegation; and where the office finds a participant's papers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from base.errors import Conflict
from delegations.models import Delegation, Needs
from delegations.services import composition, needs
from delegations.services.members import add_members
from events.links import registration_token
from events.models import Event
from events.services import registration_changes, registration_moves
from events.services.registration import register_group
from people.models import User
from tests.delegations.conftest import doing, joined, participant
from tests.factories import UserFactory


def seats(delegation: Delegation, number: int) -> None:
    Delegation.objects.filter(pk=delegation.pk).update(seats=number)


def test_who_was_declined_comes_back_only_while_there_is_a_seat(delegation: Delegation, event: Event) -> None:
    gone = joined(delegation, state="pending").registration
    registration_moves.decline([gone], **doing())
    joined(delegation)
    seats(delegation, 1)
    with pytest.raises(Conflict, match="1 seats"):
        registration_moves.confirm([gone], **doing())
    gone.refresh_from_db()
    assert gone.state == "declined"
    seats(delegation, 2)
    registration_moves.confirm([gone], **doing())
    assert composition.people_in(delegation.members) == 2


def test_a_group_grows_only_while_there_are_seats(delegation: Delegation, event: Event) -> None:
    group = register_group(event=event, count=3, label_en="Students", **doing())
    add_members(delegation=delegation, registrations=[group], **doing())
    seats(delegation, 4)
    with pytest.raises(Conflict):
        registration_changes.amend_group(group, {"count": 5}, **doing())
    group.refresh_from_db()
    group.group.refresh_from_db()
    assert (group.seats, group.group.count) == (3, 3)
    registration_changes.amend_group(group, {"count": 4}, **doing())
    assert group.seats == 4


def test_the_page_of_a_participant_leads_to_delegation_and_papers(
    client: Client, officer: User, delegation: Delegation, event: Event
) -> None:
    member, alone = joined(delegation).registration, participant(event)
    viewer = UserFactory(office=event.office, role="editor")
    for registration in (member, alone):
        page = reverse("events:participant", args=[event.slug, registration.uid])
        papers = reverse("delegations:papers", args=[registration.uid])
        of_delegation = reverse("delegations:delegation", args=[delegation.uid])
        shown = client.get(page).content.decode()
        assert papers in shown
        assert (of_delegation in shown) == (registration == member)
        client.force_login(viewer)
        assert papers not in client.get(page).content.decode()
        client.force_login(officer)


def test_a_member_states_diet_and_health_by_the_own_link(
    client: Client, delegation: Delegation, event: Event
) -> None:
    member, alone = joined(delegation).registration, participant(event)
    for own, offered in ((member, True), (alone, False)):
        token = registration_token(own)
        page = reverse("delegations:own_needs", args=[token])
        shown = client.get(reverse("events:registration", args=[token])).content.decode()
        assert (page in shown) == offered
        assert client.get(page).status_code == (200 if offered else 404)
    page = reverse("delegations:own_needs", args=[registration_token(member)])
    assert client.post(page, {"diet": "x" * 1001}).status_code == 422
    assert client.post(page, {"diet": "Without peanuts"}).status_code == 302
    assert client.post(page, {"medical": "Wheelchair"}).status_code == 302
    row = Needs.objects.get(registration=member)
    assert [needs.clear(row, name) for name in needs.FIELDS] == ["Without peanuts", "Wheelchair"]
    shown = client.get(page).content.decode()
    assert "peanuts" not in shown
    assert "A diet is stored." in shown
    assert client.post(page, {"clear": "on"}).status_code == 302
    assert not Needs.objects.exists()
