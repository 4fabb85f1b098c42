"""What happened: the event and its agenda, outcomes, agreements, follow-ups, photographs, sources and credits."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, AnyHttpUrl, Field, model_validator
from pydantic_core import PydanticCustomError

from reports.dossier.atoms import (
    AgendaRef,
    AgreementRef,
    Count,
    CountryCode,
    GroupRef,
    Key,
    LanguageCode,
    Line,
    OrganizationRef,
    OutcomeRef,
    Part,
    PartialDate,
    Passage,
    PersonRef,
    Sha256,
    Slug,
    Text,
)
from reports.dossier.vocabulary import (
    AgendaKind,
    AgendaState,
    AgreementKind,
    AgreementState,
    BodyRole,
    CreditRole,
    EventKind,
    EventMode,
    EventState,
    FollowUpState,
    Manner,
    OutcomeKind,
    ParticipationRole,
    PartOfDay,
)
from reports.dossier.who import OneOf


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise PydanticCustomError("time_zone", "the name of an IANA time zone such as Asia/Shanghai")
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
    edition: Annotated[int, Field(strict=True, ge=1)] | None = Field(
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
    duration_days: Annotated[int, Field(strict=True, ge=1, le=3660)] | None = Field(
        None, description="Length in days, where it is stated."
    )
    capacity: Count | None = Field(None, description="Seats; null = not stated or unlimited.")
    aims: list[Text] = Field(default_factory=list, description="The aims that were stated.")
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


class AgendaItem(Part):
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
    gist: Text | None = Field(None, description="What happened, in a few sentences.")
    participations: list[Participation] = Field(default_factory=list, description="Who took part, in order.")


class Actor(Part):
    """Whoever did or undertook something: one organization, person or group."""

    organization: OrganizationRef | None = Field(None, description="Local id of the organization.")
    person: PersonRef | None = Field(None, description="Local id of the person.")
    group: GroupRef | None = Field(None, description="Local id of the group.")

    @model_validator(mode="after")
    def _must_be_one(self) -> Self:
        if sum(ref is not None for ref in (self.organization, self.person, self.group)) != 1:
            raise PydanticCustomError("one_of", "name exactly one: an organization, a person or a group")
        return self


class Outcome(Part):
    """What came of it. Whether it counts as agreed follows from the kind alone."""

    id: Key = Field(description="Local id, unique among the outcomes of this file.")
    kind: OutcomeKind = Field(
        description="Consensus, discussed, launch …; what was only discussed is never counted as agreed."
    )
    text: Text = Field(description="The outcome in one sentence.")
    fields: list[Text] = Field(default_factory=list, description="Fields concerned, such as biomedicine.")
    actors: list[Actor] = Field(default_factory=list, description="Who did or undertook it.")
    agenda_item: AgendaRef | None = Field(None, description="The item at which it came about.")
    manner: Manner | None = Field(None, description="In person, online …; null = not stated.")
    count: Count | None = Field(None, description="How many, where the outcome is a number of things.")
    count_as_worded: Line | None = Field(None, description="The count as worded, where it is no number.")

    @property
    def agreed(self) -> bool:
        return self.kind.agreed


class Party(Part):
    """A party of an agreement."""

    organization: OrganizationRef = Field(description="Local id of the organization.")
    signatories: list[PersonRef] | None = Field(None, description="Who signed for it; null = not stated.")


class Agreement(Part):
    """A document between parties."""

    id: Key = Field(description="Local id, unique among the agreements of this file.")
    kind: AgreementKind = Field(description="Memorandum of understanding, letter of intent …")
    title: Text | None = Field(None, description="Title; null = not stated.")
    parties: list[Party] = Field(default_factory=list, description="Parties in order.")
    witnesses: list[PersonRef] | None = Field(None, description="Named witnesses; null = not stated.")
    signed_on: PartialDate | None = Field(None, description="Day of signing, as far as stated.")
    agenda_item: AgendaRef | None = Field(None, description="The item at which it was signed.")
    state: AgreementState = Field(AgreementState.PROPOSED, description="Where the agreement stands.")
    fields: list[Text] = Field(default_factory=list, description="Fields of cooperation.")
    terms: list[Text] = Field(default_factory=list, description="What the parties undertake.")


class FollowUp(Part):
    """Something to be done afterwards: of the event, or of one outcome or agreement."""

    text: Text = Field(description="What is to be done.")
    lead: OrganizationRef | None = Field(None, description="The organization that leads; null = not stated.")
    responsible: PersonRef | None = Field(None, description="The person responsible; null = not stated.")
    due_on: PartialDate | None = Field(None, description="Until when; null = not stated.")
    state: FollowUpState = Field(FollowUpState.OPEN, description="Where it stands.")
    outcome: OutcomeRef | None = Field(None, description="The outcome it follows from.")
    agreement: AgreementRef | None = Field(None, description="The agreement it follows from.")

    @model_validator(mode="after")
    def _must_follow_from_one(self) -> Self:
        if self.outcome and self.agreement:
            raise PydanticCustomError(
                "one_of", "a follow-up follows from an outcome or from an agreement, not from both"
            )
        return self


class Photo(Part):
    """A photograph that the office holds."""

    caption: Text | None = Field(None, description="Caption; null = not stated.")
    file: Sha256 | None = Field(None, description="SHA-256 of the picture file; null = the file is not held.")
    photographer: PersonRef | None = Field(None, description="Who took it; null = not stated.")
    agenda_item: AgendaRef | None = Field(None, description="The item that it shows.")


class Credit(Part):
    """Who wrote, photographed or reviewed."""

    role: CreditRole = Field(description="Written by, photos by, reviewed by.")
    person: PersonRef = Field(description="Local id of the person.")


class Source(Part):
    """A published text on the event, quoted as it stands."""

    headline: Passage = Field(description="Headline as published.")
    language: LanguageCode | None = Field(None, description="Language of the publication.")
    publisher: Line | None = Field(None, description="Who published it; null = not stated.")
    section: Line | None = Field(None, description="Section or column in which it appeared.")
    published_on: PartialDate | None = Field(None, description="Day of publication, as far as stated.")
    url: AnyHttpUrl | None = Field(None, description="Address of the original.")
    quote: Passage | None = Field(None, description="Passage quoted word for word.")
    captions: list[Line] = Field(
        default_factory=list, description="Captions of its pictures, word for word, in order."
    )
    credits: list[Credit] = Field(
        default_factory=list, description="Who wrote, photographed and reviewed it."
    )
