"""The focal point's own pages: its delegation by a link, step by step, and nothing of others or of the directory."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries

from base.errors import Conflict, Invalid
from delegations import focal_letters
from delegations.focal_tokens import BadLink, delegation_of, focal_token
from delegations.forms.focal import FocalMemberForm
from delegations.lookalikes import lookalikes_of
from delegations.models import Delegation, Leg, Member, Needs, TravelDocument
from delegations.services import focal_facts, focal_links, focal_members
from delegations.services.delegations import amend_delegation, move_delegation
from delegations.services.members import add_members
from delegations.services.travel_documents import opened, record_document
from delegations.views import focal as views
from events.models import Event, Registration
from events.services.quotas import add_quota
from people.models import Entry, Notice, Person
from people.notices import kind_of
from reports.services.merging import merge_people
from tests.delegations.conftest import doing, joined, made, participant
from tests.factories import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(event: Event) -> Any:
    return OrganizationFactory(office=event.office, name_en="Institute of Innovation")


@pytest.fixture
def delegation(event: Event, sender: Any) -> Delegation:
    focal = PersonFactory(office=event.office, family_name="Focal", email="focal@example.org", language="es")
    own = made(event, senders=[sender], focal_point=focal, country="BR", seats=12, direction="inbound")
    focal_links.send_link(own, **doing())
    return Delegation.objects.get(pk=own.pk)


def page(own: Delegation, name: str = "focal", *args: Any) -> str:
    return reverse(f"delegations:{name}", args=[focal_token(own), *args])


def typed(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "family_name": f"Seventeen{number}", "given_name": "Participant", "native_name": "", "name_order": "given_first",
        "honorific": "Ms.", "academic_style": "", "role": "member", "post": "Directora", "organization": "",
        "organization_name": "Un instituto", "country": "BR", "email": f"p{number}@example.org", "phone": "+55 1",
        "languages": ["pt", "es"],
    } | changes  # fmt: skip


def entered(client: Client, own: Delegation, number: int = 1, **changes: Any) -> Member:
    answer = client.post(page(own, "focal_member_add"), typed(number, **changes))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Member.objects.select_related("registration__person").latest("pk")


def test_the_page_speaks_the_language_of_the_focal_point_and_changes_nothing(
    client: Client, delegation: Delegation
) -> None:
    before = Entry.objects.count()
    answer = client.get(page(delegation))
    said = answer.content.decode()
    assert '<html lang="es"' in said
    assert "Institute of Innovation" in said
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    for name in ("focal_order", "focal_withdraw"):
        assert client.get(page(delegation, name, "00000000-0000-0000-0000-000000000000")).status_code in (
            404,
            405,
        )
    assert client.get(page(delegation, "focal_declare")).status_code == 405
    assert Entry.objects.count() == before


def test_a_member_is_entered_with_post_and_organization_and_the_office_is_told_once(
    client: Client, delegation: Delegation, sender: Any
) -> None:
    first = entered(client, delegation, 1, organization=str(sender.uid), role="leader", native_name="参与者")
    entered(client, delegation, 2)
    person = first.registration.person
    assert person is not None
    assert (person.native_name, person.languages, person.phone) == ("参与者", ["pt", "es"], "+55 1")
    registration = first.registration
    assert (registration.organization, registration.organization_name) == (sender, "Institute of Innovation")
    assert (registration.job_title, registration.state, str(registration.country)) == (
        "Directora",
        "confirmed",
        "BR",
    )
    assert [(one.title_es, one.organization) for one in registration.posts.all()] == [("Directora", sender)]
    assert set(Entry.objects.filter(verb="member added").values_list("actor", flat=True)) == {"focal point"}
    assert not Notice.objects.filter(kind__startswith="registration.").exists()


@pytest.mark.parametrize("name", ["family_name", "given_name", "native_name", "honorific", "academic_style"])
def test_a_name_holds_no_web_address_and_stays_on_one_line(
    client: Client, delegation: Delegation, name: str
) -> None:
    answer = client.post(page(delegation, "focal_member_add"), typed(**{name: "evil.com/login"}))
    assert answer.status_code == 422
    with override("es"):
        assert gettext("A name holds no web address.") in answer.content.decode()
    assert 'value="evil.com/login"' in answer.content.decode()
    assert not Member.objects.exists()
    bound = FocalMemberForm(typed(**{name: "Dr.Sc.\r\n\r\nAna\x07"}), delegation=delegation)
    assert bound.is_valid(), bound.errors
    assert bound.values()["person"][name] == "Dr.Sc. Ana"


def test_one_letter_a_burst_counts_what_changed(client: Client, delegation: Delegation, officer: Any) -> None:
    stranger = Client()
    one = entered(stranger, delegation, 1)
    entered(stranger, delegation, 2)
    stranger.post(page(delegation, "focal_member", one.uid), typed(1, post="Rectora", act="person"))
    notices = list(Notice.objects.filter(kind="delegation.composition_changed"))
    assert {notice.recipient for notice in notices} == {f"user:{officer.pk}"}
    assert 1 <= len(notices) <= 2  # two when the half hour ended in between
    texts = [message.text for message in kind_of(notices[0].kind).render(notices).values()]
    assert "2 members added" in "".join(texts) or len(notices) == 2
    start = dt.datetime.fromisoformat(notices[0].data["since"])
    assert notices[0].due_at == start + focal_letters.BURST


def test_nothing_of_the_directory_is_told_or_used(
    client: Client, delegation: Delegation, event: Event
) -> None:
    known = PersonFactory(
        office=event.office,
        given_name="Participant",
        family_name="Known",
        email="known@example.org",
        phone="+86 99",
    )
    member = entered(client, delegation, 1, family_name="Known", email="known@example.org")
    assert member.registration.person_id != known.pk
    said = client.get(page(delegation)).content.decode() + client.get(page(delegation, "focal_member", member.uid)).content.decode()  # fmt: skip
    assert "+86 99" not in said
    [found] = lookalikes_of(delegation)
    assert (found.entered.pk, found.others) == (member.registration.person_id, [known])


def test_whom_the_office_entered_is_seen_by_name_and_not_opened(
    client: Client, delegation: Delegation
) -> None:
    person = PersonFactory(
        office=delegation.office, family_name="Invited", phone="+86 77", email="invited@example.org"
    )
    registration = participant(delegation.event)
    Registration.objects.filter(pk=registration.pk).update(person=person)
    [member] = add_members(delegation=delegation, registrations=[registration], **doing())
    said = client.get(page(delegation)).content.decode()
    assert "Invited" in said
    assert "+86 77" not in said
    assert "invited@example.org" not in said
    assert client.get(page(delegation, "focal_member", member.uid)).status_code == 404
    assert client.post(page(delegation, "focal_member", member.uid), typed(act="person")).status_code == 404
    member.delegation = delegation
    for verb, args in (
        (focal_members.amend_member, {"person": {}, "role": "member"}),
        (focal_facts.state_passport, {"values": {}}),
        (focal_facts.state_needs, {"diet": "x"}),
        (focal_facts.state_leg, {"way": "arrival", "values": {}}),
    ):
        with pytest.raises(Conflict):
            verb(member, at=timezone.now(), **args)


def test_once_merged_with_a_record_of_the_office_it_is_the_office_that_keeps_the_data(
    client: Client, delegation: Delegation
) -> None:
    member = entered(client, delegation)
    Registration.objects.filter(pk=member.registration_id).update(
        person=PersonFactory(office=delegation.office)
    )
    assert client.get(page(delegation, "focal_member", member.uid)).status_code == 404


def test_members_of_other_delegations_do_not_exist(
    client: Client, delegation: Delegation, event: Event
) -> None:
    other = joined(made(event, focal_point=PersonFactory(office=event.office)))
    for name in ("focal_member", "focal_withdraw"):
        assert client.get(page(delegation, name, other.uid)).status_code == 404
    for name in ("focal_withdraw", "focal_order"):
        assert client.post(page(delegation, name, other.uid)).status_code == 404
    foreign = OrganizationFactory(office=event.office)
    assert (
        client.post(page(delegation, "focal_member_add"), typed(organization=str(foreign.uid))).status_code
        == 422
    )
    with pytest.raises(Conflict):
        focal_members.enter_member(delegation, person={"family_name": "X"}, role="member", organization=foreign, at=timezone.now())  # fmt: skip


def test_passport_and_needs_go_in_and_do_not_come_out(client: Client, delegation: Delegation) -> None:
    member = entered(client, delegation)
    url = page(delegation, "focal_member", member.uid)
    sent = {"passport-kind": "ordinary", "passport-country": "BR", "passport-number": "AB 1234567", "passport-printed_name": "SEVENTEEN PARTICIPANT",
            "passport-born_on": "1980-01-02", "passport-expires_on": "2031-01-01", "act": "passport"}  # fmt: skip
    assert client.post(url, sent).status_code == 302
    assert (
        client.post(url, {"needs-diet": "sin gluten", "needs-medical": "asma", "act": "needs"}).status_code
        == 302
    )
    document, needs = TravelDocument.objects.get(), Needs.objects.get()
    assert opened(document).number == "AB1234567"
    said = client.get(url).content.decode()
    for secret in ("AB1234567", "1234567", "sin gluten", "asma", "1980-01-02", "SEVENTEEN PARTICIPANT"):
        assert secret not in said
    assert "•••••67" in said
    assert client.post(url, {"passport-kind": "ordinary", "passport-country": "BR", "passport-expires_on": "2032-01-01", "act": "passport"}).status_code == 302  # fmt: skip
    document.refresh_from_db()
    assert (opened(document).number, str(document.expires_on)) == ("AB1234567", "2032-01-01")
    assert client.post(url, {"needs-clear": "on", "act": "needs"}).status_code == 302
    assert not Needs.objects.filter(pk=needs.pk).exists()
    journal = " ".join(str(row) for row in Entry.objects.values_list("verb", "note", "fields"))
    assert "1234567" not in journal
    assert "gluten" not in journal


def test_a_refused_passport_keeps_what_was_typed_of_it(client: Client, delegation: Delegation) -> None:
    member = entered(client, delegation)
    url = page(delegation, "focal_member", member.uid)
    answer = client.post(url, {"passport-kind": "ordinary", "passport-country": "BR", "passport-number": "", "act": "passport"})  # fmt: skip
    assert answer.status_code == 422
    assert not TravelDocument.objects.exists()


def test_members_on_the_same_flight_share_the_leg(client: Client, delegation: Delegation) -> None:
    one, two = entered(client, delegation, 1), entered(client, delegation, 2)
    flight = {"arrival-kind": "flight", "arrival-number": "LA 601", "arrival-departs_from": "GRU", "arrival-arrives_in": "PEK",
              "arrival-on": "2030-06-01", "arrival-time": "14:30", "act": "arrival"}  # fmt: skip
    for member in (one, two):
        assert client.post(page(delegation, "focal_member", member.uid), flight).status_code == 302
    [leg] = Leg.objects.all()
    assert leg.travellers.count() == 2
    assert leg.arrives_at is not None
    assert client.post(page(delegation, "focal_member", two.uid), flight | {"arrival-number": "LA 777"}).status_code == 302  # fmt: skip
    assert sorted((leg.number, leg.travellers.count()) for leg in Leg.objects.all()) == [
        ("LA 601", 1),
        ("LA 777", 1),
    ]


def test_order_withdrawal_and_the_lead(client: Client, delegation: Delegation) -> None:
    first, second, third = (entered(client, delegation, n, role=role) for n, role in ((1, "leader"), (2, "deputy"), (3, "member")))  # fmt: skip
    assert client.post(page(delegation, "focal_order", third.uid), {"move": "up"}).status_code == 302
    assert [one.pk for one in delegation.members.all()] == [first.pk, third.pk, second.pk]
    asked = client.get(page(delegation, "focal_withdraw", first.uid))
    assert asked.status_code == 200
    assert Registration.objects.get(pk=first.registration_id).state == "confirmed"
    assert client.post(page(delegation, "focal_withdraw", first.uid)).status_code == 302
    assert Registration.objects.get(pk=first.registration_id).state == "cancelled"
    second.refresh_from_db()
    assert second.role == "leader"
    assert not Notice.objects.filter(kind="registration.cancelled").exists()
    assert client.post(page(delegation, "focal_withdraw", first.uid)).status_code == 404


def test_whom_the_office_entered_is_told_of_a_withdrawal(client: Client, delegation: Delegation) -> None:
    registration = participant(delegation.event)
    Registration.objects.filter(pk=registration.pk).update(email="told@example.org")
    [member] = add_members(delegation=delegation, registrations=[registration], **doing())
    assert client.post(page(delegation, "focal_withdraw", member.uid)).status_code == 302
    assert Notice.objects.filter(kind="registration.cancelled").count() == 1


def test_seats_of_the_delegation_and_of_the_country_hold(client: Client, delegation: Delegation) -> None:
    amend_delegation(delegation, {"seats": 1}, **doing())
    entered(client, delegation, 1)
    answer = client.post(page(delegation, "focal_member_add"), typed(2))
    assert answer.status_code == 422
    assert Person.objects.filter(family_name="Seventeen2").count() == 0
    assert 'value="Seventeen2"' in answer.content.decode()
    amend_delegation(delegation, {"seats": 5}, **doing())
    add_quota(event=delegation.event, country="BR", seats=1, **doing())
    assert client.post(page(delegation, "focal_member_add"), typed(2)).status_code == 422
    assert client.post(page(delegation, "focal_member_add"), typed(2, country="PE")).status_code == 302


def test_where_the_event_asks_for_approval_the_office_decides(client: Client, delegation: Delegation) -> None:
    Event.objects.filter(pk=delegation.event_id).update(approval_required=True)
    assert entered(client, delegation).registration.state == "pending"


def test_the_composition_is_declared_complete(client: Client, delegation: Delegation, officer: Any) -> None:
    stranger = Client()
    member = entered(stranger, delegation)
    said = stranger.post(page(delegation, "focal_declare"), follow=True).content.decode()
    delegation.refresh_from_db()
    assert (delegation.state, delegation.composition_declared_at) == ("announced", None)
    assert "alert" in said
    stranger.post(page(delegation, "focal_member", member.uid), typed(1, role="leader", act="person"))
    assert stranger.post(page(delegation, "focal_declare")).status_code == 302
    delegation.refresh_from_db()
    assert delegation.state == "composed"
    assert delegation.composition_declared_at is not None
    assert delegation.composition_notified_on is not None
    registration = Registration.objects.get(pk=member.registration_id)
    assert registration.notified_on == delegation.composition_notified_on
    declared = [
        one for one in Notice.objects.filter(kind="delegation.composition_changed") if "declared" in one.data
    ]
    assert [one.recipient for one in declared] == [f"user:{officer.pk}"]
    [message] = kind_of(declared[0].kind).render(declared).values()
    assert "complete" in message.text


def test_what_can_kill_the_link(client: Client, delegation: Delegation) -> None:
    now = timezone.now()
    first = focal_token(delegation)
    assert client.get(f"/d/{first}x/").status_code == 404
    focal_links.renew_link(delegation, **doing())
    second = focal_token(delegation)
    with pytest.raises(BadLink):
        delegation_of(first, now)
    assert delegation_of(second, now) == delegation
    focal_links.revoke_link(delegation, **doing())
    for token in (first, second, focal_token(delegation)):
        assert client.get(f"/d/{token}/").status_code == 404
    focal_links.send_link(delegation, until=timezone.localdate() + dt.timedelta(days=2), **doing())
    third = focal_token(delegation)
    assert client.get(f"/d/{third}/").status_code == 200
    with pytest.raises(BadLink):
        delegation_of(third, now + dt.timedelta(days=4))
    amend_delegation(delegation, {"focal_point": PersonFactory(office=delegation.office)}, **doing())
    assert client.get(f"/d/{third}/").status_code == 404
    with pytest.raises(Invalid):
        focal_links.send_link(delegation, until=timezone.localdate() - dt.timedelta(days=3), **doing())


@pytest.mark.parametrize("state", ["withdrawn"])
def test_a_settled_composition_closes_the_link(client: Client, delegation: Delegation, state: str) -> None:
    address = page(delegation)
    move_delegation(delegation, to=state, **doing())
    answer = client.get(address)
    assert answer.status_code == 404
    with pytest.raises(Conflict):
        focal_links.send_link(delegation, **doing())


def test_the_letter_speaks_the_language_of_the_focal_point_and_dies_with_its_link(
    delegation: Delegation,
) -> None:
    [notice] = Notice.objects.filter(kind="delegation.focal_link")
    assert (notice.address, notice.language) == ("focal@example.org", "es")
    kind = kind_of(notice.kind)
    [message] = kind.render([notice]).values()
    assert page(delegation) in message.text
    assert kind.still_due([notice], timezone.now()) == {notice.pk}
    focal_links.revoke_link(delegation, **doing())
    assert kind.still_due([notice], timezone.now()) == set()
    notice.refresh_from_db()
    assert notice.state == "withdrawn"


def test_forms_are_guarded_and_counted(delegation: Delegation, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(delegation, "focal_member_add"), typed()).status_code == 403
    monkeypatch.setattr(views, "AT_MOST", 1)
    client = Client()
    entered(client, delegation)
    answer = client.post(page(delegation, "focal_member_add"), typed(2))
    assert answer.status_code == 429
    assert answer["Retry-After"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_member_and_three(
    client: Client, delegation: Delegation, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(number):
        entered(client, delegation, n)
    client.get(page(delegation))
    with django_assert_max_num_queries(11):
        client.get(page(delegation))


def test_the_office_sends_renews_and_revokes_on_its_page(
    client: Client, delegation: Delegation, officer: Any
) -> None:
    url = reverse("delegations:focal_link", args=[delegation.uid])
    until = timezone.localdate() + dt.timedelta(days=9)
    assert client.post(url, {"until": until.isoformat()}).status_code == 302
    delegation.refresh_from_db()
    assert delegation.focal_link_until == until
    said = client.get(url).content.decode()
    assert re.search(r"/d/[\w.-]+/", said)
    for act, revision in (("renew", 2), ("revoke", 3)):
        assert (
            client.post(reverse("delegations:focal_link_act", args=[delegation.uid, act])).status_code == 302
        )
        delegation.refresh_from_db()
        assert delegation.focal_link_revision == revision
    assert not re.search(r"/d/[\w.-]+/", client.get(url).content.decode())
    assert (
        client.get(reverse("delegations:focal_link_act", args=[delegation.uid, "renew"])).status_code == 405
    )
    assert (
        client.post(reverse("delegations:focal_link_act", args=[delegation.uid, "other"])).status_code == 404
    )


def test_a_record_of_the_office_that_is_merged_into_one_that_was_entered_stays_hidden(
    client: Client, delegation: Delegation
) -> None:
    """Else the link would show, and let change, the telephone number and passport that the office held."""
    member = entered(client, delegation, 1)
    own = PersonFactory(office=delegation.office, family_name="Seventeen1", notes="Known since long.")
    record_document(person=own, country="BR", number="FX123456", **doing())
    person = member.registration.person
    assert person is not None
    assert client.get(page(delegation, "focal_member", member.uid)).status_code == 200

    merge_people(person, own, **doing())

    assert TravelDocument.objects.get().person_id == person.pk
    assert client.get(page(delegation, "focal_member", member.uid)).status_code == 404
    member.refresh_from_db()
    member.registration.person = person
    with pytest.raises(Conflict):
        focal_facts.state_passport(member, {"number": "Z1"}, at=timezone.now())


def test_one_person_whom_a_focal_point_entered_twice_stays_in_its_hands(
    client: Client, delegation: Delegation
) -> None:
    first, second = (entered(client, delegation, number) for number in (1, 2))
    kept, gone = first.registration.person, second.registration.person
    assert kept is not None
    assert gone is not None

    merge_people(kept, gone, **doing())

    assert client.get(page(delegation, "focal_member", first.uid)).status_code == 200
