"""Adjectives of the delegations room."""

from __future__ import annotations

from typing import Any, Self

from delegations.states import DelegationState
from events.states import ENDED_STATES
from people.querysets import OfficeRecordQuerySet


class DelegationQuerySet(OfficeRecordQuerySet[Any]):
    def expected(self) -> Self:
        """Everything that was not withdrawn."""
        return self.exclude(state=DelegationState.WITHDRAWN)


class MemberQuerySet(OfficeRecordQuerySet[Any]):
    def active(self) -> Self:
        """Members whose registration was not declined, cancelled or passed on to a substitute."""
        return self.exclude(registration__state__in=ENDED_STATES)
