"""Who signed for a party, in the post held then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Party
from base.records import keys
from people.models import OfficeRecord, Person, Post
from people.querysets import OfficeRecordQuerySet


class Signature(OfficeRecord):
    """A party without a signature is one whose signatory is not stated."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("signatory")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post held then"))  # fmt: skip

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "person"], name="signature_once")]

    def __str__(self) -> str:
        return f"signature {self.person_id}"

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id)
