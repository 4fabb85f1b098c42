"""The pages of the delegations room: who may open them, what they show, what they do."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from delegations.models import Delegation, Member
from delegations.naming import title_of
from delegations.services.delegations import move_delegation
from delegations.services.members import add_members
from events.models import Event, Registration
from events.services import registration_moves
from events.services.agenda import add_item
from events.services.registration import register_group
from people.models import Entry, Office, Person, User
from tests.delegations.conftest import doing, joined, made, participant
from tests.factories import OrganizationFactory, PersonFactory, PostFactory, UserFactory


def address(name: str, *args: Any) -> str:
    return reverse(f"delegations:{name}", args=args)


def shown(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content
    return answer.content.decode()


def sent(client: Client, path: str, values: dict[str, Any] | None = None, status: int = 302) -> Any:
    answer = client.post(path, values or {})
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "runs"),
    [("administrator", True), ("organizer", True), ("protocol", True), ("editor", False), ("viewer", False)],
)
def test_everybody_of_the_office_reads_and_some_run(
    client: Client, event: Event, delegation: Delegation, role: str, runs: bool
) -> None:
    client.force_login(UserFactory(office=event.office, role=role))
    member = joined(delegation, "leader")
    for path in (address("list"), address("delegations", event.slug), address("delegation", delegation.uid)):
        page = shown(client, path)
        assert title_of(delegation) in page
        assert ("Add a delegation" in page or "Add a member" in page) == (runs and path != address("list"))
    for name, args in writing(event, delegation):
        assert client.get(address(name, *args)).status_code == (200 if runs else 403), name
    for name, args in posting(delegation, member):
        assert client.post(address(name, *args)).status_code == (302 if runs else 403), name


def writing(event: Event, delegation: Delegation) -> list[tuple[str, tuple[Any, ...]]]:
    uid = delegation.uid
    return [
        ("delegation_add", (event.slug,)), ("delegation_edit", (uid,)), ("delegation_move", (uid, "composed")),
        ("member_choose", (uid,)), ("member_add", (uid,)),
    ]  # fmt: skip


def posting(delegation: Delegation, member: Member) -> list[tuple[str, tuple[Any, ...]]]:
    uid = delegation.uid
    return [("member_order", (uid,)), ("member", (uid, member.uid)), ("member_remove", (uid, member.uid)), ("delegation_delete", (uid,))]  # fmt: skip


def test_another_office_does_not_exist(client: Client, event: Event, delegation: Delegation) -> None:
    stranger = UserFactory(office=OrganizationFactory().office, role="administrator")
    client.force_login(stranger)
    member = joined(delegation)
    assert title_of(delegation) not in shown(client, address("list"))
    for name, args in [
        *writing(event, delegation),
        ("delegations", (event.slug,)),
        ("delegation", (delegation.uid,)),
    ]:
        assert client.get(address(name, *args)).status_code == 404, name
    for name, args in [*posting(delegation, member), ("members_export", (delegation.uid,))]:
        assert client.post(address(name, *args)).status_code == 404, name


def test_nothing_changes_by_reading(client: Client, officer: User, delegation: Delegation) -> None:
    member = joined(delegation)
    for name, args in [*posting(delegation, member), ("members_export", (delegation.uid,))]:
        assert client.get(address(name, *args)).status_code == 405, name


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["list", "delegations"])
def test_lists_run_the_same_queries_at_one_and_three_rows(
    client: Client, officer: User, event: Event, name: str
) -> None:
    path = address("list") if name == "list" else address("delegations", event.slug)

    def add_one() -> None:
        delegation = made(event, senders=[OrganizationFactory(office=event.office) for _ in range(2)])
        for _ in range(2):
            registration = participant(event)
            registration.posts.add(PostFactory(person=registration.person))
            add_members(delegation=delegation, registrations=[registration], role="leader", **doing())

    counts = []
    add_one()
    shown(client, path)
    for more in (0, 2):
        for _ in range(more):
            add_one()
        with CaptureQueriesContext(connection) as queries:
            shown(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16, counts


def test_the_page_runs_the_same_queries_at_one_and_three_members(
    client: Client, officer: User, delegation: Delegation
) -> None:
    path, counts = address("delegation", delegation.uid), []
    joined(delegation, "leader")
    shown(client, path)
    for more in (0, 2):
        for _ in range(more):
            registration = joined(delegation).registration
            registration.posts.add(PostFactory(person=registration.person))
        with CaptureQueriesContext(connection) as queries:
            shown(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 28, counts


def test_the_list_is_filtered(client: Client, officer: User, office: Office, event: Event) -> None:
    made(event, name_en="Guests", direction="inbound", country="CL", senders=[])
    left = made(event, name_en="Travellers", direction="outbound", country="CN", senders=[])
    move_delegation(left, to="withdrawn", **doing())
    for query, found in (
        ("direction=inbound", {"Guests"}), ("country=CN", {"Travellers"}), ("state=withdrawn", {"Travellers"}),
        (f"event={event.slug}", {"Guests", "Travellers"}), ("event=other", {"Guests", "Travellers"}), ("direction=inbound&country=CN", set()),
    ):  # fmt: skip
        page = shown(client, f"{address('list')}?{query}")
        assert {name for name in ("Guests", "Travellers") if name in page} == found, query


# --- entering ---------------------------------------------------------------------------------------------------------


def test_a_delegation_is_entered_with_senders_and_co_leaders(
    client: Client, officer: User, event: Event
) -> None:
    department, city = (
        OrganizationFactory(office=event.office, name_en=name) for name in ("Department", "City")
    )
    secretary, mayor = PersonFactory(office=event.office), PersonFactory(office=event.office)
    PostFactory(person=secretary, organization=department, title_en="Secretary")
    item = add_item(event=event, kind="talks", title_en="Talks with the university", **doing())
    values = {
        "senders": f"{department.uid}\n{city.uid}", "leaders": f"{secretary.uid}\n{mayor.uid}", "country": "CN",
        "direction": "outbound", "state": "departed", "purpose_en": "Opening", "items": [item.pk], "seats": "5",
        "composition_notified_on": "2023-07", "liaison_officer": officer.pk, "focal_point": str(mayor.uid),
        "interpreters": PersonFactory(office=event.office, family_name="Interpreting").name,
    }  # fmt: skip
    page = shown(client, sent(client, address("delegation_add", event.slug), values).headers["Location"])
    for text in ("Department and 1 other", secretary.name, "Secretary, Department", mayor.name, "July 2023",
                 "Talks with the university", "departed", "Interpreting", officer.name, "2 / 5"):  # fmt: skip
        assert text in page, text
    assert page.index(secretary.name) < page.index(mayor.name)
    event_page = shown(client, address("delegations", event.slug))
    assert event_page.index(secretary.name) < event_page.index(mayor.name)


def test_what_is_wrong_is_said_and_nothing_lost(client: Client, officer: User, event: Event) -> None:
    path = address("delegation_add", event.slug)
    page = sent(client, path, {"purpose_en": "A long purpose"}, 422).content.decode()
    assert "Say who it is" in page
    assert "A long purpose" in page
    foreign = PersonFactory()
    page = sent(client, path, {"name_en": "Guests", "leaders": str(foreign.uid)}, 422).content.decode()
    assert "is not in the directory" in page
    page = sent(client, path, {"name_en": "Guests", "state": "received"}, 422).content.decode()
    assert "has a leader" in page
    assert not Delegation.objects.exists()


def test_two_who_edit_at_once(client: Client, officer: User, delegation: Delegation) -> None:
    path = address("delegation_edit", delegation.uid)
    senders = delegation.senders.get().organization.name_en
    assert senders in shown(client, path)
    sent(client, path, {"senders": senders, "reception_level": "Vice-ministerial", "version": 1})
    late = sent(client, path, {"senders": senders, "reception_level": "Ministerial", "version": 1}, 422)
    assert "Somebody changed this in the meantime" in late.content.decode()
    delegation.refresh_from_db()
    assert delegation.reception_level == "Vice-ministerial"
    assert list(delegation.senders.values_list("organization__name_en", flat=True)) == [senders]


def test_it_moves_on_and_withdraws(client: Client, officer: User, delegation: Delegation) -> None:
    composed = address("delegation_move", delegation.uid, "composed")
    assert "has a leader" in sent(client, composed, {"note": "x"}, 422).content.decode()
    leader = joined(delegation, "leader")
    sent(client, composed, {"note": "As notified"})
    withdrawn = address("delegation_move", delegation.uid, "withdrawn")
    assert "Cancel the registrations" in shown(client, withdrawn)
    sent(client, withdrawn, {"cancel_registrations": "on", "note": ""})
    leader.registration.refresh_from_db()
    assert leader.registration.state == "cancelled"
    page = shown(client, address("delegation", delegation.uid))
    assert "withdrawn" in page
    assert "Add a member" not in page
    assert shown(client, address("delegation_move", delegation.uid, "abroad"), 404)


# --- members ----------------------------------------------------------------------------------------------------------


def test_members_are_chosen_among_participants(
    client: Client, officer: User, event: Event, delegation: Delegation
) -> None:
    one, group = participant(event), register_group(event=event, label_en="Experts", count=3, **doing())
    taken, gone = joined(made(event)).registration, participant(event)
    registration_moves.cancel([gone], **doing())
    path = address("member_choose", delegation.uid)
    page = shown(client, path)
    assert one.person.name in page
    assert "Experts" in page
    assert str(taken.uid) not in page
    assert str(gone.uid) not in page
    assert "Experts" not in shown(client, f"{path}?q={one.person.family_name}xyz")
    sent(client, path, {"selected": [str(one.uid), str(group.uid), "nonsense"], "role": "escort"})
    assert list(delegation.members.values_list("registration", "role")) == [
        (one.pk, "escort"),
        (group.pk, "escort"),
    ]
    assert "(3)" in shown(client, address("delegation", delegation.uid))
    refused = client.post(path, {"selected": [str(taken.uid)], "role": "member"}, follow=True)
    assert "in a delegation already" in refused.content.decode()
    assert "Tick at least one" in client.post(path, {}, follow=True).content.decode()


def test_candidates_run_the_same_queries_at_one_and_three_rows(
    client: Client, officer: User, event: Event, delegation: Delegation
) -> None:
    path, counts = address("member_choose", delegation.uid), []
    participant(event)
    shown(client, path)
    for more in (0, 2):
        for _ in range(more):
            registration = participant(event)
            registration.posts.add(PostFactory(person=registration.person))
        with CaptureQueriesContext(connection) as queries:
            shown(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14, counts


def test_somebody_new_becomes_a_member_at_once(
    client: Client, officer: User, event: Event, delegation: Delegation
) -> None:
    body = delegation.senders.get().organization
    values = {
        "role": "leader", "manner": "in_person", "new-family_name": "Participant", "new-given_name": "Seventeen",
        "new-name_order": "given_first", "new-post_title": "Vice Mayor", "new-organization": str(body.uid),
    }  # fmt: skip
    path = address("member_add", delegation.uid)
    page = shown(client, sent(client, path, values).headers["Location"])
    assert f"Vice Mayor, {body}" in page
    member = delegation.members.select_related("registration__person").get()
    assert (member.role, member.registration.state, member.registration.person.name) == ("leader", "confirmed", "Seventeen Participant")  # fmt: skip
    again = sent(
        client,
        path,
        {"role": "member", "person": str(member.registration.person.uid), "new-name_order": "given_first"},
        422,
    )
    assert "in a delegation already" in again.content.decode()
    nobody = sent(client, path, {"role": "member", "new-name_order": "given_first"}, 422)
    assert "Choose a person" in nobody.content.decode()


def test_a_refused_newcomer_does_not_enter_the_directory(client: Client, officer: User, event: Event) -> None:
    full = made(event, seats=0)
    before = Person.objects.count()
    values = {"role": "member", "new-family_name": "Participant", "new-name_order": "given_first"}
    page = sent(client, address("member_add", full.uid), values, 422).content.decode()
    assert "The delegation has 0 seats" in page
    assert (Person.objects.count(), Registration.objects.count()) == (before, 0)


def test_order_and_roles_without_javascript_and_with_it(
    client: Client, officer: User, delegation: Delegation, crew: Callable[..., list[Member]]
) -> None:
    first, second = crew("leader", "leader")
    sent(client, address("member", delegation.uid, second.uid), {"move": "up"})
    assert list(delegation.members.all()) == [second, first]
    sent(client, address("member", delegation.uid, second.uid), {"move": "up"})
    sent(client, address("member_order", delegation.uid), {"uids": [str(first.uid), str(second.uid)]})
    assert list(delegation.members.all()) == [first, second]
    sent(client, address("member", delegation.uid, second.uid), {"role": "deputy"})
    second.refresh_from_db()
    assert second.role == "deputy"
    sent(client, address("member_remove", delegation.uid, second.uid))
    assert delegation.members.get() == first
    assert Registration.objects.count() == 2


def test_the_list_of_members_as_a_workbook(
    client: Client, officer: User, event: Event, delegation: Delegation
) -> None:
    leader = joined(delegation, "leader")
    leader.registration.posts.add(
        *(PostFactory(person=leader.registration.person, title_en=title) for title in ("Dean", "Director"))
    )
    add_members(delegation=delegation, registrations=[register_group(event=event, label_en="Experts", **doing())], **doing())  # fmt: skip
    answer = sent(client, address("members_export", delegation.uid), status=200)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Number", "Role", "Family name"]
    assert rows[1][1:3] == ["leader", leader.registration.person.family_name]
    assert str(rows[1][6]).startswith("Dean, ")
    assert "; Director" in str(rows[1][6])
    assert (rows[2][2], rows[2][12]) == ("Experts", "")
    assert Entry.objects.about(f"delegation:{delegation.pk}").filter(verb="exported").exists()
    client.force_login(UserFactory(office=event.office, role="viewer"))
    sent(client, address("members_export", delegation.uid), status=403)


def test_the_page_says_that_nobody_leads(client: Client, officer: User, delegation: Delegation) -> None:
    path = address("delegation", delegation.uid)
    assert "Nobody leads this delegation" in shown(client, path)
    leader = joined(delegation, "leader")
    assert "Nobody leads this delegation" not in shown(client, path)
    registration_moves.cancel([leader.registration], **doing())
    assert "Nobody leads this delegation" in shown(client, path)


def test_the_home_page_names_delegations_that_nobody_leads(
    client: Client, officer: User, event: Event
) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            lonely = made(event)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            page = shown(client, "/")
        counts.append(len(queries))
    assert title_of(lonely) in page
    assert counts[0] == counts[1], counts
    joined(lonely, "leader")
    assert title_of(lonely) not in shown(client, "/")
