"""Filters of the lists of the events room."""

from __future__ import annotations

from django_filters import rest_framework as filters

from events.models import (
    Audience,
    BodyRole,
    CreditRole,
    EventKind,
    ItemKind,
    Manner,
    Mode,
    ParticipationRole,
    RegistrationRole,
    Visibility,
)
from events.seating import Layout
from events.states import EventState, ItemState, RegistrationState
from people.api.filters import Filters, RecordFilter, SearchFilter, YesOrNoFilter, one_of, uid_of


class OfEventFilter(RecordFilter):
    event = filters.CharFilter("event__slug", label="address of an event")


class EventTraits(Filters):
    """What staff and visitors select events by."""

    kind = one_of(EventKind, "kind")
    mode = one_of(Mode, "mode")
    country = filters.CharFilter("country", "iexact")
    series = uid_of("series")
    year = filters.NumberFilter(
        method="in_year", min_value=1, max_value=9999,
        label="year of the first day; an event whose year is not stated is in none: `dated=false` lists those",
    )  # fmt: skip
    month = filters.NumberFilter(
        method="in_month", min_value=1, max_value=12,
        label="month of the first day, of any year unless `year` is given too; also of an event whose year is not stated",
    )  # fmt: skip
    dated = YesOrNoFilter(
        "starts_at", "isnull", exclude=True,
        label="whether the first day is fully known; what is not is in no answer to `starts_after` and `starts_before`",
    )  # fmt: skip
    part = YesOrNoFilter("parent", "isnull", exclude=True, label="whether it is a part of another event")
    parent = filters.CharFilter("parent__slug", label="address of the event that it is a part of")
    starts_after = filters.IsoDateTimeFilter("starts_at", "gte")
    starts_before = filters.IsoDateTimeFilter("starts_at", "lt")

    def in_year(self, queryset: object, name: str, value: object) -> object:
        return queryset.in_range(year=int(str(value)), month=None)  # type: ignore[attr-defined]

    def in_month(self, queryset: object, name: str, value: object) -> object:
        return queryset.in_range(year=None, month=int(str(value)))  # type: ignore[attr-defined]


class EventFilter(EventTraits, SearchFilter):
    state = one_of(EventState, "state")
    visibility = one_of(Visibility, "visibility")


class PublicEventFilter(EventTraits):
    state = one_of(EventState, "state")
    office = filters.CharFilter("office__slug")
    q = filters.CharFilter(method="search", label="words to search for, in any script")
    updated_since = filters.IsoDateTimeFilter("updated_at", "gte")

    def search(self, queryset: object, name: str, value: str) -> object:
        return queryset.matching(value)  # type: ignore[attr-defined]


class BodyFilter(OfEventFilter):
    role = one_of(BodyRole, "role")
    organization = uid_of("organization")


class TaskFilter(OfEventFilter):
    who = uid_of("who")
    done = YesOrNoFilter("done_at", "isnull", exclude=True)
    due_before = filters.DateFilter("due_on", "lt")


class RoomFilter(RecordFilter):
    venue = uid_of("venue")


class AgendaItemFilter(OfEventFilter):
    state = one_of(ItemState, "state")
    kind = one_of(ItemKind, "kind")
    room = uid_of("room")
    host = uid_of("host")
    public = YesOrNoFilter("public")


class ParticipationFilter(OfEventFilter):
    item = uid_of("item")
    person = uid_of("person")
    role = one_of(ParticipationRole, "role")


class RegistrationFilter(OfEventFilter):
    state = one_of(RegistrationState, "state")
    role = one_of(RegistrationRole, "role")
    manner = one_of(Manner, "manner")
    person = uid_of("person")
    organization = uid_of("organization")
    country = filters.CharFilter("country", "iexact")
    email = filters.CharFilter("email", "iexact")


class ReminderFilter(OfEventFilter):
    audience = one_of(Audience, "audience")
    active = YesOrNoFilter("active")


class QuotaFilter(OfEventFilter):
    country = filters.CharFilter("country", "iexact")


class ExhibitFilter(OfEventFilter):
    item = uid_of("item")
    owner = uid_of("owner")


class SourceFilter(OfEventFilter):
    language = filters.CharFilter("language", "iexact")


class CreditFilter(OfEventFilter):
    source = uid_of("source")
    own = YesOrNoFilter("source", "isnull", label="whether of the office's own report")
    person = uid_of("person")
    role = one_of(CreditRole, "role")


class PhotoFilter(OfEventFilter):
    item = uid_of("item")
    public = YesOrNoFilter("public")


class SeatingPlanFilter(OfEventFilter):
    layout = one_of(Layout, "layout")
    item = uid_of("item")
