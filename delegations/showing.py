"""Delegations as pages show them: with senders, leaders and how many people they are, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from base.search import matching
from delegations.models import Delegation, Member, MemberRole
from events.models import Registration
from events.states import ENDED_STATES
from people.models import Post

PARTICIPANT = ("registration__person", "registration__group", "registration__organization")


def with_composition(delegations: Any) -> Any:
    """Each with its senders, `leaders`, `people` as far as groups state a number, and `uncounted`: the groups that do not."""
    leaders = with_participants(Member.objects.active().filter(role=MemberRole.LEADER))
    active = ~Q(members__registration__state__in=sorted(ENDED_STATES))
    named = Count("members", filter=active & Q(members__registration__person__isnull=False))
    grouped = Sum("members__registration__group__count", filter=active)
    unstated = Q(members__registration__group__isnull=False, members__registration__group__count=None)
    return (
        delegations.with_senders()
        .select_related("event")
        .defer("event__search")
        .prefetch_related(Prefetch("members", queryset=leaders, to_attr="leaders"))
        .annotate(people=named + Coalesce(grouped, 0), uncounted=Count("members", filter=active & unstated))
    )


def with_participants(members: Any) -> Any:
    """Members with who they are and the posts held then."""
    posts = Post.objects.select_related("organization")
    return members.select_related(*PARTICIPANT).prefetch_related(
        Prefetch("registration__posts", queryset=posts)
    )


def candidates(delegation: Delegation, text: str) -> Any:
    """Participants of its event who are in no delegation: those of its country first."""
    taken = Member.objects.filter(registration__event=delegation.event_id).values("registration")
    found = Registration.objects.active().filter(event=delegation.event_id).exclude(pk__in=taken)
    if text:
        found = found.filter(_says(text))
    same = Case(
        When(country=str(delegation.country or "-"), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    posts = Post.objects.select_related("organization")
    found = found.select_related("person", "group").prefetch_related(Prefetch("posts", queryset=posts))
    return found.order_by(same, F("person__sort_name").asc(nulls_last=True), "seq")


def _says(text: str) -> Q:
    stated = Q()
    for name in ("organization_name", "job_title", "group__label_en", "group__label_zh_hans"):
        stated |= Q(**{f"{name}__icontains": text})
    return matching(text, "person__search") | stated
