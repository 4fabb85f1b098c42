"""Who does what at an agenda item, and the unnamed groups that take part."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.records import keys
from events.models.agenda import AgendaItem
from events.models.event import Event
from events.querysets import ParticipationQuerySet
from people.models import OfficeRecord, Organization, Person
from people.querysets import OfficeRecordQuerySet


class Manner(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    EITHER = "either", _("in person or online, not stated which")
    VIDEO = "video", _("by recorded video")
    READ_OUT = "read_out", _("read out by another")


class ParticipationRole(models.TextChoices):
    ATTENDEE = "attendee", _("attendee")
    HOST_REPRESENTATIVE = "host_representative", _("host representative")
    CHAIR = "chair", _("chair")
    MODERATOR = "moderator", _("moderator")
    SPEAKER = "speaker", _("speaker")
    PANELLIST = "panellist", _("panellist")
    SIGNATORY = "signatory", _("signatory")
    WITNESS = "witness", _("witness")
    UNVEILER = "unveiler", _("unveiler")
    APPOINTEE = "appointee", _("appointee")
    REPRESENTATIVE = "representative", _("participants’ representative")
    INTERPRETER = "interpreter", _("interpreter")


class Group(OfficeRecord):
    """Participants without names: as many, from wherever, as is stated, and no more."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="groups")
    label = models.CharField(_("who they are"), max_length=300, blank=True)
    count = models.PositiveIntegerField(
        _("how many"), null=True, blank=True, help_text=_("Empty when not stated.")
    )
    count_as_worded = models.CharField(_("number as worded"), max_length=120, blank=True)
    category = models.CharField(_("category"), max_length=120, blank=True)
    rank = models.CharField(_("rank as worded"), max_length=120, blank=True)
    countries = CountryField(_("countries"), multiple=True, multiple_sort=False, blank=True, max_length=800)
    regions = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("regions")
    )
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name=_("organizations")
    )
    list_complete = models.BooleanField(
        _("the list is complete"),
        null=True,
        blank=True,
        help_text=_("No for “such as”; empty when not stated."),
    )

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("group")

    def __str__(self) -> str:
        return self.label

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, group=self.pk)


class Participation(OfficeRecord):
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="participations")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"))  # fmt: skip
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("group"))  # fmt: skip
    role = models.CharField(
        _("role"), max_length=24, choices=ParticipationRole, default=ParticipationRole.SPEAKER
    )
    manner = models.CharField(_("how"), max_length=12, choices=Manner, blank=True)
    speech_title = models.CharField(_("title of the speech"), max_length=300, blank=True)
    gist = models.TextField(_("gist of the speech"), blank=True)
    language = models.CharField(_("language of the speech"), max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    interchange = models.JSONField(
        default=dict, blank=True, editable=False, help_text="what an imported schedule states of the speaker"
    )

    objects: ClassVar[Any] = ParticipationQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"interchange"})

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("participation")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, group=None) | Q(person=None, group__isnull=False),
                name="participation_person_or_group",
            ),
            models.UniqueConstraint(fields=["item", "person", "role"], name="participation_once"),
        ]
        indexes = [models.Index(fields=["event", "person"], name="participation_event")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id or self.group_id}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, agenda_item=self.item_id, person=self.person_id)
