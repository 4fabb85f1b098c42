"""What state may follow which, for delegations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class DelegationState(models.TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("delegation", "announced")
    COMPOSED = "composed", pgettext_lazy("delegation", "composed")
    CONFIRMED = "confirmed", pgettext_lazy("delegation", "confirmed")
    RECEIVED = "received", pgettext_lazy("delegation", "received")
    DEPARTED = "departed", pgettext_lazy("delegation", "departed")
    WITHDRAWN = "withdrawn", pgettext_lazy("delegation", "withdrawn")


DELEGATION_MOVES: dict[str, frozenset[str]] = {
    DelegationState.ANNOUNCED: frozenset({"composed", "withdrawn"}),
    DelegationState.COMPOSED: frozenset({"announced", "confirmed", "withdrawn"}),
    DelegationState.CONFIRMED: frozenset({"composed", "received", "withdrawn"}),
    DelegationState.RECEIVED: frozenset({"departed"}),
    DelegationState.DEPARTED: frozenset(),
    DelegationState.WITHDRAWN: frozenset(),
}
LED_STATES = frozenset(
    {DelegationState.COMPOSED, DelegationState.CONFIRMED, DelegationState.RECEIVED, DelegationState.DEPARTED}
)
"""States in which a delegation has at least one leader."""
