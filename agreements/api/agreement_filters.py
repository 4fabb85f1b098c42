"""Filters of the lists of agreements, their papers and representatives."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_filters import rest_framework as filters

from agreements.models import AgreementDocument, AgreementKind, Party, Representative
from agreements.states import AgreementState
from people.api.filters import RecordFilter, SearchFilter, YesOrNoFilter, one_of, uid_of


class AgreementFilter(SearchFilter):
    event = filters.CharFilter("event__slug", label="address of an event")
    without_event = YesOrNoFilter("event", "isnull", label="those of no event, or of one")
    kind = one_of(AgreementKind, "kind")
    state = one_of(AgreementState, "state")
    number = filters.CharFilter("number", "iexact")
    party = filters.UUIDFilter(method="with_party", label="agreements of this organization")
    owner = uid_of("owner")
    renews = uid_of("renews")
    supplements = uid_of("supplements")
    confidential = YesOrNoFilter("confidential")
    signed_in = filters.NumberFilter(
        method="in_year", label="year of signing", min_value=1000, max_value=9999
    )
    expires_before = filters.DateFilter("expires_by", "lt", label="whose last day is before this one")
    expiring_within = filters.NumberFilter(
        method="ending", label="signed or in force, ending within so many days", min_value=0, max_value=3650
    )
    lapsed = YesOrNoFilter(method="only_lapsed", label="signed or in force though their last day has passed")

    def with_party(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(pk__in=Party.objects.filter(organization__uid=value).values("agreement"))

    def in_year(self, queryset: Any, name: str, value: Any) -> Any:
        year = int(value)
        return queryset.filter(signed_on__gte=f"{year:04d}", signed_on__lt=f"{year + 1:04d}")

    def ending(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.expiring(timezone.localdate(), int(value))

    def only_lapsed(self, queryset: Any, name: str, value: bool) -> Any:
        late = queryset.lapsed(timezone.localdate())
        return late if value else queryset.exclude(pk__in=late.order_by().values("pk"))


class DocumentFilter(RecordFilter):
    agreement = uid_of("agreement")
    kind = one_of(AgreementDocument.Kind, "kind")
    language = filters.CharFilter("language")


class RepresentativeFilter(RecordFilter):
    agreement = uid_of("party__agreement")
    party = uid_of("party")
    person = uid_of("person")
    task = one_of(Representative.Task, "task")
