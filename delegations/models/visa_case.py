"""VisaCase: the way of one participant to their visa."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from delegations.models.travel_document import TravelDocument
from delegations.querysets import VisaCaseQuerySet
from delegations.states import VISA_MOVES, VisaState
from events.models import Registration
from people.models import OfficeRecord


class VisaCase(OfficeRecord):
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant"))  # fmt: skip
    document = models.ForeignKey(TravelDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("travel document"))  # fmt: skip
    state = models.CharField(
        max_length=20, choices=VisaState, default=VisaState.DOCUMENTS_WANTED, editable=False
    )
    kind = models.CharField(_("kind of visa"), max_length=40, blank=True, help_text=_("Such as F or M."))
    consulate = models.CharField(_("where it is applied for"), max_length=200, blank=True)
    wanted_by = models.DateField(_("needed by"), null=True, blank=True)
    applied_on = models.DateField(_("applied for on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    entries = models.PositiveSmallIntegerField(_("entries"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[Any] = VisaCaseQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = VISA_MOVES
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"kind", "valid_from", "valid_until", "note"})

    class Meta:
        ordering = ["pk"]
        verbose_name = _("visa case")

    def __str__(self) -> str:
        return f"visa case {self.pk}"

    @property
    def about(self) -> list[str]:
        return keys(registration=self.registration_id, visa_case=self.pk)
