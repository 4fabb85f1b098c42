"""Steps of a journey: an agreement from its proposal to its signatures at a forum."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from agreements.models import Agreement, Signing
from base.dates import PartialDate
from events.services import agenda, participations
from people.models import Office
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, PostFactory
from tests.journeys.test_seminar import submit

Axe = Callable[..., None]
TITLE = "Agreement on a joint laboratory"
PDF = {"name": "text.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nThe text.\n%%EOF\n"}


def forum_of(office: Office) -> SimpleNamespace:
    """A forum of today with a signing on its agenda, two bodies, and those who sign and assist."""
    do: dict[str, Any] = {"by": "command", "at": timezone.now()}
    today = PartialDate.of(timezone.localdate())
    event = EventFactory(
        office=office, kind="forum", title_en="Forum on science", start_on=today, state="published"
    )
    item = agenda.add_item(
        event=event, kind="signing", title_en="Signing ceremony", place_en="Main hall", on=today,
        start_time=dt.time(10), end_time=dt.time(11), **do,
    )  # fmt: skip
    participations.add_participation(item=item, person=PersonFactory(office=office), role="interpreter", **do)
    bodies = [
        OrganizationFactory(office=office, name_en=name, country=country)
        for name, country in (("Transfer Centre", "CN"), ("University of the South", "CL"))
    ]
    signatories = [_person(office, f"Signatory {number}") for number in (1, 2)]
    for person, body in zip(signatories, bodies, strict=True):
        PostFactory(person=person, organization=body)
    assistants = [_person(office, f"Assistant {number}") for number in (1, 2)]
    return SimpleNamespace(
        event=event, item=item, bodies=bodies, signatories=signatories, assistants=assistants
    )


def _person(office: Office, name: str) -> Any:
    return PersonFactory(office=office, given_name="", family_name=name)


def pick(page: Page, name: str, text: str) -> None:
    """Search in a choosing field, and take what is found."""
    box = page.locator(f"[name='{name}'] + .ts-wrapper")
    box.locator("input").fill(text)
    box.locator(".option", has_text=text).first.click()
    page.keyboard.press("Tab")  # closes the list, which stays open where several are chosen


def propose(page: Page, forum: SimpleNamespace, axe: Axe) -> str:
    """The agreement is entered in the register from its forum; its address."""
    page.goto(f"/events/{forum.event.slug}/outcomes/agreement/")
    page.select_option("[name=kind]", "agreement")
    page.fill("[name=title_en]", TITLE)
    page.check("[name=assign]")
    for place, body in enumerate(forum.bodies):
        pick(page, f"parties-{place}-organization", body.name_en)
    for language in ("Español", "简体中文"):
        pick(page, "languages", language)
    page.select_option("[name=authentic_language]", "es")
    page.fill("[name=planned_on]", str(forum.event.start_on))
    axe(page)
    submit(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("proposed")
    axe(page)
    return f"/agreements/{Agreement.objects.get().uid}/"


def move(page: Page, address: str, to: str) -> None:
    page.goto(f"{address}move/{to}/")
    submit(page)
    assert Agreement.objects.get().state == to


def upload(page: Page, address: str, kind: str, language: str, axe: Axe | None = None) -> None:
    page.goto(f"{address}documents/add/")
    if axe:
        axe(page)
    page.select_option("[name=kind]", kind)
    page.select_option("main select[name=language]", language)
    page.set_input_files("[name=file]", PDF)
    submit(page)
    expect(page.locator("#documents tbody tr").filter(has_text="text.pdf").first).to_be_visible()


def name_signatories(page: Page, address: str, forum: SimpleNamespace, axe: Axe) -> None:
    """One for each party, then confirmed."""
    for place, person in enumerate(forum.signatories):
        page.goto(address)
        page.get_by_role("link", name="Add somebody").nth(place).click()
        axe(page)
        pick(page, "person", person.family_name)
        page.select_option("[name=task]", "signatory")
        submit(page)
        menu = page.locator("details.menu", has=page.locator("summary", has_text=person.family_name))
        menu.locator("summary").click()
        menu.get_by_role("button", name="Confirm", exact=True).click()
        page.wait_for_load_state()
        expect(menu.locator("..").get_by_text("confirmed", exact=True)).to_be_visible()


def negotiate(page: Page, address: str, forum: SimpleNamespace, axe: Axe) -> None:
    """A draft while it is negotiated; the text agreed in two languages, and the power to sign."""
    move(page, address, "negotiating")
    upload(page, address, "draft", "es", axe)
    move(page, address, "text_agreed")
    upload(page, address, "agreed_text", "es")
    name_signatories(page, address, forum, axe)


def prepare(page: Page, address: str, forum: SimpleNamespace, axe: Axe) -> None:
    """The signing is prepared until the check-list is empty."""
    page.goto(f"{address}signing/")
    axe(page)
    page.select_option("[name=item]", str(forum.item.pk))
    page.fill("[name=pens]", "2")
    page.fill("[name=rehearsal_at]", f"{forum.event.start_on}T08:00")
    for place, person in enumerate(forum.assistants):
        pick(page, f"assistants_{place}", person.family_name)
    submit(page)
    missing = ["There is no text in: Simplified Chinese.", "No power to sign is uploaded."]
    expect(page.locator("ul.checklist li")).to_have_text(missing)
    axe(page)
    upload(page, address, "translation", "zh-hans")
    upload(page, address, "full_powers", "")
    page.goto(f"{address}signing/")
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    assert Signing.objects.get().flags == ["CN", "CL"]


def run_of_show(page: Page, forum: SimpleNamespace, axe: Axe) -> None:
    """Proposed from what is recorded, read as PDF and as Word."""
    page.goto(f"/events/{forum.event.slug}/outcomes/ceremonies/")
    axe(page)
    page.get_by_role("link", name="Signing ceremony").first.click()
    page.get_by_role("button", name="Propose one from what is recorded").click()
    expect(page.get_by_role("table", name="Run of show")).to_contain_text(forum.signatories[0].family_name)
    axe(page)
    with page.expect_download() as pdf:
        page.get_by_role("button", name="PDF").click()
    assert pdf.value.path().read_bytes().startswith(b"%PDF")
    with page.expect_download() as docx:
        page.get_by_role("button", name="DOCX").click()
    with zipfile.ZipFile(io.BytesIO(docx.value.path().read_bytes())) as packed:
        assert forum.signatories[1].family_name in packed.read("word/document.xml").decode()


def sign(phone: Page, forum: SimpleNamespace, axe: Axe) -> None:
    """On the day, on a telephone: one tap for each signature, one to say that it is signed."""
    phone.goto(f"/events/{forum.event.slug}/outcomes/ceremonies/{forum.item.uid}/now/")
    axe(phone)
    for person in forum.signatories:
        phone.get_by_role("button", name=f"{person.family_name} signs").tap()
        expect(phone.locator(".signed-line", has_text=person.family_name)).to_be_visible()
    width: Any = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    phone.locator("button[name=agreement]").tap()
    expect(phone.get_by_text("The agreement is signed.")).to_be_visible()
    axe(phone)
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.signed_on) == ("signed", forum.event.start_on)
