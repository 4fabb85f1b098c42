"""What happened: the event, its agenda and who took part in it, what was shown."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self
from zoneinfo import available_timezones

from django.utils.translation import gettext_noop as _
from pydantic import AfterValidator, AnyHttpUrl, Field, model_validator
from pydantic_core import PydanticCustomError

from reports.dossier.atoms import (
    AgendaRef,
    Count,
    CountryCode,
    Key,
    LanguageCode,
    Line,
    OrganizationRef,
    Part,
    PartialDate,
    PartOfEvent,
    Slug,
    Text,
    with_rule,
)
from reports.dossier.vocabulary import (
    AgendaKind,
    AgendaState,
    BodyRole,
    Broadcast,
    EventKind,
    EventMode,
    EventState,
    Manner,
    ParticipationRole,
    PartOfDay,
)
from reports.dossier.who import OneOf


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise PydanticCustomError("time_zone", _("the name of an IANA time zone such as Asia/Shanghai"))
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]


class Series(Part):
    """A series of events."""

    name: Text = Field(description="Name of the series.")
    founded_year: Annotated[int, Field(strict=True, ge=1000, le=9999)] | None = Field(
        None, description="Year of the first edition."
    )


class EventBody(Part):
    """A body that stands behind the event."""

    organization: OrganizationRef = Field(description="Local id of the organization.")
    role: BodyRole = Field(
        description="Host 主办, organizer 承办, co-organizer 协办, supporter 支持, guidance 指导, invited."
    )


class Event(Part):
    """The event itself. What the source does not state stays null."""

    slug: Slug = Field(description="The event's own name in addresses; the same slug is the same event.")
    kind: EventKind = Field(description="What kind of event it is.")
    mode: EventMode | None = Field(None, description="In person, online or hybrid; null = not stated.")
    state: EventState = Field(EventState.DRAFT, description="Where the event stands.")
    title: Text = Field(description="Title by language.")
    theme: Text | None = Field(None, description="Theme or motto.")
    summary: Text | None = Field(None, description="What it is about, in a few sentences.")
    series: Series | None = Field(None, description="The series it belongs to.")
    edition: Annotated[int, Field(strict=True, ge=1, le=32_767)] | None = Field(
        None, description="Number of the edition in the series."
    )
    place: Text | None = Field(None, description="Venue as worded; null = not stated.")
    city: Line | None = Field(None, description="City; null = not stated.")
    country: CountryCode | None = Field(None, description="ISO 3166-1 alpha-2; null = not stated.")
    zone: Zone | None = Field(None, description="IANA time zone of all local times; null = not stated.")
    start_on: PartialDate | None = Field(None, description="First day, as far as stated; null = not stated.")
    start_time: time | None = Field(
        None, description="Beginning on the wall clock of the event; null = not stated."
    )
    end_on: PartialDate | None = Field(None, description="Last day, as far as stated; null = not stated.")
    end_time: time | None = Field(None, description="End on the wall clock of the event; null = not stated.")
    part_of_day: PartOfDay | None = Field(None, description="Morning, afternoon or evening of the first day.")
    duration_days: Annotated[int, Field(strict=True, ge=1, le=32_767)] | None = Field(
        None, description="Length in days, where it is stated."
    )
    capacity: Count | None = Field(None, description="Seats; null = not stated or unlimited.")
    stream_url: AnyHttpUrl | None = Field(None, description="Address of the live stream.")
    broadcast: Broadcast | None = Field(None, description="Broadcast live or later; null = not stated.")
    broadcast_countries: list[CountryCode] = Field(
        default_factory=list, description="Countries in which it was broadcast, in order of mention."
    )
    aims: list[Text] = Field(default_factory=list, description="The aims that were stated.")
    policies: list[Text] = Field(
        default_factory=list, description="Policies and strategies that the event serves, as stated."
    )
    bodies: list[EventBody] = Field(
        default_factory=list, description="Bodies behind the event, in order of mention."
    )


class Participation(OneOf):
    """A person or group at one item of the agenda."""

    role: ParticipationRole = Field(ParticipationRole.ATTENDEE, description="What they did there.")
    manner: Manner | None = Field(None, description="In person, by video, read out …; null = not stated.")
    speech_title: Text | None = Field(None, description="Title of the speech.")
    gist: Text | None = Field(None, description="What was said, in a few sentences.")
    language: LanguageCode | None = Field(None, description="Language spoken; null = not stated.")


class Link(Part):
    """An address with its title."""

    url: AnyHttpUrl = Field(description="The address.")
    title: Line | None = Field(None, description="What stands there; null = not stated.")


class AgendaItem(PartOfEvent):
    """An item of the agenda, planned or held; a stop of a visit is an item with a host."""

    id: Key = Field(description="Local id, unique among the items of this file.")
    kind: AgendaKind = Field(description="What kind of item it is.")
    title: Text | None = Field(None, description="Title; null = only its kind is stated.")
    state: AgendaState = Field(AgendaState.PLANNED, description="Planned, held or dropped.")
    on: PartialDate | None = Field(None, description="Day, as far as stated; null = not stated.")
    start_time: time | None = Field(
        None, description="Beginning on the wall clock of the event; null = not stated."
    )
    end_time: time | None = Field(
        None, description="End on the wall clock of the event; not after the beginning = on the next day."
    )
    part_of_day: PartOfDay | None = Field(None, description="Part of the day, when no hour is stated.")
    track: Line | None = Field(None, description="Track or parallel session.")
    place: Text | None = Field(None, description="Room or place; null = not stated.")
    host: OrganizationRef | None = Field(
        None, description="The organization that receives the guests at this stop."
    )
    abstract: Text | None = Field(None, description="What the programme says about it beforehand.")
    gist: Text | None = Field(None, description="What happened, in a few sentences.")
    language: LanguageCode | None = Field(None, description="Language in which it is held.")
    links: list[Link] = Field(default_factory=list, description="Addresses that belong to it.")
    participations: list[Participation] = Field(default_factory=list, description="Who took part, in order.")


class Exhibit(PartOfEvent):
    """One achievement that was shown; or, without a list, how many."""

    model_config = with_rule("anyOf", title="object", count="integer", count_as_worded="string")

    title: Text | None = Field(None, description="What was shown; null = only the number is stated.")
    summary: Text | None = Field(None, description="What it is about.")
    field: Text | None = Field(None, description="Field, such as biomedicine.")
    owner: OrganizationRef | None = Field(None, description="Whose it is; null = not stated.")
    count: Count | None = Field(None, description="How many, where there is no list.")
    count_as_worded: Line | None = Field(None, description="The count as worded, where it is no number.")
    mode: EventMode | None = Field(None, description="In person, online or both (hybrid); null = not stated.")
    agenda_item: AgendaRef | None = Field(None, description="The item at which it was shown.")

    @model_validator(mode="after")
    def _must_say_what_or_how_many(self) -> Self:
        if self.title is None and self.count is None and self.count_as_worded is None:
            raise PydanticCustomError("exhibit", _("a title, or how many were shown"))
        return self
