"""Adjectives of the people room."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from django.db import models
from django.db.models import Case, F, PositiveSmallIntegerField, Q, Value, When

from base.search import matching

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import Office, User

    Viewer: TypeAlias = User | AnonymousUser

M = TypeVar("M", bound=models.Model, covariant=True)


class OfficeRecordQuerySet(models.QuerySet[M]):
    """Rows of one office each. What a person may not see does not exist for them."""

    def visible_to(self, user: Viewer) -> Self:
        """Rows of the offices in which the user holds a role; nothing for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(office__in=user.office_ids)

    def of(self, office: Office) -> Self:
        return self.filter(office=office)


class SearchableQuerySet(OfficeRecordQuerySet[M]):
    def matching(self, text: str) -> Self:
        return self.filter(matching(text))


class OfficeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=user.office_ids)


class InvitationQuerySet(OfficeRecordQuerySet[Any]):
    def open(self, at: dt.datetime) -> Self:
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


class OrganizationQuerySet(SearchableQuerySet[Any]):
    pass


class PersonQuerySet(SearchableQuerySet[Any]):
    def with_posts(self) -> Self:
        return self.prefetch_related("posts__organization")


class PostQuerySet(OfficeRecordQuerySet[Any]):
    def current(self, on: dt.date) -> Self:
        """Posts not known to have ended before the day."""
        return self.filter(Q(until=None) | Q(until__gte=str(on)))


class EntryQuerySet(OfficeRecordQuerySet[Any]):
    def about(self, *keys: str) -> Self:
        """Those that concern one of these."""
        return (
            self.filter(about__overlap=list(keys))
            if len(keys) > 1
            else self.filter(about__contains=list(keys))
        )


class ReminderPauseQuerySet(models.QuerySet[Any]):
    def lasting(self) -> Self:
        return self.filter(until=None)


class NoticeQuerySet(OfficeRecordQuerySet[Any]):
    def due(self, at: dt.datetime) -> Self:
        return self.filter(state="pending", due_at__lte=at)

    def lapsed(self, at: dt.datetime, *, furthest: dt.datetime) -> Self:
        """Taken by a drainer whose lease ran out, or lies further ahead than any lease: the clock was set back."""
        return self.filter(state__in=["claimed", "sending"]).filter(
            Q(lease_until__lt=at) | Q(lease_until__gt=furthest)
        )

    def on(self, channel: str) -> Self:
        return self.filter(channel=channel)

    def letters(self) -> Self:
        return self.filter(rule="")

    def reminders(self) -> Self:
        return self.exclude(rule="")

    def take_back(self, reason: str = "") -> int:
        """Withdraw them. What certainly never left counts no attempts any more: should it be called for again, it may be
        planned anew."""
        attempts = Case(
            When(takeovers=0, then=Value(0)), default=F("attempts"), output_field=PositiveSmallIntegerField()
        )
        return self.update(
            state="withdrawn", token=None, lease_until=None, error=reason[:300], attempts=attempts
        )

    def about(self, key: str) -> Self:
        return self.filter(about__contains=[key])
