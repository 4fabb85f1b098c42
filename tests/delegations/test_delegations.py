"""Delegations by their verbs: what is stated of them, and their way through the lifecycle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from delegations.models import Delegation
from delegations.naming import title_of
from delegations.services.delegations import (
    amend_delegation,
    delete_delegation,
    move_delegation,
    senders_of,
)
from delegations.services.members import remove_member
from events.models import Event, Registration
from events.services.agenda import add_item
from people.models import Entry, Notice
from tests.delegations.conftest import doing, joined, made, participant
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, UserFactory


def test_senders_and_leaders_stand_in_order_of_mention(event: Event) -> None:
    senders = [OrganizationFactory(office=event.office, name_en=name) for name in ("Zeta", "Alpha")]
    leaders = [PersonFactory(office=event.office, family_name=name) for name in ("Z", "A")]
    delegation = made(
        event, senders=senders, leaders=leaders, country="CN", direction="outbound", seats=10,
        composition_notified_on=PartialDate(2023, 6),
    )  # fmt: skip
    assert senders_of(delegation) == senders
    members = list(delegation.members.select_related("registration"))
    assert [one.registration.person for one in members] == leaders
    assert {one.role for one in members} == {"leader"}
    assert Registration.objects.filter(event=event, state="confirmed").count() == 2
    assert not Notice.objects.filter(kind__startswith="registration.").exists()
    assert title_of(delegation) == "Zeta and 1 other"
    assert Entry.objects.about(f"delegation:{delegation.pk}").filter(verb="created").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"senders": []}, "name_en"),
        ({"state": "composed"}, "leaders"),
        ({"state": "abroad"}, "state"),
        ({"seats": -1}, "seats"),
        ({"country": "XX"}, "country"),
        ({"direction": "upwards"}, "direction"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    event: Event, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        made(event, **values)
    assert set(refused.value.errors) == {field}
    assert not Delegation.objects.exists()
    assert not Registration.objects.exists()


def test_relatives_of_another_office_or_event_are_refused(event: Event) -> None:
    elsewhere = EventFactory()
    twice = OrganizationFactory(office=event.office)
    item = add_item(event=EventFactory(office=event.office), kind="talks", title_en="Talks", **doing())
    for values, field in (
        ({"senders": [OrganizationFactory(office=elsewhere.office)]}, "senders"),
        ({"senders": [twice, twice]}, "senders"),
        ({"interpreters": [PersonFactory(office=elsewhere.office)]}, "interpreters"),
        ({"focal_point": PersonFactory(office=elsewhere.office)}, "focal_point"),
        ({"liaison_officer": UserFactory(office=elsewhere.office)}, "liaison_officer"),
        ({"items": [item]}, "items"),
    ):
        with pytest.raises(Invalid) as refused:
            made(event, **values)
        assert set(refused.value.errors) == {field}
    assert not Delegation.objects.exists()


def test_what_happened_is_recorded_in_any_state(event: Event) -> None:
    delegation = made(event, state="departed", recorded=True)
    assert delegation.state == "departed"
    assert not delegation.members.exists()


def test_amending_says_what_changed(delegation: Delegation) -> None:
    one, two = (OrganizationFactory(office=delegation.office) for _ in range(2))
    item = add_item(event=delegation.event, kind="talks", title_en="Talks", **doing())
    changed = amend_delegation(
        delegation, {"purpose_en": "Cooperation"}, senders=[two, one], items=[item], expected=1, **doing()
    )
    assert changed == ["purpose_en", "senders", "items"]
    assert senders_of(delegation) == [two, one]
    delegation.refresh_from_db()
    assert delegation.version == 3
    assert amend_delegation(delegation, {}, senders=[two, one], items=[item], **doing()) == []
    assert amend_delegation(delegation, {}, senders=[one, two], **doing()) == ["senders"]
    with pytest.raises(Stale):
        amend_delegation(delegation, {"purpose_en": "Other"}, expected=1, **doing())


def test_seats_are_not_fewer_than_the_members(delegation: Delegation, crew: Callable[..., Any]) -> None:
    crew("leader", "member")
    with pytest.raises(Conflict, match="would have 2 people"):
        amend_delegation(delegation, {"seats": 1}, **doing())
    delegation.refresh_from_db()
    assert delegation.seats is None
    amend_delegation(delegation, {"seats": 2}, **doing())
    with pytest.raises(Conflict):
        joined(delegation)


def test_from_composed_on_it_has_a_leader(delegation: Delegation, crew: Callable[..., Any]) -> None:
    crew("member")
    with pytest.raises(Conflict, match="has a leader"):
        move_delegation(delegation, to="composed", **doing())
    [leader] = crew("leader")
    for state in ("composed", "confirmed", "received", "departed"):
        move_delegation(delegation, to=state, **doing())
    delegation.refresh_from_db()
    assert delegation.state == "departed"
    with pytest.raises(Conflict):
        remove_member(leader, **doing())


def test_no_state_is_left_out(delegation: Delegation, crew: Callable[..., Any]) -> None:
    crew("leader")
    with pytest.raises(Conflict, match="cannot become"):
        move_delegation(delegation, to="received", **doing())
    with pytest.raises(Stale):
        move_delegation(delegation, to="composed", expected=7, **doing())


@pytest.mark.parametrize("cancelling", [False, True])
def test_a_delegation_withdraws_with_or_without_its_registrations(
    event: Event, delegation: Delegation, crew: Callable[..., Any], cancelling: bool
) -> None:
    members = crew("leader", "member")
    single = participant(event)
    move_delegation(delegation, to="withdrawn", cancel_registrations=cancelling, **doing())
    states = [Registration.objects.get(pk=one.registration_id).state for one in members]
    assert states == (["cancelled"] * 2 if cancelling else ["confirmed"] * 2)
    single.refresh_from_db()
    event.refresh_from_db()
    assert (single.state, event.seats_taken) == ("confirmed", 1 if cancelling else 3)
    assert Notice.objects.filter(kind="registration.cancelled").count() == (2 if cancelling else 0)
    assert not Notice.objects.filter(kind="delegation.leaderless").exists()
    assert delegation.members.filter(role="leader").count() == 1
    with pytest.raises(Conflict, match="withdrawn"):
        joined(delegation)


def test_registrations_are_cancelled_only_with_a_withdrawal(
    delegation: Delegation, crew: Callable[..., Any]
) -> None:
    crew("leader")
    with pytest.raises(Invalid):
        move_delegation(delegation, to="composed", cancel_registrations=True, **doing())


def test_what_was_composed_stays_in_the_record(delegation: Delegation, crew: Callable[..., Any]) -> None:
    [leader] = crew("leader")
    move_delegation(delegation, to="composed", **doing())
    with pytest.raises(Conflict, match="stays in the record"):
        delete_delegation(delegation, **doing())
    move_delegation(delegation, to="announced", **doing())
    delete_delegation(delegation, **doing())
    assert not Delegation.objects.exists()
    assert Registration.objects.filter(pk=leader.registration_id).exists()
