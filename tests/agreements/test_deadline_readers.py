"""Reminders of what was agreed: whom they reach, in which language, and what ends them."""

from __future__ import annotations

import datetime as dt

import pytest

from agreements.models import Agreement, Deadline, Signing
from agreements.services.agreements import move_agreement
from agreements.services.deadline_planning import plan_deadlines
from agreements.services.follow_ups import amend_follow_up, move_follow_up
from base.dates import PartialDate
from events.models import AgendaItem, Event
from people.models import Notice, Office, Person, User
from people.services.drain import drain
from tests.agreements.deadline_world import agreement, follow_up, head, office, on, organizer, told
from tests.factories import EventFactory, PersonFactory, UserFactory
from tests.mailserver import Postbox

__all__ = ["head", "office", "organizer"]
pytestmark = pytest.mark.django_db


# --- to whom -------------------------------------------------------------------------------------------------------


def test_owner_and_responsible_person_are_told_in_their_languages(
    office: Office, organizer: User, postbox: Postbox
) -> None:
    owner = UserFactory(office=office, role="viewer", language="es")
    person = PersonFactory(office=office, email="responsible@example.org", language="pt")
    follow_up(office, "2030-05-10", owner=owner, responsible=person)
    plan_deadlines(at=on("2030-05-03"))
    found = dict(Notice.objects.values_list("address", "language"))
    assert found == {owner.email: "es", person.email: "pt"}
    assert drain(at=on("2030-05-03")).sent == 2
    texts = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in postbox.taken}
    outside, inside = texts[person.email], texts[owner.email]
    assert ("/f/" in outside, "/follow-ups/" in outside) == (True, False)
    assert ("/f/" in inside, "/follow-ups/" in inside) == (False, True)


def test_who_is_both_owner_and_responsible_is_told_once(office: Office, organizer: User) -> None:
    person = PersonFactory(office=office, email=organizer.email.upper())
    follow_up(office, "2030-05-10", owner=organizer, responsible=person)
    plan_deadlines(at=on("2030-05-03"))
    assert told() == [("follow_up", organizer.email)]


def test_officers_are_told_where_nobody_looks_after_it(office: Office, head: User) -> None:
    follow_up(office, "2030-05-10")
    plan_deadlines(at=on("2030-05-03"))
    assert told() == [("follow_up", head.email)]  # nobody else is there
    officers = {UserFactory(office=office, role=role).email for role in ("organizer", "protocol")}
    UserFactory(office=office, role="editor")
    UserFactory(office=office, role="organizer", is_active=False)
    plan_deadlines(at=on("2030-05-09"))
    assert {address for _kind, address in told()[1:]} == officers


def test_an_owner_who_left_is_no_owner(office: Office, organizer: User) -> None:
    owner = UserFactory(office=office, role="editor")
    follow_up(office, "2030-05-10", owner=owner)
    owner.roles.all().delete()
    plan_deadlines(at=on("2030-05-03"))
    assert told() == [("follow_up", organizer.email)]


def test_what_is_overdue_goes_to_the_head_of_the_office(office: Office, organizer: User, head: User) -> None:
    follow_up(office, "2030-05-10", owner=organizer)
    plan_deadlines(at=on("2030-05-17"))
    assert sorted(told()) == [("escalation", head.email), ("overdue", organizer.email)]


def test_what_is_confidential_is_told_to_those_who_may_know(office: Office, organizer: User) -> None:
    owner = UserFactory(office=office, role="editor")
    secret = agreement(office, confidential=True, owner=owner, planned_on=PartialDate.parse("2030-05-10"))
    follow_up(office, "2030-05-10", cause=secret, owner=owner)
    plan_deadlines(at=on("2030-05-03"))
    assert sorted(told()) == [("follow_up", organizer.email), ("text", organizer.email)]


# --- what ends them ------------------------------------------------------------------------------------------------


def pending(office: Office, at: dt.datetime) -> int:
    plan_deadlines(at=at)
    return Notice.objects.filter(office=office, state="pending").count()


@pytest.mark.parametrize(
    "end", ["reported", "dropped", "extended", "switched off", "new owner", "new address"]
)
def test_a_follow_up_reminder_that_is_no_longer_called_for_is_withdrawn(
    office: Office, organizer: User, postbox: Postbox, end: str
) -> None:
    person = PersonFactory(office=office, email="responsible@example.org")
    one = follow_up(office, "2030-05-10", owner=organizer, responsible=person)
    at = on("2030-05-03")
    assert pending(office, at) == 2
    if end in ("reported", "dropped"):
        move_follow_up(one, to=end, by=organizer, at=at, note="Not needed")
    elif end == "extended":
        amend_follow_up(one, {"due_on": PartialDate.parse("2030-06-10")}, by=organizer, at=at)
    elif end == "switched off":
        Deadline.objects.filter(office=office).update(active=False)
    elif end == "new owner":
        amend_follow_up(one, {"owner": UserFactory(office=office, role="editor")}, by=organizer, at=at)
    else:
        Person.objects.filter(pk=person.pk).update(email="new@example.org")
    drain(at=at)
    left = {"new owner": ["responsible@example.org"], "new address": [organizer.email]}.get(end, [])
    assert postbox.recipients == left


@pytest.mark.parametrize(
    "end", ["agreed", "terminated", "confidential", "cancelled", "item dropped", "another day"]
)
def test_a_text_reminder_that_is_no_longer_called_for_is_withdrawn(
    office: Office, organizer: User, postbox: Postbox, end: str
) -> None:
    event = EventFactory(office=office, state="published")
    item = AgendaItem.objects.create(
        office=office, event=event, kind="signing", on=PartialDate.parse("2030-05-10")
    )
    owner = UserFactory(office=office, role="editor")
    one = agreement(office, event=event, owner=owner)
    Signing.objects.create(office=office, agreement=one, item=item)
    at = on("2030-05-03")
    assert pending(office, at) == 1
    if end == "agreed":
        move_agreement(one, to="text_agreed", by=organizer, at=at)
    elif end == "terminated":
        move_agreement(one, to="terminated", by=organizer, at=at, note="No money")
    elif end == "confidential":
        Agreement.objects.filter(pk=one.pk).update(confidential=True)
    elif end == "cancelled":
        Event.objects.filter(pk=event.pk).update(state="cancelled")
    elif end == "item dropped":
        AgendaItem.objects.filter(pk=item.pk).update(state="dropped")
    else:
        AgendaItem.objects.filter(pk=item.pk).update(on=PartialDate.parse("2030-05-11"))
    drain(at=at)
    assert postbox.taken == []
    assert list(Notice.objects.values_list("state", flat=True)) == ["withdrawn"]


def test_an_agreement_that_was_renewed_is_not_reminded_of(
    office: Office, organizer: User, postbox: Postbox
) -> None:
    one = agreement(office, state="in_force", expires_on=PartialDate.parse("2030-05-31"))
    assert pending(office, on("2030-05-01")) == 1
    agreement(office, state="signed", renews=one)
    drain(at=on("2030-05-01"))
    assert postbox.taken == []


def test_what_is_called_for_again_waits_again(office: Office, organizer: User, postbox: Postbox) -> None:
    one = follow_up(office, "2030-05-10")
    at = on("2030-05-03")
    assert pending(office, at) == 1
    move_follow_up(one, to="dropped", by=organizer, at=at, note="Not needed")
    drain(at=at)
    assert postbox.taken == []
    move_follow_up(one, to="open", by=organizer, at=at)
    assert pending(office, at) == 1
    drain(at=at)
    assert len(postbox.taken) == 1
