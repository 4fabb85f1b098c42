"""Adjectives of the agreements room."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from agreements.states import ALIVE, UNFINISHED
from people.querysets import OfficeRecordQuerySet, SearchableQuerySet


class AgreementQuerySet(SearchableQuerySet[Any]):
    pass


class SignatureQuerySet(OfficeRecordQuerySet[Any]):
    def valid(self) -> Self:
        """Signatures that were not annulled."""
        return self.filter(annulled_at=None)


class ProjectQuerySet(OfficeRecordQuerySet[Any]):
    def alive(self) -> Self:
        """Projects that are neither completed nor terminated."""
        return self.filter(state__in=ALIVE)


class OutcomeQuerySet(OfficeRecordQuerySet[Any]):
    pass


class FollowUpQuerySet(OfficeRecordQuerySet[Any]):
    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def overdue(self, on: dt.date) -> Self:
        return self.unfinished().filter(due_by__lt=on)
