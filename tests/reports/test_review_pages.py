"""The pages of the review: who sees which button, what a press does, and what a refusal keeps."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Registration
from people.models import User
from reports.models import Report
from reports.services import publication, review
from reports.services.reports import request_report
from reports.tasks import build_waiting
from tests.factories import OfficeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def draft(told_event: Event, staff_of: SimpleNamespace) -> Report:
    report = request_report(
        event=told_event, language="en", formats=["html"], by=staff_of.editor, at=timezone.now()
    )
    build_waiting()
    report.refresh_from_db()
    return report


def at(report: Report, name: str = "report") -> str:
    return reverse(f"reports:{name}", args=[report.uid])


def seen_by(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def press(client: Client, user: User, report: Report, name: str, **fields: Any) -> Any:
    client.force_login(user)
    report.refresh_from_db()
    return client.post(at(report, name), {"version": report.version, **fields}, follow=True)


def test_each_statement_leads_to_its_record(draft: Report, staff_of: SimpleNamespace, client: Client) -> None:
    page = seen_by(client, staff_of.viewer, at(draft))
    assert reverse("reports:event", args=[draft.event.slug]) in re.findall(
        r'class="report-record" href="([^"]+)"', page
    )


def test_the_way_by_the_buttons(draft: Report, staff_of: SimpleNamespace, client: Client) -> None:
    page = seen_by(client, staff_of.editor, at(draft))
    assert at(draft, "submit") in page
    assert at(draft, "approve") not in page
    assert "submitted for review" in press(client, staff_of.editor, draft, "submit").content.decode()
    page = seen_by(client, staff_of.reviewer, at(draft))
    assert at(draft, "approve") in page
    assert 'name="return"' in page
    assert press(client, staff_of.reviewer, draft, "approve").status_code == 200
    page = seen_by(client, staff_of.organizer, at(draft))
    assert at(draft, "publish") in page
    page = press(client, staff_of.organizer, draft, "publish", public="on").content.decode()
    address = reverse("reports:published", args=[draft.line])
    assert address in page
    client.logout()
    assert client.get(address).status_code == 200
    assert press(client, staff_of.organizer, draft, "set_public").status_code == 200
    client.logout()
    assert client.get(address).status_code == 404
    answer = press(client, staff_of.editor, draft, "correct")
    second = Report.objects.get(number=2)
    assert answer.redirect_chain[-1][0] == at(second)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("submit", {"editor", "organizer", "both_roles"}),
        ("bring_up_to_date", {"editor", "organizer", "both_roles"}),
        ("correct", {"editor", "organizer", "both_roles"}),
        ("approve", {"reviewer", "both_roles"}),
        ("publish", {"organizer", "reviewer", "both_roles"}),
        ("comment", {"editor", "organizer", "reviewer", "both_roles"}),
        ("discard", {"editor", "organizer", "both_roles"}),
    ],
)
def test_a_role_opens_its_doors_and_no_other(
    name: str, allowed: set[str], draft: Report, staff_of: SimpleNamespace, client: Client
) -> None:
    for role in ("editor", "organizer", "reviewer", "both_roles", "viewer"):
        client.force_login(getattr(staff_of, role))
        status = client.post(at(draft, name), {"version": "0", "text": ""}).status_code
        assert (status != 403) == (role in allowed), role
        if name == "discard" and role in allowed:
            return
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.post(at(draft, name)).status_code == 404
    assert client.get(at(draft)).status_code == 404
    assert client.get(at(draft, name)).status_code == (404 if name == "discard" else 405)


def test_what_the_writer_sees_instead_of_the_button(
    draft: Report, staff_of: SimpleNamespace, client: Client
) -> None:
    review.submit(draft, by=staff_of.both_roles, at=timezone.now())
    page = seen_by(client, staff_of.both_roles, at(draft))
    assert at(draft, "approve") not in page
    assert "Somebody other than its writer" in page
    answer = press(client, staff_of.both_roles, draft, "approve")
    assert answer.status_code == 403
    assert "Somebody other than its writer approves a report." in answer.content.decode()


def test_a_refused_comment_keeps_what_was_typed(
    draft: Report, staff_of: SimpleNamespace, client: Client
) -> None:
    review.submit(draft, by=staff_of.editor, at=timezone.now())
    empty = press(client, staff_of.reviewer, draft, "comment", text=" ")
    assert empty.status_code == 422
    assert "Write a comment." in empty.content.decode()
    stale = draft.version
    review.approve(draft, by=staff_of.reviewer, at=timezone.now())
    client.force_login(staff_of.second_reviewer)
    late = client.post(
        at(draft, "comment"), {"version": stale, "text": "Name the laboratory.", "return": "1"}
    )
    assert late.status_code == 412
    assert "Name the laboratory." in late.content.decode()
    draft.refresh_from_db()
    assert draft.state == "approved"
    said = press(client, staff_of.reviewer, draft, "comment", text="Good.").content.decode()
    assert "Good." in said


def test_a_second_press_is_told_that_somebody_was_first(
    draft: Report, staff_of: SimpleNamespace, client: Client
) -> None:
    version = draft.version
    client.force_login(staff_of.editor)
    assert client.post(at(draft, "submit"), {"version": version}).status_code == 302
    assert client.post(at(draft, "submit"), {"version": version}).status_code == 412
    assert client.post(at(draft, "submit")).status_code == 409


def test_changes_since_are_shown_in_words(draft: Report, staff_of: SimpleNamespace, client: Client) -> None:
    assert "Nothing changed" in seen_by(client, staff_of.viewer, at(draft, "changes"))
    Event.objects.filter(pk=draft.event_id).update(city="Shanghai", title_en="A longer title")
    fragment = seen_by(client, staff_of.viewer, at(draft, "changes"))
    assert "2 changes since the data were collected" in fragment
    assert "Event › City" in fragment
    page = seen_by(client, staff_of.viewer, at(draft, "compare"))
    assert "A longer title" in page
    assert "Beijing" in page
    message = press(client, staff_of.editor, draft, "bring_up_to_date").content.decode()
    assert "2 changes were taken over" in message


def test_two_versions_side_by_side(draft: Report, staff_of: SimpleNamespace, client: Client) -> None:
    review.submit(draft, by=staff_of.editor, at=timezone.now())
    review.approve(draft, by=staff_of.reviewer, at=timezone.now())
    Registration.objects.filter(event=draft.event).update(state="attended")
    second = publication.correct(draft, by=staff_of.editor, at=timezone.now())
    build_waiting()
    page = seen_by(client, staff_of.viewer, f"{at(draft, 'compare')}?against={second.uid}")
    assert "Registrations › Participant 17 › State" in page
    assert "attended" in page
    other_way = seen_by(client, staff_of.viewer, at(second, "compare"))
    assert "Registrations › Participant 17 › State" in other_way
    assert client.get(f"{at(draft, 'compare')}?against=nonsense").status_code == 422


def test_lists_show_lines_and_filter_by_state(
    draft: Report, told_event: Event, staff_of: SimpleNamespace, client: Client
) -> None:
    request_report(event=told_event, language="es", by=staff_of.editor, at=timezone.now())
    for address in (reverse("reports:list"), reverse("reports:event_reports", args=[told_event.slug])):
        page = seen_by(client, staff_of.viewer, address)
        assert page.count("Version 1") == 2
        assert at(draft) in seen_by(client, staff_of.viewer, f"{address}?state=draft")
        assert "No report in this state" in seen_by(client, staff_of.viewer, f"{address}?state=published")
        assert at(draft) in seen_by(client, staff_of.viewer, f"{address}?state=nonsense")


def test_home_shows_what_waits_for_the_reviewer_and_not_for_the_writer(
    draft: Report, staff_of: SimpleNamespace, client: Client
) -> None:
    review.submit(draft, by=staff_of.both_roles, at=timezone.now())
    assert "Waiting for your review" in seen_by(client, staff_of.reviewer, "/")
    assert "Waiting for your review" not in seen_by(client, staff_of.both_roles, "/")
    assert "Waiting for your review" not in seen_by(client, staff_of.organizer, "/")


def test_a_draft_is_discarded_after_a_question(
    draft: Report, staff_of: SimpleNamespace, client: Client
) -> None:
    assert "are deleted" in seen_by(client, staff_of.editor, at(draft, "discard"))
    assert press(client, staff_of.editor, draft, "discard").status_code == 200
    assert not Report.objects.exists()
