"""Letters about a review: to the reviewers when a report is submitted, to its writer when it is returned or approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from base.records import key
from people.models import Role, RoleName, User
from people.services.outbox import Letter, enqueue
from reports.models import Report

SUBMITTED, RETURNED, APPROVED = "report.submitted", "report.returned", "report.approved"


def tell_reviewers(report: Report, *, by: User, at: dt.datetime) -> None:
    """The reviewers of the office; its administrators where it has none. Never who wrote or submitted it."""
    own = [pk for pk in (by.pk, report.written_by_id) if pk]
    roles = Role.objects.filter(office=report.office_id, user__is_active=True).exclude(user__in=own)
    chosen = roles.filter(name=RoleName.REVIEWER) or roles.filter(name=RoleName.ADMINISTRATOR)
    _write(report, SUBMITTED, [role.user for role in chosen.select_related("user")], at)


def tell_writer(report: Report, kind: str, *, by: User, at: dt.datetime) -> None:
    """Who wrote it and who submitted it, unless they did it themselves."""
    theirs = [pk for pk in (report.written_by_id, report.submitted_by_id) if pk and pk != by.pk]
    _write(report, kind, User.objects.filter(is_active=True, pk__in=theirs), at)


def _write(report: Report, kind: str, users: Iterable[User], at: dt.datetime) -> None:
    enqueue(
        Letter(
            office_id=report.office_id,
            recipient=key("user", user.pk),
            address=user.email,
            kind=kind,
            occurrence=f"report:{report.pk}:{report.version}",
            due_at=at,
            language=user.language,
            data={"report": report.pk, "user": user.pk},
            about=report.about,
        )
        for user in users
    )
