"""Adjectives of the reports room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from people.querysets import OfficeRecordQuerySet
from reports.states import ReportState

if TYPE_CHECKING:
    from people.models import User


class ReportQuerySet(OfficeRecordQuerySet[Any]):
    def newest(self) -> Self:
        """The last version of each line."""
        return self.filter(corrected_by=None)

    def in_line_with(self, state: str) -> Self:
        """Those that have, or whose line has, a version in the state."""
        return self.filter(line__in=self.model._default_manager.filter(state=state).values("line"))

    def awaiting(self, reviewer: User) -> Self:
        """What this person may approve: in review, and neither written nor submitted by them."""
        own = Q(written_by=reviewer) | Q(submitted_by=reviewer)
        return self.filter(state=ReportState.IN_REVIEW).exclude(own)

    def public(self) -> Self:
        """What anyone may read: published with an address, and the earlier versions of such."""
        shown = self.model._default_manager.filter(state=ReportState.PUBLISHED, public=True)
        return self.filter(public=True, published_at__isnull=False, line__in=shown.values("line"))

    def without_dossiers(self) -> Self:
        """For lists: a dossier is large."""
        return self.defer("dossier", "record_map")
