"""Filters of the lists of the agreements room."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django_filters import rest_framework as filters

from agreements.models import FollowUp, OutcomeActor, OutcomeKind
from agreements.models.follow_up import Priority
from agreements.states import ExtensionState, FollowUpState
from events.api.filters import OfEventFilter
from people.api.filters import RecordFilter, YesOrNoFilter, one_of, uid_of


class OutcomeFilter(OfEventFilter):
    kind = one_of(OutcomeKind, "kind")
    item = uid_of("item")
    organization = filters.UUIDFilter(
        method="with_organization", label="outcomes in which it stands, in any part"
    )
    person = filters.UUIDFilter(method="with_person", label="outcomes in which they stand or are appointed")

    def with_organization(self, queryset: Any, name: str, value: Any) -> Any:
        actors = OutcomeActor.objects.filter(organization__uid=value).values("outcome")
        return queryset.filter(Q(pk__in=actors) | Q(appointment__organization__uid=value))

    def with_person(self, queryset: Any, name: str, value: Any) -> Any:
        actors = OutcomeActor.objects.filter(person__uid=value).values("outcome")
        return queryset.filter(Q(pk__in=actors) | Q(appointment__person__uid=value))


class IndicatorFilter(OfEventFilter):
    subject = uid_of("subject")


class FollowUpFilter(RecordFilter):
    event = filters.CharFilter(
        method="because_of", label="address of an event: from it, its outcomes or agreements"
    )
    state = one_of(FollowUpState, "state")
    lead = uid_of("lead")
    responsible = uid_of("responsible")
    owner = uid_of("owner")
    supporter = filters.UUIDFilter(method="supported_by", label="follow-ups that this organization supports")
    priority = one_of(Priority, "priority")
    agreement = uid_of("agreement")
    outcome = uid_of("outcome")
    due_before = filters.DateFilter("due_by", "lt", label="due before this day")
    overdue = YesOrNoFilter(method="only_overdue")

    def because_of(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(
            Q(event__slug=value) | Q(outcome__event__slug=value) | Q(agreement__event__slug=value)
        )

    def supported_by(self, queryset: Any, name: str, value: Any) -> Any:
        lines = FollowUp.supporters.through._base_manager.filter(organization__uid=value)
        return queryset.filter(pk__in=lines.values("followup"))

    def only_overdue(self, queryset: Any, name: str, value: bool) -> Any:
        late = queryset.overdue(timezone.localdate())
        return late if value else queryset.exclude(pk__in=late.order_by().values("pk"))


class ExtensionFilter(RecordFilter):
    follow_up = uid_of("follow_up")
    state = one_of(ExtensionState, "state")


class EvidenceFilter(RecordFilter):
    follow_up = uid_of("note__follow_up")
