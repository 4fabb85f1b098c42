"""Organizations of an office's directory and how they hang together."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.languages import texts
from base.records import keys
from base.search import SearchField
from people.models.office_record import OfficeRecord
from people.querysets import OfficeRecordQuerySet, OrganizationQuerySet


class OrganizationKind(models.TextChoices):
    MINISTRY = "ministry", _("ministry")
    GOVERNMENT = "government", _("government body")
    EMBASSY = "embassy", _("embassy or consulate")
    INTERNATIONAL = "international", _("international organization")
    UNIVERSITY = "university", _("university")
    LABORATORY = "laboratory", _("laboratory")
    INSTITUTE = "institute", _("research institute")
    CENTRE = "centre", _("centre")
    TRAINING_BASE = "training_base", _("training base")
    COMPANY = "company", _("company")
    CHAMBER = "chamber", _("chamber or association")
    NETWORK = "network", _("network")
    MEDIA = "media", _("media")
    OTHER = "other", _("other")


class Sector(models.TextChoices):
    PUBLIC = "public", _("public")
    PRIVATE = "private", _("private")
    NON_PROFIT = "non_profit", _("non-profit")


class Organization(OfficeRecord):
    name = models.CharField(_("name"), max_length=300, blank=True)
    native_name = models.CharField(_("name in its own language"), max_length=300, blank=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=300), default=list, blank=True, verbose_name=_("other names")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind, blank=True)
    sector = models.CharField(_("sector"), max_length=12, choices=Sector, blank=True)
    country = CountryField(_("country"), blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    policies = models.JSONField(
        _("policies it serves"), default=list, blank=True, help_text="a list of texts by language code"
    )
    sort_name = models.CharField(max_length=320, editable=False, default="")
    search = SearchField(editable=False, default="")

    objects: ClassVar[Any] = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [
            GinIndex(fields=["search"], name="organization_search"),
            models.Index(fields=["office", "sort_name"], name="organization_order"),
        ]

    def __str__(self) -> str:
        return self.name or self.native_name

    @property
    def about(self) -> list[str]:
        return keys(organization=self.pk)

    @property
    def all_names(self) -> list[str]:
        """Every name it is known by, in any language."""
        stated = [*texts(self, "name").values(), self.native_name, self.short_name, *self.aliases]
        return [name for name in dict.fromkeys(stated) if name]


class OrganizationLink(OfficeRecord):
    class Kind(models.TextChoices):
        BRANCH_OF = "branch_of", _("branch of")
        MEMBER_OF = "member_of", _("member of")
        BUILT_BY = "built_by", _("built by")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="links_here")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "to", "kind"], name="organization_link_once"),
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("to")), name="organization_link_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.kind} {self.to_id}"

    @property
    def about(self) -> list[str]:
        return [*keys(organization=self.organization_id), *keys(organization=self.to_id)]
