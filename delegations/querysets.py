"""Adjectives of the delegations room."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q

from delegations.states import SETTLED_VISAS, DelegationState
from events.states import ENDED_STATES
from people.querysets import OfficeRecordQuerySet

if TYPE_CHECKING:
    from people.models import User
    from people.querysets import Viewer


class DelegationQuerySet(OfficeRecordQuerySet[Any]):
    def expected(self) -> Self:
        """Everything that was not withdrawn."""
        return self.exclude(state=DelegationState.WITHDRAWN)

    def escorted_by(self, user: User) -> Self:
        """Those whose liaison officer the user is, in an office in which they still work."""
        return self.filter(liaison_officer=user, office__in=user.office_ids)

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


class ReceivedQuerySet(OfficeRecordQuerySet[Any]):
    """Journeys, rooms and drives, of which not everybody of the office is told."""

    def visible_to(self, user: Viewer) -> Self:
        """All for whoever runs delegations; what concerns it for who escorts one (`delegations.escort`); else nothing."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows
        running = [office.pk for office in user.offices if user.has_perm("delegations.run", office)]
        if len(running) == len(user.office_ids):
            return rows
        return rows.filter(Q(office__in=running) | self._concerning(user))

    def _concerning(self, user: User) -> Q:
        """What belongs to a delegation that the user escorts, or has one of its members in it."""
        raise NotImplementedError


class LegQuerySet(ReceivedQuerySet):
    def _concerning(self, user: User) -> Q:
        return Q(delegation__in=_escorted(user)) | Q(pk__in=_of_theirs("Traveller", user).values("leg"))

    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)


class StayQuerySet(ReceivedQuerySet):
    def _concerning(self, user: User) -> Q:
        return Q(delegation__in=_escorted(user)) | Q(pk__in=_of_theirs("Occupant", user).values("stay"))

    def on(self, night: dt.date) -> Self:
        """Rooms taken in the night that follows the day."""
        return self.filter(check_in__lte=night, check_out__gt=night)


class VehicleQuerySet(OfficeRecordQuerySet[Any]):
    pass


class TravellerQuerySet(TravelQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Everybody on a leg that the user may see."""
        return super().visible_to(user).filter(leg__in=_rows("Leg").visible_to(user))


class OccupantQuerySet(TravelQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Everybody in a room that the user may see."""
        return super().visible_to(user).filter(stay__in=_rows("Stay").visible_to(user))


class RideQuerySet(ReceivedQuerySet):
    """A drive is what one vehicle does once; who may see one of those in it sees all of them."""

    def active(self) -> Self:
        """Of those who still take part."""
        return self.exclude(registration__state__in=ENDED_STATES)

    def _concerning(self, user: User) -> Q:
        theirs = _of_theirs("Ride", user).filter(vehicle=OuterRef("vehicle"))
        together = Q(Exists(theirs.filter(leg=OuterRef("leg")))) | Q(
            Exists(theirs.filter(item=OuterRef("item")))
        )
        return together | Q(leg__in=_rows("Leg").filter(delegation__in=_escorted(user)))


class TravelDocumentQuerySet(OfficeRecordQuerySet[Any]):
    def outlived(self, on: dt.date) -> Self:
        """Those whose retention has ended."""
        return self.filter(delete_after__lt=on)


class VisaCaseQuerySet(TravelQuerySet):
    def open(self) -> Self:
        return self.exclude(state__in=SETTLED_VISAS)


def _rows(name: str) -> Any:
    return apps.get_model("delegations", name)._default_manager.all()


def _escorted(user: User) -> Any:
    return _rows("Delegation").escorted_by(user)


def _of_theirs(name: str, user: User) -> Any:
    """Rows of those who take part as members of a delegation that the user escorts."""
    members = _rows("Member").filter(delegation__in=_escorted(user))
    return _rows(name).active().filter(registration__in=members.values("registration"))
