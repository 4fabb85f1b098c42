"""Adjectives of the delegations room."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db.models import Exists, OuterRef, Prefetch

from delegations.states import SETTLED_VISAS, DelegationState
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


class OfDelegationQuerySet(OfficeRecordQuerySet[Any]):
    """Rows with a `delegation`."""


class TravelQuerySet(OfficeRecordQuerySet[Any]):
    """Rows with a `registration`."""

    def active(self) -> Self:
        """Of those who still take part."""
        return self.exclude(registration__state__in=ENDED_STATES)


class LegQuerySet(OfficeRecordQuerySet[Any]):
    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)


class StayQuerySet(OfficeRecordQuerySet[Any]):
    def on(self, night: dt.date) -> Self:
        """Rooms taken in the night that follows the day."""
        return self.filter(check_in__lte=night, check_out__gt=night)


class VehicleQuerySet(OfficeRecordQuerySet[Any]):
    pass


class TravelDocumentQuerySet(OfficeRecordQuerySet[Any]):
    def outlived(self, on: dt.date) -> Self:
        """Those whose retention has ended."""
        return self.filter(delete_after__lt=on)


class VisaCaseQuerySet(TravelQuerySet):
    def open(self) -> Self:
        return self.exclude(state__in=SETTLED_VISAS)
