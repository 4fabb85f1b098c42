"""Loading the event itself and its sub-events, with their series and bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from base.languages import texts
from events.models import Event, EventBody, Series
from events.services import event_sets, lifecycle, schedule
from people.services.moves import may_move
from people.services.record_sets import unsaved
from reports.dossier import what
from reports.dossier.bringing import Want, bring, note, pair_up, put_in_order
from reports.dossier.load_directory import Directory
from reports.dossier.loading import (
    Loading,
    Steps,
    columns_of,
    date_of,
    first_of,
    listed,
    stated,
    value_of,
    words,
)
from reports.dossier.references import references
from reports.dossier.schema import Dossier


class Events:
    """The event and its sub-events by their slugs; one that was refused has no key."""

    def __init__(self, dossier: Dossier, loading: Loading, directory: Directory) -> None:
        self.dossier = dossier
        self.loading = loading
        self.directory = directory
        self.by_slug: dict[str, Event] = {}
        self.want: Want[Event] | None = None
        self.refused: set[Steps] = set()

    @property
    def event(self) -> Event:
        return self.by_slug[self.dossier.event.slug]

    @property
    def stored(self) -> list[Event]:
        return [event for event in self.by_slug.values() if event.pk]

    def of(self, sub_event: str | None) -> Event:
        """The event to which a part belongs."""
        return self.by_slug[sub_event or self.dossier.event.slug]

    def parts(self) -> Iterator[tuple[what.Event, Steps]]:
        yield self.dossier.event, ("event",)
        yield from ((part, ("sub_events", number)) for number, part in enumerate(self.dossier.sub_events))

    def load(self) -> None:
        series = self._series()
        known = self._known()
        parent: Event | None = None
        for parts in (
            [("event",)],
            [("sub_events", number) for number in range(len(self.dossier.sub_events))],
        ):
            wants = []
            for part, steps in self.parts():
                if steps in parts and steps not in self.refused:
                    wants.append(self._want(part, steps, known.get(part.slug), series.get(steps), parent))
            self._bring(wants)
            self.want = self.want or next(iter(wants), None)
            parent = self.event
        self._bodies()
        self._name()

    def _name(self) -> None:
        """Whom no part names, the record of the event speaks of all the same."""
        named = {
            (collection, key)
            for place, collection, key in references(Dossier, self.dossier, ())
            if place[0] != "organizations"
        }
        directory = self.directory
        bodies = [row for key, row in directory.organizations.items() if ("organizations", key) not in named]
        people = [row for key, row in directory.people.items() if ("people", key) not in named]
        if (bodies or people) and self.event.pk and self.want:
            new = event_sets.name_in_record(
                self.event,
                organizations=[row for row in bodies if row.pk],
                people=[row for row in people if row.pk],
                **self.loading.who_when,
            )
            if new:
                note(self.loading, "event", self.want, {"named": (None, [str(one) for one in new])})

    def _known(self) -> dict[str, Event]:
        """Events of this office by slug; a slug that another office's event has is refused."""
        steps_of = {part.slug: steps for part, steps in reversed(list(self.parts()))}
        rows = Event.objects.filter(slug__in=steps_of).select_related("series", "parent", "office")
        known = {}
        for row in rows.select_for_update(of=("self",)).order_by("pk"):
            if row.office_id == self.loading.office.pk:
                known[row.slug] = row
            else:
                self._refuse(
                    steps_of[row.slug], row.slug, "another slug: an event of another office has this one"
                )
        own = self.dossier.event.slug
        for number, part in enumerate(self.dossier.sub_events):
            found = known.get(part.slug)
            if part.slug == own:
                self._refuse(("sub_events", number), part.slug, "another slug than the event's own")
            elif found and found.parent and found.parent.slug != own:
                expected = f"a sub-event of this event; this one is part of {found.parent.slug}"
                self._refuse(("sub_events", number), part.slug, expected)
        return known

    def _refuse(self, steps: Steps, slug: str, expected: str) -> None:
        """Its parts refer to an event that is never stored."""
        self.loading.refuse((*steps, "slug"), slug, expected)
        self.refused.add(steps)
        self.by_slug.setdefault(slug, Event(office=self.loading.office, slug=slug))

    def _series(self) -> dict[Steps, Series]:
        stated_series = [(part.series, (*steps, "series")) for part, steps in self.parts() if part.series]
        there = list(Series.objects.of(self.loading.office).order_by("pk")) if stated_series else []
        wants: dict[Any, Want[Series]] = {}
        found: dict[Steps, Series] = {}
        for part, steps in stated_series:
            names = set(words(part.name))
            meant = [row for row in there if names & set(words(texts(row, "name")))]
            if len(meant) > 1:
                told = "; ".join(f"{row} [{row.uid}]" for row in meant)
                self.loading.refuse(
                    steps, first_of(part.name), f"a name that one series has; candidates: {told}"
                )
            same = next((one for one in wants.values() if names & set(one.extra)), None)
            values = {**columns_of(name=part.name), **stated({"founded_year": part.founded_year})}
            if same is None:
                row = meant[0] if meant else unsaved(Series, office=self.loading.office, **values)
                same = wants[steps] = Want(
                    steps, first_of(part.name), values, row, bool(meant), extra=list(words(part.name))
                )
            else:
                same.values |= values
                if not same.is_known:
                    for name, value in values.items():
                        setattr(same.row, name, value)
            found[steps[:-1]] = same.row
        add, amend = event_sets.add_series, event_sets.amend_series
        bring(self.loading, "series", list(wants.values()), add=add, amend=amend)
        return found

    def _want(
        self, part: what.Event, steps: Steps, known: Event | None, series: Series | None, parent: Event | None
    ) -> Want[Event]:
        values = values_of_event(part)
        if series is not None:
            values["series"] = series
        if parent is not None:
            values["parent"] = parent
        row = known or unsaved(Event, office=self.loading.office, state=part.state.value, **values)
        self.by_slug[part.slug] = row
        return Want(steps, first_of(part.title), values, row, known is not None, value=part.slug, extra=part)

    def _bring(self, wants: list[Want[Event]]) -> None:
        bring(self.loading, "event", wants, add=event_sets.record_events, amend=self._amend)
        for want in wants:
            to, row = want.extra.state.value, want.row
            if not want.is_known or "state" not in want.extra.model_fields_set or row.state == to:
                continue
            before = row.state
            if not may_move(row, to):
                self.loading.refuse((*want.steps, "state"), to, states_after(row))
                continue
            lifecycle.move_event(row, to=to, recorded=True, **self.loading.who_when)
            note(self.loading, "event", want, {"state": (before, to)})

    def _amend(self, pairs: Any, **who_when: Any) -> list[list[str]]:
        """One by one: what follows from new dates is a matter of each event, and few of them change."""
        return [schedule.amend_event(event, changes, recorded=True, **who_when) for event, changes in pairs]

    def _bodies(self) -> None:
        there = list(EventBody.objects.filter(event__in=self.stored).order_by("event", "position", "pk"))
        wants: list[Want[EventBody]] = []
        for part, steps in self.parts():
            event = self.of(part.slug)
            mine = [row for row in there if row.event_id == event.pk]
            keys = [
                (self.directory.organizations[body.organization].pk, body.role.value) for body in part.bodies
            ]
            found = pair_up(keys, mine, (lambda key: [key], lambda row: [(row.organization_id, row.role)]))
            listed_here = []
            for place, (body, known) in enumerate(zip(part.bodies, found, strict=True)):
                organization = self.directory.organizations[body.organization]
                values: dict[str, Any] = {"organization": organization, "role": body.role.value}
                here: Steps = (*steps, "bodies", place)
                if keys.index(keys[place]) < place and organization.pk:
                    self.loading.refuse(here, body.organization, "each organization once in each role")
                    continue
                row = known or EventBody(office=self.loading.office, event=event, **values)
                label = f"{organization} ({body.role.value})"
                listed_here.append(Want(here, label, values, row, known is not None, value=body.organization))
            wants += [*listed_here, *put_in_order(listed_here, mine)]
        bring(self.loading, "body", wants, add=event_sets.add_bodies, amend=event_sets.amend_bodies)


def values_of_event(part: what.Event) -> dict[str, Any]:
    return {
        "slug": part.slug,
        "kind": part.kind.value,
        **columns_of(title=part.title, theme=part.theme, summary=part.summary, place=part.place),
        **stated(
            {
                "mode": value_of(part.mode),
                "edition": part.edition,
                "city": part.city,
                "country": part.country,
                "zone": part.zone,
                "start_on": date_of(part.start_on),
                "start_time": part.start_time,
                "end_on": date_of(part.end_on),
                "end_time": part.end_time,
                "part_of_day": value_of(part.part_of_day),
                "duration_days": part.duration_days,
                "capacity": part.capacity,
                "stream_url": part.stream_url and str(part.stream_url),
                "broadcast": value_of(part.broadcast),
                "broadcast_countries": part.broadcast_countries,
                "aims": listed(part.aims),
                "policies": listed(part.policies),
            }
        ),
    }


def states_after(row: Any) -> str:
    """What a dossier may say of a record that has a state already."""
    following = ", ".join(sorted({row.state, *row.moves.get(row.state, ())}))
    return f"a state that can follow {row.state}: {following}"
