"""What anyone reads of a report: only what the office published with an address, and what it costs to ask again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Photo
from events.services import photos
from reports.models import Report
from reports.services import publication, review
from reports.services.reports import request_report
from reports.tasks import build_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def published(report: Report, staff_of: SimpleNamespace, *, public: bool = True) -> Report:
    now = timezone.now()
    review.submit(report, by=staff_of.editor, at=now)
    review.approve(report, by=staff_of.reviewer, at=now)
    publication.publish(report, public=public, by=staff_of.organizer, at=now)
    build_waiting()
    return report


def asked(event: Event, staff_of: SimpleNamespace, language: str = "en") -> Report:
    return request_report(
        event=event, language=language, formats=["html", "pdf"], by=staff_of.editor, at=timezone.now()
    )


def page(report: Report, number: int | None = None) -> str:
    if number is None:
        return reverse("reports:published", args=[report.line])
    return reverse("reports:published_version", args=[report.line, number])


def file(report: Report, form: str = "pdf") -> str:
    return reverse("reports:published_file", args=[report.line, report.number, form])


def test_nothing_is_public_before_it_is_published_with_an_address(
    told_event: Event, staff_of: SimpleNamespace, client: Client
) -> None:
    report = asked(told_event, staff_of)
    now = timezone.now()

    def hidden() -> bool:
        return {client.get(a).status_code for a in (page(report), page(report, 1), file(report))} == {404}

    build_waiting()
    assert hidden()
    review.submit(report, by=staff_of.editor, at=now)
    assert hidden()
    review.approve(report, by=staff_of.reviewer, at=now)
    build_waiting()
    assert hidden()
    publication.publish(report, public=False, by=staff_of.organizer, at=now)
    build_waiting()
    assert hidden()
    publication.set_public(report, public=True, by=staff_of.organizer, at=now)
    build_waiting()
    answer = client.get(page(report))
    assert answer.status_code == 200
    assert "Opening speech" in answer.content.decode()
    assert "report-record" not in answer.content.decode()
    download = client.get(file(report))
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    assert client.get(file(report, "docx")).status_code == 404
    publication.set_public(report, public=False, by=staff_of.organizer, at=now)
    assert hidden()


def test_an_earlier_version_says_that_it_was_corrected(
    told_event: Event, staff_of: SimpleNamespace, client: Client
) -> None:
    first = published(asked(told_event, staff_of), staff_of)
    Event.objects.filter(pk=told_event.pk).update(title_en="The right title")
    second = publication.correct(first, by=staff_of.editor, at=timezone.now())
    build_waiting()
    second.refresh_from_db()
    assert client.get(page(first, 2)).status_code == 404
    assert "was corrected" not in client.get(page(first)).content.decode()
    published(second, staff_of)
    newest, earlier = (client.get(address).content.decode() for address in (page(first), page(first, 1)))
    assert "The right title" in newest
    assert "was corrected" not in newest
    assert "Seminar on laboratories" in earlier
    assert "This version was corrected" in earlier
    assert page(first) in earlier
    publication.set_public(second, public=False, by=staff_of.organizer, at=timezone.now())
    assert client.get(page(first, 1)).status_code == 404


def test_a_page_is_asked_again_for_nothing_until_something_changes(
    told_event: Event, staff_of: SimpleNamespace, client: Client
) -> None:
    report = published(asked(told_event, staff_of), staff_of)
    for address in (page(report), file(report)):
        first = client.get(address)
        assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
        assert client.get(address, HTTP_IF_NONE_MATCH='"other"').status_code == 200
    etag = client.get(page(report))["ETag"]
    other = published(asked(told_event, staff_of, "es"), staff_of)
    changed = client.get(page(report), HTTP_IF_NONE_MATCH=etag)
    assert changed.status_code == 200
    assert page(other) in changed.content.decode()
    spanish = client.get(page(report), HTTP_IF_NONE_MATCH=changed["ETag"], HTTP_ACCEPT_LANGUAGE="es")
    assert spanish.status_code == 200


def test_only_photographs_that_may_be_published_are_shown(
    told_event: Event, staff_of: SimpleNamespace, client: Client
) -> None:
    by: dict[str, Any] = {"by": "command", "at": timezone.now()}
    photos.add_photo(event=told_event, caption="For everybody", public=True, content=PIXEL, **by)
    report = published(asked(told_event, staff_of), staff_of)
    assert "/small/" in client.get(page(report)).content.decode()
    Photo.objects.update(public=False, version=9)
    assert "/small/" not in client.get(page(report)).content.decode()


def test_the_page_runs_the_same_queries_whatever_stands_beside_it(
    told_event: Event, staff_of: SimpleNamespace, client: Client, django_assert_max_num_queries: Any
) -> None:
    report = published(asked(told_event, staff_of), staff_of)
    counts = []
    for more in (0, 2):
        for _one in range(more):
            published(asked(told_event, staff_of, "pt"), staff_of)
        client.get(page(report))
        with django_assert_max_num_queries(6) as queries:
            client.get(page(report))
        counts.append(len(queries))
    assert counts[0] == counts[1]
