"""Builds of a report: rows first, claimed under a lease, retried; a reader sees a whole file or none."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base import files
from events.models import Event
from people.models import RoleName
from reports.models import Report, ReportFile
from reports.services import builds
from reports.services.reports import request_report
from reports.tasks import build_waiting
from tests.factories import OfficeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def event(told_event: Event) -> Event:
    return told_event


def asked(event: Event, *formats: str, language: str = "es") -> Report:
    return request_report(
        event=event, language=language, formats=formats or ("html",), by="command", at=timezone.now()
    )


def test_every_format_asked_for_is_built_from_one_dossier(event: Event) -> None:
    report = asked(event, "html", "pdf", "docx", language="zh-hans")
    build_waiting()
    rows = {row.format: row for row in report.files.all()}
    assert {name: row.state for name, row in rows.items()} == {
        "html": "ready",
        "pdf": "ready",
        "docx": "ready",
    }
    assert files.read(rows["pdf"].file).startswith(b"%PDF")
    assert files.read(rows["docx"].file).startswith(b"PK")
    assert "实验室研讨会" in files.read(rows["html"].file).decode()
    report.refresh_from_db()
    assert report.dossier["event"]["slug"] == event.slug


def test_a_failed_build_says_why_and_can_be_tried_again(event: Event) -> None:
    report = asked(event)
    Report.objects.filter(pk=report.pk).update(dossier={"version": "0"})
    build_waiting()
    file = report.files.get()
    assert (file.state, file.file) == ("failed", "")
    assert file.error
    Report.objects.filter(pk=report.pk).update(dossier=None)
    builds.retry(file, by="command", at=timezone.now())
    build_waiting()
    file.refresh_from_db()
    assert (file.state, file.error) == ("ready", "")


def test_the_build_of_a_killed_worker_is_taken_over_and_its_late_result_dropped(event: Event) -> None:
    asked(event)
    now = timezone.now()
    lost = builds.claim(at=now)
    assert lost is not None
    assert builds.claim(at=now) is None
    taken = builds.claim(at=now + builds.LEASE + dt.timedelta(seconds=1))
    assert taken is not None
    assert builds.build(lost, now=timezone.now) is False
    assert builds.build(taken, now=timezone.now) is True
    assert ReportFile.objects.get().state == "ready"


def test_a_build_that_is_lost_every_time_fails_in_words(event: Event) -> None:
    asked(event)
    at = timezone.now()
    for _time in range(builds.ATTEMPTS):
        assert builds.claim(at=at) is not None
        at += builds.LEASE + dt.timedelta(seconds=1)
    assert builds.claim(at=at) is None
    assert ReportFile.objects.get().state == "failed"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_build(event: Event) -> None:
    asked(event, "html", "pdf")
    taken: list[int] = []

    def take() -> None:
        try:
            file = builds.claim(at=timezone.now())
            if file:
                taken.append(file.pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(ReportFile.objects.values_list("pk", flat=True))


def test_a_file_is_downloaded_only_when_ready_and_only_by_the_office(event: Event, client: Client) -> None:
    report = asked(event)
    address = reverse("reports:download", args=[report.files.get().uid])
    client.force_login(UserFactory(office=event.office, role=RoleName.VIEWER))
    assert client.get(address).status_code == 404
    build_waiting()
    answer = client.get(address)
    assert answer.status_code == 200
    assert f"{event.slug}-post-event-es.html" in answer["Content-Disposition"]
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(address).status_code == 404


def test_asking_for_a_report_by_the_page(event: Event, client: Client) -> None:
    address = reverse("reports:event_reports", args=[event.slug])
    client.force_login(UserFactory(office=event.office, role=RoleName.VIEWER))
    wanted = {"kind": "post-event", "language": "pt", "formats": ["html", "pdf"], "not_stated": "mark"}
    assert client.post(address, wanted).status_code == 403
    client.force_login(UserFactory(office=event.office, role=RoleName.EDITOR))
    refused = client.post(address, wanted | {"formats": []})
    assert refused.status_code == 200
    assert not Report.objects.exists()
    answer = client.post(address, wanted, follow=True)
    assert answer.status_code == 200
    assert ReportFile.objects.count() == 2
    assert "hx-get" in client.get(reverse("reports:files", args=[Report.objects.get().uid])).content.decode()
    build_waiting()
    page = client.get(reverse("reports:report", args=[Report.objects.get().uid]))
    assert "Opening speech" in page.content.decode()


@pytest.mark.parametrize("name", ["list", "event_reports"])
def test_lists_of_reports_run_the_same_queries_at_one_and_three_rows(
    event: Event, client: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    client.force_login(UserFactory(office=event.office))
    address = reverse(f"reports:{name}", args=[event.slug] if name == "event_reports" else [])
    counts = []
    for more in (1, 2):
        for _one in range(more):
            asked(event, "html", "pdf")
        client.get(address)
        with django_assert_max_num_queries(12) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
