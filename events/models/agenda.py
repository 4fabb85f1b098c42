"""AgendaItem, and the tracks that group items."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from base.dates import PartOfDay
from base.fields import PartialDateField
from base.records import keys
from events.models.event import Event
from events.models.venue import Room
from events.querysets import AgendaItemQuerySet
from events.states import ITEM_MOVES, ItemState
from people.models import OfficeRecord, Organization
from people.querysets import OfficeRecordQuerySet


class ItemKind(models.TextChoices):
    OPENING = "opening", _("opening")
    SESSION = "session", _("session")
    SYMPOSIUM = "symposium", _("symposium")
    SPEECH = "speech", _("speech")
    LECTURE = "lecture", _("lecture")
    TALKS = "talks", _("talks")
    PANEL = "panel", _("panel")
    SITE_VISIT = "site_visit", _("site visit")
    SIGNING = "signing", _("signing")
    UNVEILING = "unveiling", _("unveiling")
    APPOINTMENT = "appointment", _("appointment")
    LAUNCH = "launch", _("launch")
    EXHIBITION = "exhibition", _("exhibition")
    MATCHMAKING = "matchmaking", _("matchmaking")
    GROUP_PHOTO = "group_photo", _("group photo")
    MEAL = "meal", _("meal")
    TRANSFER = "transfer", _("transfer")
    BREAK = "break", _("break")
    CLOSING = "closing", _("closing")
    OTHER = "other", _("other")


class Track(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(_("track"), max_length=200)
    interchange = models.JSONField(
        default=dict, blank=True, editable=False, help_text="what an imported schedule states beyond the name"
    )

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="track_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id)


class AgendaItem(OfficeRecord):
    """`on`, `start_time`, `end_time` are local wall time of the event; the span in UTC is derived from them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind)
    title = models.CharField(_("title"), max_length=300, blank=True)
    gist = models.TextField(
        _("gist"), blank=True, help_text=_("What it was about, or what happened, in a few sentences.")
    )
    abstract = models.TextField(
        _("announcement"), blank=True, help_text=_("What the programme says about it beforehand.")
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    links = models.JSONField(
        _("links"), default=list, blank=True, help_text="a list of {url, title} in order"
    )
    state = models.CharField(max_length=12, choices=ItemState, default=ItemState.PLANNED, editable=False)
    on = PartialDateField(_("day"), null=True, blank=True)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    part_of_day = models.CharField(_("part of the day"), max_length=12, choices=PartOfDay, blank=True)
    starts_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("room"))  # fmt: skip
    place = models.CharField(_("place"), max_length=300, blank=True)
    host = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host organization"))  # fmt: skip
    track = models.ForeignKey(Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("track"))  # fmt: skip
    public = models.BooleanField(_("shown in the public programme"), default=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    guid = models.UUIDField(
        null=True, editable=False, help_text="the item's identifier in the schedule that it came from"
    )
    interchange = models.JSONField(
        default=dict, blank=True, editable=False, help_text="what that schedule states and has no field here"
    )

    objects: ClassVar[Any] = AgendaItemQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = ITEM_MOVES

    class Meta:
        ordering = ["on", F("starts_at").asc(nulls_first=True), "position", "pk"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            ExclusionConstraint(
                name="room_once_at_a_time",
                expressions=[
                    (
                        Func(F("room_id"), F("room_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("starts_at"), F("ends_at"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(room__isnull=False, starts_at__isnull=False, ends_at__isnull=False)
                & ~Q(state="dropped"),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="item_ends_after_start",
            ),
            models.UniqueConstraint(fields=["event", "guid"], name="item_guid_once"),
        ]
        indexes = [models.Index(fields=["event", "on", "starts_at", "position"], name="item_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, agenda_item=self.pk, organization=self.host_id)
