"""Agreement: a document between parties."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.querysets import AgreementQuerySet
from agreements.states import AGREEMENT_MOVES, AgreementState
from base.fields import PartialDateField
from base.records import keys
from base.search import SearchField
from events.models import AgendaItem, Event
from people.models import OfficeRecord, Person


class AgreementKind(models.TextChoices):
    MOU = "mou", _("memorandum of understanding")
    LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
    FRAMEWORK = "framework", _("framework agreement")
    STRATEGIC = "strategic", _("strategic cooperation agreement")
    AGREEMENT = "agreement", _("agreement")
    CONTRACT = "contract", _("contract")
    SUPPLEMENT = "supplement", _("supplementary agreement")


class Renewal(models.TextChoices):
    NONE = "none", _("ends on its day")
    AUTOMATIC = "automatic", _("renewed unless somebody gives notice")
    BY_CONSENT = "by_consent", _("renewed when the parties agree")


class Agreement(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("event"))  # fmt: skip
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agenda item"))  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind)
    state = models.CharField(
        max_length=16, choices=AgreementState, default=AgreementState.PROPOSED, editable=False
    )
    number = models.CharField(_("number in the register"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=400, blank=True)
    terms = models.JSONField(
        _("what it provides"), default=list, blank=True, help_text="a list of texts by language code"
    )
    fields = models.JSONField(
        _("fields"), default=list, blank=True, help_text="a list of texts by language code"
    )
    witnesses = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("witnesses"))
    witnessed_by = models.CharField(
        _("witnesses as worded"), max_length=300, blank=True, help_text=_("Such as “all parties”.")
    )
    languages = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("languages")
    )
    authentic_language = models.CharField(_("authentic text"), max_length=10, blank=True)
    copies = models.PositiveSmallIntegerField(_("copies"), null=True, blank=True)
    negotiated_on = PartialDateField(_("negotiated on"), null=True, blank=True)
    planned_on = PartialDateField(_("signing planned on"), null=True, blank=True)
    signed_on = PartialDateField(_("signed on"), null=True, blank=True)
    effective_on = PartialDateField(_("in force from"), null=True, blank=True)
    expires_on = PartialDateField(_("expires on"), null=True, blank=True)
    expires_by = models.DateField(
        null=True, editable=False, help_text="the last day that `expires_on` allows"
    )
    renewal = models.CharField(_("renewal"), max_length=12, choices=Renewal, blank=True)
    renewal_months = models.PositiveSmallIntegerField(_("renewed for months"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), null=True, blank=True)
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Seen only by those who keep agreements, and by reviewers."),
    )
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("looked after by"))  # fmt: skip
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("renews"))  # fmt: skip
    supplements = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="supplemented_by", verbose_name=_("supplements"))  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    search = SearchField(editable=False, default="")

    objects: ClassVar[Any] = AgreementQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = AGREEMENT_MOVES

    class Meta:
        ordering = ["position", "-pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        indexes = [
            GinIndex(fields=["search"], name="agreement_search"),
            models.Index(fields=["office", "state"], name="agreement_state"),
            models.Index(fields=["office", "expires_by"], name="agreement_expiry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], condition=~Q(number=""), name="agreement_number_once"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency=""), name="agreement_amount_has_currency"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> list[str]:
        """What is confidential is not told in the journal of its event."""
        return keys(agreement=self.pk, event=None if self.confidential else self.event_id)
