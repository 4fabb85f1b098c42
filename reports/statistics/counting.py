"""Counting: one statement for each source, however many figures and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Min, QuerySet, Sum

from reports.statistics.figure import Figure
from reports.statistics.figures import FIGURES
from reports.statistics.scope import Scope
from reports.statistics.sources import Source

Number = int | Decimal
SEPARATOR = "~"
"""Between the values of two columns by which a figure is split; no value holds it."""


@dataclass(frozen=True, slots=True)
class Count:
    """One number; `value` holds a value for each column by which the figure is split."""

    figure: Figure
    value: tuple[str, ...]
    number: Number


def count(scope: Scope, figures: Iterable[Figure] = FIGURES) -> dict[str, list[Count]]:
    """The numbers of each figure by its key; a figure that is not split has exactly one."""
    by_source: dict[str, list[Figure]] = {}
    chosen = list(figures)
    for figure in chosen:
        by_source.setdefault(figure.source.key, []).append(figure)
    found: dict[str, list[Count]] = {figure.key: [] for figure in chosen}
    for group in by_source.values():
        for one in _counted(group[0].source, group, scope):
            found[one.figure.key].append(one)
    for figure in chosen:
        if not figure.split and not found[figure.key]:
            found[figure.key] = [Count(figure, (), 0)]
    return found


def rows_behind(figure: Figure, value: Sequence[str], scope: Scope) -> QuerySet[Any]:
    """What the figure counts under the value: as many rows as its number, each with `first`, a key of the source.

    Where the figure adds up a column, the rows are those whose column is added.
    """
    chosen = figure.source.rows(scope).filter(**figure.conditions)
    if value:
        chosen = chosen.filter(**dict(zip(figure.split, value, strict=True)))
    return chosen.order_by().values(*figure.each).annotate(first=Min("pk")).order_by("-first")


def total_of(figure: Figure, value: Sequence[str], scope: Scope) -> Number:
    """The number of the figure under the value, by the query that lists its rows."""
    if not figure.total:
        return rows_behind(figure, value, scope).count()
    chosen = figure.source.rows(scope).filter(**figure.conditions)
    if value:
        chosen = chosen.filter(**dict(zip(figure.split, value, strict=True)))
    return chosen.aggregate(total=Sum(figure.total))["total"] or 0


def _counted(source: Source, figures: Sequence[Figure], scope: Scope) -> list[Count]:
    try:
        statement, parameters = _columns_of(source, scope).query.sql_with_params()
    except EmptyResultSet:
        return []
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in source.columns)
    parts, values = [], list(parameters)
    for figure in figures:
        part, more = _part(figure)
        parts.append(part)
        values += more
    whole = f"WITH counted ({columns}) AS MATERIALIZED ({statement}) {' UNION ALL '.join(parts)}"
    with connection.cursor() as cursor:
        cursor.execute(whole, values)
        rows = cursor.fetchall()
    by_key = {figure.key: figure for figure in figures}
    return [_count(by_key[key], value, number) for key, value, number in rows if number is not None]


def _columns_of(source: Source, scope: Scope) -> QuerySet[Any]:
    """The rows as columns in the order in which the source names them."""
    rows = source.rows(scope).order_by()
    values = getattr(rows, "raw_values", rows.values)
    return values(*source.columns)


def _part(figure: Figure) -> tuple[str, list[Any]]:
    """One figure as a SELECT of its key, value and number, and its parameters. Only declared columns become names."""
    quote = connection.ops.quote_name
    where = [f"{quote(column)} = ANY(%s)" for column in figure.where]
    chosen = f"counted WHERE {' AND '.join(where)}" if where else "counted"
    parameters = [figure.key, *(list(values) for values in figure.where.values())]
    split = [quote(column) for column in figure.split]
    value = f" || '{SEPARATOR}' || ".join(f"coalesce({column}::text, '')" for column in split) or "''"
    grouped = f" GROUP BY {', '.join(split)}" if split else ""
    if figure.total:
        number = f"sum({quote(figure.total)})"
    elif figure.each == ("pk",):
        number = "count(*)"
    else:
        different = ", ".join([*split, *(quote(column) for column in figure.each)])
        number, chosen = "count(*)", f"(SELECT DISTINCT {different} FROM {chosen}) AS different"  # noqa: S608 -- declared columns
    return (
        f"SELECT %s AS key, {value} AS value, {number}::numeric AS number FROM {chosen}{grouped}",  # noqa: S608 -- declared columns
        parameters,
    )


def _count(figure: Figure, value: str, number: Decimal) -> Count:
    whole = int(number) if number == number.to_integral_value() else number
    values = tuple(value.split(SEPARATOR)) if figure.split else ()
    return Count(figure, values, whole)
