"""The dossier: one event with everything around it as one typed document.

It is the single source of everything that goes out and a format that comes in. Records refer to each other by ids that are
local to the file; a reference that leads nowhere and an id given twice are errors with their place.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from reports.dossier.atoms import Part
from reports.dossier.delegations import Delegation
from reports.dossier.provenance import Credit, Photo, Source
from reports.dossier.references import reference_errors
from reports.dossier.results import Agreement, FollowUp, Indicator, Outcome
from reports.dossier.what import AgendaItem, Event, Exhibit
from reports.dossier.who import Group, Organization, Person, Registration

VERSION = "1.1"


class Dossier(Part):
    """One event as one typed document."""

    version: Literal["1.0", "1.1"] = Field(description="Version of this format.")
    event: Event = Field(description="The event.")
    sub_events: list[Event] = Field(
        default_factory=list, description="Events that are part of it, each with its own series and edition."
    )
    organizations: list[Organization] = Field(
        default_factory=list, description="Every organization that is referred to."
    )
    people: list[Person] = Field(default_factory=list, description="Every named person who is referred to.")
    groups: list[Group] = Field(default_factory=list, description="Participants who are not named.")
    registrations: list[Registration] = Field(default_factory=list, description="Who took part in the event.")
    agenda: list[AgendaItem] = Field(default_factory=list, description="Items of the agenda in order.")
    delegations: list[Delegation] = Field(default_factory=list, description="Delegations received or sent.")
    exhibits: list[Exhibit] = Field(default_factory=list, description="What was shown.")
    outcomes: list[Outcome] = Field(default_factory=list, description="What came of it.")
    agreements: list[Agreement] = Field(default_factory=list, description="Documents between parties.")
    follow_ups: list[FollowUp] = Field(default_factory=list, description="What is to be done afterwards.")
    indicators: list[Indicator] = Field(
        default_factory=list, description="Cumulative figures that were reported."
    )
    photos: list[Photo] = Field(default_factory=list, description="Photographs that the office holds.")
    sources: list[Source] = Field(default_factory=list, description="Published texts on the event.")
    credits: list[Credit] = Field(
        default_factory=list, description="Who wrote, photographed and reviewed the report itself."
    )

    @model_validator(mode="wrap")
    @classmethod
    def _check_everything_at_once(cls, data: Any, handler: ModelWrapValidatorHandler[Dossier]) -> Dossier:
        """Field errors and references that lead nowhere are told together, so that a file is mended in one go."""
        errors: list[InitErrorDetails] = []
        dossier = None
        try:
            dossier = handler(data)
        except ValidationError as invalid:
            errors += [_again(error) for error in invalid.errors()]
        errors += reference_errors(cls, data)
        if errors or dossier is None:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return dossier


def _again(error: Any) -> InitErrorDetails:
    kind = PydanticCustomError(
        error["type"], error["msg"].replace("{", "{{").replace("}", "}}"), error.get("ctx")
    )
    return InitErrorDetails(type=kind, loc=error["loc"], input=error["input"])


def dossier_json_schema() -> dict[str, Any]:
    """The dossier as JSON Schema (2020-12)."""
    schema = Dossier.model_json_schema()
    for part in schema["$defs"].values():
        if "patternProperties" in part:  # a key that fits no pattern is refused, not passed over
            part["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Entente dossier", **schema}
