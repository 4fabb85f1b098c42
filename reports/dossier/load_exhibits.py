"""Loading exhibits: achievements one by one, or their number."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from base.languages import texts
from events.models import Exhibit
from events.services import agenda_sets
from people.services.record_sets import unsaved
from reports.dossier import what
from reports.dossier.bringing import Want, bring, pair_up, put_in_order
from reports.dossier.load_agenda import Agenda
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events
from reports.dossier.loading import Loading, Steps, columns_of, first_of, stated, value_of, words
from reports.dossier.schema import Dossier


class Exhibits:
    def __init__(
        self, dossier: Dossier, loading: Loading, directory: Directory, events: Events, agenda: Agenda
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.events = events
        self.agenda = agenda

    def load(self) -> None:
        parts = self.dossier.exhibits
        rows = Exhibit.objects.filter(event__in=self.events.stored).order_by("position", "pk")
        there = list(rows.select_related("event", "item", "owner")) if parts else []
        of_event = {id(part): self.events.of(part.sub_event).pk for part in parts}
        found = pair_up(
            parts,
            there,
            (lambda part: _exhibit_keys(of_event[id(part)], part), _exhibit_row_keys),
        )
        wants: list[Want[Exhibit]] = []
        by_event: dict[int, list[Want[Exhibit]]] = defaultdict(list)
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            steps: Steps = ("exhibits", number)
            event = self.events.of(part.sub_event)
            values = self._exhibit_values(part, steps)
            row = known or unsaved(Exhibit, office=self.loading.office, event=event, **values)
            label = first_of(part.title, part.count_as_worded or str(part.count))
            wants.append(Want(steps, label, values, row, known is not None))
            by_event[id(event)].append(wants[-1])
        moved = []
        for listed in by_event.values():
            mine = [row for row in there if row.event_id == listed[0].row.event_id]
            moved += put_in_order(listed, mine)
        bring(
            self.loading,
            "exhibit",
            [*wants, *moved],
            add=agenda_sets.add_exhibits,
            amend=agenda_sets.amend_exhibits,
        )

    def _exhibit_values(self, part: what.Exhibit, steps: Steps) -> dict[str, Any]:
        item = self.agenda.item(part.agenda_item, part.sub_event, (*steps, "agenda_item"))
        return {
            **columns_of(title=part.title, summary=part.summary, field=part.field),
            **stated(
                {
                    "count": part.count,
                    "count_as_worded": part.count_as_worded,
                    "mode": value_of(part.mode),
                }
            ),
            **({"owner": self.directory.organization(part.owner)} if part.owner else {}),
            **({"item": item} if item is not None else {}),
        }


def _exhibit_keys(event_id: Any, part: what.Exhibit) -> list[Any]:
    """The title; where only a number is stated, its wording, or that it is a number of the same field."""
    if part.title is not None:
        return [(event_id, wording) for wording in words(part.title)]
    fields: list[Any] = list(words(part.field))
    return [(event_id, None, part.count_as_worded or "", wording) for wording in fields or [None]]


def _exhibit_row_keys(row: Exhibit) -> list[Any]:
    titles: list[Any] = list(words(texts(row, "title")))
    if titles:
        return [(row.event_id, wording) for wording in titles]
    fields: list[Any] = list(words(texts(row, "field")))
    return [(row.event_id, None, row.count_as_worded, wording) for wording in fields or [None]]
