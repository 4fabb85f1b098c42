"""The workbook: a sheet of figures for each section, one of what others reported, and the rows behind, source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from base.sheets import Column, Row, Sheet, workbook_of
from reports.statistics.figure import Figure, Section
from reports.statistics.figures import FIGURES
from reports.statistics.filters import in_words
from reports.statistics.overview import Line, Overview
from reports.statistics.scope import Scope
from reports.statistics.source_columns import Reading, readings
from reports.statistics.sources import SOURCES, Source

CHUNK = 5000
WIDE, NARROW = 50, 12


def workbook(overview: Overview, *, names: bool) -> bytes:
    """An XLSX file. Without `names` a person is told by a number, which is the same on every sheet."""
    scope = overview.scope
    figures = [_figures(section, overview) for section in Section]
    rows = [_rows(source, scope, names=names) for source in SOURCES]
    return workbook_of([*figures, _reported(overview), *rows], zone=scope.office.zone)


def _figures(section: Section, overview: Overview) -> Sheet:
    headings = [
        Column(_("Figure"), WIDE), Column(_("Value"), 30), Column(_("Number"), NARROW), Column(_("Unit")), Column(_("Filter"), 30),
        Column(_("As of"), NARROW), Column(_("Rule"), 100),
    ]  # fmt: skip
    said = in_words(overview.scope)
    lines = (line for line in overview.lines if line.figure.section == section)
    return Sheet(str(section.label), headings, (_figure(line, said, overview.scope) for line in lines))


def _figure(line: Line, said: str, scope: Scope) -> Row:
    value = line.label if line.figure.split else ""
    number = line.number if isinstance(line.number, int) else float(line.number)
    return [
        str(line.figure.name),
        value,
        number,
        str(line.figure.unit),
        said,
        scope.day,
        str(line.figure.rule),
    ]


def _reported(overview: Overview) -> Sheet:
    headings = [
        Column(_("What is counted"), WIDE), Column(_("Number"), NARROW), Column(_("Unit")), Column(_("Of whom"), 30),
        Column(_("As of")), Column(_("Source"), WIDE), Column(_("Event"), WIDE),
    ]  # fmt: skip
    rows = (
        [
            one.name,
            float(one.value),
            one.unit,
            str(one.subject or ""),
            one.as_of,
            str(one.source or ""),
            str(one.event),
        ]
        for one in overview.indicators
    )
    return Sheet(_("Reported by others"), headings, rows)


def _rows(source: Source, scope: Scope, *, names: bool) -> Sheet:
    chosen = readings(source, names=names)
    figures = [figure for figure in FIGURES if figure.source is source]
    headings = [
        *(Column(heading, width) for heading, width, _reading in chosen),
        Column(_("Counted in"), 100),
    ]
    title = _("Rows: %(what)s") % {"what": _titles()[source.key]}
    return Sheet(title, headings, _read(source, [reading for _h, _w, reading in chosen], figures, scope))


def _read(
    source: Source, chosen: Iterable[Reading], figures: Iterable[Figure], scope: Scope
) -> Iterator[Row]:
    """Only rows that some figure counts."""
    readings_ = list(chosen)
    wanted = dict.fromkeys(["pk", *source.columns, *(column for one in readings_ for column in one.columns)])
    rows = source.rows(scope).order_by("pk")
    values = getattr(rows, "raw_values", rows.values)(*wanted)
    named = [(figure, str(figure.name)) for figure in figures]
    for row in values.iterator(chunk_size=CHUNK):
        counted = [name for figure, name in named if _counts(figure, row)]
        if counted:
            yield [*(one.read(row) for one in readings_), "; ".join(counted)]


def _counts(figure: Figure, row: dict[str, Any]) -> bool:
    return all(row[column] in values for column, values in figure.where.items())


def _titles() -> dict[str, str]:
    return {
        "events": _("Events"), "participants": _("Participants"), "groups": _("Unnamed groups"), "delegations": _("Delegations"),
        "members": _("Members"), "delegated-groups": _("Groups of delegations"), "agreements": _("Agreements"),
        "follow-ups": _("Follow-ups"), "projects": _("Projects"),
    }  # fmt: skip
