"""A person or an unnamed group at an event."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.fields import PartialDateField
from base.languages import Language
from base.records import keys
from events.models.event import Event
from events.models.participation import Group, Manner
from events.querysets import RegistrationQuerySet
from events.states import ENDED_STATES, REGISTRATION_MOVES, RegistrationState
from people.models import OfficeRecord, Organization, Person, Post


class RegistrationRole(models.TextChoices):
    PARTICIPANT = "participant", _("participant")
    GUEST = "guest", _("guest of honour")
    SPEAKER = "speaker", _("speaker")
    HOST = "host", _("host side")
    OFFICIAL = "official", _("official")
    EXHIBITOR = "exhibitor", _("exhibitor")
    INTERPRETER = "interpreter", _("interpreter")
    MEDIA = "media", _("media")
    STAFF = "staff", _("staff")


class Registration(OfficeRecord):
    """`organization_name`, `job_title` and `country` keep what held at the time of the event; `posts` the posts then."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=RegistrationRole, default=RegistrationRole.PARTICIPANT
    )
    manner = models.CharField(_("how"), max_length=12, choices=Manner, blank=True)
    state = models.CharField(
        max_length=16, choices=RegistrationState, default=RegistrationState.PENDING, editable=False
    )
    seq = models.PositiveIntegerField(_("number"), editable=False)
    seats = models.PositiveIntegerField(_("seats"), default=1, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization in the directory"))  # fmt: skip
    organization_name = models.CharField(_("organization"), max_length=300, blank=True)
    job_title = models.CharField(_("post"), max_length=300, blank=True)
    country = CountryField(_("country"), blank=True)
    posts = models.ManyToManyField(Post, blank=True, related_name="+", verbose_name=_("posts held then"))
    notified_on = PartialDateField(_("participation notified on"), null=True, blank=True)
    note = models.TextField(_("note to the organizer"), blank=True, max_length=2000)
    consented_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    link_revision = models.PositiveSmallIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = REGISTRATION_MOVES
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"email", "organization_name", "job_title", "country", "note", "language"}
    )

    class Meta:
        ordering = ["seq"]
        verbose_name = _("registration")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, group=None) | Q(person=None, group__isnull=False),
                name="registration_person_or_group",
            ),
            models.UniqueConstraint(fields=["event", "seq"], name="registration_seq_once"),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=~Q(state__in=sorted(ENDED_STATES)),
                name="registration_person_once",
            ),
            models.UniqueConstraint(
                fields=["event", "group"],
                condition=~Q(state__in=sorted(ENDED_STATES)),
                name="registration_group_once",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "seq"], name="registration_state"),
            # Counting the states and countries of an event reads this index alone, the statistics of an office the next.
            models.Index(fields=["event", "state", "country"], include=["seats"], name="registration_counts"),
            models.Index(
                fields=["event", "state", "country"],
                include=["seats", "id", "person", "role", "office"],
                name="registration_statistics",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.seq}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, registration=self.pk, person=self.person_id)
