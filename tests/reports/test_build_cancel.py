"""Cancelling a build: whoever asked for a report need not wait for it, and a worker never brings it back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from base.errors import Conflict
from events.models import Event
from people.models import Entry, RoleName
from reports.models import ReportFile
from reports.services import builds
from reports.services.reports import request_report
from reports.states import BuildState
from reports.tasks import build_waiting
from tests.factories import OfficeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
BUILT = b"<p>built</p>"


@pytest.fixture
def file(told_event: Event) -> ReportFile:
    request_report(event=told_event, language="es", formats=("html",), by="command", at=timezone.now())
    return ReportFile.objects.select_related("report__event").get()


def cancel(file: ReportFile) -> None:
    builds.cancel(file, by="command", at=timezone.now())


def state_of(file: ReportFile) -> tuple[str, str]:
    file.refresh_from_db()
    return file.state, file.file


def test_a_build_that_waits_is_never_begun(file: ReportFile) -> None:
    cancel(file)
    assert builds.claim(at=timezone.now()) is None
    build_waiting()
    assert state_of(file) == ("cancelled", "")
    assert Entry.objects.filter(subject=f"reportfile:{file.pk}", verb="moved to cancelled").count() == 1


def test_a_worker_stops_at_its_next_step_and_its_result_is_dropped(
    file: ReportFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_the_second(step: int) -> None:
        if step == 2:
            cancel(ReportFile.objects.get())

    steps = rendering(monkeypatch, at_the_second)
    taken = builds.claim(at=timezone.now())
    assert taken is not None
    assert builds.build(taken, now=timezone.now) is False
    assert steps == [1, 2]
    assert state_of(file) == ("cancelled", "")
    assert file.error == ""


def test_a_build_that_is_cancelled_after_its_last_step_is_dropped_too(
    file: ReportFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = builds.claim(at=timezone.now())
    assert taken is not None

    def store(content: bytes) -> tuple[str, int]:
        cancel(file)
        return "0" * 64, 1

    monkeypatch.setattr("base.files.store", store)
    assert builds.build(taken, now=timezone.now) is False
    assert state_of(file) == ("cancelled", "")


def test_the_lease_of_a_cancelled_build_is_nobodys(file: ReportFile) -> None:
    assert builds.claim(at=timezone.now()) is not None
    cancel(ReportFile.objects.get())
    assert builds.claim(at=timezone.now() + 2 * builds.LEASE) is None
    assert state_of(file)[0] == "cancelled"


def test_progress_is_shown_cancelled_and_built_after_all(
    file: ReportFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    rendering(monkeypatch, lambda step: seen.append(ReportFile.objects.get().percent))
    taken = builds.claim(at=timezone.now())
    assert taken is not None
    cancel(ReportFile.objects.get())
    assert builds.build(taken, now=timezone.now) is False
    monkeypatch.undo()
    builds.retry(ReportFile.objects.get(), by="command", at=timezone.now())
    file.refresh_from_db()
    assert (file.state, file.percent, file.attempts) == ("queued", 0, 0)
    rendering(monkeypatch, lambda step: seen.append(ReportFile.objects.get().percent))
    build_waiting()
    assert state_of(file)[0] == "ready"
    assert seen == [20, 40, 60]


def test_what_is_finished_failed_or_cancelled_cannot_be_cancelled(file: ReportFile) -> None:
    cancel(file)
    with pytest.raises(Conflict):
        cancel(file)
    builds.retry(file, by="command", at=timezone.now())
    build_waiting()
    with pytest.raises(Conflict):
        cancel(ReportFile.objects.get())
    assert state_of(file)[0] == "ready"


def rendering(monkeypatch: pytest.MonkeyPatch, between: Callable[[int], Any]) -> list[int]:
    """A renderer of three steps; `between` happens after each was noted. Returns the steps it came to."""
    steps: list[int] = []

    def render(*args: Any, progress: Callable[[int, str], None], **kwargs: Any) -> bytes:
        for step in (1, 2, 3):
            progress(step * 20, f"step {step}")
            steps.append(step)
            between(step)
        return BUILT

    monkeypatch.setattr(builds, "render", render)
    return steps


# --- a cancel and a finish at the same moment ----------------------------------------------------------------------


def race(told_event: Event, worker: Callable[[ReportFile], None], rounds: int = 8) -> set[tuple[bool, str]]:
    """Whether the person was told that it is cancelled, and what became of the file, over several rounds."""
    outcomes = set()
    for _round in range(rounds):
        request_report(event=told_event, language="es", formats=("html",), by="command", at=timezone.now())
        taken = builds.claim(at=timezone.now())
        assert taken is not None
        outcomes.add(_at_once(taken, worker))
    return outcomes


def _at_once(taken: ReportFile, worker: Callable[[ReportFile], None]) -> tuple[bool, str]:
    cancelled: list[bool] = []
    start = threading.Barrier(2)
    threads = [
        threading.Thread(target=_apart, args=(start, lambda: worker(taken))),
        threading.Thread(target=_apart, args=(start, lambda: cancelled.append(_tries(taken)))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return cancelled[0], ReportFile.objects.get(pk=taken.pk).state


def _apart(start: threading.Barrier, act: Callable[[], Any]) -> None:
    try:
        start.wait()
        act()
    finally:
        connections.close_all()


def _tries(file: ReportFile) -> bool:
    try:
        builds.cancel(ReportFile.objects.get(pk=file.pk), by="command", at=timezone.now())
    except Conflict:
        return False
    return True


HONEST = {(True, "cancelled"), (False, "ready")}


@pytest.mark.django_db(transaction=True)
def test_of_a_cancel_and_a_finish_one_wins_and_the_person_is_told_which(told_event: Event) -> None:
    def finish(file: ReportFile) -> None:
        builds._finish(file, "0" * 64, 1, at=timezone.now())

    assert race(told_event, finish) <= HONEST


@pytest.mark.django_db(transaction=True)
def test_the_race_would_show_a_worker_that_does_not_look(told_event: Event) -> None:
    """A negative control: a worker that writes its result without looking at token and state under the lock."""

    def careless(file: ReportFile) -> None:
        for _moment in range(200):
            if ReportFile.objects.filter(pk=file.pk, state=BuildState.CANCELLED).exists():
                break
        ReportFile.objects.filter(pk=file.pk).update(state=BuildState.READY, file="0" * 64, size=1)

    assert not race(told_event, careless, rounds=2) <= HONEST


# --- the doors -----------------------------------------------------------------------------------------------------


def test_the_page_has_a_button_beside_the_progress(file: ReportFile, client: Client) -> None:
    page, button = (
        reverse("reports:files", args=[file.report.uid]),
        reverse("reports:cancel", args=[file.uid]),
    )
    client.force_login(UserFactory(office=file.office, role=RoleName.VIEWER))
    assert button not in client.get(page).content.decode()
    assert client.post(button).status_code == 403
    client.force_login(UserFactory(office=file.office, role=RoleName.EDITOR))
    assert button in client.get(page).content.decode()
    assert client.get(button).status_code == 405
    assert client.post(button).status_code == 302
    shown = client.get(page).content.decode()
    assert button not in shown
    assert reverse("reports:retry", args=[file.uid]) in shown
    assert client.post(button, follow=True).status_code == 200
    assert state_of(file)[0] == "cancelled"
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.post(button).status_code == 404


def test_the_api_cancels_once(file: ReportFile) -> None:
    api = APIClient()
    api.force_login(UserFactory(office=file.office, role=RoleName.EDITOR))
    address = f"/api/v1/report-files/{file.uid}/cancel/"
    answer = api.post(address)
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert api.post(address).status_code == 409
    assert api.get("/api/v1/report-files/?state=cancelled").json()["results"]
