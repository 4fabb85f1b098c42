"""Event: one row whatever its kind."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.dates import PartOfDay
from base.fields import PartialDateField
from base.records import keys
from base.search import SearchField
from events.models.event_kinds import Broadcast, EventKind, Mode, Visibility
from events.models.series import Series
from events.querysets import EventQuerySet
from events.states import EVENT_MOVES, EventState
from people.models import OfficeRecord, Organization, Person
from people.validators import validate_zone


class Event(OfficeRecord):
    """Dates are planned in local wall time; `starts_at` and `ends_at` (exclusive) are derived from them in UTC."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("series"))  # fmt: skip
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_events", verbose_name=_("part of"))  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=20, choices=Visibility, default=Visibility.PUBLIC
    )
    state = models.CharField(max_length=20, choices=EventState, default=EventState.DRAFT, editable=False)

    title = models.CharField(_("title"), max_length=300, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    aims = models.JSONField(_("aims"), default=list, blank=True, help_text="a list of texts by language code")
    policies = models.JSONField(
        _("policies it serves"), default=list, blank=True, help_text="a list of texts by language code"
    )
    place = models.CharField(_("place"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_zone])

    start_on = PartialDateField(_("first day"), null=True, blank=True)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_on = PartialDateField(_("last day"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    part_of_day = models.CharField(_("part of the day"), max_length=12, choices=PartOfDay, blank=True)
    duration_days = models.PositiveSmallIntegerField(
        _("number of days"), null=True, blank=True, help_text=_("When the days are counted but not dated.")
    )
    starts_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    schedule_revision = models.PositiveIntegerField(default=0, editable=False)
    reason_told = models.CharField(
        _("reason told to those registered"), max_length=300, blank=True, default="", db_default="", editable=False,
        help_text="why it is postponed or cancelled; empty where they are not told",
    )  # fmt: skip
    scheduled_at = models.DateTimeField(null=True, editable=False)

    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty when not limited.")
    )
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    waiting_list = models.BooleanField(_("keep a waiting list"), default=True)
    approval_required = models.BooleanField(_("registrations need approval"), default=False)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    join_url = models.URLField(
        _("joining link"), blank=True, help_text=_("Shown to confirmed participants only.")
    )
    stream_url = models.URLField(_("live stream"), blank=True, help_text=_("Shown to everyone."))
    broadcast = models.CharField(_("broadcast"), max_length=8, choices=Broadcast, blank=True)
    broadcast_countries = CountryField(_("broadcast in"), multiple=True, multiple_sort=False, blank=True, max_length=800)  # fmt: skip
    contact_name = models.CharField(_("whom to ask"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    interchange = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="what an imported schedule states of the conference and has no field here",
    )
    organizations_named = models.ManyToManyField(
        Organization,
        blank=True,
        editable=False,
        related_name="+",
        help_text="whom the record of the event speaks of, though they have no part in it",
    )
    people_named = models.ManyToManyField(
        Person,
        blank=True,
        editable=False,
        related_name="+",
        help_text="whom the record of the event speaks of, though they have no part in it",
    )
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    search = SearchField(editable=False, default="")

    objects: ClassVar[Any] = EventQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = EVENT_MOVES
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact_name", "contact_email"})

    class Meta:
        ordering = [F("starts_at").desc(nulls_first=True), "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")),
                name="event_seats_within_capacity",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="event_not_its_own_parent"
            ),
            models.UniqueConstraint(
                fields=["series", "edition"], condition=Q(edition__isnull=False), name="edition_once"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="event_search"),
            models.Index(fields=["office", "-starts_at"], name="event_office_start"),
            models.Index(fields=["visibility", "state", "-starts_at"], name="event_public"),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def about(self) -> list[str]:
        return keys(event=self.pk, event_parent=self.parent_id)

    @property
    def seats_left(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.seats_taken, 0)
