"""The timeline of a counterpart: every event, delegation, agreement, outcome, follow-up and project with them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext

from agreements.models import Agreement, FollowUp, Party, ProjectPartner, ProjectStage
from agreements.states import AgreementState
from delegations.models import Delegation, Sender
from people.models import Organization, User
from reports import dealings
from reports.timeline import Point, point
from reports.timeline_agreement import agreement_point, follow_up_point, stage_point


def timeline_of_organization(organization: Organization, user: User) -> list[Point]:
    """A fixed number of queries, whatever happened."""
    return [
        *_events(organization, user),
        *_delegations(organization, user),
        *_agreements(organization, user),
        *_outcomes(organization, user),
        *_follow_ups(organization, user),
        *_projects(organization, user),
    ]


def _events(organization: Organization, user: User) -> Iterator[Point]:
    for appearance in dealings.appearances_of(organization, user):
        event = appearance.event
        href = reverse("reports:event", args=[event.slug])
        yield point(
            event.start_on, "event", ", ".join(appearance.roles), event, "title", href=href, state=event.state,
            state_label=event.get_state_display(),
        )  # fmt: skip


def _delegations(organization: Organization, user: User) -> Iterator[Point]:
    sent = Sender.objects.filter(organization=organization).values("delegation")
    found = Delegation.objects.visible_to(user).filter(pk__in=sent).select_related("event")
    for one in found:
        href = reverse("delegations:delegation", args=[one.uid])
        named = one if one.name else one.event
        yield point(
            one.event.start_on, "delegation", one.get_direction_display() or pgettext("on a timeline", "sent a delegation"),
            named, "name" if one.name else "title", href=href, state=one.state, state_label=one.get_state_display(),
        )  # fmt: skip


def _agreements(organization: Organization, user: User) -> Iterator[Point]:
    own = Party.objects.filter(organization=organization).values("agreement")
    rows = Agreement.objects.visible_to(user).filter(pk__in=own).defer("search", "terms", "fields", "notes")
    for one in rows:
        signed = one.signed_on is not None
        yield agreement_point(one, AgreementState.SIGNED.label if signed else one.get_kind_display())
        href = reverse("agreements:agreement", args=[one.uid])
        if one.expires_on is not None:
            last = pgettext("on a timeline", "last day")
            yield point(one.expires_on, "agreement", last, one, "title", href=href)


def _outcomes(organization: Organization, user: User) -> Iterator[Point]:
    for one in dealings.outcomes_of(user, organization=organization):
        href = reverse("agreements:outcomes", args=[one.event.slug])
        yield point(one.event.start_on, "outcome", one.get_kind_display(), one, "text", href=href)


def _follow_ups(organization: Organization, user: User) -> Iterator[Point]:
    concerned = Q(lead=organization) | Q(
        pk__in=FollowUp.supporters.through.objects.filter(organization=organization).values("followup")
    )
    for one in FollowUp.objects.visible_to(user).filter(concerned):
        yield follow_up_point(one)


def _projects(organization: Organization, user: User) -> Iterator[Point]:
    own = Q(project__lead=organization) | Q(
        project__in=ProjectPartner.objects.filter(organization=organization).values("project")
    )
    for stage in ProjectStage.objects.visible_to(user).filter(own).select_related("project"):
        yield stage_point(stage)
