"""Adjectives of the agreements room."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from agreements.states import ALIVE, UNFINISHED, AgreementState
from base import search
from people.querysets import OfficeRecordQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User

M = TypeVar("M", bound=models.Model, covariant=True)
CONFIDED = frozenset({"organizer", "protocol", "reviewer", "administrator"})
"""The roles that see confidential agreements: who keeps agreements, and who reviews."""
QUARTER = 92
"""Days, as many as the longest quarter of a year has."""
MOST_WORDS = 12
"""So many words of a search are looked for; each costs a condition."""


class ConfidedQuerySet(OfficeRecordQuerySet[M]):
    """Rows that are, or hang by `path` on, an agreement; what is confidential exists for few."""

    path: ClassVar[str] = "agreement"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """As ever; rows of a confidential agreement only where the user's roles let them know of it."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows
        roles = user.roles_by_office
        blind = [office for office in roles if CONFIDED.isdisjoint(roles[office])]
        if not blind:
            return rows
        return rows.exclude(**{self._named("confidential"): True, "office__in": blind})

    def open_to_all(self) -> Self:
        """Rows of no confidential agreement: what may leave the office."""
        return self.exclude(**{self._named("confidential"): True})

    def _named(self, column: str) -> str:
        return f"{self.path}__{column}" if self.path else column


class AgreementQuerySet(ConfidedQuerySet[Any]):
    path = ""

    def matching(self, text: str) -> Self:
        """Every word occurs in the titles, terms, notes or number, or in a party's name: the present one, or the one it
        bore when the agreement was last written. So nothing is indexed again when an organization is renamed."""
        parties = self.model._meta.get_field("parties").related_model._default_manager
        rows = self
        for word in list(search.runs(text))[:MOST_WORDS]:
            named = parties.filter(search.matching(word, "organization__search"), agreement=OuterRef("pk"))
            rows = rows.filter(search.matching(word) | Exists(named))
        return rows

    def in_force(self) -> Self:
        return self.filter(state__in=[AgreementState.SIGNED, AgreementState.IN_FORCE])

    def lapsed(self, on: dt.date) -> Self:
        """Signed or in force by their state, though their day has passed: somebody has to say what became of them."""
        return self.in_force().filter(expires_by__lt=on)

    def expiring(self, on: dt.date, days: int) -> Self:
        """Those that end within so many days from `on`."""
        return self.in_force().filter(expires_by__range=(on, on + dt.timedelta(days=days)))


class OfAgreementQuerySet(ConfidedQuerySet[Any]):
    pass


class OfPartyQuerySet(ConfidedQuerySet[Any]):
    path = "party__agreement"


class SignatureQuerySet(OfPartyQuerySet):
    def valid(self) -> Self:
        """Signatures that were not annulled."""
        return self.filter(annulled_at=None)


class ProjectQuerySet(ConfidedQuerySet[Any]):
    def alive(self) -> Self:
        """Projects that are neither completed nor terminated."""
        return self.filter(state__in=ALIVE)

    def of_event(self, event: Any) -> Self:
        """Those that stem from an outcome or an agreement of the event."""
        return self.filter(Q(outcome__event=event) | Q(agreement__event=event))

    def with_organization(self, organization: Any) -> Self:
        """Those that it leads or of which it is a partner."""
        partners = self.model._meta.get_field("partners").related_model._default_manager
        return self.filter(
            Q(lead=organization) | Exists(partners.filter(project=OuterRef("pk"), organization=organization))
        )

    def late(self, on: dt.date) -> Self:
        """Projects under way whose next milestone has passed."""
        return self.alive().filter(milestone_on__lt=on)

    def untold(self, on: dt.date) -> Self:
        """Projects under way of which nobody has told for a quarter how they stand."""
        before = on - dt.timedelta(days=QUARTER)
        silent = Q(updated_on__lt=before) | Q(updated_on=None, created_at__date__lt=before)
        return self.alive().filter(silent)


class OutcomeQuerySet(OfficeRecordQuerySet[Any]):
    pass


class FollowUpQuerySet(ConfidedQuerySet[Any]):
    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def overdue(self, on: dt.date) -> Self:
        return self.unfinished().filter(due_by__lt=on)

    def by_urgency(self, on: dt.date) -> Self:
        """Overdue ones first, then by the day they are due, then those without a day."""
        late = When(state__in=UNFINISHED, due_by__lt=on, then=0)
        return self.order_by(Case(late, default=1), models.F("due_by").asc(nulls_last=True), "priority", "pk")

    def of_event(self, event: Any) -> Self:
        """Those of the event itself, of its outcomes and of its agreements."""
        of_it = Q(event=event) | Q(outcome__event=event) | Q(agreement__event=event)
        return self.filter(of_it)


class OfFollowUpQuerySet(ConfidedQuerySet[Any]):
    """Notes and extensions of a follow-up."""

    path = "follow_up__agreement"


class OfNoteQuerySet(ConfidedQuerySet[Any]):
    path = "note__follow_up__agreement"


class OfProjectQuerySet(ConfidedQuerySet[Any]):
    path = "project__agreement"


class OfSigningQuerySet(ConfidedQuerySet[Any]):
    path = "signing__agreement"


class ShowStepQuerySet(OfficeRecordQuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """As ever; not where a confidential agreement is signed at the ceremony, but for those who may know of it."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows
        roles = user.roles_by_office
        blind = [office for office in roles if CONFIDED.isdisjoint(roles[office])]
        if not blind:
            return rows
        signings = apps.get_model("agreements", "Signing").objects
        told = signings.filter(item=OuterRef("item"), agreement__confidential=True)
        return rows.exclude(Exists(told), office__in=blind)
