"""Adjectives of the events room."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from events.states import ENDED_STATES, LIVE_STATES, OPEN_STATES, PUBLIC_STATES, SEATED_STATES
from people.models.reminder import ReminderPause
from people.querysets import OfficeRecordQuerySet, SearchableQuerySet

GRACE = dt.timedelta(days=1)
"""So long after its moment a reminder that fell due while it rested is still sent (ADR 21)."""
NO_YEAR = Q(start_on=None) | Q(start_on__startswith="XXXX")
NO_MONTH = Q(start_on=None) | Q(start_on__regex=r"^\d{4}$")
OVER = Q(state__in=("held", "closed", "cancelled"))


class SeriesQuerySet(OfficeRecordQuerySet[Any]):
    pass


class EventQuerySet(SearchableQuerySet[Any]):
    def published(self) -> Self:
        """What anyone may open: everything announced that is not internal."""
        return self.filter(state__in=PUBLIC_STATES).exclude(visibility="internal")

    def listed(self) -> Self:
        """What stands on public lists."""
        return self.filter(state__in=PUBLIC_STATES, visibility="public")

    def upcoming(self, at: dt.datetime) -> Self:
        """Announced and not over; one whose day is not fully known counts until its month or year has passed."""
        undated = Q(starts_at=None) & (
            Q(start_on=None) | Q(start_on__gte=f"{at:%Y-%m}") | Q(start_on=f"{at:%Y}")
        )
        dated = Q(ends_at=None, starts_at__gte=at) | Q(ends_at__gt=at)
        return self.filter(state__in=LIVE_STATES).filter(dated | undated)

    def past(self, at: dt.datetime) -> Self:
        """What has begun and is not upcoming; without a full date, what is over by its state or its month."""
        begun = Q(starts_at__lt=at) | Q(starts_at=None) & (
            OVER | (~NO_YEAR & Q(start_on__lt=f"{at:%Y-%m}") & ~Q(start_on=f"{at:%Y}"))
        )
        return self.filter(begun).exclude(pk__in=self.upcoming(at).values("pk"))

    def latest_first(self) -> Self:
        """By the first day as far as it is stated: a month or a year alone stands after its days.

        Events without a year lead the list while they are ahead, and end it when they are over.
        """
        place = Case(When(NO_YEAR & ~OVER, then=0), When(NO_YEAR, then=2), default=1)
        return self.annotate(place_in_list=place).order_by(
            "place_in_list",
            F("start_on").desc(nulls_first=True),
            F("start_time").desc(nulls_last=True),
            "-pk",
        )

    def in_range(self, *, year: int | None, month: int | None) -> Self:
        """Events whose first day is known to lie in the year, in the month of any year, or in both."""
        found = self.filter(start_on__startswith=f"{year:04d}") if year else self
        return found.filter(start_on__regex=f"^....-{month:02d}") if month else found

    def perhaps_in_range(self, *, year: int | None, month: int | None) -> Self:
        """Events of which it cannot be said, because their year or month is not stated: a list says that it leaves them out."""
        possible = Q()
        if year:
            possible &= NO_YEAR | Q(start_on__startswith=f"{year:04d}")
        if month:
            possible &= NO_MONTH | Q(start_on__regex=f"^....-{month:02d}")
        certain = self.in_range(year=year, month=month).values("pk")
        return self.filter(possible).exclude(pk__in=certain)

    def between(self, start: dt.datetime, end: dt.datetime) -> Self:
        """Dated events that touch the half-open span."""
        return self.filter(starts_at__lt=end).filter(
            Q(ends_at__gt=start) | Q(ends_at=None, starts_at__gte=start)
        )

    def undated(self) -> Self:
        """Events whose day is not fully known; a calendar says that it leaves them out."""
        return self.filter(starts_at=None)


class AgendaItemQuerySet(OfficeRecordQuerySet[Any]):
    def public(self) -> Self:
        return self.filter(public=True).exclude(state="dropped")

    def overlapping(self, start: dt.datetime, end: dt.datetime) -> Self:
        return self.exclude(state="dropped").filter(starts_at__lt=end, ends_at__gt=start)


class ParticipationQuerySet(OfficeRecordQuerySet[Any]):
    pass


class RegistrationQuerySet(OfficeRecordQuerySet[Any]):
    def holding_seat(self) -> Self:
        return self.filter(state__in=SEATED_STATES)

    def active(self) -> Self:
        return self.exclude(state__in=ENDED_STATES)

    def waiting(self) -> Self:
        """The waiting list in its order."""
        return self.filter(state="waitlisted").order_by("seq")

    def counts_by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))


class CountryQuotaQuerySet(OfficeRecordQuerySet[Any]):
    def with_use(self) -> Self:
        """Each with the seats `taken` and `free`, and how many registrations are `waiting`."""
        from events.models import Registration

        def of_country(rows: Any, counted: Any) -> Any:
            own = rows.filter(event=OuterRef("event"), country=OuterRef("country")).order_by()
            counts = own.values("country").annotate(n=counted).values("n")
            return Coalesce(Subquery(counts, output_field=IntegerField()), 0)

        registrations = Registration.objects.all()
        used = self.annotate(
            taken=of_country(registrations.holding_seat(), Sum("seats")),
            waiting=of_country(registrations.waiting(), Count("pk")),
        )
        return used.annotate(free=Greatest(F("seats") - F("taken"), 0))


class EventReminderQuerySet(OfficeRecordQuerySet[Any]):
    def due(self, at: dt.datetime) -> Self:
        """Active rules of open events whose time has come since the event was scheduled as it now is."""
        return self.filter(
            active=True, due_at__lte=at, event__state__in=[*OPEN_STATES, "held", "closed"]
        ).exclude(due_at__lte=F("event__scheduled_at"))

    def awake(self) -> Self:
        """Rules that do not rest with their event or office, and did not when they fell due, or not long."""
        of_event = Concat(Value("event:"), Cast(OuterRef("event_id"), CharField()))
        of_office = Concat(Value("office:"), Cast(OuterRef("office_id"), CharField()))
        rested = Q(since__lte=OuterRef("due_at"), until__gt=OuterRef("due_at") + GRACE)
        pauses = ReminderPause.objects.filter(Q(until=None) | rested, about__in=[of_event, of_office])
        return self.filter(~Exists(pauses))

    def in_time(self, at: dt.datetime) -> Self:
        """Due rules that still make sense: before the event until it begins, on its day for some hours, after it for a week."""
        return (
            self.due(at)
            .awake()
            .filter(
                Q(days__lt=0, event__state__in=OPEN_STATES, event__starts_at__gt=at)
                | Q(days=0, event__state__in=OPEN_STATES, due_at__gt=at - dt.timedelta(hours=6))
                | Q(days__gt=0, due_at__gt=at - dt.timedelta(days=7))
            )
        )


class PreparationTaskQuerySet(OfficeRecordQuerySet[Any]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def overdue(self, on: dt.date) -> Self:
        return self.open().filter(due_on__lt=on)
