"""Who signed for a party, in the post held then; never changed, only annulled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.party import Party
from agreements.querysets import SignatureQuerySet
from base.records import keys
from people.models import OfficeRecord, Person, Post


class Signature(OfficeRecord):
    """A party without a signature is one whose signatory is not stated. A trigger of the database refuses changes."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("signatory")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post held then"))  # fmt: skip
    signed_at = models.DateTimeField(
        null=True, editable=False, help_text="the moment, where it was recorded as it happened"
    )
    annulled_at = models.DateTimeField(null=True, editable=False)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    annulment = models.CharField(_("why it was annulled"), max_length=300, blank=True, editable=False)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "person"], condition=models.Q(annulled_at=None), name="signature_once"
            ),
            models.CheckConstraint(
                condition=models.Q(annulled_at=None) | ~models.Q(annulment=""),
                name="signature_annulled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.person_id}"

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id)
