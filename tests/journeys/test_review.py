"""A report from its draft to its correction, walked in the browser by its writer, its reviewer and a visitor with a phone."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.models import Event
from reports.models import Report
from reports.services.reports import request_report
from reports.tasks import build_waiting
from tests.browser import PHONE, NewPage
from tests.journeys.test_seminar import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files")]
Axe = Callable[..., None]


@pytest.fixture
def report(told_event: Event, staff_of: SimpleNamespace) -> Report:
    made = request_report(
        event=told_event, language="en", formats=["html", "pdf"], by=staff_of.editor, at=timezone.now()
    )
    build_waiting()
    return made


def test_the_way_of_a_report(
    report: Report,
    staff_of: SimpleNamespace,
    new_page: NewPage,
    axe: Axe,
) -> None:
    editor, reviewer, visitor = new_page(), new_page(), new_page(**PHONE)
    log_in(editor, staff_of.editor.email)
    log_in(reviewer, staff_of.reviewer.email)
    address = f"/reports/{report.uid}/"

    editor.goto(address)
    expect(editor.get_by_text("Nothing changed")).to_be_visible()
    axe(editor)
    press(editor, "Submit for review")

    reviewer.goto("/")
    reviewer.get_by_role("link", name="Seminar on laboratories").first.click()
    reviewer.fill("[name=text]", "Name the laboratory.")
    axe(reviewer)
    press(reviewer, "Devolver al autor", "Return to the writer")

    Event.objects.filter(pk=report.event_id).update(title_en="Seminar on joint laboratories")
    editor.goto(address)
    expect(editor.get_by_text("Name the laboratory.")).to_be_visible()
    expect(editor.get_by_text("1 change since")).to_be_visible()
    press(editor, "Bring up to date")
    press(editor, "Submit for review")

    reviewer.goto(address)
    press(reviewer, "Aprobar", "Approve")
    reviewer.check("[name=public]")
    axe(reviewer)
    press(reviewer, "Publicar", "Publish")
    build_waiting()
    read(visitor, report, axe)
    correct(editor, report, axe)


def press(page: Page, *names: str) -> None:
    """The button, in the language of whoever works there."""
    found = page.get_by_role("button", name=names[0], exact=True)
    for other in names[1:]:
        found = found.or_(page.get_by_role("button", name=other, exact=True))
    found.first.click()
    page.wait_for_load_state()


def read(visitor: Page, report: Report, axe: Axe) -> None:
    visitor.goto(f"/published/{report.line}/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Seminar on joint laboratories")
    axe(visitor)
    width: Any = visitor.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["viewport"]["width"]
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Download PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def correct(editor: Page, report: Report, axe: Axe) -> None:
    editor.goto(f"/reports/{report.uid}/")
    press(editor, "Correct by a new version")
    build_waiting()
    editor.reload()
    expect(editor.get_by_text("version 2", exact=False).first).to_be_visible()
    axe(editor)
    editor.get_by_role("link", name="Compare", exact=True).last.click()
    expect(editor.get_by_text("No difference")).to_be_visible()
    axe(editor)
