"""The members of a delegation in order of precedence."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from delegations.models import Delegation, Member
from delegations.services.members import add_people
from delegations.services.precedence import delegation_in_order
from people.models import Entry, User
from people.services.precedence import convention_of
from tests.delegations.conftest import doing
from tests.factories import PersonFactory, PostFactory, UserFactory


def ranked(delegation: Delegation, name: str, rank: int | None, role: str = "member") -> Member:
    person = PersonFactory(office=delegation.office, given_name="", family_name=name)
    if rank is not None:
        PostFactory(person=person, rank=rank)
    return add_people(delegation=delegation, people=[person], member_role=role, **doing())[0]


def names(delegation: Delegation) -> list[str]:
    return [str(member.registration.person) for member in delegation.members.all()]


@pytest.fixture
def full(delegation: Delegation) -> Delegation:
    ranked(delegation, "Interpreter", 2, "interpreter")
    ranked(delegation, "Unranked", None)
    ranked(delegation, "Vice", 4)
    ranked(delegation, "Director", 5)
    ranked(delegation, "Leader", 6, "leader")
    return delegation


def test_each_role_stands_by_rank_and_the_journal_names_the_convention(
    full: Delegation, client: Client, officer: User
) -> None:
    page = reverse("delegations:member_precedence", args=[full.uid])
    before = names(full)

    shown = client.get(page).text
    assert "Rank of the post: 4 before 5." in shown
    assert "Rank of the post: 5 before not stated." in shown
    assert names(full) == before

    answer = client.post(page, follow=True)

    assert names(full) == ["Leader", "Vice", "Director", "Unranked", "Interpreter"]
    assert "They stand in order of precedence." in answer.text
    assert Entry.objects.get(verb="members reordered").note == "International"
    assert "They stand in this order already." in client.get(page).text


def test_ties_are_told_and_keep_the_order_of_mention(delegation: Delegation) -> None:
    ranked(delegation, "Second", 4)
    ranked(delegation, "First", 4)

    [section] = delegation_in_order(delegation, convention_of(delegation.office))

    assert [one.standing.name for one in section.placed] == ["Second", "First"]
    assert section.placed[1].tied
    assert section.stands


def test_who_only_reads_changes_nothing(full: Delegation, client: Client) -> None:
    client.force_login(UserFactory(office=full.office, role="viewer"))

    assert client.post(reverse("delegations:member_precedence", args=[full.uid])).status_code == 403
    assert (
        "Put in order of precedence"
        not in client.get(reverse("delegations:delegation", args=[full.uid])).text
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(delegation: Delegation, client: Client, officer: User, count: int) -> None:
    for number in range(count):
        ranked(delegation, f"P{number}", number + 1)
    page = reverse("delegations:member_precedence", args=[delegation.uid])
    client.get(page)

    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) == 9
