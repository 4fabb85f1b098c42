"""Office (the tenant that keeps the record), the roles in it, and invitations to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.languages import Language
from base.records import Record, keys
from people.querysets import InvitationQuerySet, OfficeQuerySet
from people.validators import validate_zone


class Office(Record):
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short address"), unique=True)
    country = CountryField(_("country"), blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    contact_name = models.CharField(_("whom to ask"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    privacy_notice = models.TextField(
        _("privacy notice"),
        blank=True,
        help_text=_("Shown before a person registers: what is kept, what for, how long, whom to ask."),
    )

    objects = OfficeQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact_name", "contact_email"})

    class Meta:
        ordering = ["name"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name

    @property
    def office_id(self) -> int:
        """An office belongs to itself, so that policies read every record alike."""
        return self.pk


class RoleName(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    ORGANIZER = "organizer", _("organizer")
    PROTOCOL = "protocol", _("protocol officer")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    VIEWER = "viewer", _("viewer")


class Role(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=20, choices=RoleName)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "office", "name"], name="role_once")]
        ordering = ["office", "user", "name"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name} @ {self.office_id}"


class Invitation(Record):
    """A colleague asked by e-mail to join an office; the link carries a signature, not a secret of the row."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=RoleName)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "office",
                "email",
                "role",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            )
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def about(self) -> list[str]:
        return keys(invitation=self.pk, office=self.office_id)
