"""From a statement of a report to the page of its record."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event
from events.services import groups, schedule
from reports.dossier.collect import NOUNS
from reports.links import PAGES, links_of
from reports.models import Report
from reports.services.gathering import gather, keep
from reports.services.reports import request_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def told(event: Event) -> Report:
    report = request_report(event=event, language="en", by="command", at=timezone.now())
    keep(report, gather(event), at=timezone.now())
    return report


def test_every_kind_of_record_has_a_page() -> None:
    assert set(NOUNS.values()) <= set(PAGES)


def test_every_link_opens_for_those_who_edit_and_those_who_read(
    told_event: Event, staff_of: SimpleNamespace, client: Client
) -> None:
    groups.add_group(event=told_event, label_en="Officials", count=31, by="command", at=timezone.now())
    report = told(told_event)
    for user in (staff_of.organizer, staff_of.viewer):
        client.force_login(user)
        links = links_of(report, user)
        assert set(links) == set(report.record_map)
        assert {path.partition("[")[0] for path in links} >= {"$.event", "$.agenda", "$.people", "$.outcomes"}
        for path, address in links.items():
            assert client.get(address).status_code == 200, path


def test_what_belongs_to_a_sub_event_is_found_there(told_event: Event, staff_of: SimpleNamespace) -> None:
    part = schedule.schedule(
        office=told_event.office,
        parent=told_event,
        kind="forum",
        title_en="A part",
        by="command",
        at=timezone.now(),
    )
    groups.add_group(event=part, label_en="Experts", by="command", at=timezone.now())
    report = told(told_event)
    path = next(
        f"$.groups[{place}]"
        for place, group in enumerate(report.dossier["groups"])
        if group["sub_event"] == part.slug
    )
    assert f"/{part.slug}/" in links_of(report, staff_of.organizer)[path]
