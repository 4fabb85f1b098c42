"""Adjectives of the delegations room."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Exists, OuterRef, Prefetch

from delegations.states import DelegationState
from events.states import ENDED_STATES
from people.querysets import OfficeRecordQuerySet


class DelegationQuerySet(OfficeRecordQuerySet[Any]):
    def expected(self) -> Self:
        """Everything that was not withdrawn."""
        return self.exclude(state=DelegationState.WITHDRAWN)

    def without_leader(self) -> Self:
        """Those of which no leader takes part."""
        members = self.model._meta.get_field("members").related_model._default_manager
        return self.exclude(Exists(members.active().filter(delegation=OuterRef("pk"), role="leader")))

    def with_senders(self) -> Self:
        """Read with their sending organizations, as a delegation's title asks for them."""
        senders = self.model._meta.get_field("senders").related_model._default_manager
        return self.prefetch_related(Prefetch("senders", queryset=senders.select_related("organization")))


class MemberQuerySet(OfficeRecordQuerySet[Any]):
    def active(self) -> Self:
        """Members whose registration was not declined, cancelled or passed on to a substitute."""
        return self.exclude(registration__state__in=ENDED_STATES)
