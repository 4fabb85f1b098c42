"""Approvals by the foreign-affairs office, the settings of protocol, the day of notification, and who may do what."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from base.dates import PartialDate
from base.errors import Conflict, Invalid
from delegations.models import Approval, Delegation, Member, ProtocolSettings
from delegations.protocol_urls import urlpatterns as protocol_urls
from delegations.services import approvals
from delegations.services.delegations import add_delegation, amend_delegation, move_delegation
from delegations.services.members import add_members, remove_member
from delegations.services.protocol_settings import set_settings
from events.models import Event, Registration
from events.services import registration_changes
from people.models import Entry, Office, User
from tests.delegations.conftest import doing, joined, made, participant
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY, OTHER = PartialDate(2027, 3, 1), PartialDate(2027, 3, 5)


def decided(office: Office, **changes: Any) -> None:
    set_settings(office, changes, **doing())


def url(name: str, *args: Any) -> str:
    return reverse(f"delegations:{name}", args=args)


# --- approvals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "people", "needed"), [("outbound", 1, True), ("inbound", 1, False), ("inbound", 2, True), ("", 2, False)]
)  # fmt: skip
def test_when_an_approval_is_needed(event: Event, direction: str, people: int, needed: bool) -> None:
    own = made(event, direction=direction)
    for _ in range(people):
        joined(own)
    assert not approvals.is_needed(own)
    decided(event.office, approve_outbound=True, approve_from=2)
    assert approvals.is_needed(own) is needed


def test_confirming_without_the_approval_is_refused(event: Event, delegation: Delegation) -> None:
    decided(event.office, approve_outbound=True)
    amend_delegation(delegation, {"direction": "outbound"}, **doing())
    joined(delegation, "leader")
    move_delegation(delegation, to="composed", **doing())
    with pytest.raises(Conflict, match="approval"):
        move_delegation(delegation, to="confirmed", **doing())
    asked = approvals.ask_approval(delegation, asked_on=DAY, **doing())
    with pytest.raises(Conflict):
        move_delegation(delegation, to="confirmed", **doing())
    with pytest.raises(Invalid):
        approvals.decide_approval(asked, decision="granted", **doing())
    approvals.decide_approval(asked, decision="granted", number="2027-17", decided_on=OTHER, **doing())
    move_delegation(delegation, to="confirmed", **doing())
    assert delegation.state == "confirmed"


def test_what_is_recorded_of_the_past_needs_none(event: Event) -> None:
    decided(event.office, approve_outbound=True)
    leaders = [PersonFactory(office=event.office)]
    senders = [OrganizationFactory(office=event.office)]
    with pytest.raises(Conflict):
        add_delegation(event=event, direction="outbound", state="confirmed", leaders=leaders, senders=senders, **doing())  # fmt: skip
    told = add_delegation(event=event, direction="outbound", state="confirmed", recorded=True, leaders=leaders, senders=senders, **doing())  # fmt: skip
    assert told.state == "confirmed"
    own = made(event, direction="outbound", leaders=[PersonFactory(office=event.office)], state="composed")
    Event.objects.filter(pk=event.pk).update(state="held")
    move_delegation(Delegation.objects.get(pk=own.pk), to="confirmed", **doing())


def test_the_pages_of_approvals_ask_decide_and_hand_out_the_scan(
    client: Client, officer: User, delegation: Delegation
) -> None:
    decided(delegation.office, approve_outbound=True)
    amend_delegation(delegation, {"direction": "outbound"}, **doing())
    assert "needs an approval" in client.get(url("delegation", delegation.uid)).content.decode()
    assert client.post(url("approval_ask", delegation.uid), {"asked_on": "2027-03-01", "note": "By letter"}).status_code == 302  # fmt: skip
    own = Approval.objects.get()
    decide = url("approval_decide", delegation.uid, own.uid, "granted")
    assert client.post(decide, {"number": "", "version": own.version}).status_code == 422
    wrong = SimpleUploadedFile("scan.exe", b"MZ")
    answer = client.post(decide, {"number": "17", "version": own.version, "scan": wrong})
    assert answer.status_code == 422
    assert 'value="17"' in answer.content.decode()
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7\n%%EOF")
    sent = {"number": "2027-17", "decided_on": "2027-03-05", "version": own.version, "scan": scan}
    assert client.post(decide, sent).status_code == 302
    own.refresh_from_db()
    assert (own.decision, own.number, own.file_name) == ("granted", "2027-17", "scan.pdf")
    said = client.get(url("approvals", delegation.uid)).content.decode()
    assert "2027-17" in said
    assert "needs an approval" not in said
    answer = client.get(url("approval_scan", delegation.uid, own.uid))
    assert answer["Content-Disposition"].startswith("attachment")
    edit = url("approval_edit", delegation.uid, own.uid)
    assert client.post(edit, {"number": "", "version": own.version}).status_code == 422
    assert client.post(edit, {"number": "2027-18", "version": own.version}).status_code == 302
    assert client.post(url("approval_delete", delegation.uid, own.uid)).status_code == 302
    assert not Approval.objects.exists()


# --- settings --------------------------------------------------------------------------------------------------------


def test_the_settings_are_kept_once_for_an_office(client: Client, officer: User, office: Office) -> None:
    address = url("protocol_settings")
    sent = {"approve_outbound": "on", "approve_from": "20", "keep_documents_days": "60", "passport_months": "3",
            "letterhead": "Office\nStreet", "letter_signed_by": "", "letter_signed_as": "Director"}  # fmt: skip
    assert client.post(address, {**sent, "keep_documents_days": "-1"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    held = ProtocolSettings.objects.get(office=office)
    assert (held.approve_outbound, held.approve_from, held.keep_documents_days) == (True, 20, 60)
    assert client.post(address, {**sent, "passport_months": "4", "version": held.version}).status_code == 302
    assert client.post(address, {**sent, "passport_months": "5", "version": held.version}).status_code == 422
    assert ProtocolSettings.objects.get(office=office).passport_months == 4


# --- the day on which the composition was notified -------------------------------------------------------------------


def days(*members: Member) -> list[Any]:
    return [Registration.objects.get(pk=one.registration_id).notified_on for one in members]


def test_the_day_of_notification_reaches_the_members(delegation: Delegation) -> None:
    first = joined(delegation, "leader")
    amend_delegation(delegation, {"composition_notified_on": DAY}, **doing())
    second = joined(delegation)
    assert days(first, second) == [DAY, DAY]
    before = Registration.objects.get(pk=first.registration_id)
    amend_delegation(delegation, {"composition_notified_on": DAY}, **doing())
    assert Registration.objects.get(pk=first.registration_id).version == before.version
    amend_delegation(delegation, {"composition_notified_on": OTHER}, **doing())
    assert days(first, second) == [OTHER, OTHER]
    registration = Registration.objects.select_related("event").get(pk=first.registration_id)
    new = registration_changes.substitute(
        registration, person=PersonFactory(office=delegation.office), **doing()
    )
    assert Registration.objects.get(pk=new.pk).notified_on == OTHER
    second.refresh_from_db()
    remove_member(second, **doing())
    assert days(second) == [None]
    amend_delegation(delegation, {"composition_notified_on": None}, **doing())
    assert Registration.objects.get(pk=new.pk).notified_on is None
    assert Entry.objects.filter(fields=["notified_on"], verb="changed").count() >= 4


def test_a_day_of_ones_own_stays_where_the_delegation_states_none(delegation: Delegation) -> None:
    registration = participant(delegation.event)
    Registration.objects.filter(pk=registration.pk).update(notified_on=DAY)
    [member] = add_members(delegation=delegation, registrations=[registration], **doing())
    assert days(member) == [DAY]


def test_many_members_are_written_in_a_fixed_number_of_statements(
    delegation: Delegation, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        joined(delegation)
    own = Delegation.objects.select_related("event", "office").get(pk=delegation.pk)
    with django_assert_max_num_queries(20):
        amend_delegation(own, {"composition_notified_on": DAY}, **doing())


# --- who may do what -------------------------------------------------------------------------------------------------

READ = dict.fromkeys(
    ("administrator", "organizer", "protocol", "editor", "reviewer", "viewer", "liaison"), 200
)
RUN = dict.fromkeys(READ, 403) | {"administrator": 200, "organizer": 200, "protocol": 200}
SET = dict.fromkeys(READ, 403) | {"administrator": 200, "protocol": 200}
PAGES = {
    "delegation": READ, "approvals": READ, "delegation_edit": RUN, "member_add": RUN, "member_choose": RUN,
    "focal_link": RUN, "approval_ask": RUN,
}  # fmt: skip


@pytest.mark.parametrize("role", list(READ))
def test_who_may_open_which_page(delegation: Delegation, role: str) -> None:
    """The liaison officer is a viewer who is named on the delegation."""
    user = UserFactory(office=delegation.office, role="viewer" if role == "liaison" else role)
    if role == "liaison":
        amend_delegation(delegation, {"liaison_officer": user}, **doing())
    client = Client()
    client.force_login(user)
    for name, rule in PAGES.items():
        assert client.get(url(name, delegation.uid)).status_code == rule[role], name
    assert client.get(url("protocol_settings")).status_code == SET[role]
    asked = approvals.ask_approval(delegation, **doing())
    writing: list[tuple[str, dict[str, str]]] = [
        (url("focal_link_act", delegation.uid, "revoke"), {}),
        (url("member_order", delegation.uid), {}),
        (url("approval_delete", delegation.uid, asked.uid), {}),
        (url("delegation_move", delegation.uid, "withdrawn"), {}),
    ]
    for address, data in writing:
        status = client.post(address, data).status_code
        assert (status == 403) is (RUN[role] == 403), address


def test_nobody_of_another_office_and_no_visitor_gets_in(delegation: Delegation) -> None:
    stranger = Client()
    stranger.force_login(UserFactory(office=OfficeFactory(), role="administrator"))
    asked = approvals.ask_approval(delegation, **doing())
    values = {"uid": delegation.uid, "approval": asked.uid, "decision": "granted", "act": "renew"}
    for pattern in protocol_urls:
        kwargs = {name: values[name] for name in pattern.pattern.converters if name in values}
        if "token" in pattern.pattern.converters:
            continue
        address = reverse(f"delegations:{pattern.name}", kwargs=kwargs)
        ours = pattern.name == "protocol_settings"
        answers = {stranger.get(address).status_code, stranger.post(address).status_code}
        assert answers <= ({200, 302, 422} if ours else {404, 405}), pattern.name
        visitor = Client().get(address)
        assert visitor.status_code in (302, 405), pattern.name
