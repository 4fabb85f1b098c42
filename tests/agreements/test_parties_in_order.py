"""The parties of an agreement, and who acts for each, in order of precedence."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Representative
from agreements.services.agreements import record_agreement
from agreements.services.representatives import add_representative, reorder_representatives
from base.errors import Invalid
from people.models import Entry, Office, Precedence
from people.services import precedence
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def doing() -> dict[str, Any]:
    return {"by": None, "at": timezone.now()}


@pytest.fixture
def office() -> Office:
    office = OfficeFactory(country="CN")
    precedence.found_conventions(office, **doing())
    return office


def agreed(office: Office, state: str = "negotiating", **values: Any) -> Agreement:
    parties = [
        OrganizationFactory(office=office, name_en=name, country=country)
        for name, country in (("Academy", "CN"), ("University", "UY"), ("Institute", "BR"))
    ]
    return record_agreement(
        office=office, kind="mou", title_en="Memorandum", parties=parties, state=state, **values, **doing()
    )


def acts(agreement: Agreement, party: str, name: str, rank: int, task: str = "signatory") -> Representative:
    found = agreement.parties.get(organization__name_en=party)
    person = PersonFactory(office=agreement.office, given_name="", family_name=name)
    post = PostFactory(person=person, organization=found.organization, rank=rank)
    return add_representative(party=found, person=person, post=post, task=task, **doing())


def parties(agreement: Agreement) -> list[str]:
    return [party.organization.name_en for party in agreement.parties.select_related("organization")]


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(UserFactory(office=office, role="organizer"))
    return client


def test_parties_by_their_signatories_and_signatories_by_rank(desk: Client, office: Office) -> None:
    agreement = agreed(office)
    acts(agreement, "Academy", "Host signatory", 1)
    acts(agreement, "Institute", "Vice", 4)
    acts(agreement, "Institute", "Minister", 3)
    acts(agreement, "University", "Rector", 5)
    page = reverse("agreements:precedence", args=[agreement.uid])

    shown = desk.get(page).text
    assert "Rank of the post: 3 before 5." in shown, "the institute before the university"
    assert "The host side stands last." in shown
    assert parties(agreement) == ["Academy", "University", "Institute"]
    version = agreement.version

    desk.post(page)

    assert parties(agreement) == ["Institute", "University", "Academy"]
    institute = agreement.parties.get(organization__name_en="Institute")
    assert [str(one.person) for one in institute.representatives.all()] == ["Minister", "Vice"]
    assert Entry.objects.get(verb="representatives reordered").note == "International"
    agreement.refresh_from_db()
    assert agreement.version > version
    assert "They stand in this order already." in desk.get(page).text


def test_a_signed_agreement_keeps_its_parties(desk: Client, office: Office) -> None:
    agreement = agreed(office, state="signed", signed_on=None)
    acts(agreement, "Institute", "Vice", 4, "contact")
    acts(agreement, "Institute", "Minister", 3, "contact")
    page = reverse("agreements:precedence", args=[agreement.uid])

    assert "The host side stands last." not in desk.get(page).text
    desk.post(page)

    assert parties(agreement) == ["Academy", "University", "Institute"]
    institute = agreement.parties.get(organization__name_en="Institute")
    assert [str(one.person) for one in institute.representatives.all()] == ["Minister", "Vice"]


def test_by_country_with_the_host_first(desk: Client, office: Office) -> None:
    agreement = agreed(office)
    convention = Precedence.objects.get(name_en="By country name")

    desk.post(reverse("agreements:precedence", args=[agreement.uid]), {"convention": convention.uid})

    assert parties(agreement) == ["Academy", "Institute", "University"]


def test_nobody_of_another_agreement_is_put_in_order(office: Office) -> None:
    one, other = agreed(office), agreed(office)
    stranger = acts(other, "Institute", "Minister", 3)

    with pytest.raises(Invalid):
        reorder_representatives(one, [stranger.uid], **doing())


def test_who_only_reads_may_not(client: Client, office: Office) -> None:
    client.force_login(UserFactory(office=office, role="viewer"))

    assert client.post(reverse("agreements:precedence", args=[agreed(office).uid])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(desk: Client, office: Office, count: int) -> None:
    agreement = agreed(office)
    for number in range(count):
        acts(agreement, "Institute", f"P{number}", number + 1)
    page = reverse("agreements:precedence", args=[agreement.uid])
    desk.get(page)

    with CaptureQueriesContext(connection) as asked:
        desk.get(page)
    assert len(asked) == 7
