"""Members: entering, order, roles, and who leads when a leader withdraws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from base.errors import Conflict, Invalid, Stale
from delegations.models import Delegation, Member
from delegations.services.members import (
    add_members,
    add_people,
    amend_member,
    remove_member,
    reorder_members,
)
from events.models import Event, Registration
from events.services import registration_changes, registration_moves
from events.services.registration import register_group
from people.models import Entry, Notice
from people.notices import kind_of
from tests.delegations.conftest import doing, joined, made, participant
from tests.factories import EventFactory, PersonFactory, PostFactory, UserFactory


def roles(delegation: Delegation) -> list[tuple[str, str]]:
    """Family name and role, in order."""
    members = delegation.members.select_related("registration__person", "registration__group")
    return [
        (
            one.registration.person.family_name if one.registration.person else one.registration.group.label,
            one.role,
        )
        for one in members
    ]


def names(delegation: Delegation) -> list[Any]:
    return [one.registration_id for one in delegation.members.all()]


def test_people_of_the_directory_are_registered_once(event: Event, delegation: Delegation) -> None:
    known = participant(event)
    newcomer = PersonFactory(office=event.office)
    PostFactory(person=newcomer, title_en="Vice Mayor")
    assert known.person is not None
    added = add_people(delegation=delegation, people=[newcomer, known.person], notify=True, **doing())
    assert added[1].registration == known
    assert [post.title for post in added[0].registration.posts.all()] == ["Vice Mayor"]
    assert Registration.objects.filter(event=event).count() == 2
    assert Notice.objects.filter(kind="registration.confirmed").count() == 1


def test_unnamed_groups_are_members_with_their_number(event: Event) -> None:
    delegation = made(event, seats=6)
    officials = register_group(event=event, label_en="Officials", count=5, **doing())
    unknown = register_group(event=event, label_en="Experts", **doing())
    add_members(delegation=delegation, registrations=[officials, unknown], **doing())
    joined(delegation, "leader")
    assert roles(delegation)[1:] == [("Officials", "member"), ("Experts", "member")]
    with pytest.raises(Conflict, match="would have 7 people"):
        joined(delegation)
    assert delegation.members.count() == 3


def test_nobody_is_in_two_delegations(event: Event, delegation: Delegation) -> None:
    member = joined(delegation)
    free = participant(event)
    with pytest.raises(Conflict, match="in a delegation already"):
        add_members(delegation=made(event), registrations=[free, member.registration], **doing())
    assert Member.objects.count() == 1


def test_a_member_is_registered_for_the_event_and_takes_part(event: Event, delegation: Delegation) -> None:
    stranger = participant(EventFactory(office=event.office, state="published"))
    with pytest.raises(Invalid, match="registered for the event"):
        add_members(delegation=delegation, registrations=[stranger], **doing())
    gone = participant(event)
    registration_moves.cancel([gone], **doing())
    with pytest.raises(Conflict, match="does not take part any more"):
        add_members(delegation=delegation, registrations=[gone], **doing())
    with pytest.raises(Invalid):
        add_members(delegation=delegation, registrations=[participant(event)], role="king", **doing())


def test_a_refused_newcomer_is_not_registered_either(event: Event) -> None:
    full = made(event, seats=0)
    with pytest.raises(Conflict):
        add_people(delegation=full, people=[PersonFactory(office=event.office)], **doing())
    assert not Registration.objects.exists()


def test_leaders_stand_before_deputies_before_the_others(
    delegation: Delegation, crew: Callable[..., list[Member]]
) -> None:
    member, leader, escort, second, deputy = crew("member", "leader", "escort", "leader", "deputy")
    assert names(delegation) == [one.registration_id for one in (leader, second, deputy, member, escort)]
    escort.refresh_from_db()
    assert amend_member(escort, {"role": "leader"}, **doing()) == ["role", "position"]
    assert names(delegation) == [one.registration_id for one in (leader, second, escort, deputy, member)]


def test_the_order_is_as_it_is_put(delegation: Delegation, crew: Callable[..., list[Member]]) -> None:
    first, second, third = crew("leader", "leader", "member")
    reorder_members(delegation, [second.uid], **doing())
    assert names(delegation) == [one.registration_id for one in (second, first, third)]
    with pytest.raises(Invalid):
        reorder_members(delegation, [joined(made(delegation.event)).uid], **doing())


def test_the_only_leader_stays_while_one_is_needed(
    delegation: Delegation, crew: Callable[..., list[Member]]
) -> None:
    from delegations.services.delegations import move_delegation

    leader, other = crew("leader", "member")
    move_delegation(delegation, to="composed", **doing())
    with pytest.raises(Conflict, match="name one first"):
        amend_member(leader, {"role": "member"}, **doing())
    with pytest.raises(Conflict, match="name one first"):
        remove_member(leader, **doing())
    amend_member(other, {"role": "leader"}, **doing())
    with pytest.raises(Stale):
        amend_member(leader, {"role": "member"}, expected=9, **doing())
    remove_member(leader, **doing())
    assert [role for _name, role in roles(delegation)] == ["leader"]


# --- when a leader withdraws ------------------------------------------------------------------------------------------


def test_a_co_leader_leads_on(delegation: Delegation, crew: Callable[..., list[Member]]) -> None:
    first, second, _member = crew("leader", "leader", "member")
    registration_moves.cancel([first.registration], **doing())
    assert [role for _name, role in roles(delegation)] == ["leader", "leader", "member"]
    assert delegation.members.active().filter(role="leader").get() == second


@pytest.mark.parametrize("verb", [registration_moves.cancel, registration_moves.decline])
def test_the_lead_passes_to_the_deputy_then_to_the_next_member(
    event: Event, delegation: Delegation, crew: Callable[..., list[Member]], verb: Any
) -> None:
    leader, media, member, deputy = crew("leader", "media", "member", "deputy")
    if verb is registration_moves.decline:
        leader = joined(delegation, "leader", state="pending")
        registration_moves.cancel(
            [one.registration for one in delegation.members.filter(role="leader")[:1]], **doing()
        )
    verb([leader.registration], **doing())
    deputy.refresh_from_db()
    assert deputy.role == "leader"
    assert Entry.objects.filter(verb="lead passed on", about__contains=[f"member:{deputy.pk}"]).count() == 1
    registration_moves.cancel([deputy.registration], **doing())
    member.refresh_from_db()
    media.refresh_from_db()
    assert (member.role, media.role) == ("leader", "media")
    assert not Notice.objects.filter(kind="delegation.leaderless").exists()


def test_leaders_who_withdraw_together_leave_one_heir(
    delegation: Delegation, crew: Callable[..., list[Member]]
) -> None:
    one, two, _escort, _first, _second = crew("leader", "leader", "escort", "member", "member")
    registration_moves.cancel([one.registration, two.registration], **doing())
    assert delegation.members.active().filter(role="leader").count() == 1


def test_when_nobody_is_left_to_lead_the_office_is_told(
    delegation: Delegation, crew: Callable[..., list[Member]]
) -> None:
    users = [UserFactory(office=delegation.office, role=role) for role in ("organizer", "protocol", "viewer")]
    leader, _interpreter = crew("leader", "interpreter")
    registration_moves.cancel([leader.registration], **doing())
    letters = Notice.objects.filter(kind="delegation.leaderless").order_by("pk")
    assert [letter.address for letter in letters] == [user.email for user in users[:2]]
    kind = kind_of("delegation.leaderless")
    assert kind is not None
    message = kind.render(list(letters))[letters[0].pk]
    assert "Nobody leads the delegation any more" in message.subject
    assert str(delegation.uid) in message.text
    assert kind.still_due(list(letters), timezone.now()) == {letter.pk for letter in letters}
    joined(delegation, "leader")
    assert kind.still_due(list(letters), timezone.now()) == set()


def test_the_liaison_officer_is_told_alone(event: Event) -> None:
    UserFactory(office=event.office, role="organizer")
    officer = UserFactory(office=event.office, role="protocol")
    delegation = made(event, liaison_officer=officer)
    registration_moves.cancel([joined(delegation, "leader").registration], **doing())
    assert [one.address for one in Notice.objects.filter(kind="delegation.leaderless")] == [officer.email]


def test_a_substitute_takes_the_place_and_the_lead(
    delegation: Delegation, crew: Callable[..., list[Member]]
) -> None:
    leader, deputy = crew("leader", "deputy")
    person = PersonFactory(office=delegation.office)
    new = registration_changes.substitute(leader.registration, person=person, **doing())
    leader.refresh_from_db()
    deputy.refresh_from_db()
    assert (leader.registration, leader.role, deputy.role) == (new, "leader", "deputy")
    assert delegation.members.count() == 2
    assert Entry.objects.filter(verb="member substituted").count() == 1


def test_who_is_in_no_delegation_costs_one_query_more(event: Event, django_assert_num_queries: Any) -> None:
    from delegations.services import leads

    single = participant(event)
    with django_assert_num_queries(1):
        leads.pass_on([single], to="cancelled", **doing())
    with django_assert_num_queries(0):
        leads.pass_on([single], to="attended", **doing())
