"""Letters of invitation, and the Word templates that an office writes for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.languages import Language
from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import OfDelegationQuerySet
from events.models import Registration
from people.models import OfficeRecord
from people.querysets import OfficeRecordQuerySet


class LetterTemplate(OfficeRecord):
    """A Word file with placeholders, checked when it was uploaded; `file` is its SHA-256 in the file store."""

    name = models.CharField(_("name"), max_length=120)
    languages = ArrayField(models.CharField(max_length=10, choices=Language), verbose_name=_("languages"))
    file = models.CharField(max_length=64, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("letter template")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(retired_at=None), name="letter_template_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(letter_template=self.pk)


class Payer(models.TextChoices):
    HOST = "host", pgettext_lazy("who pays", "the host")
    SENDER = "sender", pgettext_lazy("who pays", "the sending side")
    GUEST = "guest", pgettext_lazy("who pays", "the guest")
    SHARED = "shared", pgettext_lazy("who pays", "both sides, as stated below")


class InvitationLetter(OfficeRecord):
    """What a letter states; the document itself is made on request and never stored, because it names a passport.

    For one participant or, without `registration`, for the whole delegation. `number` is the office's own.
    """

    delegation = models.ForeignKey(
        Delegation, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("participant"))  # fmt: skip
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("letter template"))  # fmt: skip
    languages = ArrayField(models.CharField(max_length=10, choices=Language), verbose_name=_("languages"))
    side_by_side = models.BooleanField(_("two languages side by side"), default=False)
    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("date"))
    addressee = models.CharField(_("to whom it is addressed"), max_length=300, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    cities = models.CharField(_("cities"), max_length=300, blank=True)
    stays_from = models.DateField(_("from"))
    stays_until = models.DateField(_("until"))
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer, blank=True)
    payment_note = models.CharField(_("what is paid by whom"), max_length=300, blank=True)
    signed_by = models.CharField(_("who signs"), max_length=200, blank=True)
    signed_as = models.CharField(_("post of who signs"), max_length=300, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+")  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = OfDelegationQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"addressee", "signed_by", "signed_as"})

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("letter of invitation")
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="invitation_letter_number_once"),
            models.CheckConstraint(
                condition=Q(delegation__isnull=False) | Q(registration__isnull=False),
                name="invitation_letter_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(stays_until__gte=models.F("stays_from")),
                name="invitation_letter_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> list[str]:
        return keys(
            delegation=self.delegation_id, registration=self.registration_id, invitation_letter=self.pk
        )
