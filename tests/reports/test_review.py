"""From a draft to a published and a corrected report: who may do what, what freezes, and what is kept."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from base.errors import Conflict, DomainError, Invalid, NotAllowed, Stale
from events.models import Event
from people.models import Entry, Notice, User
from people.notices import kind_of
from reports.models import Report
from reports.services import publication, review
from reports.services.comparing import changed_since, differences_between
from reports.services.reports import discard, request_report
from reports.tasks import build_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def do(by: Any) -> dict[str, Any]:
    return {"by": by, "at": timezone.now()}


@pytest.fixture
def draft(told_event: Event, staff_of: SimpleNamespace) -> Report:
    report = request_report(event=told_event, language="en", formats=["html"], **do(staff_of.editor))
    build_waiting()
    report.refresh_from_db()
    return report


def approved(report: Report, staff_of: SimpleNamespace) -> Report:
    review.submit(report, **do(staff_of.editor))
    return review.approve(report, **do(staff_of.reviewer))


def published(report: Report, staff_of: SimpleNamespace, *, public: bool = True) -> Report:
    return publication.publish(approved(report, staff_of), public=public, **do(staff_of.organizer))


def rename(event: Event, title: str) -> None:
    Event.objects.filter(pk=event.pk).update(title_en=title)


def test_the_whole_way_of_a_report(draft: Report, staff_of: SimpleNamespace) -> None:
    assert (draft.state, draft.number, draft.line) == ("draft", 1, f"{draft.event.slug}-post-event-en")
    assert draft.record_map["$.event"] == ["event", draft.event.slug]
    review.submit(draft, **do(staff_of.editor))
    assert (draft.state, draft.submitted_by) == ("in_review", staff_of.editor)
    review.approve(draft, **do(staff_of.reviewer))
    assert (draft.state, draft.reviewed_by) == ("approved", staff_of.reviewer)
    publication.publish(draft, public=True, **do(staff_of.organizer))
    assert draft.state == "published"
    assert draft.published_at is not None
    verbs = list(Entry.objects.about(f"report:{draft.pk}").values_list("verb", flat=True))
    for verb in ("requested", "moved to in_review", "moved to approved", "moved to published"):
        assert verb in verbs


def test_the_final_reviewer_is_not_the_writer(
    draft: Report, staff_of: SimpleNamespace, told_event: Event
) -> None:
    review.submit(draft, **do(staff_of.both_roles))
    with pytest.raises(NotAllowed, match="other than its writer"):
        review.approve(draft, **do(staff_of.both_roles))
    own = request_report(event=told_event, language="es", formats=["html"], **do(staff_of.both_roles))
    review.submit(own, **do(staff_of.editor))
    with pytest.raises(NotAllowed):
        review.approve(own, **do(staff_of.both_roles))
    stamp = {"state": "approved", "reviewed_by": staff_of.both_roles, "approved_at": timezone.now()}
    with pytest.raises(IntegrityError, match="report_reviewer_is_not_writer"), transaction.atomic():
        Report.objects.filter(pk=own.pk).update(**stamp)


def test_a_report_that_nobody_wrote_takes_who_submits_it_as_its_writer(
    told_event: Event, staff_of: SimpleNamespace
) -> None:
    report = request_report(event=told_event, language="en", **do("command"))
    review.submit(report, **do(staff_of.organizer))
    assert report.written_by == staff_of.organizer
    assert report.dossier["event"]["slug"] == told_event.slug


def test_no_step_is_skipped_or_made_twice(draft: Report, staff_of: SimpleNamespace) -> None:
    by = do(staff_of.reviewer)
    for verb, more in (
        (review.approve, {}),
        (publication.publish, {"public": True}),
        (publication.correct, {}),
        (review.return_to_writer, {"text": "No"}),
        (publication.set_public, {"public": True}),
    ):
        with pytest.raises(Conflict):
            verb(draft, **more, **by)
    review.submit(draft, **do(staff_of.editor))
    with pytest.raises(Conflict, match="already"):
        review.submit(draft, **do(staff_of.editor))
    review.approve(draft, **by)
    with pytest.raises(Conflict, match="already"):
        review.approve(draft, **do(staff_of.second_reviewer))
    assert draft.reviewed_by == staff_of.reviewer


def test_a_verb_finds_the_version_that_was_seen(draft: Report, staff_of: SimpleNamespace) -> None:
    seen = draft.version
    review.submit(draft, expected=seen, **do(staff_of.editor))
    for verb, more in ((review.approve, {}), (review.return_to_writer, {"text": "Why"})):
        with pytest.raises(Stale):
            verb(draft, expected=seen, **more, **do(staff_of.reviewer))


def test_a_draft_is_brought_up_to_date_and_an_approved_report_is_not(
    draft: Report, staff_of: SimpleNamespace
) -> None:
    rename(draft.event, "Seminar on joint laboratories")
    changes = review.bring_up_to_date(draft, **do(staff_of.editor))
    assert [change.path for change in changes] == ["$.event.title.en"]
    assert draft.dossier["event"]["title"]["en"] == "Seminar on joint laboratories"
    assert draft.files.get().state == "queued"
    build_waiting()
    approved(draft, staff_of)
    rename(draft.event, "Something else")
    with pytest.raises(Conflict, match="Only a draft"):
        review.bring_up_to_date(draft, **do(staff_of.editor))
    build_waiting()
    draft.refresh_from_db()
    assert draft.dossier["event"]["title"]["en"] == "Seminar on joint laboratories"
    since = changed_since(draft)
    assert [(one.old, one.new) for one in since] == [("Seminar on joint laboratories", "Something else")]


def test_a_build_of_the_former_dossier_is_dropped(draft: Report, staff_of: SimpleNamespace) -> None:
    from reports.services import builds

    review.bring_up_to_date(draft, **do(staff_of.editor))
    taken = builds.claim(at=timezone.now())
    assert taken is not None
    review.bring_up_to_date(draft, **do(staff_of.editor))
    assert builds.build(taken, now=timezone.now) is False
    assert draft.files.get().state == "queued"


def test_a_report_is_returned_with_a_comment_that_stays(draft: Report, staff_of: SimpleNamespace) -> None:
    review.submit(draft, **do(staff_of.editor))
    with pytest.raises(Invalid):
        review.return_to_writer(draft, text="  ", **do(staff_of.reviewer))
    draft.refresh_from_db()
    assert draft.state == "in_review"
    review.return_to_writer(draft, text="Name the laboratory.", **do(staff_of.reviewer))
    review.comment(draft, text="Done.", **do(staff_of.editor))
    approved(draft, staff_of)
    said = [(one.text, one.returned, one.written_by) for one in draft.comments.all()]
    assert said == [
        ("Name the laboratory.", True, staff_of.reviewer),
        ("Done.", False, staff_of.editor),
    ]


def test_a_correction_takes_the_place_of_the_version_before(draft: Report, staff_of: SimpleNamespace) -> None:
    first = published(draft, staff_of)
    rename(first.event, "The right title")
    second = publication.correct(first, **do(staff_of.editor))
    assert (second.number, second.state, second.line, second.corrects) == (2, "draft", first.line, first)
    assert [file.format for file in second.files.all()] == ["html"]
    with pytest.raises(Conflict, match="corrects it already"):
        publication.correct(first, **do(staff_of.editor))
    build_waiting()
    second.refresh_from_db()
    assert [one.new for one in differences_between(first, second)] == ["The right title"]
    first.refresh_from_db()
    assert first.state == "published"
    published(second, staff_of)
    first.refresh_from_db()
    assert (first.state, second.state) == ("corrected", "published")
    assert first.dossier["event"]["title"]["en"] == "Seminar on laboratories"


def test_an_approved_version_that_was_corrected_is_never_published(
    draft: Report, staff_of: SimpleNamespace
) -> None:
    first = approved(draft, staff_of)
    second = publication.correct(first, **do(staff_of.editor))
    published(second, staff_of)
    with pytest.raises(DomainError):
        publication.publish(first, public=True, **do(staff_of.organizer))
    first.refresh_from_db()
    assert (first.state, first.published_at) == ("corrected", None)


def test_only_a_draft_nobody_reviewed_is_discarded(draft: Report, staff_of: SimpleNamespace) -> None:
    first = published(draft, staff_of)
    second = publication.correct(first, **do(staff_of.editor))
    discard(second, **do(staff_of.editor))
    third = publication.correct(first, **do(staff_of.editor))
    assert third.number == 2
    review.submit(third, **do(staff_of.editor))
    for report in (first, third):
        with pytest.raises(Conflict):
            discard(report, **do(staff_of.editor))


def test_two_reports_of_one_kind_have_lines_of_their_own(
    told_event: Event, staff_of: SimpleNamespace
) -> None:
    lines = [request_report(event=told_event, language="en", **do(staff_of.editor)).line for _one in range(3)]
    stem = f"{told_event.slug}-post-event-en"
    assert lines == [stem, f"{stem}-2", f"{stem}-3"]


# --- letters --------------------------------------------------------------------------------------------------------


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(kind=kind).values_list("address", "language"))


def read(kind: str) -> Any:
    notice = Notice.objects.get(kind=kind)
    known = kind_of(kind)
    assert known is not None
    return known.render([notice])[notice.pk]


def test_reviewers_get_a_letter_in_their_language(draft: Report, staff_of: SimpleNamespace) -> None:
    review.submit(draft, **do(staff_of.both_roles))
    expected = {(staff_of.reviewer.email, "es"), (staff_of.second_reviewer.email, "en")}
    assert set(letters("report.submitted")) == expected
    notices = list(Notice.objects.filter(kind="report.submitted"))
    kind = kind_of("report.submitted")
    assert kind is not None
    assert len(kind.still_due(notices, timezone.now())) == 2
    assert all(str(draft.uid) in message.text for message in kind.render(notices).values())
    review.approve(draft, **do(staff_of.reviewer))
    assert kind.still_due(notices, timezone.now()) == set()


def test_without_reviewers_the_administrators_get_it(draft: Report, staff_of: SimpleNamespace) -> None:
    User.objects.filter(roles__name="reviewer").update(is_active=False)
    administrator = draft.office.roles.create(name="administrator", user=staff_of.viewer).user
    review.submit(draft, **do(staff_of.editor))
    assert letters("report.submitted") == [(administrator.email, "en")]


def test_the_writer_gets_the_reason_and_the_approval(draft: Report, staff_of: SimpleNamespace) -> None:
    review.submit(draft, **do(staff_of.editor))
    review.return_to_writer(draft, text="Name the laboratory.", **do(staff_of.reviewer))
    message = read("report.returned")
    assert "Name the laboratory." in message.text
    assert "The reviewer" in message.text
    approved(draft, staff_of)
    assert "Seminar on laboratories" in read("report.approved").subject
    assert letters("report.approved") == [(staff_of.editor.email, "en")]
    assert mail.outbox == []


def test_who_left_the_office_gets_no_letter_more(draft: Report, staff_of: SimpleNamespace) -> None:
    review.submit(draft, **do(staff_of.editor))
    notices = list(Notice.objects.filter(kind="report.submitted"))
    staff_of.second_reviewer.roles.all().delete()
    kind = kind_of("report.submitted")
    assert kind is not None
    due = kind.still_due(notices, timezone.now())
    assert {notice.address for notice in notices if notice.pk in due} == {
        staff_of.reviewer.email,
        staff_of.both_roles.email,
    }
