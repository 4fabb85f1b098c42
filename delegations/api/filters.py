"""Filters of the lists of the delegations room."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters

from delegations.models import Direction, MemberRole, Sender
from delegations.states import DelegationState
from events.api.filters import OfEventFilter
from people.api.filters import RecordFilter, one_of, uid_of


class DelegationFilter(OfEventFilter):
    direction = one_of(Direction, "direction")
    state = one_of(DelegationState, "state")
    country = filters.CharFilter("country", "iexact")
    sender = filters.UUIDFilter(method="sent_by", label="delegations that this organization sends")
    item = filters.UUIDFilter("items__uid", label="delegations that take part in this agenda item")

    def sent_by(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(pk__in=Sender.objects.filter(organization__uid=value).values("delegation"))


class MemberFilter(RecordFilter):
    event = filters.CharFilter("delegation__event__slug", label="address of an event")
    delegation = uid_of("delegation")
    registration = uid_of("registration")
    person = uid_of("registration__person")
    role = one_of(MemberRole, "role")
