"""The small types of the dossier: words, texts in several languages, dates that may be partly stated, references."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, Self

from django.utils.translation import gettext_noop as _
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from base.dates import FIRST_YEAR, LAST_YEAR

# Characters that no XML document can hold would break a Word file long after they were accepted here.
PRINTABLE_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
KEY_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,79}$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=PRINTABLE_PATTERN)
]
Passage = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000, pattern=PRINTABLE_PATTERN)
]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)]
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=120)]
Count = Annotated[int, Field(strict=True, ge=0, le=2_147_483_647)]
Figure = Annotated[
    Decimal,
    Field(max_digits=15, decimal_places=2),
    PlainSerializer(
        lambda figure: int(figure) if figure == int(figure) else float(figure), return_type=int | float
    ),
]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]


class Refers(NamedTuple):
    """Marks a field as the local id of a record in the named list of the dossier."""

    collection: str


OrganizationRef = Annotated[Key, Refers("organizations")]
PersonRef = Annotated[Key, Refers("people")]
GroupRef = Annotated[Key, Refers("groups")]
AgendaRef = Annotated[Key, Refers("agenda")]
OutcomeRef = Annotated[Key, Refers("outcomes")]
AgreementRef = Annotated[Key, Refers("agreements")]
SourceRef = Annotated[Key, Refers("sources")]
SubEventRef = Annotated[Slug, Refers("sub_events")]


def with_rule(kind: str, **types: str) -> ConfigDict:
    """Says in the JSON Schema that `oneOf` or `anyOf` these fields must be stated; each with its JSON type, so that null does not count."""
    cases: list[Any] = [
        {"required": [name], "properties": {name: {"type": type_}}} for name, type_ in types.items()
    ]
    return ConfigDict(json_schema_extra={kind: cases})


class Part(BaseModel):
    """A part of the dossier: unknown fields are refused, never dropped."""

    model_config = ConfigDict(extra="forbid", validate_default=False)


class Text(RootModel[dict[LanguageCode, Passage]]):
    """One text in one or more languages: language code → text, at least one."""

    root: Annotated[
        dict[LanguageCode, Passage], Field(min_length=1, examples=[{"en": "Ministry of Commerce"}])
    ]

    def read(self, language: str) -> tuple[str, str]:
        """The text as a reader of `language` gets it, and the language it is in: theirs, else English, else the first stated."""
        for code in (language, language.split("-", maxsplit=1)[0], "en"):
            if code in self.root:
                return self.root[code], code
        code = next(iter(self.root))
        return self.root[code], code


class PartOfEvent(Part):
    """A record that may belong to one of the sub-events instead of the event itself."""

    sub_event: SubEventRef | None = Field(
        None, description="Slug of the sub-event it belongs to; null = the event itself."
    )


class PartialDate(Part):
    """A date as far as it is stated: year, month and day; year and month; year; or month and day of an unstated year."""

    model_config = with_rule("anyOf", year="integer", month="integer")

    year: Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)] | None = Field(
        None, description="Year; null = not stated."
    )
    month: Annotated[int, Field(strict=True, ge=1, le=12)] | None = Field(
        None, description="Month; null = not stated."
    )
    day: Annotated[int, Field(strict=True, ge=1, le=31)] | None = Field(
        None, description="Day of the month; null = not stated."
    )

    @model_validator(mode="after")
    def _must_be_a_date(self) -> Self:
        if self.year is None and self.month is None:
            raise PydanticCustomError(
                "partial_date",
                _("a date needs at least a year or a month; leave the whole date null if it is not stated"),
            )
        if self.day is not None and self.month is None:
            raise PydanticCustomError("partial_date", _("a day needs its month"))
        # Without its year, 29 February is a possible day.
        if (
            self.day is not None
            and self.month is not None
            and self.day > calendar.monthrange(self.year or 2000, self.month)[1]
        ):
            raise PydanticCustomError("partial_date", _("this month has no such day"))
        return self

    @property
    def precision(self) -> str:
        """`day`, `month`, `year`, or `unstated-year` (a month, or a month and day, of a year not stated)."""
        if self.year is None:
            return "unstated-year"
        return "day" if self.day else "month" if self.month else "year"

    @classmethod
    def of(cls, date: Any) -> Self | None:
        """From anything with year, month and day (a `datetime.date`, a `base.dates.PartialDate`); None stays None."""
        return None if date is None else cls(year=date.year, month=date.month, day=date.day)


_PATH_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


def json_path(*steps: str | int) -> str:
    """The place in the file, as in `$.agenda[0].title`; keys that are no plain names stand in quotes."""
    path = "$"
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if _PATH_NAME.match(step) else f"['{step}']"
    return path
