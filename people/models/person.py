"""People of an office's directory and the posts they hold or held."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.fields import PartialDateField
from base.languages import ZH, Language
from base.plain_text import one_line
from base.records import keys
from base.search import SearchField
from people.models.office_record import OfficeRecord
from people.models.organization import Organization
from people.querysets import PersonQuerySet, PostQuerySet


class Person(OfficeRecord):
    class NameOrder(models.TextChoices):
        FAMILY_FIRST = "family_first", _("family name first")
        GIVEN_FIRST = "given_first", _("given name first")

    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    family_name = models.CharField(_("family name"), max_length=120)
    native_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    name_order = models.CharField(
        _("order of the name"), max_length=20, choices=NameOrder, default=NameOrder.GIVEN_FIRST
    )
    honorific = models.CharField(
        _("form of address"), max_length=40, blank=True, help_text=_("Mr., Ms., H.E. …")
    )
    academic_style = models.CharField(
        _("academic title"), max_length=60, blank=True, help_text=_("Dr., Prof. …")
    )
    aliases = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, verbose_name=_("other names")
    )
    languages = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("languages")
    )
    language = models.CharField(_("language for letters"), max_length=10, choices=Language, blank=True)
    country = CountryField(_("country"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    sort_name = models.CharField(max_length=320, editable=False, default="")
    search = SearchField(editable=False, default="")

    objects: ClassVar[Any] = PersonQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"given_name", "family_name", "native_name", "honorific", "academic_style", "aliases", "languages", "language",
         "country", "email", "phone", "notes", "sort_name", "search"}
    )  # fmt: skip

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex(fields=["search"], name="person_search"),
            models.Index(fields=["office", "sort_name"], name="person_order"),
            models.Index("office", Lower("email"), name="person_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The whole name in its own order, in Latin script where stated."""
        return whole_name(self.given_name, self.family_name, self.native_name, self.name_order)

    @property
    def styled_name(self) -> str:
        """The name with form of address and academic title: “Dr. …”, “Ms. …”."""
        return " ".join(part for part in (self.honorific, self.academic_style, self.name) if part)

    def name_in_letters(self, language: str) -> str:
        """What letters in a language call them, on one line: in Chinese by the name in its own script."""
        return one_line(self.native_name if language == ZH and self.native_name else self.styled_name)

    @property
    def about(self) -> list[str]:
        return keys(person=self.pk)


def whole_name(given: str, family: str, native: str, order: str) -> str:
    """The name in its own order, in Latin script where stated; also for rows that are no objects."""
    parts = (family, given) if order == Person.NameOrder.FAMILY_FIRST else (given, family)
    return " ".join(part for part in parts if part) or native


class Post(OfficeRecord):
    """A title that a person holds or held at an organization; several at once are possible."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(_("post"), max_length=300, blank=True)
    department = models.CharField(_("department"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(
        _("protocol rank"), null=True, blank=True, help_text=_("1 is the highest; empty when not stated.")
    )
    since = PartialDateField(_("from"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PostQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "department"})

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id, organization=self.organization_id)
