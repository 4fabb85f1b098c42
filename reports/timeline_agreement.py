"""The timeline of one agreement: twelve queries at most, however long it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import Agreement, AgreementDocument, FollowUp, ProjectStage, Signing
from agreements.states import AgreementState
from base.records import key
from people.models import Entry, User
from reports.timeline import Point, day_of, point

MOVED = "moved to "
STATED = {AgreementState.SIGNED: "signed_on", AgreementState.IN_FORCE: "effective_on"}
"""States whose day the agreement states itself; of the others the journal knows when somebody said so."""


def timeline_of_agreement(agreement: Agreement, user: User) -> list[Point]:
    return [
        *_own_days(agreement),
        *_moves(agreement),
        *_event(agreement),
        *_relatives(agreement, user),
        *_documents(agreement),
        *_follow_ups(agreement),
        *_projects(agreement),
    ]


def _own_days(agreement: Agreement) -> Iterator[Point]:
    stated: list[tuple[Any, Any]] = [
        (agreement.negotiated_on, pgettext("on a timeline", "negotiated")),
        (agreement.planned_on if agreement.signed_on is None else None, pgettext("on a timeline", "signing planned")),
        (agreement.signed_on, AgreementState.SIGNED.label),
        (agreement.effective_on, AgreementState.IN_FORCE.label),
        (agreement.expires_on, pgettext("on a timeline", "last day")),
    ]  # fmt: skip
    for on, what in stated:
        if on is not None:
            yield Point(on, "agreement", str(what))


def _moves(agreement: Agreement) -> Iterator[Point]:
    """What the agreement does not state itself, on the day on which it was recorded."""
    own = Entry.objects.filter(office=agreement.office_id, subject=key("agreement", agreement.pk))
    labels = dict(AgreementState.choices)
    zone = ZoneInfo(agreement.office.zone)
    for entry in own.exclude(state="").order_by("at", "pk").only("at", "verb", "state"):
        stated = STATED.get(AgreementState(entry.state)) if entry.state in labels else None
        if stated and getattr(agreement, stated) is not None:
            continue
        if entry.verb.startswith(MOVED):
            yield Point(day_of(entry.at, zone), "agreement", str(labels[entry.state]))
        elif entry.verb == "created":
            entered = pgettext("on a timeline", "entered in the register: %(state)s")
            yield Point(day_of(entry.at, zone), "agreement", entered % {"state": labels[entry.state]})


def _event(agreement: Agreement) -> Iterator[Point]:
    if event := agreement.event:
        href = reverse("reports:event", args=[event.slug])
        yield point(event.start_on, "event", event.get_kind_display(), event, "title", href=href)
    signing = Signing.objects.filter(agreement=agreement).select_related("item__event").first()
    if signing is not None:
        item = signing.item
        href = reverse("events:item", args=[item.event.slug, item.uid])
        on = item.on or item.event.start_on
        yield point(on, "event", pgettext("on a timeline", "signing in the agenda"), item, "title", href=href)


def _relatives(agreement: Agreement, user: User) -> Iterator[Point]:
    seen = Agreement.objects.visible_to(user).defer("search", "terms", "fields", "notes")
    before = [pk for pk in (agreement.renews_id, agreement.supplements_id) if pk]
    lists = (
        (seen.filter(pk__in=before), pgettext("on a timeline", "earlier agreement")),
        (seen.filter(renews=agreement), pgettext("on a timeline", "renewal")),
        (seen.filter(supplements=agreement), pgettext("on a timeline", "supplement")),
    )
    for rows, what in lists:
        for one in rows:
            yield agreement_point(one, what)


def agreement_point(one: Agreement, what: Any) -> Point:
    """On the day of signing, else on the one for which it is planned."""
    on = one.signed_on or one.planned_on or one.negotiated_on
    href = reverse("agreements:agreement", args=[one.uid])
    return point(
        on, "agreement", what, one, "title", href=href, state=one.state, state_label=one.get_state_display()
    )


def _documents(agreement: Agreement) -> Iterator[Point]:
    zone = ZoneInfo(agreement.office.zone)
    for one in AgreementDocument.objects.filter(agreement=agreement).order_by("added_at"):
        what = _("%(kind)s, version %(number)s") % {"kind": one.get_kind_display(), "number": one.number}
        href = reverse("agreements:document", args=[agreement.uid, one.uid])
        yield Point(day_of(one.added_at, zone), "document", what, one.name, href=href)


def _follow_ups(agreement: Agreement) -> Iterator[Point]:
    for one in FollowUp.objects.filter(agreement=agreement):
        yield follow_up_point(one)


def follow_up_point(one: FollowUp) -> Point:
    href = reverse("agreements:follow_up", args=[one.uid])
    return point(
        one.due_on, "follow_up", pgettext("on a timeline", "due"), one, "text", href=href, state=one.state,
        state_label=one.get_state_display(),
    )  # fmt: skip


def _projects(agreement: Agreement) -> Iterator[Point]:
    stages = ProjectStage.objects.filter(project__agreement=agreement).select_related("project")
    for stage in stages:
        yield stage_point(stage)


def stage_point(stage: ProjectStage) -> Point:
    href = reverse("agreements:project", args=[stage.project.uid])
    return point(stage.entered_on, "project", stage.get_state_display(), stage.project, "title", href=href)
