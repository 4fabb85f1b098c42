"""How a follow-up goes on: notes with evidence, and asking for more time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.follow_up import FollowUp
from agreements.querysets import OfFollowUpQuerySet, OfNoteQuerySet
from agreements.states import EXTENSION_MOVES, ExtensionState
from base.fields import PartialDateField
from base.records import keys
from people.models import OfficeRecord, Person


class ProgressNote(OfficeRecord):
    """By a user, or by the responsible person through their own link."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("progress"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_by_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField()

    objects: ClassVar[Any] = OfFollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_at"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def about(self) -> list[str]:
        return keys(follow_up=self.follow_up_id)


class Evidence(OfficeRecord):
    """`file` is the content's SHA-256 in the file store."""

    note = models.ForeignKey(ProgressNote, on_delete=models.CASCADE, related_name="evidence")
    file = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("file name"), max_length=200, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)

    objects: ClassVar[Any] = OfNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(progress_note=self.note_id)


class Extension(OfficeRecord):
    """More time, asked for before the due date."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="extensions")
    state = models.CharField(
        max_length=8, choices=ExtensionState, default=ExtensionState.ASKED, editable=False
    )
    until = PartialDateField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_by_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects: ClassVar[Any] = OfFollowUpQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = EXTENSION_MOVES

    class Meta:
        ordering = ["-asked_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["follow_up"], condition=models.Q(state="asked"), name="extension_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"extension until {self.until}"

    @property
    def about(self) -> list[str]:
        return keys(follow_up=self.follow_up_id)
