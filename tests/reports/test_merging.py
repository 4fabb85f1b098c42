"""Two records of one person, or of one organization, become one; nothing is lost."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Party, Representative, Signature
from agreements.services.merging import signatures_may_follow
from base.errors import Conflict, DomainError, Invalid
from base.sealing import bound, unseal
from delegations.models import Member, Needs, TravelDocument
from delegations.services.delegations import add_delegation
from delegations.services.members import add_members
from delegations.services.travel_documents import record_document
from events.models import AgendaItem, Credit, Event, EventBody, Participation, Registration
from events.services.registration import add_registration
from people.models import Entry, Identifier, Merger, Office, Organization, OrganizationLink, Person, Post
from people.services.merging import former
from people.services.roster import Fate
from reports.services import merging
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)


def doing() -> dict[str, Any]:
    return {"by": "command", "at": timezone.now()}


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def two(office: Office) -> tuple[Person, Person]:
    kept = PersonFactory(
        office=office, given_name="Ana", family_name="Exemplo", email="ana@example.org", phone=""
    )
    gone = PersonFactory(
        office=office, given_name="Ana Maria", family_name="Exemplo", email="maria@example.org", phone="+55 11 5555",
        notes="Met in 2023.", languages=["pt"],
    )  # fmt: skip
    return kept, gone


def references(target: type[models.Model]) -> set[tuple[str, str]]:
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is target:
                found.add((model._meta.label, field.name))
    return found


@pytest.mark.parametrize(
    ("target", "declared"),
    [
        (Person, merging.OF_PERSON),
        (Organization, merging.OF_ORGANIZATION),
        (Registration, merging.OF_REGISTRATION),
    ],
)
def test_every_column_that_refers_has_a_rule(target: type[models.Model], declared: Any) -> None:
    assert references(target) == {(one.model._meta.label, one.field) for one in declared}


def test_what_refers_to_a_person_follows(two: tuple[Person, Person]) -> None:
    kept, gone = two
    office = kept.office
    event = EventFactory(office=office, state="published", mode="in_person")
    post = PostFactory(person=gone)
    registration = add_registration(event=event, person=gone, notify=False, **doing())
    item = AgendaItem.objects.create(office=office, event=event, title_en="Speech")
    Participation.objects.create(
        office=office, event=event, item=item, person=gone, role="speaker", gist_en="On soil."
    )
    Participation.objects.create(office=office, event=event, item=item, person=kept, role="speaker")
    Credit.objects.create(office=office, event=event, person=gone, role="writer")
    Credit.objects.create(office=office, event=event, person=kept, role="writer")
    document = record_document(
        person=gone, country="BR", number="FX123456", printed_name="EXEMPLO ANA", **doing()
    )

    merger = merging.merge_people(kept, gone, **doing())

    kept.refresh_from_db()
    registration.refresh_from_db()
    assert registration.person == kept
    assert Post.objects.get(pk=post.pk).person == kept
    participation = Participation.objects.get()
    assert (participation.person, participation.gist_en) == (kept, "On soil.")
    assert Credit.objects.get().person == kept
    document = TravelDocument.objects.get(pk=document.pk)
    assert document.person == kept
    assert unseal(document.number, bound_to=bound(document, "number")) == "FX123456"
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert (kept.given_name, kept.phone, kept.email, kept.notes, kept.languages) == (
        "Ana", "+55 11 5555", "ana@example.org", "Met in 2023.", ["pt"],
    )  # fmt: skip
    assert kept.aliases == ["Ana Maria Exemplo"]
    assert kept in Person.objects.matching("ana maria exemplo")
    assert merger.kept_values["record"]["email"] == "maria@example.org"
    assert len(merger.kept_values["folded"]) == 2
    entry = Entry.objects.get(verb="merged", subject=f"person:{kept.pk}")
    assert "events.registration.person" in entry.fields
    assert Entry.objects.filter(subject=f"registration:{registration.pk}", note="merged").exists()


def test_a_field_is_taken_from_the_one_that_goes_where_it_is_chosen(two: tuple[Person, Person]) -> None:
    kept, gone = two
    merging.merge_people(kept, gone, take=["email", "given_name"], **doing())
    kept.refresh_from_db()
    assert (kept.given_name, kept.email, kept.aliases) == ("Ana Maria", "maria@example.org", ["Ana Exemplo"])


@pytest.mark.parametrize("state", ["pending", "confirmed", "attended"])
def test_two_registrations_for_one_event(two: tuple[Person, Person], state: str) -> None:
    kept, gone = two
    event = EventFactory(office=kept.office, state="published", mode="in_person", capacity=5)
    first = add_registration(event=event, person=kept, state=state, recorded=True, notify=False, **doing())
    second = add_registration(event=event, person=gone, note="Vegetarian.", notify=False, **doing())
    delegation = add_delegation(event=event, senders=[OrganizationFactory(office=kept.office)], **doing())
    member = add_members(delegation=delegation, registrations=[second], role="leader", **doing())[0]
    Needs.objects.create(office=kept.office, registration=second)

    merging.merge_people(kept, gone, **doing())

    [standing] = Registration.objects.active().filter(event=event)
    [ended] = Registration.objects.filter(event=event, state="cancelled")
    assert (standing.person, ended.person) == (kept, kept)
    assert standing == (second if state == "pending" else first)
    assert standing.note == "Vegetarian."
    assert Member.objects.get(pk=member.pk).registration == standing
    assert Needs.objects.get().registration == standing
    assert Event.objects.get(pk=event.pk).seats_taken == 1


def test_signatures_follow_and_stay_immutable(two: tuple[Person, Person]) -> None:
    kept, gone = two
    party = signed_agreement(kept.office)
    post = PostFactory(person=gone, organization=party.organization)
    PostFactory(person=kept, organization=party.organization)
    signature = Signature.objects.create(office=kept.office, party=party, person=gone, post=post)
    double = Signature.objects.create(office=kept.office, party=party, person=kept)
    Representative.objects.create(office=kept.office, party=party, person=gone, task="signatory")
    Representative.objects.create(office=kept.office, party=party, person=kept, task="signatory")

    merging.merge_people(kept, gone, **doing())

    signature.refresh_from_db()
    double.refresh_from_db()
    assert (signature.person, double.person) == (kept, kept)
    assert signature.annulled_at is not None
    assert double.annulled_at is None
    assert signature.post.person == kept
    assert Post.objects.filter(person=kept).count() == 1
    assert Representative.objects.get().person == kept
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=double.pk).update(person=PersonFactory(office=kept.office))
    with pytest.raises(IntegrityError), transaction.atomic(), signatures_may_follow():
        Signature.objects.filter(pk=double.pk).update(signed_at=timezone.now())


def signed_agreement(office: Office, *organizations: Organization) -> Party:
    agreement = Agreement.objects.create(office=office, title_en="Memorandum")
    bodies = organizations or (OrganizationFactory(office=office), OrganizationFactory(office=office))
    parties = [Party.objects.create(office=office, agreement=agreement, organization=one) for one in bodies]
    return parties[0]


def test_organizations_with_clashes(office: Office) -> None:
    kept = OrganizationFactory(office=office, name_en="Institute of Energy", city="")
    gone = OrganizationFactory(
        office=office, name_en="Energy Institute", name_pt="Instituto de Energia", city="Lima"
    )
    third = OrganizationFactory(office=office)
    event = EventFactory(office=office)
    for one in (kept, gone):
        EventBody.objects.create(office=office, event=event, organization=one, role="host")
        OrganizationLink.objects.create(office=office, organization=one, to=third, kind="member_of")
    OrganizationLink.objects.create(office=office, organization=gone, to=kept, kind="branch_of")
    Identifier.objects.create(office=office, organization=gone, scheme="ror", value="03yrm5c26")
    party = signed_agreement(office, gone, kept, third)
    signature = Signature.objects.create(office=office, party=party, person=PersonFactory(office=office))

    merging.merge_organizations(kept, gone, **doing())

    kept.refresh_from_db()
    assert (kept.name_en, kept.name_pt, kept.city) == ("Institute of Energy", "Instituto de Energia", "Lima")
    assert kept.aliases == ["Energy Institute"]
    assert EventBody.objects.get().organization == kept
    assert OrganizationLink.objects.get().organization == kept
    assert Identifier.objects.get().organization == kept
    signature.refresh_from_db()
    assert signature.party.organization == kept
    assert Party.objects.count() == 2


def test_the_two_parties_of_an_agreement_cannot_become_one(office: Office) -> None:
    kept, gone = OrganizationFactory(office=office), OrganizationFactory(office=office)
    signed_agreement(office, kept, gone)
    with pytest.raises(Conflict, match="mend its parties"):
        merging.merge_organizations(kept, gone, **doing())
    assert Organization.objects.filter(pk=gone.pk).exists()


def test_old_addresses_lead_on_through_several_mergings(client: Client, office: Office) -> None:
    first, second, third = (PersonFactory(office=office) for _ in range(3))
    old = first.uid
    merging.merge_people(second, first, **doing())
    merging.merge_people(third, Person.objects.get(pk=second.pk), **doing())
    user = UserFactory(office=office)
    client.force_login(user)

    answer = client.get(reverse("reports:person", args=[old]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("reports:person", args=[third.uid]))
    assert former(Person, old, user=user) == third
    page = client.get(answer["Location"])
    assert page.status_code == 200
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(reverse("reports:person", args=[old])).status_code == 404
    assert Merger.objects.filter(person=third).count() == 2


def test_a_dossier_that_names_the_old_uid_means_the_one_that_stays(two: tuple[Person, Person]) -> None:
    from reports.dossier import who
    from reports.dossier.traits import people_of, traits_of_stated_person

    kept, gone = two
    old = gone.uid
    merging.merge_people(kept, gone, **doing())
    stated = who.Person.model_validate({"id": "a", "family_name": "Exemplo", "same_as": str(old)})
    found = people_of(kept.office, [stated]).find(
        stated, traits_of_stated_person(stated, Person(office=kept.office), [])
    )
    assert found is not None
    assert found.row == kept


def test_a_list_with_the_old_name_and_address_knows_the_person(two: tuple[Person, Person]) -> None:
    from base.tables import Table
    from people.services.roster import plan_roster

    kept, gone = two
    merging.merge_people(kept, gone, **doing())
    table = Table(
        rows=[(2, {"given_name": "Ana Maria", "family_name": "Exemplo", "email": "maria@example.org"})]
    )
    [line] = plan_roster(table, office=kept.office, language="en", choices={}).lines
    assert (line.known, line.fate) == (kept, Fate.THERE)


def test_refusals(two: tuple[Person, Person]) -> None:
    kept, _gone = two
    with pytest.raises(Invalid):
        merging.merge_people(kept, kept, **doing())
    with pytest.raises(Invalid):
        merging.merge_people(kept, PersonFactory(), **doing())
    assert not Merger.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_mergings_at_once_merge_once() -> None:
    office = OfficeFactory()
    kept, gone = PersonFactory(office=office), PersonFactory(office=office)
    refused: list[BaseException] = []

    def merge() -> None:
        try:
            merging.merge_people(kept, gone, **doing())
        except DomainError as exc:
            refused.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=merge) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Merger.objects.count() == 1


# --- the pages ------------------------------------------------------------------------------------------------------


def test_choose_compare_merge(client: Client, two: tuple[Person, Person]) -> None:
    kept, gone = two
    client.force_login(UserFactory(office=kept.office, role="protocol"))

    assert (
        reverse("reports:person_merge", args=[kept.uid])
        in client.get(reverse("reports:person", args=[kept.uid])).text
    )
    page = client.get(reverse("reports:person_merge", args=[kept.uid]), {"q": "maria"}).text
    compare = reverse("reports:person_merge_with", args=[kept.uid, gone.uid])
    assert compare in page
    page = client.get(compare).text
    assert "maria@example.org" in page
    assert Person.objects.count() == 2
    answer = client.post(compare, {"take-email": "gone"}, follow=True)
    assert "are one now" in answer.text
    kept.refresh_from_db()
    assert kept.email == "maria@example.org"


def test_who_may_not_merge(client: Client, two: tuple[Person, Person]) -> None:
    kept, gone = two
    addresses = [
        reverse("reports:person_merge", args=[kept.uid]), reverse("reports:person_merge_with", args=[kept.uid, gone.uid]),
    ]  # fmt: skip
    for user, status in (
        (UserFactory(office=kept.office, role="viewer"), 403),
        (UserFactory(office=OfficeFactory()), 404),
    ):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [status, status]


def test_the_pages_of_organizations_and_their_queries(client: Client, office: Office) -> None:
    client.force_login(UserFactory(office=office, role="organizer"))
    kept = OrganizationFactory(office=office, name_en="Institute")
    counts = []
    for _number in range(2):
        for _ in range(2):
            OrganizationFactory(office=office, name_en="Institute of soil")
        with CaptureQueriesContext(connection) as captured:
            assert (
                client.get(reverse("reports:organization_merge", args=[kept.uid]), {"q": "soil"}).status_code
                == 200
            )
        counts.append(len(captured))
    assert counts[0] == counts[1]
    other = Organization.objects.exclude(pk=kept.pk).first()
    compare = reverse("reports:organization_merge_with", args=[kept.uid, other.uid])
    assert "Institute of soil" in client.get(compare).text
    client.post(compare)
    assert client.get(reverse("reports:organization", args=[other.uid])).status_code == 301
