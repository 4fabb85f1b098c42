"""Agreement and its parties in order."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.querysets import AgreementQuerySet
from agreements.states import AGREEMENT_MOVES, AgreementState
from base.fields import PartialDateField
from base.records import keys
from base.search import SearchField
from events.models import AgendaItem, Event
from people.models import OfficeRecord, Organization, Person
from people.querysets import OfficeRecordQuerySet


class AgreementKind(models.TextChoices):
    MOU = "mou", _("memorandum of understanding")
    LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
    FRAMEWORK = "framework", _("framework agreement")
    STRATEGIC = "strategic", _("strategic cooperation agreement")
    AGREEMENT = "agreement", _("agreement")
    CONTRACT = "contract", _("contract")
    SUPPLEMENT = "supplement", _("supplementary agreement")


class Agreement(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("event"))  # fmt: skip
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agenda item"))  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind)
    state = models.CharField(
        max_length=16, choices=AgreementState, default=AgreementState.PROPOSED, editable=False
    )
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
    signed_on = PartialDateField(_("signed on"), null=True, blank=True)
    effective_on = PartialDateField(_("in force from"), null=True, blank=True)
    expires_on = PartialDateField(_("expires on"), null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> list[str]:
        return keys(agreement=self.pk, event=self.event_id)


class Party(OfficeRecord):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "organization"], name="party_once")]

    def __str__(self) -> str:
        return f"party {self.organization_id}"

    @property
    def about(self) -> list[str]:
        return keys(agreement=self.agreement_id, organization=self.organization_id)
