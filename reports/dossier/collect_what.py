"""The other half of collecting: the event, its agenda, exhibits, delegations, photographs, sources, credits."""

from __future__ import annotations

from typing import Any

from base.languages import texts
from delegations.models import Delegation
from events.models import AgendaItem, Credit, Event, EventBody, Exhibit, Participation, Photo, Source
from reports.dossier.collect_rows import Rows
from reports.dossier.collect_who import Who
from reports.dossier.naming import Names, date_part


class What:
    """Makes the parts; those that others refer to get their local ids here."""

    def __init__(self, rows: Rows, who: Who) -> None:
        self.rows = rows
        self.who = who
        self.item_names = Names("item")
        self.source_names = Names("source")
        self.delegation_names = Names("delegation")
        for item in rows.items:
            self.item_names.give(item.pk, next(iter(texts(item, "title").values()), item.kind))
        for source in rows.sources:
            self.source_names.give(
                source.pk, source.headline or source.publisher or source.issuer or "source"
            )

    def event(self, event: Event) -> dict[str, Any]:
        return event_part(event) | {"bodies": [self._body(row) for row in self.rows.bodies[event.pk]]}

    def _body(self, row: EventBody) -> dict[str, Any]:
        return {"organization": self.who.organization(row.organization_id), "role": row.role}

    def item(self, row: AgendaItem) -> dict[str, Any]:
        place = texts(row, "place") or (
            {"en": f"{row.room.name}, {row.room.venue.name}"} if row.room else None
        )
        return {
            "sub_event": self.rows.slug_of[row.event_id],
            "id": self.item_names.of(row.pk),
            "kind": row.kind,
            "title": texts(row, "title") or None,
            "state": row.state,
            "on": date_part(row.on),
            "start_time": row.start_time,
            "end_time": row.end_time,
            "part_of_day": row.part_of_day or None,
            "track": row.track.name if row.track else None,
            "place": place,
            "host": self.who.organization(row.host_id),
            "abstract": texts(row, "abstract") or None,
            "gist": texts(row, "gist") or None,
            "language": row.language or None,
            "links": [{"url": link["url"], "title": link.get("title") or None} for link in row.links],
            "participations": [self._participation(one) for one in self.rows.participations[row.pk]],
        }

    def _participation(self, row: Participation) -> dict[str, Any]:
        return {
            "person": self.who.person(row.person_id),
            "group": self.who.group(row.group_id),
            "role": row.role,
            "manner": row.manner or None,
            "speech_title": texts(row, "speech_title") or None,
            "gist": texts(row, "gist") or None,
            "language": row.language or None,
        }

    def exhibit(self, row: Exhibit) -> dict[str, Any]:
        return {
            "sub_event": self.rows.slug_of[row.event_id],
            "title": texts(row, "title") or None,
            "summary": texts(row, "summary") or None,
            "field": texts(row, "field") or None,
            "owner": self.who.organization(row.owner_id),
            "count": row.count,
            "count_as_worded": row.count_as_worded or None,
            "mode": row.mode or None,
            "agenda_item": self.item_names.of(row.item_id),
        }

    def delegation(self, row: Delegation) -> dict[str, Any]:
        listed: Any = row
        senders = [self.who.organization(pk) for pk in listed.sender_ids]
        name = next(iter(texts(row, "name").values()), senders[0] if senders else str(row.country))
        return {
            "sub_event": self.rows.slug_of[row.event_id],
            "id": self.delegation_names.give(row.pk, name or ""),
            "name": texts(row, "name") or None,
            "senders": senders,
            "country": str(row.country) or None,
            "direction": row.direction or None,
            "state": row.state,
            "purpose": texts(row, "purpose") or None,
            "reception_level": row.reception_level or None,
            "composition_notified_on": date_part(row.composition_notified_on),
            "seats": row.seats,
            "focal_point": self.who.person(row.focal_point_id),
            "interpreters": [self.who.person(pk) for pk in listed.interpreter_ids],
            "members": [
                {
                    "person": self.who.person(member.registration.person_id),
                    "group": self.who.group(member.registration.group_id),
                    "role": member.role,
                }
                for member in self.rows.members[row.pk]
            ],
            "agenda_items": [self.item_names.of(pk) for pk in listed.item_ids],
        }

    def photo(self, row: Photo) -> dict[str, Any]:
        return {
            "sub_event": self.rows.slug_of[row.event_id],
            "caption": texts(row, "caption") or None,
            "file": row.file or None,
            "photographer": self.who.person(row.photographer_id),
            "agenda_item": self.item_names.of(row.item_id),
        }

    def source(self, row: Source) -> dict[str, Any]:
        return {
            "id": self.source_names.of(row.pk),
            "headline": row.headline or None,
            "language": row.language or None,
            "publisher": row.publisher or None,
            "issuer": row.issuer or None,
            "dateline": row.dateline or None,
            "section": row.section or None,
            "published_on": date_part(row.published_on),
            "published_time": row.published_time,
            "reads": row.reads,
            "notice": row.notice or None,
            "url": row.url or None,
            "quote": row.quote or None,
            "captions": row.captions,
            "credits": [self.credit(credit) for credit in self.rows.credits[row.pk]],
        }

    def credit(self, row: Credit) -> dict[str, Any]:
        return {"role": row.role, "person": self.who.person(row.person_id)}


def event_part(event: Event) -> dict[str, Any]:
    """The event's own fields; expects `series` to be loaded."""
    return {
        "slug": event.slug,
        "kind": event.kind,
        "mode": event.mode or None,
        "state": event.state,
        "title": texts(event, "title") or {"en": event.slug},
        "theme": texts(event, "theme") or None,
        "summary": texts(event, "summary") or None,
        "series": {"name": texts(event.series, "name"), "founded_year": event.series.founded_year}
        if event.series
        else None,
        "edition": event.edition,
        "place": texts(event, "place") or None,
        "city": event.city or None,
        "country": str(event.country) or None,
        "zone": event.zone or None,
        "start_on": date_part(event.start_on),
        "start_time": event.start_time,
        "end_on": date_part(event.end_on),
        "end_time": event.end_time,
        "part_of_day": event.part_of_day or None,
        "duration_days": event.duration_days,
        "capacity": event.capacity,
        "stream_url": event.stream_url or None,
        "broadcast": event.broadcast or None,
        "broadcast_countries": [str(country) for country in event.broadcast_countries],
        "aims": event.aims,
        "policies": event.policies,
    }
