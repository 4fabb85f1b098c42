"""TravelDocument: a passport, sealed; each reveal is on record."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.records import keys
from base.sealing import blind
from delegations.querysets import TravelDocumentQuerySet
from people.models import OfficeRecord, Person

NUMBERS = "travel document number"
"""Purpose of the blind index."""


class DocumentKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary passport")
    SERVICE = "service", _("service passport")
    DIPLOMATIC = "diplomatic", _("diplomatic passport")
    IDENTITY_CARD = "identity_card", _("identity card")
    LAISSEZ_PASSER = "laissez_passer", _("laissez-passer")


class TravelDocument(OfficeRecord):
    """`number`, `printed_name` (exactly as the passport has it) and `born_on` (ISO date) are sealed and bound to the row.

    `number_index` finds equal numbers of a country; `delete_after` is the last day on which the row is kept.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=16, choices=DocumentKind, default=DocumentKind.ORDINARY)
    country = CountryField(_("issuing country"))
    number = models.BinaryField(default=bytes, editable=False)
    number_index = models.BinaryField(max_length=32, editable=False)
    printed_name = models.BinaryField(default=bytes, editable=False)
    born_on = models.BinaryField(default=bytes, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    delete_after = models.DateField(_("kept until"), null=True, blank=True)
    checked_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = TravelDocumentQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"kind", "country", "number", "number_index", "printed_name", "born_on", "issued_on", "expires_on"}
    )

    SEALED: ClassVar[tuple[str, ...]] = ("number", "printed_name", "born_on")

    class Meta:
        ordering = ["-expires_on", "pk"]
        verbose_name = _("travel document")
        constraints = [
            models.UniqueConstraint(fields=["person", "number_index"], name="travel_document_once"),
            models.CheckConstraint(
                condition=models.Q(issued_on=None)
                | models.Q(expires_on=None)
                | models.Q(expires_on__gt=models.F("issued_on")),
                name="travel_document_expires_after_issue",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "number_index"], name="travel_document_number"),
            models.Index(fields=["delete_after"], name="travel_document_retention"),
        ]

    def __str__(self) -> str:
        return f"travel document {self.pk}"

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id, travel_document=self.pk)

    def reindex(self, texts: dict[str, str]) -> list[str]:
        """The blind index of the number under the present key; returns the columns that it set."""
        self.number_index = blind(indexed_text(self.country, texts["number"]), purpose=NUMBERS)
        return ["number_index"]


def indexed_text(country: Any, number: str) -> str:
    """What the blind index is made of: a normalised number belongs to the country that issued it."""
    return f"{str(country).upper()} {number}"
