"""A convention of an office: by which criteria people, parties and speakers stand one before the other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.languages import EN, Language
from base.records import keys
from people.models.office_record import OfficeRecord
from people.precedence import Convention, Criterion, HostPlace, in_words
from people.querysets import OfficeRecordQuerySet


class Precedence(OfficeRecord):
    name = models.CharField(_("name"), max_length=120, blank=True)
    criteria = ArrayField(
        models.CharField(max_length=16, choices=Criterion), verbose_name=_("criteria in order")
    )
    host = models.CharField(_("host side"), max_length=8, choices=HostPlace, default=HostPlace.LAST)
    language = models.CharField(
        _("alphabet of countries"),
        max_length=10,
        choices=Language,
        default=EN,
        help_text=_("Countries stand in the order of their names in this language."),
    )
    together = models.BooleanField(
        _("delegations stay together"),
        default=False,
        help_text=_("Those of one country follow the first of theirs."),
    )
    is_default = models.BooleanField(_("used unless another is chosen"), default=False, editable=False)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "pk"]
        verbose_name = _("convention of precedence")
        verbose_name_plural = _("conventions of precedence")
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=Q(is_default=True), name="precedence_default_once"
            ),
            models.CheckConstraint(condition=Q(criteria__len__gt=0), name="precedence_has_criteria"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(office=self.office_id, precedence=self.pk)

    @property
    def convention(self) -> Convention:
        criteria = tuple(Criterion(name) for name in self.criteria)
        return Convention(criteria, HostPlace(self.host), self.language, self.together)

    @property
    def in_words(self) -> str:
        """Its rule in one line."""
        return in_words(self.convention)
