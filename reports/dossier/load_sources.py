"""Loading published texts, credits and photographs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from base.languages import texts
from events.models import Credit, Photo, Source
from events.services import source_sets
from people.services.record_sets import unsaved
from reports.dossier import provenance
from reports.dossier.bringing import Want, bring, pair_up, put_in_order
from reports.dossier.load_agenda import Agenda
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events
from reports.dossier.loading import Loading, Steps, columns_of, date_of, first_of, stated, words
from reports.dossier.schema import Dossier


class Sources:
    """Sources by their local ids."""

    def __init__(
        self, dossier: Dossier, loading: Loading, directory: Directory, events: Events, agenda: Agenda
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.events = events
        self.agenda = agenda
        self.sources: dict[str, Source] = {}

    def load(self) -> None:
        sources = self._load_sources()
        self._load_credits(sources)
        self._load_photos()

    def _load_sources(self) -> list[Source]:
        parts = self.dossier.sources
        event = self.events.event
        there = list(Source.objects.filter(event=event.pk).order_by("position", "pk")) if parts else []
        found = pair_up(
            parts,
            there,
            (_all_of_part, _all_of_row),
            (_address_of_part, _address_of_row),
            (_headline_of_part, _headline_of_row),
        )
        wants = []
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            values = values_of_source(part)
            row = known or Source(office=self.loading.office, event=event, **values)
            if part.id is not None:
                self.sources[part.id] = row
            wants.append(Want(("sources", number), part.title, values, row, known is not None))
        moved = put_in_order(wants, there)
        bring(
            self.loading,
            "source",
            [*wants, *moved],
            add=source_sets.add_sources,
            amend=source_sets.amend_sources,
        )
        return [want.row for want in wants]

    def _load_credits(self, sources: list[Source]) -> None:
        event = self.events.event
        lists: list[tuple[Source | None, list[provenance.Credit], Steps]] = [
            (source, part.credits, ("sources", number, "credits"))
            for number, (part, source) in enumerate(zip(self.dossier.sources, sources, strict=True))
        ]
        lists.append((None, self.dossier.credits, ("credits",)))
        there: dict[int | None, list[Credit]] = defaultdict(list)
        if any(parts for _source, parts, _steps in lists):
            for row in Credit.objects.filter(event=event.pk).order_by("position", "pk"):
                there[row.source_id].append(row)
        wants: list[Want[Credit]] = []
        for source, parts, steps in lists:
            mine = there[source.pk if source else None] if source is None or source.pk else []
            listed_here = list(self._credits(source, parts, steps, mine))
            wants += [*listed_here, *put_in_order(listed_here, mine)]
        bring(self.loading, "credit", wants, add=source_sets.add_credits, amend=source_sets.amend_credits)

    def _credits(
        self, source: Source | None, parts: list[provenance.Credit], steps: Steps, there: list[Credit]
    ) -> Iterable[Want[Credit]]:
        keys = [(self.directory.people[part.person].pk, part.role.value) for part in parts]
        found = pair_up(keys, there, (lambda key: [key], lambda row: [(row.person_id, row.role)]))
        for place, (part, known) in enumerate(zip(parts, found, strict=True)):
            person = self.directory.people[part.person]
            if person.pk and keys.index(keys[place]) < place:
                self.loading.refuse((*steps, place), part.person, "each person once in each role")
                continue
            values = {"role": part.role.value, "person": person}
            row = known or Credit(
                office=self.loading.office, event=self.events.event, source=source, **values
            )
            label = f"{person} ({part.role.value})"
            yield Want((*steps, place), label, values, row, known is not None, value=part.person)

    def _load_photos(self) -> None:
        """Captions, photographers, items; of the picture file only its hash stands in a dossier."""
        parts = self.dossier.photos
        rows = Photo.objects.filter(event__in=self.events.stored).order_by("position", "pk")
        there = list(rows.select_related("event", "item", "photographer")) if parts else []
        held = self._held()
        event_of = {id(part): self.events.of(part.sub_event).pk for part in parts}
        found = pair_up(
            parts,
            there,
            (
                lambda part: [(event_of[id(part)], part.file)] if part.file else [],
                lambda row: [(row.event_id, row.file)] if row.file else [],
            ),
            (
                lambda part: [(event_of[id(part)], one) for one in words(part.caption)],
                lambda row: [(row.event_id, one) for one in words(texts(row, "caption"))],
            ),
        )
        wants: list[Want[Photo]] = []
        by_event: dict[int, list[Want[Photo]]] = defaultdict(list)
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            steps: Steps = ("photos", number)
            event = self.events.of(part.sub_event)
            values = self._photo_values(part, steps, held)
            row = known or unsaved(Photo, office=self.loading.office, event=event, **values)
            label = first_of(part.caption, part.file or "")
            wants.append(Want(steps, label, values, row, known is not None, value=part.file))
            by_event[id(event)].append(wants[-1])
        moved = []
        for listed_here in by_event.values():
            mine = [row for row in there if row.event_id == listed_here[0].row.event_id]
            moved += put_in_order(listed_here, mine)
        bring(
            self.loading,
            "photo",
            [*wants, *moved],
            add=source_sets.add_photos,
            amend=source_sets.amend_photos,
        )

    def _held(self) -> dict[str, Photo]:
        """Pictures that this office holds, by hash: a hash alone opens no picture of another office."""
        files = {part.file for part in self.dossier.photos if part.file}
        if not files:
            return {}
        return {row.file: row for row in Photo.objects.of(self.loading.office).filter(file__in=files)}

    def _photo_values(self, part: provenance.Photo, steps: Steps, held: dict[str, Photo]) -> dict[str, Any]:
        item = self.agenda.item(part.agenda_item, part.sub_event, (*steps, "agenda_item"))
        values: dict[str, Any] = {**columns_of(caption=part.caption)}
        if part.file:
            known = held.get(part.file)
            if known is None:
                expected = "the hash of a picture that this office holds, or null; upload the picture first"
                self.loading.refuse((*steps, "file"), part.file, expected)
            else:
                values |= {name: getattr(known, name) for name in ("file", "media_type", "width", "height")}
        if part.photographer:
            values["photographer"] = self.directory.person(part.photographer)
        if item is not None:
            values["item"] = item
        return values


def values_of_source(part: provenance.Source) -> dict[str, Any]:
    return stated(
        {
            "headline": part.headline,
            "language": part.language,
            "publisher": part.publisher,
            "issuer": part.issuer,
            "dateline": part.dateline,
            "section": part.section,
            "published_on": date_of(part.published_on),
            "published_time": part.published_time,
            "reads": part.reads,
            "notice": part.notice,
            "url": part.url and str(part.url),
            "quote": part.quote,
            "captions": part.captions,
        }
    )


def _all_of_part(part: provenance.Source) -> list[Any]:
    return [(part.headline or "", part.publisher or "", str(part.url or ""))]


def _all_of_row(row: Source) -> list[Any]:
    return [(row.headline, row.publisher, row.url)]


def _address_of_part(part: provenance.Source) -> list[Any]:
    return [str(part.url)] if part.url else []


def _address_of_row(row: Source) -> list[Any]:
    return [row.url] if row.url else []


def _headline_of_part(part: provenance.Source) -> list[Any]:
    return [part.headline or (part.publisher, part.issuer)] if not part.url or part.headline else []


def _headline_of_row(row: Source) -> list[Any]:
    return [row.headline or (row.publisher or None, row.issuer or None)]
