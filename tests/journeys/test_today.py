"""A liaison officer follows a day on the telephone, also where there is no network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from delegations import links
from people.models import Office, RoleName
from tests.browser import PHONE, NewPage, Watch
from tests.delegations import visiting
from tests.delegations.visiting import whole
from tests.factories import OfficeFactory, UserFactory
from tests.journeys.test_seminar import log_in

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[..., None]
COPIES = "entente-today"


@pytest.fixture
def office() -> Office:
    return OfficeFactory.create(name="Technology Transfer Centre", zone="Asia/Shanghai")


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def copies(page: Page) -> Any:
    return page.evaluate(
        "async name => (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)", COPIES
    )


def cut_off(page: Page, watch: Watch) -> None:
    """No network, for the page and for its worker: every request that would leave the browser fails."""
    watch.allow(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch")
    page.context.set_offline(True)


def test_a_liaison_officer_follows_a_day(
    office: Office, new_page: NewPage, axe: Axe, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = timezone.now().astimezone(timezone.get_fixed_timezone(8 * 60))
    monkeypatch.setattr(visiting, "FIRST", clock.date())
    officer = UserFactory.create(email="liaison@example.org", office=office, role=RoleName.VIEWER)
    made_up = whole(office, people=4, items=2, officer=officer)
    phone = new_page(**PHONE)
    log_in(phone, "liaison@example.org")
    phone.goto("/today/")
    axe(phone)
    phone.get_by_role("link", name="Guests").tap()
    phone.wait_for_url("**/delegations/**")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Guests")
    axe(phone)
    fits(phone)
    expect(phone.get_by_role("link", name="+86 139 5555 0303").first).to_have_attribute(
        "href", "tel:+8613955550303"
    )
    phone.get_by_role("button", name="Arrived").tap()
    expect(phone.get_by_text("The arrival is noted.")).to_be_visible()
    made_up.leg.refresh_from_db()
    assert made_up.leg.arrived_at is not None
    expect(phone.locator("[data-ready=yes]")).to_be_attached()
    address = f"/delegations/{made_up.delegation.uid}/today/"
    phone.goto(address)
    expect(phone.locator("[data-ready=yes]")).to_be_attached()
    assert address in copies(phone)
    expect(phone.locator(".offline-banner")).to_be_hidden()
    cut_off(phone, watch)
    phone.goto(address)
    expect(phone.locator(".offline-banner")).to_contain_text("you are off-line")
    expect(phone.get_by_role("link", name="+86 20 5555 0101").first).to_be_visible()
    expect(phone.get_by_role("heading", name="Tour of the laboratory").first).to_be_visible()
    fits(phone)
    phone.context.set_offline(False)
    phone.goto(address)
    expect(phone.locator(".offline-banner")).to_be_hidden()
    phone.get_by_role("link", name="Itinerary").first.tap()
    phone.wait_for_url("**/itinerary/")
    axe(phone)
    fits(phone)
    phone.goto(address)
    phone.locator("summary.topbar-button", has_text="Account").tap()
    phone.get_by_role("button", name="Log out").tap()
    phone.wait_for_url(lambda url: "today" not in url)
    assert copies(phone) == []


def test_the_day_works_without_scripts(office: Office, new_page: NewPage) -> None:
    officer = UserFactory.create(email="liaison@example.org", office=office, role=RoleName.VIEWER)
    made_up = whole(office, officer=officer)
    phone = new_page(**PHONE, java_script_enabled=False)
    log_in(phone, "liaison@example.org")
    phone.goto(f"/delegations/{made_up.delegation.uid}/today/?day={visiting.FIRST}")
    expect(phone.get_by_role("heading", name="Tour of the laboratory")).to_be_visible()
    phone.get_by_role("button", name="Arrived").tap()
    expect(phone.get_by_text("The arrival is noted.")).to_be_visible()


def test_a_guest_reads_it_in_spanish_on_a_telephone(office: Office, new_page: NewPage, axe: Axe) -> None:
    made_up = whole(office)
    guest = new_page(**PHONE, locale="es-PE")
    guest.goto(f"/i/{links.itinerary_token(made_up.delegation)}/")
    expect(guest.get_by_role("heading", name="Recorrido por el laboratorio")).to_be_visible()
    axe(guest)
    fits(guest)
    guest.locator("form[action$='/seen/'] button").tap()
    guest.locator("#messages, .alert").first.wait_for()
    guest.goto(f"/i/{links.itinerary_token(made_up.delegation)}/changes/")
    axe(guest)
    fits(guest)
