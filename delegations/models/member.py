"""Member: a registration in its role in a delegation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import MemberQuerySet
from events.models import Registration
from people.models import OfficeRecord


class MemberRole(models.TextChoices):
    LEADER = "leader", _("leader")
    DEPUTY = "deputy", _("deputy leader")
    MEMBER = "member", _("member")
    ESCORT = "escort", _("accompanying person")
    INTERPRETER = "interpreter", _("interpreter")
    LIAISON = "liaison", _("liaison")
    MEDIA = "media", _("media")


class Member(OfficeRecord):
    """Named or an unnamed group: whatever a registration may be. Several leaders are co-leaders, in order.

    `introduced` is the key of the person whom the focal point entered: while the member is still that person, the focal
    point may see and change what it entered, and never a record that the office held before.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="members")
    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )
    role = models.CharField(_("role"), max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    position = models.PositiveSmallIntegerField(default=0)
    itinerary_link_revision = models.PositiveSmallIntegerField(default=1, editable=False)
    introduced = models.PositiveBigIntegerField(null=True, editable=False)

    objects: ClassVar[Any] = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return f"{self.role} {self.registration_id}"

    @property
    def about(self) -> list[str]:
        return keys(member=self.pk, delegation=self.delegation_id, registration=self.registration_id)
