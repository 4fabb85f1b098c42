"""The journal: who changed what and when; never the personal values themselves."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from people.models.access import Office
from people.querysets import EntryQuerySet


class Entry(models.Model):
    """Append-only: a trigger of the database refuses updates and deletions."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor = models.CharField(
        max_length=40, blank=True, help_text="who acted when it was no user: participant, clock"
    )
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True, help_text="key of the record itself")
    state = models.CharField(max_length=20, blank=True, help_text="state in which the record was left")
    about = ArrayField(models.CharField(max_length=60))
    fields = ArrayField(models.CharField(max_length=80), default=list)
    note = models.CharField(max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            GinIndex(fields=["about"], name="entry_about"),
            models.Index(fields=["office", "-at"], name="entry_office_at"),
            # The state of each record as of a past day is its last entry until then.
            models.Index(
                fields=["office", "subject", "-at", "-id"],
                include=["state"],
                condition=~models.Q(state=""),
                name="entry_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about}"
