"""The signing table: its seating plan follows the signing, and keeps who was seated by hand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from agreements.ceremonies import signing_of
from agreements.services import signings
from agreements.services.tables import draw_table
from base.errors import Conflict
from events.models import SeatingPlace, SeatingPlan
from events.seating_picture import picture_of
from events.services import seating_pins
from tests.agreements.stage import DO, Stage
from tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db):
    return Stage()


def sitting(plan):
    return {one.seat.label: one.guest.name for one in picture_of(plan).listed}


def drawn(stage):
    return draw_table(signing_of(stage.agreement), **DO)


def test_signatories_assistants_and_flags_come_from_the_signing(stage):
    helper = PersonFactory(office=stage.office)
    stage.prepare(flags=["CL", "CN"], assistants=[(stage.agreement.parties.get(position=1), helper)])
    plan = drawn(stage)
    host, guest = (one.person.styled_name for one in stage.signatories)
    assert sitting(plan) == {"A1": guest, "A2": helper.styled_name, "B1": host}
    assert (plan.flags, plan.side_a, plan.side_b) == (["CL", "CN"], "University of the South", "Transfer Centre")  # fmt: skip
    standing = [one.seat.label for one in picture_of(plan).seats if one.seat.standing]
    assert standing == ["A2"]


def test_what_changes_is_taken_over_and_who_was_seated_by_hand_stays(stage):
    helpers = [PersonFactory(office=stage.office) for _number in range(2)]
    party = stage.agreement.parties.get(position=0)
    signing = stage.prepare(assistants=[(party, helpers[0])])
    plan = drawn(stage)
    one = SeatingPlace.objects.select_related("plan").get(plan=plan, person=stage.signatories[0].person)
    seating_pins.pin(one, seat="B2", reason="left-handed", **DO)
    signings.amend_signing(signing, {"flags": ["CN"]}, assistants=[(party, helpers[1])], **DO)
    again = drawn(stage)
    assert again.pk == plan.pk
    assert again.flags == ["CN"]
    seats = sitting(again)
    assert seats["B2"] == stage.signatories[0].person.styled_name
    assert helpers[1].styled_name in seats.values()
    assert helpers[0].styled_name not in seats.values()


def test_a_confidential_agreement_has_no_plan(stage):
    stage.prepare()
    stage.agreement.confidential = True
    stage.agreement.save()
    with pytest.raises(Conflict):
        drawn(stage)


def test_the_page_draws_it(stage, client):
    stage.prepare()
    client.force_login(UserFactory(office=stage.office, role="viewer"))
    address = reverse("agreements:signing_table", args=[stage.agreement.uid])
    assert client.post(address).status_code == 403
    client.force_login(stage.user)
    page = reverse("agreements:signing", args=[stage.agreement.uid])
    assert "Draw the table" in client.get(page).content.decode()
    answer = client.post(address)
    plan = SeatingPlan.objects.get()
    assert answer["Location"] == reverse("events:seating_plan", args=[stage.event.slug, plan.uid])
    assert "Bring the table up to date" in client.get(page).content.decode()
