"""The outbox: everything that leaves the house is a row here first (DESIGN.md §4)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from people.models.access import Office
from people.querysets import NoticeQuerySet


class NoticeState(models.TextChoices):
    PENDING = "pending", _("waiting")
    CLAIMED = "claimed", _("being prepared")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNKNOWN = "unknown", _("unknown whether it arrived")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    WEBHOOK = "webhook", _("webhook")


class Trouble(models.TextChoices):
    """Classes of errors: each waits in its own way, and a person decides about a whole class at once."""

    CONNECTION = "connection", _("the server could not be reached")
    TEMPORARY = "temporary", _("put off by the server")
    PERMANENT = "permanent", _("refused by the server")
    UNANSWERED = "unanswered", _("sent, but not confirmed")
    WORDING = "wording", _("could not be put into words")


class Notice(models.Model):
    # Reminders are written by SQL alone, so the database makes the identifier.
    uid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(
        max_length=60, help_text="key of the recipient, such as registration:7 or user:3"
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL, db_default=Channel.MAIL)
    address = models.EmailField(max_length=320, help_text="empty for a webhook")
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    kind = models.CharField(max_length=60)
    rule = models.CharField(
        max_length=60, blank=True, help_text="uid of the reminder rule, empty for letters"
    )
    occurrence = models.CharField(max_length=120, help_text="the thing and its schedule revision")
    data = models.JSONField(default=dict, help_text="ids that the kind's renderer needs; never texts")
    about = ArrayField(models.CharField(max_length=60), default=list)
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.PENDING)
    due_at = models.DateTimeField()
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    takeovers = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=12, choices=Trouble, blank=True, default="", db_default="")
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"address"})

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "rule", "occurrence"], name="notice_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["claimed", "sending"])
                | models.Q(token__isnull=False, lease_until__isnull=False),
                name="notice_claim_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due_at", "id"], condition=models.Q(state="pending"), name="notice_due"
            ),
            models.Index(
                fields=["channel", "due_at", "id"],
                condition=models.Q(state="pending", rule=""),
                name="notice_letter_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=models.Q(state__in=["claimed", "sending"]),
                name="notice_lease",
            ),
            models.Index(fields=["office", "-due_at"], name="notice_office"),
            GinIndex(fields=["about"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient} {self.state}"


class DevelopmentMail(models.Model):
    """A mail that was not sent, because no SMTP server is set: development shows it on a page."""

    uid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    to = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    source = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"to", "subject", "text", "html", "source"})

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"mail {self.pk}"
