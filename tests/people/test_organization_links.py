"""How organizations hang together: said from either end, shown from both, removed from either."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Office, Organization, OrganizationLink
from people.services.directory import link_organizations
from tests.factories import OrganizationFactory, UserFactory
from tests.people.conftest import logged_in


@pytest.fixture
def centre(office: Office) -> Organization:
    return OrganizationFactory(office=office, name_en="Technology transfer centre")


def page_of(client: Client, organization: Organization) -> str:
    card = client.get(reverse("reports:organization", args=[organization.uid])).text
    return card.split('id="links"')[1].split('id="people"')[0]


def test_a_link_reads_from_both_ends(as_editor: Client, office: Office, centre: Organization) -> None:
    branch = OrganizationFactory(office=office, name_en="Centre in Budapest")
    network = OrganizationFactory(office=office, name_en="Collaboration network")
    add = reverse("people:organization_link_add", args=[centre.uid])
    assert "has the branch" in as_editor.get(add).text
    for how, other in (("branch_of:to", branch), ("member_of:organization", network)):
        assert as_editor.post(add, {"how": how, "to": other.uid}).status_code == 302

    assert set(OrganizationLink.objects.values_list("organization__name_en", "kind", "to__name_en")) == {
        ("Centre in Budapest", "branch_of", "Technology transfer centre"),
        ("Technology transfer centre", "member_of", "Collaboration network"),
    }
    here = page_of(as_editor, centre)
    for words in ("Branches", "Centre in Budapest", "Member of", "Collaboration network"):
        assert words in here
    assert "Branch of" in page_of(as_editor, branch)
    assert "Members of the network" in page_of(as_editor, network)


def test_two_are_linked_once_and_never_to_themselves(
    as_editor: Client, office: Office, other_office: Office, centre: Organization
) -> None:
    other, foreign = OrganizationFactory(office=office), OrganizationFactory(office=other_office)
    add = reverse("people:organization_link_add", args=[centre.uid])
    assert as_editor.post(add, {"how": "built_by:organization", "to": other.uid}).status_code == 302
    again = as_editor.post(
        reverse("people:organization_link_add", args=[other.uid]), {"how": "built_by:to", "to": centre.uid}
    )
    assert (again.status_code, "linked so already" in again.text) == (422, True)
    for to in (centre.uid, foreign.uid, "nobody"):
        assert as_editor.post(add, {"how": "branch_of:to", "to": to}).status_code == 422
    assert OrganizationLink.objects.count() == 1


def test_a_link_is_removed_from_either_end(as_editor: Client, office: Office, centre: Organization) -> None:
    other = OrganizationFactory(office=office)
    for end in (centre, other):
        link = link_organizations(
            organization=other, to=centre, kind="branch_of", by="test", at=timezone.now()
        )
        answer = as_editor.post(
            reverse("people:organization_link_delete", args=[link.uid]), {"at": str(end.uid)}
        )
        assert answer["Location"] == reverse("reports:organization", args=[end.uid])
    assert not OrganizationLink.objects.exists()


def test_who_only_reads_sees_no_buttons(office: Office, other_office: Office, centre: Organization) -> None:
    other = OrganizationFactory(office=office)
    link = link_organizations(organization=other, to=centre, kind="branch_of", by="test", at=timezone.now())
    viewer = logged_in(UserFactory(office=office, role="viewer"))
    page = viewer.get(reverse("reports:organization", args=[centre.uid])).text
    assert str(other) in page
    for name, uid in (
        ("people:organization_edit", centre.uid),
        ("people:organization_link_add", centre.uid),
        ("people:organization_link_delete", link.uid),
    ):
        assert reverse(name, args=[uid]) not in page
        assert viewer.post(reverse(name, args=[uid])).status_code == 403
    stranger = logged_in(UserFactory(office=other_office))
    assert stranger.post(reverse("people:organization_link_delete", args=[link.uid])).status_code == 404


def test_the_page_takes_as_many_queries_for_three_links_as_for_one(
    as_editor: Client, office: Office, centre: Organization
) -> None:
    address, counts = reverse("reports:organization", args=[centre.uid]), []
    as_editor.get(address)
    for _n in range(3):
        for kind in OrganizationLink.Kind:
            ends = (centre, OrganizationFactory(office=office))
            for one, to in (ends, reversed(ends)):
                link_organizations(organization=one, to=to, kind=kind, by="test", at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert as_editor.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[-1] <= 18
