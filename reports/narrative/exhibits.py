"""What was shown: a table of what is listed, sentences for what is only counted."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.dossier.what import Exhibit
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import (
    Block,
    Facts,
    Paragraph,
    Phrase,
    Run,
    Section,
    Statement,
    Table,
    gap_after,
    phrase,
)


def exhibits(telling: Telling) -> Section:
    records: list[tuple[int, Exhibit]] = telling.own("exhibits")
    blocks: list[Block] = []
    counted = counted_exhibits(telling)
    if counted:
        blocks.append(Paragraph(counted))
    listed = [(place, record) for place, record in records if record.title is not None]
    if listed:
        table = _table(telling, listed)
        [first, *others] = table.rows
        # A table of one row would be all head.
        alone = Facts(tuple(zip(table.columns, first, strict=True)))
        blocks.append(table if others else alone)
    return Section("exhibits", _("Exhibits"), tuple(blocks))


def counted_exhibits(telling: Telling) -> tuple[Statement, ...]:
    """What is known by its number alone."""
    records: list[tuple[int, Exhibit]] = telling.own("exhibits")
    return tuple(_sentence(telling, place, record) for place, record in records if record.title is None)


def _sentence(telling: Telling, place: int, record: Exhibit) -> Statement:
    """`27 exhibits were shown. Field: biomedicine. Form: in person and online.`"""
    if record.count is None:
        told = phrase(_("Exhibits shown: %(number)s."), number=record.count_as_worded or "")
    else:
        template = ngettext("%(count)s exhibit was shown.", "%(count)s exhibits were shown.", record.count)
        told = phrase(template, count=telling.number(record.count))
    for detail in _details(telling, record):
        told += (Run(gap_after(told[-1].text)), *telling.sentence(detail))
    return Statement(told, (f"$.exhibits[{place}]",))


def _details(telling: Telling, record: Exhibit) -> list[Phrase]:
    details: list[Phrase] = [telling.text(record.summary)] if record.summary else []
    if record.count is not None and record.count_as_worded:
        details.append(phrase(_("Number as worded: %(words)s"), words=record.count_as_worded))
    if record.owner:
        details.append(phrase(_("Owner: %(name)s"), name=telling.organization(record.owner)))
    if record.field:
        details.append(phrase(_("Field: %(field)s"), field=telling.text(record.field)))
    if record.mode:
        details.append(phrase(_("Form: %(mode)s"), mode=words.event_mode(record.mode)))
    if record.agenda_item:
        details.append(phrase(_("Shown at: %(item)s"), item=telling.item(record.agenda_item)))
    return details


def _table(telling: Telling, listed: list[tuple[int, Exhibit]]) -> Table:
    rows = tuple(_row(telling, f"$.exhibits[{place}]", record) for place, record in listed)
    columns = (
        _("Exhibit"),
        pgettext("count of things", "Number"),
        _("Owner"),
        _("Field"),
        _("Form"),
        _("Shown at"),
    )
    widths = (30, 10, 20, 16, 12, 12)
    return Table(_("Exhibits"), columns, rows, widths).without_empty_columns()


def _row(telling: Telling, path: str, record: Exhibit) -> tuple[Statement, ...]:
    number = telling.number(record.count) if record.count is not None else record.count_as_worded or ""
    mode = words.event_mode(record.mode) if record.mode else ""
    title = telling.text(record.title)
    if record.summary:
        title = telling.sentence(title)
        title = (*title, Run(gap_after(title[-1].text)), *telling.text(record.summary))
    return (
        Statement(title, (path,)),
        Statement((Run(number),) if number else (), (f"{path}.count",)),
        Statement(telling.organization(record.owner), (f"{path}.owner",)),
        Statement(telling.text(record.field), (f"{path}.field",)),
        Statement((Run(mode),) if mode else (), (f"{path}.mode",)),
        Statement(telling.item(record.agenda_item), (f"{path}.agenda_item",)),
    )
