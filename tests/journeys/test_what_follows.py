"""What was signed and what follows from it: agreement, follow-ups, project and statistics, walked in the browser."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from agreements.models import FollowUp, Project, ProjectStage
from base.dates import PartialDate
from config.celery import app as celery
from people.models import DevelopmentMail, Notice, Office, RoleName
from tests.browser import PHONE, NewPage
from tests.factories import OfficeFactory, PersonFactory, UserFactory
from tests.journeys import signing
from tests.journeys.test_seminar import log_in, submit
from tests.worker import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files")]
Axe = Callable[..., None]
PLAN, LIST = "Draw up the plan of work", "Send the list of instruments"
PROJECT = "Joint laboratory"


@pytest.fixture
def office() -> Office:
    office = OfficeFactory(name="Office of Cooperation", zone="UTC")
    UserFactory(office=office, role=RoleName.ADMINISTRATOR, email="head@example.org", language="es")
    UserFactory(office=office, role=RoleName.ORGANIZER, email="organizer@example.org", name="The organizer")
    PersonFactory(office=office, family_name="Reporter", email="reporter@example.org", language="es")
    PersonFactory(office=office, family_name="Debtor", email="debtor@example.org", language="pt")
    return office


def test_from_a_proposal_to_the_figures_of_the_year(
    office: Office, new_page: NewPage, worker: subprocess.Popen[bytes], axe: Axe
) -> None:
    forum = signing.forum_of(office)
    organizer, phone = new_page(), new_page(**PHONE)
    log_in(organizer, "organizer@example.org")
    address = signing.propose(organizer, forum, axe)
    signing.negotiate(organizer, address, forum, axe)
    signing.prepare(organizer, address, forum, axe)
    signing.run_of_show(organizer, forum, axe)
    log_in(phone, "organizer@example.org")
    signing.sign(phone, forum, axe)
    hold(organizer, forum, axe)
    verify(organizer, report(organizer, new_page(**PHONE, locale="es-CL"), forum, axe), axe)
    fall_behind(organizer, address, axe)
    carry_out(organizer, address, axe)
    figures(organizer, axe)
    head = new_page(locale="es-CL")
    log_in(head, "head@example.org")
    for page in (
        "/dashboard/", "/agreements/", address, f"{address}timeline/", "/follow-ups/", "/follow-ups/board/", "/outbox/",
    ):  # fmt: skip
        head.goto(page)
        axe(head)


def hold(page: Page, forum: SimpleNamespace, axe: Axe) -> None:
    """The forum is over, and had a result besides the signature."""
    for state in ("running", "held"):
        page.goto(f"/events/{forum.event.slug}/move/{state}/")
        submit(page)
    page.goto(f"/events/{forum.event.slug}/outcomes/add/")
    page.select_option("[name=kind]", "consensus")
    page.fill("[name=text_en]", PLAN)
    submit(page)
    page.goto(f"/events/{forum.event.slug}/outcomes/")
    axe(page)


def report(page: Page, outsider: Page, forum: SimpleNamespace, axe: Axe) -> FollowUp:
    """One click from the outcome; the responsible person reports it done by the link of their letter."""
    page.goto(f"/events/{forum.event.slug}/outcomes/")
    page.get_by_role("link", name="Follow up", exact=True).click()
    expect(page.locator("[name=text_en]")).to_have_value(PLAN)
    signing.pick(page, "responsible", "Reporter")
    page.fill("[name=due_on]", (timezone.localdate() + dt.timedelta(days=20)).isoformat())
    axe(page)
    submit(page)
    page.get_by_role("button", name="Send the link").click()
    letter = eventually(
        lambda: DevelopmentMail.objects.filter(to__contains="reporter@example.org").first(), what="The letter"
    )
    found = re.search(r"https?://[^/\s]+(/f/\S+)", letter.text)
    assert found, letter.text
    outsider.goto(found[1])
    axe(outsider)
    outsider.fill("[name=text]", "El plan está listo.")
    outsider.set_input_files("[name=evidence]", signing.PDF)
    outsider.locator("button[name=act][value=done]").click()
    expect(outsider.locator("#report")).to_have_count(0)
    axe(outsider)
    made = FollowUp.objects.get()
    assert (made.state, made.reported_by) == ("reported", made.responsible)
    return made


def verify(page: Page, reported: FollowUp, axe: Axe) -> None:
    """By somebody else than the one who reported it."""
    page.goto(f"/follow-ups/{reported.uid}/")
    expect(page.get_by_text("El plan está listo.")).to_be_visible()
    axe(page)
    page.locator("button[name=to][value=verified]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("verified")
    reported.refresh_from_db()
    assert reported.state == "verified"


def fall_behind(page: Page, address: str, axe: Axe) -> None:
    """From the agreement; its day passes, and a week later the owner, the responsible person and the head of the office know."""
    page.goto(address)
    page.get_by_role("link", name="Add a follow-up").click()
    page.fill("[name=text_en]", LIST)
    signing.pick(page, "responsible", "Debtor")
    page.select_option("[name=owner]", label="The organizer")
    page.fill("[name=due_on]", (timezone.localdate() + dt.timedelta(days=1)).isoformat())
    submit(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(LIST)
    let_a_week_pass(FollowUp.objects.get(text_en=LIST))
    told = {
        ("deadline.overdue", "organizer@example.org", "en"),
        ("deadline.overdue", "debtor@example.org", "pt"),
        ("deadline.escalation", "head@example.org", "es"),
    }
    sent = Notice.objects.filter(kind__startswith="deadline.", state="sent")
    eventually(lambda: sent.count() == len(told), seconds=60, what="Telling that it is overdue")
    assert set(sent.values_list("kind", "address", "language")) == told
    late, escalated = "Overdue since %(day)s: %(what)s", "For your attention, overdue since %(day)s: %(what)s"
    subjects = {
        "organizer@example.org": (late, "en"),
        "debtor@example.org": (late, "pt"),
        "head@example.org": (escalated, "es"),
    }
    for to, (subject, language) in subjects.items():
        mail = DevelopmentMail.objects.get(to__contains=to, subject__contains=LIST)
        with override(language):
            assert mail.subject.startswith(gettext(subject).partition("%(day)s")[0]), mail.subject
        assert ("/f/" in mail.text) == (to == "debtor@example.org")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("overdue")
    for place in ("", "board/"):
        page.goto(f"/follow-ups/{place}")
        axe(page)
    expect(page.locator("[data-state=open] [data-card]", has_text=LIST)).to_be_visible()


def let_a_week_pass(follow_up: FollowUp) -> None:
    """It was noted earlier, and was due a week before the office's last reminders, of nine o'clock."""
    now = timezone.now()
    day = now.date() - dt.timedelta(days=7 if now.hour >= 9 else 8)
    FollowUp.objects.filter(pk=follow_up.pk).update(
        created_at=now - dt.timedelta(days=60), due_on=PartialDate.of(day), due_by=day
    )
    celery.send_task("agreements.tasks.plan_deadlines")


def carry_out(page: Page, address: str, axe: Axe) -> None:
    """The project that stems from the agreement is dragged through its stages; the last one is chosen from the menu."""
    page.goto(address)
    page.get_by_role("link", name="Begin a project").click()
    page.fill("[name=title_en]", PROJECT)
    page.fill("[name=amount]", "1250000")
    page.fill("[name=currency]", "CNY")
    expect(page.locator("[name=state]")).to_have_value("signed")  # as the agreement is
    page.select_option("[name=state]", "intention")
    page.fill("[name=since_signed]", "")
    axe(page)
    submit(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(PROJECT)
    axe(page)
    page.goto("/projects/board/")
    axe(page)
    for state in ("signed", "implementing"):
        drag(page, state)
        assert Project.objects.get().state == state
    card = page.locator("[data-card]", has_text=PROJECT)
    card.locator("summary").click()
    card.locator("button[name=to][value=completed]").click()
    expect(page.locator("[data-state=completed] [data-card]", has_text=PROJECT)).to_be_visible()
    stages = ProjectStage.objects.order_by("pk").values_list("state", flat=True)
    assert list(stages) == ["intention", "signed", "implementing", "completed"]
    page.goto("/projects/")
    axe(page)


def drag(page: Page, state: str) -> None:
    """To another column; it hangs there before the button is let go, and stands there afterwards."""
    target = page.locator(f"[data-board-column][data-state={state}]")
    there = target.locator("[data-card]", has_text=PROJECT)
    card = page.locator("[data-card]", has_text=PROJECT).get_by_text("CNY").bounding_box()
    column = target.bounding_box()
    assert card is not None
    assert column is not None
    page.mouse.move(card["x"] + 8, card["y"] + 8)
    page.mouse.down()
    page.mouse.move(column["x"] + column["width"] / 2, column["y"] + min(20, column["height"] / 2), steps=12)
    expect(there).to_be_visible()
    with page.expect_navigation():
        page.mouse.up()
    expect(there).to_be_visible()


def figures(page: Page, axe: Axe) -> None:
    """Each figure of the year opens as many rows as it says, and the workbook says the same."""
    page.goto("/statistics/")
    page.goto(f"/statistics/?year={timezone.localdate().year}")
    axe(page)
    shown: list[dict[str, str]] = page.evaluate(FIGURES)
    told = {(one["name"], one["value"]): number_in(one["number"]) for one in shown}
    with page.expect_download() as download:
        page.get_by_role("button", name="Workbook (XLSX)").click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(download.value.path().read_bytes()))
    written = {
        (figure, value): Decimal(str(number))
        for name in book.sheet_names[:6]
        for figure, value, number, *_rest in book.get_sheet_by_name(name).to_python()[1:]
    }
    assert written == told
    headlines: list[list[str]] = page.evaluate(HEADLINES)
    by_address = {one["href"]: one["number"] for one in shown}
    assert headlines
    assert all(by_address[href] == number for href, number in headlines)
    assert len(shown) > 25
    sections: set[str] = set()
    for one in shown:
        page.goto(one["href"])
        open_figure(page, number_in(one["number"]))
        if one["section"] not in sections:  # one template shows them all
            sections.add(one["section"])
            axe(page)


def open_figure(page: Page, number: Decimal) -> None:
    """As many rows as the figure says, or rows whose numbers add up to it."""
    assert number_in(page.locator(".page-subtitle").inner_text().split(" ")[0]) == number, page.url
    added = page.locator("main tbody td.num").all_inner_texts()
    if added:
        assert sum(map(number_in, added)) == number, page.url
    else:
        assert page.locator("main tbody tr").count() == number, page.url


def number_in(text: str) -> Decimal:
    """As it is written in English, without the currency behind it."""
    found = re.search(r"\d[\d,]*(\.\d+)?", text)
    assert found, text
    return Decimal(found[0].replace(",", ""))


FIGURES = """() => [...document.querySelectorAll("#results td.num a")].map((a) => {
  const split = a.closest(".figure-split"), head = a.closest("tr").querySelector("th");
  return {
    href: a.getAttribute("href"), number: a.textContent, section: a.closest("[id]").id,
    name: split ? split.querySelector("h3").textContent : head.firstElementChild.firstChild.textContent,
    value: split ? head.textContent : "",
  };
})"""
HEADLINES = """() => [...document.querySelectorAll("#results .stat")].map(
  (one) => [one.querySelector("a").getAttribute("href"), one.querySelector(".stat-value").textContent])"""
