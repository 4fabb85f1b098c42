"""A focal point fills in a delegation of twelve on a telephone, from the office's letter to the composed delegation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from delegations.focal_tokens import focal_url
from delegations.models import Delegation, TravelDocument
from events.models import Event
from people.models import Notice, Office, RoleName
from tests.browser import PHONE, NewPage, Watch
from tests.delegations.conftest import made
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory
from tests.journeys.test_seminar import log_in, submit

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[..., None]
PEOPLE = 12
ROLES = ["leader", "deputy", *["member"] * 9, "interpreter"]


@pytest.fixture
def office() -> Office:
    office = OfficeFactory(name="Office of Cooperation", zone="Asia/Shanghai")
    UserFactory(
        office=office, role=RoleName.PROTOCOL, email="protocol@example.org", name="The protocol officer"
    )
    return office


@pytest.fixture
def delegation(office: Office) -> Delegation:
    event: Event = EventFactory(
        office=office, state="published", mode="in_person", title_en="Forum on Joint Laboratories"
    )
    focal = PersonFactory(office=office, family_name="Focal", email="focal@example.org", language="es")
    sender = OrganizationFactory(
        office=office, name_en="Institute of Innovation", name_es="Instituto de Innovación"
    )
    return made(event, senders=[sender], focal_point=focal, country="CL", seats=PEOPLE, direction="inbound")


def test_a_delegation_of_twelve_on_a_telephone(
    office: Office, delegation: Delegation, new_page: NewPage, axe: Axe, watch: Watch
) -> None:
    watch.allow(r"status of 422.*/members/add/")  # the form without a name, refused on purpose
    desk, phone = new_page(), new_page(**PHONE, locale="es-CL")
    log_in(desk, "protocol@example.org")
    send_link(desk, delegation, axe)
    delegation.refresh_from_db()
    address = "/d/" + focal_url(delegation).rsplit("/d/")[1]
    phone.goto(address)
    axe(phone)
    no_scrolling_aside(phone)
    for number in range(PEOPLE):
        enter(phone, address, number, axe)
    phone.goto(address)
    expect(phone.locator("tbody tr")).to_have_count(PEOPLE)
    axe(phone)
    no_scrolling_aside(phone)
    complete_one(phone, axe)
    phone.goto(address)
    phone.locator("tbody tr").nth(2).locator("button[value=up]").click()
    expect(phone.locator("tbody tr").nth(1)).to_contain_text("Miembro2")
    withdraw(phone, axe)
    phone.locator("form[action$='/complete/'] button").click()
    expect(phone.locator("#messages .note-success").first).to_be_visible()
    told(desk, delegation, axe)


def send_link(page: Page, delegation: Delegation, axe: Axe) -> None:
    page.goto(f"/delegations/{delegation.uid}/")
    axe(page)
    page.goto(f"/delegations/{delegation.uid}/focal-point/")
    page.fill("[name=until]", (timezone.localdate() + dt.timedelta(days=20)).isoformat())
    submit(page)
    axe(page)
    assert Notice.objects.get(kind="delegation.focal_link").language == "es"


def enter(phone: Page, address: str, number: int, axe: Axe) -> None:
    phone.goto(f"{address}members/add/")
    if number == 0:
        axe(phone)
        no_scrolling_aside(phone)
        submit(phone)
        expect(phone.locator("[aria-invalid=true]").first).to_be_visible()
        axe(phone)
    phone.fill("[name=family_name]", f"Miembro{number}")
    phone.fill("[name=given_name]", "Participante")
    phone.select_option("[name=role]", ROLES[number])
    phone.fill("[name=post]", "Investigadora")
    phone.fill("[name=email]", f"miembro{number}@example.org")
    submit(phone)
    expect(phone.locator("h1")).to_contain_text(f"Miembro{number}")


def complete_one(phone: Page, axe: Axe) -> None:
    """Passport, diet and arrival of the leader; what is secret does not come back."""
    phone.locator("tbody tr").first.locator("a.person-name").click()
    phone.fill("[name=passport-number]", "F1234567")
    phone.fill("[name=passport-expires_on]", "2036-05-01")
    phone.click("button[value=passport]")
    expect(phone.locator("#passport")).to_contain_text("•••••67")
    phone.fill("[name=needs-diet]", "vegetariana")
    phone.click("button[value=needs]")
    phone.fill("[name=arrival-number]", "LA 800")
    phone.fill("[name=arrival-on]", "2036-03-01")
    phone.fill("[name=arrival-time]", "14:30")
    phone.click("button[value=arrival]")
    assert "F1234567" not in phone.content()
    assert "vegetariana" not in phone.content()
    axe(phone)
    no_scrolling_aside(phone)
    assert TravelDocument.objects.count() == 1


def withdraw(phone: Page, axe: Axe) -> None:
    phone.locator("tbody tr").last.locator("a.btn-quiet-danger").click()
    axe(phone)
    phone.locator("form.confirm button").click()
    expect(phone.locator("tbody tr")).to_have_count(PEOPLE - 1)


def told(desk: Page, delegation: Delegation, axe: Axe) -> None:
    """The office finds the delegation composed, with its members, and has been told."""
    delegation.refresh_from_db()
    assert delegation.state == "composed"
    assert any("declared" in one.data for one in Notice.objects.filter(kind="delegation.composition_changed"))
    desk.goto(f"/delegations/{delegation.uid}/")
    expect(desk.locator("#members tbody tr")).to_have_count(PEOPLE)
    axe(desk)
    for page in ("approvals/", "approvals/ask/", "focal-point/"):
        desk.goto(f"/delegations/{delegation.uid}/{page}")
        axe(desk)
    desk.goto("/delegations/settings/")
    axe(desk)
    desk.goto(f"/events/{delegation.event.slug}/quotas/")
    axe(desk)


def no_scrolling_aside(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url
