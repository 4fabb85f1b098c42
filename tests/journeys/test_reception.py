"""An office receives a delegation: its list of 120 from a workbook, mended, loaded, ranked, seated at 2×9 and printed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from base.sheets import XLSX_TYPE, workbook
from delegations.models import Delegation, Member
from events.models import Event, Registration, SeatingPlace, SeatingPlan
from events.services import agenda
from people.models import Entry, Office, Organization, Person, Post, RoleName
from tests.browser import PHONE, NewPage
from tests.factories import EventFactory, OfficeFactory, PersonFactory, UserFactory
from tests.journeys.test_seminar import log_in, submit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files")]
Axe = Callable[..., None]
PEOPLE, SIDE = 120, 9
HEADINGS = ["Full name", "中文姓名", "Correo electrónico", "País", "Organização", "Cargo", "身份", "Sektion"]
"""In four languages; the last is in none of them and is put right by hand."""
COUNTRIES = ("中国", "Chile", "Brasil", "PE")
CHINA, CHILE = 0, 1
MISTAKES = {12: ("Correo electrónico", "nobody at home"), 40: ("País", "Atlantis"), 77: ("身份", "astronaut")}
"""Participant → heading and what stands there."""
NAMESAKE = 33
RANKED = {"Participant 21": 2, "Participant 13": 4}
"""By hand, in the directory, after the list is loaded."""


def row(n: int) -> list[str]:
    """Every fourth is from the same country; the first nine of the hosts' country are of the host side."""
    country = n % len(COUNTRIES)
    host = country == CHINA and n <= SIDE * len(COUNTRIES)
    return [
        f"Participant {n}", f"代表{n}" if country == CHINA else "", f"participant{n}@example.org", COUNTRIES[country],
        ("Academy of Science", "Ministry of Science", "Instituto de Pesquisa", "Universidad del Sur")[country],
        "Director", ("parte anfitriona" if n % 8 else "host side") if host else "参会人员" if n % 2 else "participant", f"Section {n % 7}",
    ]  # fmt: skip


def book(*, mended: bool) -> FilePayload:
    rows = [row(n) for n in range(1, PEOPLE + 1)]
    for n, (heading, text) in () if mended else MISTAKES.items():
        rows[n - 1][HEADINGS.index(heading)] = text
    return {"name": "list.xlsx", "mimeType": XLSX_TYPE, "buffer": workbook(HEADINGS, rows)}


@pytest.fixture
def office() -> Office:
    office = OfficeFactory.create(name="Office of Cooperation", country="CN")
    UserFactory.create(email="organizer@example.org", office=office, role=RoleName.ORGANIZER)
    PersonFactory.create(
        office=office, given_name="Participant", family_name=str(NAMESAKE), email="former@example.org", country="CL"
    )  # fmt: skip
    return office


@pytest.fixture
def event(office: Office) -> Event:
    event = EventFactory.create(
        office=office,
        state="published",
        mode="in_person",
        kind="forum",
        country="CN",
        title_en="Forum on Science",
    )
    agenda.add_item(
        event=event, kind="talks", title_en="Talks", title_zh_hans="会谈", by="command", at=timezone.now()
    )
    return event


def test_from_a_workbook_to_name_plates(office: Office, event: Event, new_page: NewPage, axe: Axe) -> None:
    desk, phone = new_page(), new_page(**PHONE)
    log_in(desk, "organizer@example.org")
    log_in(phone, "organizer@example.org")
    find_mistakes(desk, event, axe)
    load_mended(desk, phone, event, axe)
    load_again(desk, event, axe)
    delegation = gather(desk, event, axe)
    rank(desk, delegation, axe)
    plan = draw(desk, delegation, axe)
    move_a_seat(desk, plan, axe)
    phone.goto(desk.url)
    axe(phone)
    no_scrolling_aside(phone)
    print_all(desk, plan)


# --- the list ------------------------------------------------------------------------------------------------------


def upload(page: Page, event: Event, file: FilePayload, axe: Axe) -> None:
    """From the participants of the event; what was said of the columns of such a file is remembered."""
    page.goto(f"/events/{event.slug}/participants/")
    page.locator(f"a[href='/events/{event.slug}/participants/import/']").first.click()
    axe(page)
    page.set_input_files("[name=file]", file)
    submit(page)


def map_by_hand(page: Page, axe: Axe) -> None:
    """All but one are recognised."""
    expect(page.get_by_text("not recognised")).to_have_count(1)
    page.get_by_label("What column H holds").select_option("department")
    axe(page)
    submit(page)


def find_mistakes(page: Page, event: Event, axe: Axe) -> None:
    upload(page, event, book(mended=False), axe)
    map_by_hand(page, axe)
    expect(page.get_by_role("heading", level=1)).to_have_text("The file has errors")
    axe(page)
    wrong = page.locator("table", has=page.get_by_role("columnheader", name="Expected")).locator("tbody tr")
    expect(wrong).to_have_count(len(MISTAKES))
    for n, (heading, text) in MISTAKES.items():
        told = wrong.filter(has_text=heading)
        expect(told).to_contain_text(str(n + 1))
        expect(told).to_contain_text(text)
    with page.expect_download() as download:
        page.get_by_role("link", name="The file with all errors marked").click()
    sheet = CalamineWorkbook.from_path(download.value.path()).get_sheet_by_index(0).to_python()
    assert [n for n, cells in enumerate(sheet) if n and cells[-1]] == list(MISTAKES)
    assert Registration.objects.count() == 0
    assert page.get_by_role("button", name="Write all of it").count() == 0


def load_mended(page: Page, phone: Page, event: Event, axe: Axe) -> None:
    page.get_by_role("link", name="Upload again").click()
    page.set_input_files("[name=file]", book(mended=True))
    submit(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What the file would change")
    phone.goto(page.url)
    axe(phone)
    no_scrolling_aside(phone)
    page.get_by_role("button", name="Write all of it").click()
    expect(page.locator("#messages")).to_contain_text("Decide first")
    assert Registration.objects.count() == 0
    alike = page.locator("fieldset", has_text=f"Row {NAMESAKE + 1}")
    expect(alike).to_contain_text("former@example.org")
    expect(alike).to_contain_text("same name")
    alike.get_by_label("the same person").check()
    axe(page)
    page.get_by_role("button", name="Write all of it").click()
    page.wait_for_url("**/participants/")
    expect(page.locator("#messages")).to_contain_text(f"{PEOPLE - 1} people were added.")
    expect(page.locator("#messages")).to_contain_text("1 person was changed.")
    axe(page)
    assert Registration.objects.filter(event=event, state="confirmed").count() == PEOPLE
    assert Person.objects.count() == PEOPLE
    assert Person.objects.get(family_name="4").native_name == "代表4"
    assert Post.objects.filter(department_en="Section 3", title_en="Director").exists()


def load_again(page: Page, event: Event, axe: Axe) -> None:
    models: list[type[Model]] = [Person, Post, Organization, Registration, Entry]
    before = [model._default_manager.count() for model in models]
    upload(page, event, book(mended=True), axe)
    expect(page.get_by_text("Everything in this file is there already.")).to_be_visible()
    axe(page)
    assert [model._default_manager.count() for model in models] == before


# --- the delegation ------------------------------------------------------------------------------------------------


def gather(page: Page, event: Event, axe: Axe) -> Delegation:
    """A delegation of nine, chosen among the participants: one leads it."""
    page.goto(f"/events/{event.slug}/delegations/")
    axe(page)
    page.goto(f"/events/{event.slug}/delegations/add/")
    page.fill("[name=name_en]", "Delegation of Chile")
    page.select_option("[name=country]", "CL")
    page.select_option("[name=direction]", "inbound")
    axe(page)
    submit(page)
    delegation = Delegation.objects.get()
    names = [f"Participant {n}" for n in range(1, PEOPLE + 1) if n % len(COUNTRIES) == CHILE][:SIDE]
    for role, chosen in (("leader", names[:1]), ("member", names[1:])):
        page.goto(f"/delegations/{delegation.uid}/members/choose/")
        axe(page)
        for name in chosen:
            page.get_by_role("checkbox", name=f"Tick {name}", exact=True).check()
        page.select_option("[name=role]", role)
        page.get_by_role("button", name="Add to the delegation").click()
        page.wait_for_url(f"**/delegations/{delegation.uid}/")
    expect(page.locator("#members tbody tr")).to_have_count(SIDE)
    return delegation


def rank(page: Page, delegation: Delegation, axe: Axe) -> None:
    """Two posts are given their ranks; the order follows, with its reasons."""
    for name, level in RANKED.items():
        page.goto(f"/delegations/{delegation.uid}/")
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("link", name="Edit", exact=True).click()
        page.locator("a[href*='/posts/'][href$='/edit/']").first.click()
        page.fill("[name=rank]", str(level))
        axe(page)
        submit(page)
    page.goto(f"/delegations/{delegation.uid}/")
    page.get_by_role("link", name="Put in order of precedence").click()
    axe(page)
    members = page.locator("table", has_text="Participant 21").locator("tbody tr")
    expect(members.nth(0)).to_contain_text("Participant 21")
    expect(members.nth(1)).to_contain_text("Participant 13")
    expect(members.nth(1).locator("td").last).not_to_be_empty()
    submit(page)
    expect(page.locator("#messages")).to_contain_text("order of precedence")
    axe(page)
    order = Member.objects.filter(delegation=delegation).order_by("position")
    assert [str(one.registration.person) for one in order][:3] == [
        "Participant 1", "Participant 21", "Participant 13"
    ]  # fmt: skip


# --- the table -----------------------------------------------------------------------------------------------------


def draw(page: Page, delegation: Delegation, axe: Axe) -> SeatingPlan:
    """One click."""
    page.goto(f"/delegations/{delegation.uid}/seating/")
    axe(page)
    page.get_by_role("button", name="Draw the bilateral table").click()
    page.wait_for_url("**/seating/**")
    plan = SeatingPlan.objects.get()
    expect(page.locator("svg .seat")).to_have_count(2 * SIDE)
    axe(page)
    return plan


def move_a_seat(page: Page, plan: SeatingPlan, axe: Axe) -> None:
    """A card is dragged onto another seat; without a reason it stays where it was."""
    last, target = page.locator("svg .seat[data-seat=A9]"), page.locator("svg .seat[data-seat=A4]")
    moved, displaced = last.get_attribute("data-key"), target.get_attribute("data-key")
    drag(page, last, target)
    expect(page.locator("#seat-form [name=place]")).to_have_value(str(moved))
    expect(page.locator("#seat-form [name=seat]")).to_have_value("A4")
    page.get_by_role("button", name="Seat here").click()
    assert not SeatingPlace.objects.exclude(pinned="").exists()
    page.fill("#seat-form [name=reason]", "Speaks the language of the hosts")
    page.get_by_role("button", name="Seat here").click()
    expect(page.locator("#messages")).to_contain_text("The seat is given")
    expect(page.locator("svg .seat[data-seat=A4]")).to_have_attribute("data-key", str(moved))
    expect(page.locator("svg .seat[data-seat=A9]")).to_have_attribute("data-key", str(displaced))
    expect(page.locator("table", has_text="Why here")).to_contain_text("Speaks the language of the hosts")
    axe(page)


def drag(page: Page, card: Any, target: Any) -> None:
    card.scroll_into_view_if_needed()
    begin, end = card.bounding_box(), target.bounding_box()
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=10)
    page.mouse.up()


def print_all(page: Page, plan: SeatingPlan) -> None:
    """Plan, name plates and place cards: each holds all eighteen, those of the hosts in both scripts."""
    places = SeatingPlace.objects.filter(plan=plan).select_related("registration__person")
    people = [
        place.registration.person for place in places if place.registration and place.registration.person
    ]
    assert len(people) == 2 * SIDE
    page.locator("summary", has_text="Print").click()
    for name in ("Plan and list (PDF)", "Name plates, the same on both faces (PDF)", "Place cards (PDF)"):
        link = page.get_by_role("link", name=name, exact=True)
        expect(link).to_be_visible()
        # The browser shows it in a viewer of its own, where nothing can be read; so it is fetched as the link says.
        answer = page.request.get(str(link.get_attribute("href")))
        assert answer.headers["content-type"] == "application/pdf"
        text = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.body())).pages)
        for person in people:
            assert re.search(rf"{person}(?!\d)", " ".join(text.split()), re.IGNORECASE), (name, person)
            assert person.native_name in "".join(text.split()), (name, person)


def no_scrolling_aside(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url
