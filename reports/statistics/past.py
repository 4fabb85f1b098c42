"""The state of each record as of a day: its last entry in the journal until then. What was written later did not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat

from base.records import key
from people.models import Entry
from reports.statistics.scope import Scope

LAST_STATES = """
SELECT substr(subject, %s)::bigint FROM (
    SELECT DISTINCT ON (subject) subject, state FROM people_entry
    WHERE office_id = %s AND subject >= %s AND subject < %s AND state <> '' AND at < %s
    ORDER BY subject, at DESC, id DESC
) AS last WHERE coalesce(state = ANY(%s), false)
"""
"""Keys of the records of one noun whose last state is one of these, read from the index `entry_state` alone.

With `coalesce` the database expects half of the records to remain; of `state = ANY` alone it would expect one in a hundred.
"""


def with_state(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """With `state_then`, looked up for each row: for hundreds of rows."""
    if scope.as_of is None:
        return rows.annotate(state_then=F("state"))
    last = _entries_of(rows, scope).exclude(state="").order_by("-at", "-pk").values("state")[:1]
    return rows.annotate(state_then=Subquery(last)).exclude(state_then=None)


def standing(rows: QuerySet[Any], states: Iterable[str], scope: Scope) -> QuerySet[Any]:
    """The rows that were in one of the states, with `state_then`, by sets of keys: for 100,000 rows."""
    *others, last = sorted(states, reverse=True)
    if scope.as_of is None:
        return rows.filter(state__in=[*others, last]).annotate(state_then=F("state"))
    known = (When(pk__in=_keys(rows, [one], scope), then=Value(one)) for one in others)
    chosen = rows.filter(pk__in=_keys(rows, [*others, last], scope))
    return chosen.annotate(state_then=Case(*known, default=Value(last)))


def moved_at(rows: QuerySet[Any], state: str, scope: Scope) -> Any:
    """When the record was last moved to the state until the day; null where it was recorded in it after the fact."""
    found = _entries_of(rows, scope).filter(state=state, verb=f"moved to {state}")
    if scope.as_of is None:
        return Subquery(found.order_by("-at", "-pk").values("at")[:1])
    return Subquery(found.filter(at__lt=scope.end).order_by("-at", "-pk").values("at")[:1])


def _entries_of(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    prefix = key(rows.model._meta.model_name or "", None).removesuffix("None")
    subject = Concat(Value(prefix), Cast(OuterRef("pk"), TextField()), output_field=TextField())
    found = Entry.objects.filter(office=scope.office, subject=subject)
    return found.filter(at__lt=scope.end) if scope.as_of else found


def _keys(rows: QuerySet[Any], states: Iterable[str], scope: Scope) -> RawSQL:
    noun = rows.model._meta.model_name or ""
    first, after = f"{noun}:", f"{noun};"
    parameters = (len(first) + 1, scope.office.pk, first, after, scope.end, sorted(states))
    return RawSQL(LAST_STATES, parameters)  # noqa: S611 -- the statement is constant, the rest are parameters
