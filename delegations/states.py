"""What state may follow which, for delegations and visa cases."""

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


class VisaState(models.TextChoices):
    DOCUMENTS_WANTED = "documents_wanted", pgettext_lazy("visa", "documents wanted")
    DOCUMENTS_CHECKED = "documents_checked", pgettext_lazy("visa", "documents checked")
    LETTER_ISSUED = "letter_issued", pgettext_lazy("visa", "letter issued")
    APPLIED = "applied", pgettext_lazy("visa", "applied for")
    ISSUED = "issued", pgettext_lazy("visa", "issued")
    REFUSED = "refused", pgettext_lazy("visa", "refused")
    EXEMPT = "exempt", pgettext_lazy("visa", "not needed")


VISA_MOVES: dict[str, frozenset[str]] = {
    VisaState.DOCUMENTS_WANTED: frozenset({"documents_checked", "exempt"}),
    VisaState.DOCUMENTS_CHECKED: frozenset({"documents_wanted", "letter_issued", "applied", "exempt"}),
    VisaState.LETTER_ISSUED: frozenset({"documents_wanted", "applied", "exempt"}),
    VisaState.APPLIED: frozenset({"issued", "refused"}),
    VisaState.ISSUED: frozenset(),
    VisaState.REFUSED: frozenset({"documents_wanted", "applied"}),
    VisaState.EXEMPT: frozenset({"documents_wanted"}),
}
SETTLED_VISAS = frozenset({VisaState.ISSUED, VisaState.EXEMPT})
"""States in which nothing more is to be done."""
