"""Loading the agenda: tracks and items with who took part in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from base.languages import texts
from events.models import AgendaItem, Participation, Track
from events.services import agenda_sets
from people.services.moves import may_move, move
from people.services.record_sets import unsaved
from reports.dossier import what
from reports.dossier.bringing import Want, bring, never, note, pair_up, put_in_order
from reports.dossier.load_directory import Directory
from reports.dossier.load_events import Events, states_after
from reports.dossier.load_participants import Participants
from reports.dossier.loading import (
    Loading,
    Steps,
    columns_of,
    date_of,
    first_of,
    stated,
    value_of,
    words,
)
from reports.dossier.schema import Dossier


class Agenda:
    """Agenda items by their local ids."""

    def __init__(
        self,
        dossier: Dossier,
        loading: Loading,
        directory: Directory,
        events: Events,
        participants: Participants,
    ) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.events = events
        self.participants = participants
        self.items: dict[str, AgendaItem] = {}

    def load(self) -> None:
        tracks = self._tracks()
        wants = self._load_items(tracks)
        self._move(wants)
        self._load_participations()

    def item(self, local_id: str | None, sub_event: str | None, steps: Steps) -> AgendaItem | None:
        """The item that a part names; one of another event or sub-event is told and not used."""
        if local_id is None:
            return None
        item = self.items[local_id]
        if item.event is not self.events.of(sub_event) and item.event_id != self.events.of(sub_event).pk:
            self.loading.refuse(steps, local_id, "an item of the same event or sub-event")
            return None
        return item

    # --- tracks and items -------------------------------------------------------------------------------------------
    def _tracks(self) -> dict[tuple[str | None, str], Track]:
        named = {
            (part.sub_event, part.track): number
            for number, part in enumerate(self.dossier.agenda)
            if part.track
        }
        rows = Track.objects.filter(event__in=self.events.stored) if named else []
        there = {(row.event_id, row.name): row for row in rows}
        tracks: dict[tuple[str | None, str], Track] = {}
        wants = []
        for (sub_event, name), number in named.items():
            event = self.events.of(sub_event)
            known = there.get((event.pk, name or ""))
            row = known or Track(office=self.loading.office, event=event, name=name)
            tracks[sub_event, name or ""] = row
            if known is None:
                steps: Steps = ("agenda", number, "track")
                wants.append(Want(steps, name or "", {"name": name}, row, is_known=False, value=name))
        bring(self.loading, "track", wants, add=agenda_sets.add_tracks, amend=never)
        return tracks

    def _load_items(self, tracks: dict[tuple[str | None, str], Track]) -> list[Want[AgendaItem]]:
        parts = self.dossier.agenda
        there = self._there() if parts else []
        of_event = {part.id: self.events.of(part.sub_event).pk for part in parts}
        found = pair_up(
            parts,
            there,
            (lambda part: _keys(of_event[part.id], part, True), lambda row: _row_keys(row, True)),
            (lambda part: _keys(of_event[part.id], part, False), lambda row: _row_keys(row, False)),
        )
        wants: list[Want[AgendaItem]] = []
        by_event: dict[int, list[Want[AgendaItem]]] = defaultdict(list)
        for number, (part, known) in enumerate(zip(parts, found, strict=True)):
            event = self.events.of(part.sub_event)
            values = self._values(part, tracks)
            row = known or unsaved(
                AgendaItem, office=self.loading.office, event=event, state=part.state.value, **values
            )
            row.event = event
            self.items[part.id] = row
            label = first_of(part.title, part.kind.value)
            want = Want(("agenda", number), label, values, row, known is not None, value=part.id, extra=part)
            wants.append(want)
            by_event[id(event)].append(want)
        moved = []
        for listed in by_event.values():
            mine = [row for row in there if row.event_id == listed[0].row.event.pk]
            moved += put_in_order(listed, mine)
        bring(
            self.loading,
            "agenda item",
            [*wants, *moved],
            add=agenda_sets.record_items,
            amend=agenda_sets.amend_items,
        )
        return wants

    def _there(self) -> list[AgendaItem]:
        rows = AgendaItem.objects.filter(event__in=self.events.stored)
        return list(rows.select_related("event", "host", "track"))

    def _values(self, part: what.AgendaItem, tracks: dict[tuple[str | None, str], Track]) -> dict[str, Any]:
        return {
            "kind": part.kind.value,
            **columns_of(title=part.title, place=part.place, abstract=part.abstract, gist=part.gist),
            **stated(
                {
                    "on": date_of(part.on),
                    "start_time": part.start_time,
                    "end_time": part.end_time,
                    "part_of_day": value_of(part.part_of_day),
                    "language": part.language,
                    "links": [{"url": str(link.url), "title": link.title or ""} for link in part.links],
                }
            ),
            **({"host": self.directory.organization(part.host)} if part.host else {}),
            **({"track": tracks[part.sub_event, part.track]} if part.track else {}),
        }

    def _move(self, wants: Sequence[Want[AgendaItem]]) -> None:
        moving: dict[str, list[Want[AgendaItem]]] = defaultdict(list)
        for want in wants:
            to = want.extra.state.value
            if not want.is_known or "state" not in want.extra.model_fields_set or want.row.state == to:
                continue
            if may_move(want.row, to):
                moving[to].append(want)
            else:
                self.loading.refuse((*want.steps, "state"), to, states_after(want.row))
        for to, chosen in moving.items():
            before = {id(want): want.row.state for want in chosen}
            move([want.row for want in chosen], to=to, **self.loading.who_when)
            for want in chosen:
                note(self.loading, "agenda item", want, {"state": (before[id(want)], to)})

    # --- who took part, ------------------------------------------------------------------------------
    def _load_participations(self) -> None:
        ids = [item.pk for item in self.items.values() if item.pk]
        rows = Participation.objects.filter(item__in=ids).order_by("position", "pk")
        there: dict[int, list[Participation]] = defaultdict(list)
        if any(part.participations for part in self.dossier.agenda):
            for row in rows:
                there[row.item_id].append(row)
        wants: list[Want[Participation]] = []
        for number, part in enumerate(self.dossier.agenda):
            listed = list(self._participations(part, number, there[self.items[part.id].pk]))
            wants += [*listed, *put_in_order(listed, there[self.items[part.id].pk])]
        bring(
            self.loading,
            "participation",
            wants,
            add=agenda_sets.add_participations,
            amend=agenda_sets.amend_participations,
        )

    def _participations(
        self, part: what.AgendaItem, number: int, there: list[Participation]
    ) -> Iterator[Want[Participation]]:
        item = self.items[part.id]
        keys = [
            (
                self.directory.people[one.person].pk if one.person else None,
                self.participants.groups[one.group].pk if one.group else None,
                one.role.value,
            )
            for one in part.participations
        ]
        found = pair_up(
            keys, there, (lambda key: [key], lambda row: [(row.person_id, row.group_id, row.role)])
        )
        seen: set[Any] = set()
        for place, (one, known) in enumerate(zip(part.participations, found, strict=True)):
            steps: Steps = ("agenda", number, "participations", place)
            if (one.person, one.group, one.role) in seen:
                self.loading.refuse(steps, one.person or one.group, "each participant once in each role")
                continue
            seen.add((one.person, one.group, one.role))
            group = self.participants.group(one.group)
            if group is not None and group.event is not item.event and group.event_id != item.event_id:
                self.loading.refuse((*steps, "group"), one.group, "a group of the same event or sub-event")
                continue
            person = self.directory.person(one.person)
            values = {
                **columns_of(speech_title=one.speech_title, gist=one.gist),
                **stated({"manner": value_of(one.manner), "language": one.language}),
            }
            row = known or unsaved(Participation, office=self.loading.office, item=item, event=item.event, person=person, group=group,
                role=one.role.value, **values,
            )  # fmt: skip
            if known is not None:
                # The checks look at whom they concern; what is there already need not be read for it.
                row.item, row.event, row.person, row.group = item, item.event, person, group
            label = f"{person or group} ({one.role.value})"
            yield Want(steps, label, values, row, known is not None, value=one.person or one.group)


def _keys(event_id: Any, part: what.AgendaItem, narrow: bool) -> list[Any]:
    """Kind and title; at first also day and hour. Where no title is stated, always the day."""
    when = (date_of(part.on), part.start_time if narrow else None) if narrow or part.title is None else None
    return (
        [(event_id, part.kind.value, wording, when) for wording in words(part.title) or []]
        if part.title
        else [(event_id, part.kind.value, None, when)]
    )


def _row_keys(row: AgendaItem, narrow: bool) -> list[Any]:
    titles: list[Any] = list(words(texts(row, "title")))
    when = (row.on, row.start_time if narrow else None) if narrow or not titles else None
    return [(row.event_id, row.kind, wording, when) for wording in titles or [None]]
