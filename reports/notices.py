"""The reports room's kinds of notices: letters about a review, when they are still due and how they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.languages import best, speaking
from people.models import Notice, Role, User
from people.notices import Message, NoticeKind, NoticeText, register_kind
from people.services import mail
from people.services.own_texts import OwnTexts, own_texts, spoken
from reports.models import Report, ReviewComment
from reports.services.review_letters import APPROVED, RETURNED, SUBMITTED
from reports.states import FROZEN_STATES, ReportState

TRUE_IN: dict[str, frozenset[str]] = {
    SUBMITTED: frozenset({ReportState.IN_REVIEW}),
    RETURNED: frozenset({ReportState.DRAFT}),
    APPROVED: FROZEN_STATES,
}
"""The states of the report in which a letter still says the truth."""
LABELS = {
    SUBMITTED: _("report submitted for review"),
    RETURNED: _("report returned to its writer"),
    APPROVED: _("report approved"),
}

NAMES = {
    "who": _("the colleague who submitted, returned or approved it"),
    "report_kind": _("kind of the report"),
    "report_language": _("its language"),
    "report_number": _("number of the version"),
    "event_title": _("title of the event"),
    "comment": _("what the colleague wrote"),
    "link": _("link to the report"),
    "office_name": _("name of the office"),
}


def still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """Those whose report stands where the letter says, and whose recipient still works in the office."""
    states = dict(Report.objects.filter(pk__in=_ids(notices)).values_list("pk", "state"))
    users = [notice.data.get("user") for notice in notices]
    working = set(
        Role.objects.filter(user__in=users, user__is_active=True).values_list("user_id", "office_id")
    )
    return {
        notice.pk
        for notice in notices
        if states.get(notice.data.get("report")) in TRUE_IN[notice.kind]
        and (notice.data.get("user"), notice.office_id) in working
    }


def render(notices: Sequence[Notice]) -> Mapping[int, Message]:
    reports = (
        Report.objects.without_dossiers()
        .select_related("event__office", "written_by", "submitted_by", "reviewed_by")
        .defer("event__search")
        .in_bulk(_ids(notices))
    )
    said = {c.report_id: c for c in ReviewComment.objects.filter(report__in=reports, returned=True).select_related("written_by")}  # fmt: skip
    own = own_texts(notices)
    return {
        notice.pk: _letter(notice, reports[notice.data["report"]], said.get(notice.data["report"]), own)
        for notice in notices
        if notice.data.get("report") in reports
    }


def _letter(notice: Notice, report: Report, comment: ReviewComment | None, own: OwnTexts) -> Message:
    office = report.event.office
    words = own.words(office.pk, notice.kind, notice.language)
    language = spoken(words, notice.language)
    with speaking(language):
        context = {
            "who": str(_who(notice.kind, report, comment) or ""),
            "report_kind": report.get_kind_display(),
            "report_language": report.get_language_display(),
            "report_number": str(report.number),
            "event_title": best(report.event, "title", language)[0] or report.event.slug,
            "comment": comment.text if comment else "",
            "link": settings.SITE_URL + reverse("reports:report", args=[report.uid]),
            "office_name": office.name,
        }
    subject, text = mail.render(language, notice.kind, context, words)
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=language)


def _who(kind: str, report: Report, comment: ReviewComment | None) -> User | None:
    """The colleague who did what the letter tells."""
    if kind == SUBMITTED:
        return report.submitted_by
    if kind == APPROVED:
        return report.reviewed_by
    return comment.written_by if comment else None


def _ids(notices: Sequence[Notice]) -> list[int]:
    return [notice.data["report"] for notice in notices if "report" in notice.data]


def register() -> None:
    for name, label in LABELS.items():
        names = {n: what for n, what in NAMES.items() if n != "comment" or name == RETURNED}
        text = NoticeText(name, label, _("Reports"), names, frozenset({"link"}))
        register_kind(NoticeKind(name, label, render, still_due=still_due, texts=(text,)))
