"""An event is moved by a week after its first reminder, then cancelled; every mail at the server is looked at."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from base.dates import PartialDate
from config.celery import app as celery
from events.models import Event, EventReminder, Registration
from events.services.planning import plan_due
from events.services.schedule import schedule
from people.models import Notice, Office, RoleName
from people.services.mail import message_id
from tests.browser import PHONE, NewPage
from tests.factories import OfficeFactory, UserFactory
from tests.journeys.test_seminar import log_in, submit
from tests.mailserver import Postbox
from tests.worker import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files")]
Axe = Callable[..., None]
TITLES = {
    "en": "Seminar on Joint Laboratories",
    "es": "Seminario sobre laboratorios conjuntos",
    "pt": "Seminário sobre laboratórios conjuntos",
    "zh-hans": "联合实验室研讨会",
}
READERS = {"es": "es-PE", "pt": "pt-BR", "zh-hans": "zh-CN", "en": "en-GB"}
"""Language of the letters → locale of the telephone on which somebody registers."""
BABEL = {"es": "es", "pt": "pt_BR", "zh-hans": "zh_Hans", "en": "en_GB"}
STAYING = ("es", "pt", "zh-hans")
FIRST, WEEK = dt.timedelta(days=3), dt.timedelta(days=7)
SOON = dt.timedelta(minutes=20)
JUST_AFTER = dt.timedelta(seconds=30)
WHY = "The hall is not available."


@pytest.fixture
def line(postbox: Postbox, settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the worker is told of the mail server that keeps all it takes."""
    settings.SITE_URL = live_server.url
    told = {
        "EMAIL_HOST": settings.EMAIL_HOST, "EMAIL_PORT": str(settings.EMAIL_PORT), "EMAIL_USE_TLS": "0",
        "EMAIL_USE_SSL": "0", "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": "",
    }  # fmt: skip
    for name, value in told.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def worker(line: None, worker: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """The real one, on that line."""
    return worker


@pytest.fixture
def office() -> Office:
    office = OfficeFactory.create(
        name="Office of Cooperation", privacy_notice_en="Your details are kept to run this event."
    )
    UserFactory.create(email="organizer@example.org", office=office, role=RoleName.ORGANIZER)
    return office


@pytest.fixture
def event(office: Office) -> Event:
    """In three days, on a clock on which no midnight is near."""
    zone = next(
        name for name in ("Asia/Shanghai", "America/Lima") if 2 <= timezone.now().astimezone(ZoneInfo(name)).hour <= 21
    )  # fmt: skip
    titles = {f"title_{code.replace('-', '_')}": title for code, title in TITLES.items()}
    return schedule(
        office=office, kind="seminar", mode="in_person", zone=zone, city="Guangzhou", country="CN",
        start_on=PartialDate.of(timezone.now().astimezone(ZoneInfo(zone)).date() + FIRST), start_time=dt.time(9),
        by="command", at=timezone.now(), **titles,
    )  # fmt: skip


def test_an_event_is_moved_after_its_first_reminder_and_then_cancelled(
    office: Office,
    event: Event,
    new_page: NewPage,
    worker: subprocess.Popen[bytes],
    postbox: Postbox,
    axe: Axe,
) -> None:
    organizer = new_page()
    log_in(organizer, "organizer@example.org")
    organizer.goto(f"/events/{event.slug}/move/published/")
    submit(organizer)
    old = day_of(event)
    for language, locale in READERS.items():
        register(new_page(**PHONE, locale=locale), event, language, postbox)
    withdraw(new_page(**PHONE), postbox)

    remind(organizer, event, days=3)
    an_hour_passes(event)
    arrived(postbox, "event.reminder", 3)
    organizer.goto(f"/events/{event.slug}/reminders/")
    axe(organizer)
    expect(organizer.get_by_text("to 3 people").first).to_be_visible()
    check_reminders(postbox, old)

    never = remind(organizer, event, days=3)  # its moment comes after the move
    move_by_a_week(organizer, event, axe)
    arrived(postbox, "event.moved", 3)
    check_moved(postbox, old)
    amend(organizer, event, days=10)
    an_hour_passes(event)
    arrived(postbox, "event.reminder", 6)
    assert plan_due(at=never + JUST_AFTER) == 0
    check_reminders(postbox, old, moved=True)

    late = remind(organizer, event, days=10)  # its moment comes after the cancellation
    cancel(organizer, event, axe)
    arrived(postbox, "event.cancelled", 3)
    assert plan_due(at=late + JUST_AFTER) == 0
    check_all(organizer, event, postbox, old, axe)


def day_of(event: Event) -> dt.date:
    event.refresh_from_db()
    assert event.start_on is not None
    assert event.start_on.date is not None
    return event.start_on.date


def register(phone: Page, event: Event, language: str, postbox: Postbox) -> None:
    phone.goto(f"/e/{event.slug}/register/")
    phone.fill("[name=family_name]", "Participant")
    phone.fill("[name=given_name]", language)
    phone.fill("[name=email]", f"{language}@example.org")
    phone.select_option("[name=country]", "PE")
    expect(phone.locator("main [name=language]")).to_have_value(language)
    phone.check("[name=consent]")
    submit(phone)
    phone.wait_for_url("**/registered/")
    eventually(lambda: f"{language}@example.org" in postbox.recipients, what="The confirmation")


def withdraw(phone: Page, postbox: Postbox) -> None:
    """One of the four cancels by the link in their letter, and is written to no more."""
    letter = next(mail for mail in postbox.taken if mail["To"] == "en@example.org")
    found = re.search(r"https?://[^/\s]+(/r/[^\s\"<>]+)", text_of(letter))
    assert found
    phone.goto(f"{found[1].rstrip('/')}/cancel/")
    phone.locator("main form button.btn:visible").first.click()
    arrived(postbox, "registration.cancelled", 1)
    assert Registration.objects.get(email="en@example.org").state == "cancelled"


def an_hour_passes(event: Event) -> None:
    """Everything that was noted is an hour older, so that a reminder for the next minutes is due and nobody waits here."""
    hour = dt.timedelta(hours=1)
    Registration.objects.filter(event=event, confirmed_at__isnull=False).update(
        confirmed_at=F("confirmed_at") - hour
    )
    Event.objects.filter(pk=event.pk).update(scheduled_at=F("scheduled_at") - hour)
    EventReminder.objects.filter(event=event).update(due_at=F("due_at") - hour)
    celery.send_task("events.tasks.plan_due")


def remind(page: Page, event: Event, *, days: int) -> dt.datetime:
    """A further reminder, so many days before the event and some minutes from now; returns its moment."""
    page.goto(f"/events/{event.slug}/reminders/add/")
    return state_moment(page, event, days)


def amend(page: Page, event: Event, *, days: int) -> dt.datetime:
    """The reminder that went out before is called for once more, so many days before the new date."""
    rule = EventReminder.objects.filter(event=event, days=-3).order_by("pk").first()
    assert rule is not None
    page.goto(f"/events/{event.slug}/reminders/{rule.uid}/")
    return state_moment(page, event, days)


def state_moment(page: Page, event: Event, days: int) -> dt.datetime:
    """A minute of its own, however fast the pages are: the same reminder twice is refused."""
    taken = set(EventReminder.objects.filter(event=event).values_list("time", flat=True))
    soon = (timezone.now() + SOON).astimezone(ZoneInfo(event.zone)).replace(second=0, microsecond=0)
    minutes = (soon + dt.timedelta(minutes=number) for number in range(len(taken) + 1))
    moment = next(minute for minute in minutes if minute.time() not in taken)
    assert moment.date() + dt.timedelta(days=days) == day_of(event)
    page.fill("[name=count]", str(days))
    page.select_option("[name=side]", "before")
    page.fill("[name=time]", f"{moment:%H:%M}")
    submit(page)
    page.wait_for_url("**/reminders/")
    assert EventReminder.objects.filter(event=event, due_at=moment).exists()
    return moment


def move_by_a_week(page: Page, event: Event, axe: Axe) -> None:
    page.goto(f"/events/{event.slug}/edit/")
    page.fill("[name=start_on]", (day_of(event) + WEEK).isoformat())
    axe(page)
    submit(page)
    expect(page.get_by_text("those registered are told")).to_be_visible()
    page.goto(f"/events/{event.slug}/reminders/")
    axe(page)


def cancel(page: Page, event: Event, axe: Axe) -> None:
    page.goto(f"/events/{event.slug}/move/cancelled/")
    axe(page)
    page.fill("[name=note]", WHY)
    page.check("[name=tell_reason]")
    axe(page)
    page.locator("main form button.btn-danger").click()
    expect(page.locator("#messages")).to_contain_text("cancelled")
    event.refresh_from_db()
    assert event.state == "cancelled"


# --- what arrived --------------------------------------------------------------------------------------------------


def by_notice(postbox: Postbox) -> list[tuple[Notice, EmailMessage]]:
    """Every mail with the notice that its Message-ID names."""
    notices = {message_id(notice): notice for notice in Notice.objects.all()}
    return [(notices[str(mail["Message-ID"])], mail) for mail in list(postbox.taken)]


def mails_of(postbox: Postbox, kind: str) -> list[EmailMessage]:
    return [mail for notice, mail in by_notice(postbox) if notice.kind == kind]


def arrived(postbox: Postbox, kind: str, count: int) -> None:
    """So many mails of the kind, and not one more on the way."""
    eventually(lambda: len(mails_of(postbox, kind)) >= count, seconds=90, what=f"{count} mails: {kind}")
    eventually(lambda: not Notice.objects.filter(state__in=("pending", "claimed", "sending")).exists())
    assert len(mails_of(postbox, kind)) == count


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def says(mail: EmailMessage, language: str, day: dt.date, *, never: dt.date) -> None:
    """Title and day in the reader's language, in text and page alike, and nowhere the other day."""
    html = mail.get_body(("html",))
    assert html is not None
    said = f"{mail['Subject']}\n{text_of(mail)}"
    for whole in (said, f"{mail['Subject']}\n{html.get_content()}"):
        assert TITLES[language] in whole
        assert in_words(day, language) in whole, whole
        assert in_words(never, language) not in whole
    assert mail["Content-Language"] == language


def in_words(day: dt.date, language: str) -> str:
    return str(format_date(day, "long", locale=BABEL[language]))


def language_of(mail: EmailMessage) -> str:
    return str(mail["To"]).partition("@")[0]


def check_reminders(postbox: Postbox, old: dt.date, *, moved: bool = False) -> None:
    """Each of those who stay has one for the first date and, after the move, one for the new date."""
    mails = mails_of(postbox, "event.reminder")
    for number, day, other in ((0, old, old + WEEK), (1, old + WEEK, old))[: 1 + moved]:
        part = mails[3 * number : 3 * number + 3]
        assert sorted(map(language_of, part)) == sorted(STAYING)
        for mail in part:
            says(mail, language_of(mail), day, never=other)


def check_moved(postbox: Postbox, old: dt.date) -> None:
    mails = mails_of(postbox, "event.moved")
    assert sorted(map(language_of, mails)) == sorted(STAYING)
    for mail in mails:
        says(mail, language_of(mail), old + WEEK, never=old)
        (calendar,) = [part.get_content() for part in mail.iter_attachments()]
        said = calendar if isinstance(calendar, str) else calendar.decode()
        assert f"{old + WEEK:%Y%m%d}T" in said
        assert f"{old:%Y%m%d}T" not in said


def check_all(page: Page, event: Event, postbox: Postbox, old: dt.date, axe: Axe) -> None:
    """The whole of the sink: who got what, each once; and the pages say the same."""
    for mail in mails_of(postbox, "event.cancelled"):
        says(mail, language_of(mail), old + WEEK, never=old)
        assert WHY in text_of(mail)
    taken = by_notice(postbox)
    each = ["registration.confirmed", "event.reminder", "event.moved", "event.reminder", "event.cancelled"]
    for language in STAYING:
        assert [notice.kind for notice, mail in taken if language_of(mail) == language] == each
    assert [notice.kind for notice, mail in taken if language_of(mail) == "en"] == [
        "registration.confirmed", "registration.cancelled",
    ]  # fmt: skip
    assert len(taken) == 3 * len(each) + 2
    assert set(Counter(str(mail["Message-ID"]) for _notice, mail in taken).values()) == {1}
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    page.goto(f"/events/{event.slug}/reminders/")
    axe(page)
    assert "as things stand" not in page.locator("main").inner_text()
    page.goto(f"/events/{event.slug}/")
    axe(page)
