"""The rows that figures count: of each noun one queryset, with the columns by which figures choose and split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reports.statistics import people_rows, result_rows
from reports.statistics.event_rows import events
from reports.statistics.scope import Scope


@dataclass(frozen=True, slots=True)
class Source:
    """`columns` are the fields and annotations of the rows by which figures count."""

    key: str
    rows: Callable[[Scope], QuerySet[Any]]
    columns: tuple[str, ...]


EVENTS = Source(
    "events", events,
    ("pk", "state_then", "stage", "whole", "dated", "kind", "mode", "country", "year", "series_id", "edition", "numbered"),
)  # fmt: skip
PARTICIPANTS = Source(
    "participants", people_rows.participants,
    ("person_id", "root", "state_then", "country", "role"),
)  # fmt: skip
GROUPS = Source("groups", people_rows.groups, ("pk", "place", "stated", "count"))
DELEGATIONS = Source("delegations", people_rows.delegations, ("pk", "country", "direction", "state_then"))
MEMBERS = Source(
    "members", people_rows.members, ("pk", "registration__person_id", "root", "delegation_id", "role")
)
DELEGATED_GROUPS = Source(
    "delegated-groups", people_rows.delegated_groups, ("pk", "stated", "registration__group__count")
)
AGREEMENTS = Source("agreements", result_rows.agreements, ("pk", "state_then", "stage", "dated", "kind"))
FOLLOW_UPS = Source("follow-ups", result_rows.follow_ups, ("pk", "state_then", "dated", "age", "counted"))
PROJECTS = Source(
    "projects", result_rows.projects, ("pk", "state_then", "dated", "priced", "currency_then", "amount")
)

SOURCES = (EVENTS, PARTICIPANTS, GROUPS, DELEGATIONS, MEMBERS, DELEGATED_GROUPS, AGREEMENTS, FOLLOW_UPS, PROJECTS)  # fmt: skip
