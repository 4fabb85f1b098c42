"""Building a report's files: claimed under a lease, progress shown, cancelled, retried; a reader sees a whole file or none."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from base import files
from base.errors import Conflict, DomainError
from base.languages import speaking
from base.typesetting import RenderError
from base.waking import wake
from people.services.journal import Actor
from people.services.moves import move
from reports.dossier.schema import Dossier
from reports.imprints import imprint_of
from reports.models import Report, ReportFile
from reports.renderers import render
from reports.services.gathering import gather, gathered_in, keep
from reports.states import BuildState

log = structlog.get_logger(__name__)
LEASE = dt.timedelta(seconds=settings.LEASE)
ATTEMPTS = 3
CLOCK = "clock"
BUILD_WAITING = "reports.tasks.build_waiting"
AFRESH: dict[str, Any] = {"attempts": 0, "error": "", "percent": 0, "step": ""}
"""The columns of a build that goes into the queue once more."""
GIVEN_UP: dict[str, Any] = {"token": None, "lease_until": None, "percent": 0, "step": ""}
"""Those of a build that nobody is at any more."""


def wake_builders() -> None:
    wake(BUILD_WAITING)


@transaction.atomic
def claim(*, at: dt.datetime) -> ReportFile | None:
    """Take the next build that waits, or whose worker was lost; None when there is none."""
    waiting = Q(state=BuildState.QUEUED) | Q(state=BuildState.BUILDING, lease_until__lt=at)
    file = (
        ReportFile.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(waiting)
        .select_related(
            "report__event__series", "report__office", "report__written_by", "report__reviewed_by"
        )
        .order_by("pk")
        .first()
    )
    if file is None:
        return None
    if file.state == BuildState.BUILDING:
        if file.attempts >= ATTEMPTS:
            _fail(file, _("The build was interrupted several times. Try again later."), at=at)
            return claim(at=at)
        move([file], to=BuildState.QUEUED, by=CLOCK, at=at, note="lease expired")
    stamp = {
        "token": uuid.uuid4(),
        "lease_until": at + LEASE,
        "attempts": file.attempts + 1,
        "percent": 0,
        "step": "",
        "error": "",
    }
    move([file], to=BuildState.BUILDING, by=CLOCK, at=at, stamp=stamp)
    return file


def build(file: ReportFile, *, now: Callable[[], dt.datetime]) -> bool:
    """Build a claimed file; returns whether it is ready. A failure is written down for the person who waits."""
    with speaking(file.report.language):
        try:
            content = render(
                _dossier_of(file.report, at=now()),
                kind=file.report.kind,
                language=file.report.language,
                format=file.format,
                not_stated=file.report.marks,
                imprint=imprint_of(file.report),
                progress=lambda percent, step: _note_progress(file, percent, step, at=now()),
            )
            sha256, size = files.store(content)
        except (DomainError, RenderError) as exc:
            _fail(file, str(exc), at=now())
            return False
        except Exception as exc:
            log.exception("report_build_failed", report_file=str(file.uid))
            _fail(
                file, _("The file could not be built (%(error)s).") % {"error": type(exc).__name__}, at=now()
            )
            return False
    return _finish(file, sha256, size, at=now())


@transaction.atomic
def retry(file: ReportFile, *, by: Actor, at: dt.datetime) -> None:
    """Put a failed or cancelled build back into the queue. Raises Conflict when it is neither."""
    if file.state not in (BuildState.FAILED, BuildState.CANCELLED):
        raise Conflict(_("Only a build that failed or was cancelled can be tried again."))
    move(
        [file],
        to=BuildState.QUEUED,
        by=by,
        at=at,
        stamp=AFRESH,
    )
    wake_builders()


@transaction.atomic
def cancel(file: ReportFile, *, by: Actor, at: dt.datetime) -> None:
    """Give up a build that waits or runs; a worker that is at it stops at its next step, and its result is dropped.

    Raises Conflict when there is nothing to cancel, also when the build was finished a moment before.
    """
    if not move([file], to=BuildState.CANCELLED, by=by, at=at, stamp=GIVEN_UP):
        raise Conflict(_("This build is cancelled already."))


def _dossier_of(report: Report, *, at: dt.datetime) -> Dossier:
    """The dossier this report tells: collected by its first build, then the same for all its files."""
    with transaction.atomic():
        row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if row.dossier is None:
            keep(row, gather(report.event), at=at)
    return gathered_in(row).dossier


def _note_progress(file: ReportFile, percent: int, step: str, *, at: dt.datetime) -> None:
    """Shown to whoever waits; renews the lease. Raises Conflict when another worker took the build over, or a person cancelled it."""
    mine = ReportFile.objects.filter(pk=file.pk, token=file.token, state=BuildState.BUILDING)
    if not mine.update(percent=min(percent, 99), step=step[:120], lease_until=at + LEASE):
        raise Conflict("taken over")


@transaction.atomic
def _finish(file: ReportFile, sha256: str, size: int, *, at: dt.datetime) -> bool:
    held = ReportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if held.token != file.token or held.state != BuildState.BUILDING:
        return False
    stamp = {
        "file": sha256,
        "size": size,
        "built_at": at,
        "percent": 100,
        "step": "",
        "token": None,
        "lease_until": None,
    }
    move([held], to=BuildState.READY, by=CLOCK, at=at, stamp=stamp)
    return True


@transaction.atomic
def _fail(file: ReportFile, message: str, *, at: dt.datetime) -> None:
    held = ReportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if held.token == file.token and held.state == BuildState.BUILDING:
        move(
            [held],
            to=BuildState.FAILED,
            by=CLOCK,
            at=at,
            stamp={"error": message[:500], "token": None, "lease_until": None},
        )
