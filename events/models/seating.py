"""Seating plans: who is to sit in which order; where each sits is computed (`events.seating`), and what is pinned stays."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.models.agenda import AgendaItem
from events.models.event import Event
from events.models.registration import Registration
from events.seating import Door, Hand, Heads, Interpreters, Layout, Profile, Side, Task
from people.models import OfficeRecord, Person, Precedence
from people.querysets import OfficeRecordQuerySet

MOST = [MaxValueValidator(200)]


class SeatingPlan(OfficeRecord):
    """`origin` names what it was drawn from in another room, such as `signing:<uid>`; counts of 0 let the layout choose."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="seating_plans")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="seating_plans",
        verbose_name=_("agenda item"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=200, blank=True)
    layout = models.CharField(_("layout"), max_length=12, choices=Layout, default=Layout.BILATERAL)
    profile = models.CharField(
        _("place of honour"), max_length=16, choices=Profile, default=Profile.INTERNATIONAL
    )
    precedence = models.ForeignKey(
        Precedence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    side_a = models.CharField(_("name of side A"), max_length=200, blank=True)
    side_b = models.CharField(_("name of side B"), max_length=200, blank=True)
    host_side = models.CharField(_("side of the host"), max_length=1, choices=Side, default=Side.B)
    door = models.CharField(_("door"), max_length=8, choices=Door, default=Door.FACING)
    heads = models.CharField(_("heads of the long table"), max_length=8, choices=Heads, default=Heads.MIDDLE)
    interpreters = models.CharField(
        _("interpreters"), max_length=8, choices=Interpreters, default=Interpreters.BESIDE
    )
    hand = models.CharField(_("interpreter of the principal"), max_length=8, choices=Hand, default=Hand.RIGHT)
    tables = models.PositiveSmallIntegerField(_("tables"), default=0, validators=MOST)
    per_table = models.PositiveSmallIntegerField(_("seats at a table"), default=10, validators=MOST)
    rows = models.PositiveSmallIntegerField(_("rows"), default=0, validators=MOST)
    per_row = models.PositiveSmallIntegerField(_("seats in a row"), default=0, validators=MOST)
    head = models.PositiveSmallIntegerField(
        _("seats at the head table or on the stage"), default=0, validators=MOST
    )
    flags = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, verbose_name=_("flags from left to right")
    )
    origin = models.CharField(max_length=60, blank=True, editable=False)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("seating plan")
        verbose_name_plural = _("seating plans")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "origin"], condition=~Q(origin=""), name="seating_plan_origin_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(seating_plan=self.pk, event=self.event_id, agenda_item=self.item_id)


class SeatingPlace(OfficeRecord):
    """Somebody to seat: a participant, a person of the directory, or a label. `pinned`: the seat given by hand."""

    plan = models.ForeignKey(SeatingPlan, on_delete=models.CASCADE, related_name="places")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="seating_places",
        verbose_name=_("participant"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    label = models.CharField(_("name"), max_length=200, blank=True)
    side = models.CharField(_("side"), max_length=1, choices=Side, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    principal = models.BooleanField(_("principal"), default=False)
    beside = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="helpers",
        verbose_name=_("beside"),
    )  # fmt: skip
    task = models.CharField(_("task"), max_length=12, choices=Task, blank=True)
    pinned = models.CharField(_("seat"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"label", "reason"})

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("place in a seating plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False, person=None, label="")
                | Q(registration=None, person__isnull=False, label="")
                | (Q(registration=None, person=None) & ~Q(label="")),
                name="seating_place_of_one",
            ),
            models.UniqueConstraint(fields=["plan", "registration"], name="seating_registration_once"),
            models.UniqueConstraint(fields=["plan", "person"], name="seating_person_once"),
            models.UniqueConstraint(
                fields=["plan", "pinned"], condition=~Q(pinned=""), name="seating_pinned_once"
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.position}"

    @property
    def about(self) -> list[str]:
        return keys(seating_plan=self.plan_id, registration=self.registration_id, person=self.person_id)
