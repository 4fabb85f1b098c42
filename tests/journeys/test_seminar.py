"""One seminar from the first date to the report, walked as organizer, participant and administrator."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from config.celery import app as celery
from events.models import Event, EventReminder, Registration
from people.models import DevelopmentMail, Notice, Office, RoleName
from reports.models import ReportFile
from tests.browser import PHONE, NewPage, Watch
from tests.factories import PASSWORD, OfficeFactory, UserFactory
from tests.worker import eventually

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[..., None]
TITLE = "Seminar on Joint Laboratories"


@pytest.fixture
def office() -> Office:
    return OfficeFactory.create(
        name="Technology Transfer Centre",
        privacy_notice_en="Your details are kept to run this event.",
        zone="Asia/Shanghai",
    )


def log_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "login" not in address)


def submit(page: Page) -> None:
    """Press the main button of the page's form."""
    page.locator("main form button.btn-primary:visible").last.click()


def schedule(page: Page, day: dt.date, axe: Axe) -> str:
    """Step 4: the event with its bodies; returns its slug."""
    page.goto("/events/add/")
    axe(page)
    page.fill("[name=title_en]", TITLE)
    page.select_option("[name=kind]", "seminar")
    page.select_option("[name=mode]", "hybrid")
    page.fill("[name=start_on]", day.isoformat())
    page.fill("[name=start_time]", "09:00")
    page.fill("[name=end_time]", "12:00")
    page.fill("[name=zone]", "Asia/Shanghai")
    page.fill("[name=city]", "Guangzhou")
    page.fill("[name=capacity]", "1")
    page.fill("[name=join_url]", "https://meeting.example.org/42")
    submit(page)
    slug = Event.objects.get(title_en=TITLE).slug
    page.goto(f"/events/{slug}/bodies/")
    for role, name in (("host", "Ministry of Science"), ("organizer", "Training Base")):
        page.select_option("[name=role]", role)
        page.fill("[name=new_name]", name)
        submit(page)
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    axe(page)
    return slug


def draw_up_agenda(page: Page, slug: str, day: dt.date, axe: Axe) -> None:
    """Step 6: an item with a speaker who is new to the directory."""
    page.goto(f"/events/{slug}/agenda/add/")
    axe(page)
    page.select_option("[name=kind]", "lecture")
    page.fill("[name=title_en]", "How to share a laboratory")
    page.fill("[name=on]", day.isoformat())
    page.fill("[name=start_time]", "09:30")
    page.fill("[name=end_time]", "10:30")
    submit(page)
    item = Event.objects.get(slug=slug).agenda.get()
    page.goto(f"/events/{slug}/agenda/{item.uid}/people/add/")
    new = page.locator("details:has([name=new-family_name]) > summary")
    if new.count() and not page.locator("[name=new-family_name]").is_visible():
        new.first.click()
    page.fill("[name=new-given_name]", "Speaker")
    page.fill("[name=new-family_name]", "One")
    page.fill("[name=speech_title_en]", "Rules of the house")
    submit(page)
    page.goto(f"/events/{slug}/agenda/")
    expect(page.get_by_text("How to share a laboratory").first).to_be_visible()
    axe(page)


def publish(page: Page, slug: str) -> None:
    page.goto(f"/events/{slug}/move/published/")
    submit(page)
    assert Event.objects.get(slug=slug).state == "published"


def register(page: Page, slug: str, number: int, axe: Axe) -> None:
    page.goto(f"/e/{slug}/")
    axe(page)
    page.goto(f"/e/{slug}/register/")
    axe(page)
    page.fill("[name=family_name]", "Participante")
    page.fill("[name=given_name]", f"Número {number}")
    page.fill("[name=email]", f"participant{number}@example.org")
    page.select_option("[name=country]", "PE")
    submit(page)
    assert not Registration.objects.filter(email=f"participant{number}@example.org").exists(), (
        "without consent"
    )
    expect(page.locator("[name=email]")).to_have_value(f"participant{number}@example.org")
    page.check("[name=manner][value=in_person]")
    page.check("[name=consent]")
    submit(page)
    page.wait_for_url("**/registered/")
    axe(page)


def test_a_seminar_from_the_first_date_to_the_report(
    office: Office, new_page: NewPage, worker: subprocess.Popen[bytes], axe: Axe, watch: Watch
) -> None:
    watch.allow(r"status of 422.*/register/")  # the form without consent, refused on purpose
    UserFactory.create(email="organizer@example.org", office=office, role=RoleName.ORGANIZER)
    UserFactory.create(email="administrator@example.org", office=office, role=RoleName.ADMINISTRATOR)
    day = timezone.now().date() + dt.timedelta(days=1)
    organizer = new_page()
    log_in(organizer, "organizer@example.org")
    slug = schedule(organizer, day, axe)
    draw_up_agenda(organizer, slug, day, axe)
    publish(organizer, slug)
    organizer.goto(f"/events/{slug}/")
    axe(organizer)
    phone = new_page(**PHONE, locale="es-PE")
    take_part(phone, slug, axe)
    remind(organizer, slug, axe)
    hold(organizer, slug, axe)
    record_outcomes(organizer, slug, axe)
    report(organizer, slug, axe)
    look_as_administrator(new_page(), slug, axe)


def take_part(phone: Page, slug: str, axe: Axe) -> None:
    """Step 7: one gets the only seat, the next waits, the first cancels and the next moves up."""
    register(phone, slug, 1, axe)
    register(phone, slug, 2, axe)
    states = dict(Registration.objects.values_list("email", "state"))
    assert states == {"participant1@example.org": "confirmed", "participant2@example.org": "waitlisted"}
    mail = eventually(
        lambda: DevelopmentMail.objects.filter(to__contains="participant1").first(), what="The confirmation"
    )
    address = re.search(r"https?://[^/\s]+(/r/[^\s\"<>]+)", mail.text)
    assert address, mail.text
    phone.goto(address[1])
    expect(phone.locator("a[href='https://meeting.example.org/42']").first).to_be_visible()
    axe(phone)
    phone.goto(f"{address[1]}cancel/" if address[1].endswith("/") else f"{address[1]}/cancel/")
    axe(phone)
    phone.locator("main form button.btn:visible").first.click()
    eventually(
        lambda: Registration.objects.filter(email="participant2@example.org", state="confirmed").exists(),
        what="Moving up from the waiting list",
    )
    # What was still waiting to say "you are on the waiting list" is no longer true, and need not have left.
    promoted = Notice.objects.filter(kind="registration.promoted", address="participant2@example.org")
    eventually(lambda: promoted.filter(state="sent").exists(), what="The good news by mail")
    assert DevelopmentMail.objects.filter(to__contains="participant2").exists()


def remind(organizer: Page, slug: str, axe: Axe) -> None:
    """Step 9: what will be sent is shown; when its moment comes the worker sends it, once."""
    organizer.goto(f"/events/{slug}/reminders/")
    axe(organizer)
    event = Event.objects.get(slug=slug)
    # Time passes: publication, confirmation and the rule's moment move a day back.
    earlier = timezone.now() - dt.timedelta(hours=30)
    Event.objects.filter(pk=event.pk).update(scheduled_at=earlier)
    Registration.objects.filter(event=event).update(confirmed_at=earlier)
    EventReminder.objects.filter(event=event, days=-1).update(due_at=timezone.now() - dt.timedelta(minutes=1))
    celery.send_task("events.tasks.plan_due")
    reminders = Notice.objects.filter(kind="event.reminder")
    eventually(lambda: reminders.filter(state="sent").exists(), seconds=60, what="The reminder")
    assert [notice.address for notice in reminders] == ["participant2@example.org"]
    organizer.reload()
    axe(organizer)


def hold(organizer: Page, slug: str, axe: Axe) -> None:
    """The day: the event begins, somebody attended, the lecture was held."""
    for state in ("running", "held"):
        organizer.goto(f"/events/{slug}/move/{state}/")
        submit(organizer)
    organizer.goto(f"/events/{slug}/participants/?state=confirmed")
    axe(organizer)
    organizer.check("main input[name=selected] >> nth=0")
    organizer.click("button[name=action][value=attended]")
    eventually(lambda: Registration.objects.filter(state="attended").count() == 1, what="Marking attendance")
    item = Event.objects.get(slug=slug).agenda.get()
    organizer.goto(f"/events/{slug}/agenda/{item.uid}/held/")
    axe(organizer)
    organizer.fill("[name=gist_en]", "Three laboratories explained how they share their instruments.")
    submit(organizer)
    item.refresh_from_db()
    assert item.state == "held"


def record_outcomes(organizer: Page, slug: str, axe: Axe) -> None:
    """Step 8: something agreed, and a follow-up."""
    organizer.goto(f"/events/{slug}/outcomes/add/")
    axe(organizer)
    organizer.select_option("[name=kind]", "consensus")
    organizer.fill("[name=text_en]", "Both sides will share two instruments from next year.")
    submit(organizer)
    organizer.goto(f"/events/{slug}/outcomes/follow-up/")
    organizer.fill("[name=text_en]", "Send the list of instruments")
    organizer.fill("[name=due_on]", (timezone.now().date() + dt.timedelta(days=30)).isoformat())
    submit(organizer)
    organizer.goto(f"/events/{slug}/outcomes/")
    expect(organizer.get_by_text("Send the list of instruments").first).to_be_visible()
    axe(organizer)


def report(organizer: Page, slug: str, axe: Axe) -> None:
    """Step 10: one click, built by the worker while the page looks on."""
    organizer.goto(f"/events/{slug}/reports/")
    axe(organizer)
    organizer.select_option("main select[name=language]", "zh-hans")
    submit(organizer)
    organizer.wait_for_url("**/reports/*/")
    eventually(lambda: ReportFile.objects.filter(state="ready").count() == 3, seconds=60, what="The report")
    expect(organizer.get_by_role("link", name=re.compile("PDF"))).to_be_visible(timeout=15_000)
    with organizer.expect_download() as download:
        organizer.get_by_role("link", name=re.compile("PDF")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    organizer.reload()
    expect(organizer.get_by_text("Both sides will share two instruments").first).to_be_visible()
    axe(organizer)


def look_as_administrator(page: Page, slug: str, axe: Axe) -> None:
    """The administrator sees what left the house, and who is in it."""
    log_in(page, "administrator@example.org")
    for address in (
        "/",
        "/outbox/",
        "/office/",
        "/events/",
        "/people/",
        "/organizations/",
        "/search/?q=Laboratories",
    ):
        page.goto(address)
        axe(page)
