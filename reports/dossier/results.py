"""What came of it: outcomes, agreements, follow-ups, reported figures."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_noop as _
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reports.dossier.atoms import (
    AgendaRef,
    AgreementRef,
    Count,
    Figure,
    GroupRef,
    Key,
    LanguageCode,
    Line,
    OrganizationRef,
    OutcomeRef,
    Part,
    PartialDate,
    PartOfEvent,
    PersonRef,
    SourceRef,
    Text,
    with_rule,
)
from reports.dossier.vocabulary import (
    ActorPart,
    AgreementKind,
    AgreementState,
    FollowUpState,
    Manner,
    OutcomeKind,
)


class Actor(Part):
    """Somebody in an outcome: one organization, person or group."""

    model_config = with_rule("oneOf", organization="string", person="string", group="string")

    part: ActorPart = Field(
        ActorPart.ACTOR,
        description="actor = did or undertook it; lead = leads it; subject = what or whom it concerns: "
        "what was unveiled, launched, joined or supported.",
    )
    organization: OrganizationRef | None = Field(None, description="Local id of the organization.")
    person: PersonRef | None = Field(None, description="Local id of the person.")
    group: GroupRef | None = Field(None, description="Local id of the group.")

    @model_validator(mode="after")
    def _must_be_one(self) -> Self:
        if sum(ref is not None for ref in (self.organization, self.person, self.group)) != 1:
            raise PydanticCustomError("one_of", _("name exactly one: an organization, a person or a group"))
        return self


class Appointment(Part):
    """What an outcome of the kind `appointment` says: who was given which post."""

    person: PersonRef = Field(description="Local id of the person appointed.")
    organization: OrganizationRef | None = Field(
        None, description="Local id of the organization in which the post is; null = not stated."
    )
    title: Text | None = Field(None, description="The post; null = not stated.")
    since: PartialDate | None = Field(None, description="Beginning of the term; null = not stated.")
    until: PartialDate | None = Field(None, description="End of the term; null = not stated.")


class Outcome(PartOfEvent):
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
    appointment: Appointment | None = Field(
        None, description="Person, post and term; only for the kind appointment."
    )

    @model_validator(mode="after")
    def _only_appointments_appoint(self) -> Self:
        if self.appointment is not None and self.kind is not OutcomeKind.APPOINTMENT:
            raise PydanticCustomError("appointment", _("no appointment here, or the kind appointment"))
        return self

    @property
    def agreed(self) -> bool:
        return self.kind.agreed


class Party(Part):
    """A party of an agreement."""

    organization: OrganizationRef = Field(description="Local id of the organization.")
    signatories: list[PersonRef] | None = Field(None, description="Who signed for it; null = not stated.")


class Agreement(PartOfEvent):
    """A document between parties."""

    id: Key = Field(description="Local id, unique among the agreements of this file.")
    kind: AgreementKind = Field(description="Memorandum of understanding, letter of intent …")
    title: Text | None = Field(None, description="Title; null = not stated.")
    parties: list[Party] = Field(default_factory=list, description="Parties in order.")
    witnesses: list[PersonRef] | None = Field(None, description="Named witnesses; null = not stated.")
    witnessed_by: Text | None = Field(None, description="Witnesses as worded: all parties …")
    signed_on: PartialDate | None = Field(None, description="Day of signing, as far as stated.")
    effective_on: PartialDate | None = Field(None, description="In force from, as far as stated.")
    expires_on: PartialDate | None = Field(None, description="Until when, as far as stated.")
    languages: list[LanguageCode] = Field(
        default_factory=list, description="Languages in which the text is written."
    )
    agenda_item: AgendaRef | None = Field(None, description="The item at which it was signed.")
    state: AgreementState = Field(AgreementState.PROPOSED, description="Where the agreement stands.")
    fields: list[Text] = Field(default_factory=list, description="Fields of cooperation.")
    terms: list[Text] = Field(default_factory=list, description="What the parties undertake.")


class FollowUp(PartOfEvent):
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
                "one_of", _("a follow-up follows from an outcome or from an agreement, not from both")
            )
        return self


class Indicator(Part):
    """A cumulative figure that somebody reported; never mixed with figures that are computed."""

    name: Text = Field(description="What is counted: projects signed …")
    value: Figure = Field(description="The figure, with at most two decimals.")
    unit: Text | None = Field(None, description="Unit, where the figure has one.")
    subject: OrganizationRef | None = Field(None, description="Whose figure it is; null = not stated.")
    as_of: PartialDate | None = Field(None, description="As of when, as far as stated.")
    source: SourceRef | None = Field(None, description="Local id of the source that says so.")
