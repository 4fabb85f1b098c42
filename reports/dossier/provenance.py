"""Where it stands written and shown: photographs, published texts, and who made them."""

from __future__ import annotations

from datetime import time
from typing import Self

from django.utils.translation import gettext_noop as _
from pydantic import AnyHttpUrl, Field, model_validator
from pydantic_core import PydanticCustomError

from reports.dossier.atoms import (
    AgendaRef,
    Count,
    Key,
    LanguageCode,
    Line,
    Part,
    PartialDate,
    PartOfEvent,
    Passage,
    PersonRef,
    Sha256,
    Text,
    with_rule,
)
from reports.dossier.vocabulary import (
    CreditRole,
)


class Photo(PartOfEvent):
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

    model_config = with_rule("anyOf", headline="string", publisher="string", issuer="string", url="string")

    id: Key | None = Field(None, description="Local id, unique among the sources of this file.")
    headline: Passage | None = Field(None, description="Headline as published; null = not stated.")
    language: LanguageCode | None = Field(None, description="Language of the publication.")
    publisher: Line | None = Field(None, description="Who published it; null = not stated.")
    issuer: Line | None = Field(None, description="Whose text it is, where another published it.")
    dateline: Line | None = Field(None, description="Place and date at its head, as printed.")
    section: Line | None = Field(None, description="Section or column in which it appeared.")
    published_on: PartialDate | None = Field(None, description="Day of publication, as far as stated.")
    published_time: time | None = Field(None, description="Time of publication as printed.")
    reads: Count | None = Field(None, description="How often it was read, as printed.")
    notice: Passage | None = Field(None, description="A notice on it, such as one on reproduction.")
    url: AnyHttpUrl | None = Field(None, description="Address of the original.")
    quote: Passage | None = Field(None, description="Passage quoted word for word.")
    captions: list[Line] = Field(
        default_factory=list, description="Captions of its pictures, word for word, in order."
    )
    credits: list[Credit] = Field(
        default_factory=list, description="Who wrote, photographed and reviewed it."
    )

    @model_validator(mode="after")
    def _must_be_findable(self) -> Self:
        if not (self.headline or self.publisher or self.issuer or self.url):
            raise PydanticCustomError("source", _("a headline, a publisher, an issuer or an address"))
        return self

    @property
    def title(self) -> str:
        """What it is called: its headline, else whoever published or issued it, else its address."""
        return self.headline or self.publisher or self.issuer or str(self.url)
