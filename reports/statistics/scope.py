"""What is counted: whose records, of which period, kind, country and series, as of which day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, Length, Substr
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from base.dates import local_instant
from events.models import Series
from reports.sight import Sight

CERTAIN, UNSURE, OUTSIDE = "certain", "unsure", "outside"
"""Whether a date known in part lies in the period."""
FIRST, LAST = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Scope(Sight):
    """`since` and `until` are the first and the last day of the period; without `as_of` the present is counted."""

    today: dt.date
    as_of: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    kind: str = ""
    country: str = ""
    series: Series | None = None
    known: dict[str, list[int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def day(self) -> dt.date:
        return self.as_of or self.today

    @property
    def end(self) -> dt.datetime:
        """The first moment after the day, on the office's clock."""
        return local_instant(self.day + dt.timedelta(days=1), dt.time(), self.office.zone)

    @property
    def has_period(self) -> bool:
        return bool(self.since or self.until)

    def keys(self, name: str, rows: Callable[[], QuerySet[Any]]) -> RawSQL:
        """The keys of these rows, read once for this scope, for `…__in`.

        As an array they tell the database how many there are; of a join with the journal it would expect one or two.
        """
        if name not in self.known:
            self.known[name] = list(rows().order_by().values_list("pk", flat=True))
        return RawSQL("SELECT unnest(%s::bigint[])", (self.known[name],))

    def existing(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of records without a state: those written until the day."""
        return rows.filter(created_at__lt=self.end) if self.as_of else rows

    def by_event(self, prefix: str = "") -> Q:
        """Kind, country and series of the event that `prefix` leads to."""
        asked = {"kind": self.kind, "country": self.country, "series": self.series}
        return Q(**{f"{prefix}{name}": value for name, value in asked.items() if value})

    def dated(self, column: str) -> Any:
        """Whether the partial date in the column lies in the period: certain, unsure or outside; certain without a period."""
        if not self.has_period:
            return Value(CERTAIN)
        since = str(self.since) if self.since else FIRST
        until = _last_text(self.until) if self.until else LAST
        first, last = _filled(column, "-01-01"), _filled(column, "-12-31")
        return Case(
            When(Q(**{column: None}) | Q(**{f"{column}__startswith": "XXXX"}), then=Value(UNSURE)),
            When(Q(GreaterThanOrEqual(first, since)) & Q(LessThanOrEqual(last, until)), then=Value(CERTAIN)),
            When(Q(LessThanOrEqual(first, until)) & Q(GreaterThanOrEqual(last, since)), then=Value(UNSURE)),
            default=Value(OUTSIDE),
        )


def year_of(column: str) -> Any:
    """The year in four digits, empty when it is not stated."""
    return Case(
        When(Q(**{column: None}) | Q(**{f"{column}__startswith": "XXXX"}), then=Value("")),
        default=Substr(_text(column), 1, 4),
    )


def _text(column: str) -> Any:
    return Cast(F(column), CharField())


def _filled(column: str, rest: str) -> Any:
    """The date with the missing parts taken from `rest`: 2023-06 and -01-01 make 2023-06-01."""
    text = _text(column)
    return Concat(text, Substr(Value(rest), Length(text) - 3), output_field=CharField())


def _last_text(day: dt.date) -> str:
    """As text, so that a month that ends on the day ends with -31 like every month of which the day is not stated."""
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return f"{day:%Y-%m}-31" if ends else str(day)
