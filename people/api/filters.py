"""Filters of lists, declared once per noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Choices
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters

from base.languages import Language
from people.identifiers import readings
from people.models import (
    Channel,
    NoticeState,
    Organization,
    OrganizationKind,
    OrganizationLink,
    Person,
    Sector,
    Trouble,
)
from people.services.outbox import UNSETTLED


def one_of(choices: type[Choices], field: str) -> Any:
    """May be given several times: any of them."""
    return filters.MultipleChoiceFilter(field_name=field, choices=choices.choices, distinct=False)


class _YesOrNo(forms.Field):
    """Django takes what it cannot read for nothing asked; here it is refused, as in every other filter."""

    READ: ClassVar[dict[str, bool]] = {"true": True, "1": True, "false": False, "0": False}

    def to_python(self, value: Any) -> bool | None:
        text = str(value or "").strip().lower()
        if text and text not in self.READ:
            raise forms.ValidationError(_("Write true or false."))
        return self.READ.get(text)


class YesOrNoFilter(filters.BooleanFilter):
    field_class = _YesOrNo

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.TextInput, **kwargs})


def uid_of(path: str) -> Any:
    return filters.UUIDFilter(field_name=f"{path}__uid")


class Filters(filters.FilterSet):
    """Makes form fields of those filters only that a request asks for; the others would cost more than the query."""

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        asked = data or {}
        declared: dict[str, Any] = type(self).base_filters  # type: ignore[misc]
        self.base_filters: Any = {name: one for name, one in declared.items() if name in asked}
        super().__init__(data, *args, **kwargs)


class RecordFilter(Filters):
    updated_since = filters.IsoDateTimeFilter("updated_at", "gte", label="changed at or after this moment")
    office = filters.CharFilter("office__slug", label="short address of an office")


class SearchFilter(RecordFilter):
    q = filters.CharFilter(method="search", label="words to search for, in any script")

    def search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.matching(value)


class IdentifiedFilter(SearchFilter):
    identifier = filters.CharFilter(
        method="identified_by", label="an identifier of any kind, also as an address"
    )

    def identified_by(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(identifiers__value__in=readings(value)).distinct()


class OrganizationFilter(IdentifiedFilter):
    kind = one_of(OrganizationKind, "kind")
    sector = one_of(Sector, "sector")
    country = filters.CharFilter("country", "iexact")

    class Meta:
        model = Organization
        fields: list[str] = []


class PersonFilter(IdentifiedFilter):
    country = filters.CharFilter("country", "iexact")
    email = filters.CharFilter("email", "iexact")
    organization = filters.UUIDFilter(method="with_post_at", label="people with a post at this organization")

    class Meta:
        model = Person
        fields: list[str] = []

    def with_post_at(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(
            pk__in=Person.posts.field.model._default_manager.filter(organization__uid=value).values("person")
        )


class PostFilter(RecordFilter):
    person = uid_of("person")
    organization = uid_of("organization")


class LinkFilter(RecordFilter):
    kind = one_of(OrganizationLink.Kind, "kind")
    organization = uid_of("organization")
    to = uid_of("to")


class PrecedenceFilter(RecordFilter):
    is_default = YesOrNoFilter("is_default")


class WebhookFilter(RecordFilter):
    active = YesOrNoFilter("active")


class NoticeTemplateFilter(RecordFilter):
    kind = filters.CharFilter("kind")
    language = one_of(Language, "language")


class NoticeFilter(Filters):
    q = filters.CharFilter("address", "icontains", label="part of an address")
    needs_decision = YesOrNoFilter(
        method="undecided", label="whether it failed or it is unknown whether it arrived"
    )
    channel = one_of(Channel, "channel")
    trouble = one_of(Trouble, "trouble")
    state = one_of(NoticeState, "state")
    kind = filters.CharFilter("kind")
    due_since = filters.IsoDateTimeFilter("due_at", "gte")
    office = filters.CharFilter("office__slug")

    def undecided(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(state__in=UNSETTLED) if value else queryset.exclude(state__in=UNSETTLED)
