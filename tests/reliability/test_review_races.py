"""Reviewers and writers who act at once, against the real PostgreSQL; each race with its negative control."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from base.errors import Conflict
from events.models import Event
from people.models import Entry, Notice
from reports.models import Report
from reports.services import gathering, publication, review
from reports.services.reports import request_report
from tests.factories import EventFactory, OfficeFactory, UserFactory
from tests.reliability.test_capacity import at_once

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 4


@pytest.fixture
def in_review() -> Report:
    office = OfficeFactory()
    event = EventFactory(office=office, title_en="As it was submitted")
    writer = UserFactory(office=office, role="editor")
    report = request_report(event=event, language="en", formats=["html"], by=writer, at=timezone.now())
    for _one in range(THREADS):
        UserFactory(office=office, role="reviewer")
    return review.submit(report, by=writer, at=timezone.now())


def approve_at_once(report: Report) -> list[Any]:
    reviewers = [role.user for role in report.office.roles.filter(name="reviewer")]

    def approve(number: int) -> Report:
        return review.approve(Report.objects.get(pk=report.pk), by=reviewers[number], at=timezone.now())

    return at_once(approve, THREADS, THREADS)


def unlocked(wait: Callable[[], Any]) -> Callable[..., Report]:
    """What `held` would be without its lock, with the others given time to read the same."""

    def read(report: Report, **_expected: Any) -> Report:
        row = Report.objects.select_related("event__series", "event__office").get(pk=report.pk)
        wait()
        return row

    return read


def test_of_several_approvals_one_counts(in_review: Report) -> None:
    results = approve_at_once(in_review)
    done = [one for one in results if isinstance(one, Report)]
    assert len(done) == 1
    assert [type(one) for one in results if one not in done] == [Conflict] * (THREADS - 1)
    in_review.refresh_from_db()
    assert in_review.reviewed_by == done[0].reviewed_by
    assert Notice.objects.filter(kind="report.approved").count() == 1
    moved = Entry.objects.about(f"report:{in_review.pk}").filter(verb="moved to approved")
    assert [entry.by for entry in moved] == [in_review.reviewed_by]


def test_without_the_lock_several_would_believe_they_approved(
    in_review: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(THREADS)
    monkeypatch.setattr(review, "held", unlocked(lambda: together.wait(timeout=30)))
    results = approve_at_once(in_review)
    assert len([one for one in results if isinstance(one, Report)]) > 1


def approval_during_collection(draft: Report, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """A writer brings the draft up to date; while it is collected, it is submitted and approved.

    Returns the dossier that was approved, and the one that the report holds afterwards.
    """
    collecting, approved = threading.Event(), threading.Event()

    def slowly(event: Event) -> gathering.Gathered:
        found = gathering.gather(event)
        collecting.set()
        approved.wait(timeout=1.5)
        return found

    monkeypatch.setattr(review, "gather", slowly)
    writer = draft.written_by
    reviewer = draft.office.roles.filter(name="reviewer")[0].user
    seen: list[Any] = []

    def act(number: int) -> None:
        report = Report.objects.get(pk=draft.pk)
        if number == 0:
            review.bring_up_to_date(report, by=writer, at=timezone.now())
            return
        assert collecting.wait(timeout=30)
        review.submit(report, by=writer, at=timezone.now())
        review.approve(report, by=reviewer, at=timezone.now())
        seen.append(report.dossier)
        approved.set()

    errors = [one for one in at_once(act, 2, 2) if isinstance(one, Exception)]
    assert errors == []
    draft.refresh_from_db()
    return seen[0], draft.dossier


@pytest.fixture
def changed_draft(in_review: Report) -> Report:
    review.return_to_writer(
        in_review, text="Again", by=UserFactory(office=in_review.office), at=timezone.now()
    )
    Event.objects.filter(pk=in_review.event_id).update(title_en="As it was changed")
    return in_review


def test_what_is_approved_stays_as_it_was_approved(
    changed_draft: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved, kept = approval_during_collection(changed_draft, monkeypatch)
    assert approved == kept
    assert kept["event"]["title"]["en"] == "As it was changed"


def test_without_the_lock_an_approved_dossier_would_change(
    changed_draft: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "held", unlocked(lambda: None))
    approved, kept = approval_during_collection(changed_draft, monkeypatch)
    assert approved != kept


def test_two_corrections_begun_at_once_are_one(in_review: Report) -> None:
    reviewer = in_review.office.roles.filter(name="reviewer")[0].user
    review.approve(in_review, by=reviewer, at=timezone.now())
    results = at_once(
        lambda _n: publication.correct(
            Report.objects.get(pk=in_review.pk), by=in_review.written_by, at=timezone.now()
        ),
        THREADS,
        THREADS,
    )
    assert len([one for one in results if isinstance(one, Report)]) == 1
    assert Report.objects.count() == 2


def test_publishing_two_versions_at_once_leaves_one_published(in_review: Report) -> None:
    reviewer = in_review.office.roles.filter(name="reviewer")[0].user
    first = review.approve(in_review, by=reviewer, at=timezone.now())
    second = publication.correct(first, by=first.written_by, at=timezone.now())
    review.submit(second, by=first.written_by, at=timezone.now())
    review.approve(second, by=reviewer, at=timezone.now())
    both = [first, second]
    at_once(
        lambda n: publication.publish(
            Report.objects.get(pk=both[n].pk), public=True, by=reviewer, at=timezone.now()
        ),
        2,
        2,
    )
    assert dict(Report.objects.values_list("number", "state")) == {1: "corrected", 2: "published"}


def test_reports_asked_for_at_once_get_lines_of_their_own() -> None:
    event = EventFactory(office=OfficeFactory())
    results = at_once(
        lambda _n: request_report(event=event, language="en", by="command", at=timezone.now()), 6, 6
    )
    assert len({report.line for report in results}) == 6
