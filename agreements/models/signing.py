"""The signing of an agreement as an item of an agenda, and the run of show of a ceremony."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.party import Party
from agreements.querysets import OfAgreementQuerySet, OfSigningQuerySet, ShowStepQuerySet
from base.records import keys
from events.models import AgendaItem
from people.models import OfficeRecord, Person


class Signing(OfficeRecord):
    """What has to lie and stand on the table; who signs are the parties' representatives, in their order."""

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="signing")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("agenda item")
    )
    flags = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, verbose_name=_("flags from left to right")
    )
    pens = models.PositiveSmallIntegerField(_("pens"), null=True, blank=True)
    copies = models.JSONField(
        _("copies per language"), default=dict, blank=True, help_text="language code → number of copies"
    )
    table_note = models.CharField(_("table"), max_length=300, blank=True)
    rehearsal_at = models.DateTimeField(_("rehearsal"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place among the signings"), default=0)

    objects: ClassVar[Any] = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("signing")
        verbose_name_plural = _("signings")

    def __str__(self) -> str:
        return f"signing {self.agreement_id}"

    @property
    def about(self) -> list[str]:
        return keys(agreement=self.agreement_id, agenda_item=self.item_id)


class SigningAssistant(OfficeRecord):
    """Who turns the pages beside a party's signatory."""

    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="assistants")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", verbose_name=_("party"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    objects: ClassVar[Any] = OfSigningQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["signing", "party", "person"], name="signing_assistant_once")
        ]

    def __str__(self) -> str:
        return f"assistant {self.person_id}"

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id)


class ShowStep(OfficeRecord):
    """One line of the run of show of a signing, unveiling, launch or appointment: in which minute who does what."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    minute = models.SmallIntegerField(
        _("minute"), help_text=_("Counted from the beginning of the ceremony; negative before it.")
    )
    what = models.CharField(_("what happens"), max_length=300, blank=True)
    who = models.CharField(_("who"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ShowStepQuerySet.as_manager()

    class Meta:
        ordering = ["minute", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.minute} {self.what}"

    @property
    def about(self) -> list[str]:
        return keys(agenda_item=self.item_id)
