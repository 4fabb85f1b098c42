"""Loading the other half: bodies, agenda with participations, sources with credits, photographs' captions."""

from __future__ import annotations

from typing import Any

from base.languages import texts
from events.models import AgendaItem, Credit, Event, EventBody, Participation, Photo, Source, Track
from events.services import agenda, bodies, participations, photos, sources
from people.services.moves import move
from reports.dossier import provenance, what
from reports.dossier.load_who import People
from reports.dossier.loading import Loading, columns_of, date_of, same, stated
from reports.dossier.schema import Dossier


class Programme:
    """Loads what belongs to the event alone; agenda items by their local ids are asked for by outcomes."""

    def __init__(self, dossier: Dossier, loading: Loading, who: People, event: Event) -> None:
        self.dossier = dossier
        self.loading = loading
        self.who = who
        self.event = event
        self.items: dict[str, AgendaItem] = {}

    def load_bodies(self) -> None:
        there = set(EventBody.objects.filter(event=self.event).values_list("organization_id", "role"))
        for number, part in enumerate(self.dossier.event.bodies):
            organization = self.who.organizations.get(part.organization)
            if organization is None or (organization.pk, part.role.value) in there:
                continue
            with self.loading.telling("event", "bodies", number, value=part.organization):
                bodies.add_body(
                    event=self.event, organization=organization, role=part.role.value, **self.loading.who_when
                )
                self.loading.created["body"] += 1

    def load_agenda(self) -> None:
        there = list(AgendaItem.objects.filter(event=self.event).prefetch_related("participations"))
        for number, part in enumerate(self.dossier.agenda):
            with self.loading.telling("agenda", number, value=part.id):
                item = next((row for row in there if _is_item(row, part)), None)
                if item:
                    there.remove(item)
                self.items[part.id] = self._item(item, part)
                self._participations(self.items[part.id], part, number)

    def _item(self, item: AgendaItem | None, part: what.AgendaItem) -> AgendaItem:
        values = {
            **columns_of("title", part.title),
            **columns_of("place", part.place),
            **columns_of("gist", part.gist),
            **stated(
                {
                    "kind": part.kind.value,
                    "on": date_of(part.on),
                    "start_time": part.start_time,
                    "end_time": part.end_time,
                    "part_of_day": part.part_of_day and part.part_of_day.value,
                    "host": self.who.organizations.get(part.host or ""),
                    "track": self._track(part.track),
                }
            ),
        }
        if item is None:
            self.loading.created["agenda item"] += 1
            return agenda.add_item(
                event=self.event, recorded=True, state=part.state.value, **values, **self.loading.who_when
            )
        changed = agenda.amend_item(item, values, **self.loading.who_when)
        if item.state != part.state.value:
            move([item], to=part.state.value, **self.loading.who_when)
            changed = [*changed, "state"]
        self.loading.count_changes("agenda item", changed)
        return item

    def _track(self, name: str | None) -> Track | None:
        if name is None:
            return None
        known = Track.objects.filter(event=self.event, name=name).first()
        return known or agenda.add_track(event=self.event, name=name, **self.loading.who_when)

    def _participations(self, item: AgendaItem, part: what.AgendaItem, number: int) -> None:
        there = {(row.person_id, row.group_id, row.role): row for row in item.participations.all()}
        for place, stated_part in enumerate(part.participations):
            person = self.who.people.get(stated_part.person or "")
            group = self.who.groups.get(stated_part.group or "")
            if person is None and group is None:
                continue
            values = _participation_values(stated_part)
            known = there.get(
                (person.pk if person else None, group.pk if group else None, stated_part.role.value)
            )
            with self.loading.telling(
                "agenda", number, "participations", place, value=stated_part.person or stated_part.group
            ):
                self._participation(
                    item, known, values, person=person, group=group, role=stated_part.role.value
                )

    def _participation(
        self, item: AgendaItem, known: Participation | None, values: dict[str, Any], **of: Any
    ) -> None:
        if known is None:
            participations.add_participation(item=item, **of, **values, **self.loading.who_when)
            self.loading.created["participation"] += 1
        else:
            changed = participations.amend_participation(known, values, **self.loading.who_when)
            self.loading.count_changes("participation", changed)

    def load_photos(self) -> None:
        """Captions and photographers; the picture files themselves are not part of a dossier."""
        there = list(Photo.objects.filter(event=self.event))
        for number, part in enumerate(self.dossier.photos):
            if any(
                (part.file and row.file == part.file) or same(texts(row, "caption"), part.caption)
                for row in there
            ):
                continue
            with self.loading.telling("photos", number):
                captions: dict[str, Any] = {**columns_of("caption", part.caption)}
                photos.add_photo(
                    event=self.event,
                    item=self.items.get(part.agenda_item or ""),
                    photographer=self.who.people.get(part.photographer or ""),
                    **captions,
                    **self.loading.who_when,
                )
                self.loading.created["photo"] += 1

    def load_sources(self) -> None:
        there = {row.headline: row for row in Source.objects.filter(event=self.event)}
        for number, part in enumerate(self.dossier.sources):
            with self.loading.telling("sources", number, value=part.headline):
                source = self._source(there.get(part.headline), part)
                self._credits(part.credits, source)
        self._credits(self.dossier.credits, None)

    def _source(self, source: Source | None, part: provenance.Source) -> Source:
        values = stated(
            {
                "headline": part.headline,
                "language": part.language,
                "publisher": part.publisher,
                "section": part.section,
                "published_on": date_of(part.published_on),
                "url": part.url and str(part.url),
                "quote": part.quote,
                "captions": part.captions,
            }
        )
        if source is None:
            self.loading.created["source"] += 1
            return sources.add_source(event=self.event, **values, **self.loading.who_when)
        self.loading.count_changes("source", sources.amend_source(source, values, **self.loading.who_when))
        return source

    def _credits(self, parts: list[provenance.Credit], source: Source | None) -> None:
        there = set(Credit.objects.filter(event=self.event, source=source).values_list("person_id", "role"))
        for part in parts:
            person = self.who.people.get(part.person)
            if person and (person.pk, part.role.value) not in there:
                sources.add_credit(
                    event=self.event,
                    source=source,
                    person=person,
                    role=part.role.value,
                    **self.loading.who_when,
                )
                self.loading.created["credit"] += 1


def _is_item(row: AgendaItem, part: what.AgendaItem) -> bool:
    """The same kind and title; where no title is stated, also the same day."""
    if row.kind != part.kind.value or not same(texts(row, "title"), part.title):
        return False
    return part.title is not None or row.on == date_of(part.on)


def _participation_values(part: what.Participation) -> dict[str, Any]:
    return {
        **columns_of("speech_title", part.speech_title),
        **columns_of("gist", part.gist),
        **stated({"manner": part.manner and part.manner.value, "language": part.language}),
    }
