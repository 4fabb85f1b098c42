"""Reads a dossier file; what is wrong with it is told all at once, each error with its place, what stands there and what is expected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from reports.dossier.atoms import (
    COUNTRY_PATTERN,
    KEY_PATTERN,
    LANGUAGE_PATTERN,
    PRINTABLE_PATTERN,
    SHA256_PATTERN,
    SLUG_PATTERN,
    json_path,
)
from reports.dossier.schema import Dossier

_EXPECTED = {
    "missing": _("this field is required"),
    "string_type": _("a text"),
    "int_type": _("a whole number"),
    "bool_type": _("true or false"),
    "list_type": _("a list"),
    "dict_type": _("an object"),
    "model_type": _("an object"),
    "model_attributes_type": _("an object"),
    "string_too_short": _("a text that is not empty"),
    "string_too_long": _("a text of at most %(max_length)s characters"),
    "too_short": _('at least one text, such as {"en": "…"}'),
    "greater_than_equal": _("a number from %(ge)s"),
    "less_than_equal": _("a number up to %(le)s"),
    "decimal_type": _("a number"),
    "decimal_parsing": _("a number"),
    "decimal_max_digits": _("a number of at most 15 digits, two of them decimals"),
    "decimal_max_places": _("a number of at most 15 digits, two of them decimals"),
    "enum": _("one of %(expected)s"),
    "literal_error": _("one of %(expected)s"),
    "time_parsing": _("a time such as 09:30"),
    "url_parsing": _("an address such as https://example.org/"),
    "url_scheme": _("an address such as https://example.org/"),
    "uuid_parsing": _("the uid of a record"),
    "extra_forbidden": _("no such field; remove it or mend its name"),
    "duplicate_id": _("this id stands twice in %(collection)s; an id that no other has"),
    "dangling_reference": _("the id of a record in %(collection)s"),
}
_FORMS = {
    SLUG_PATTERN: _("small letters, digits and hyphens, such as innovation-forum-2026"),
    KEY_PATTERN: _("a local id of small letters, digits, dots, hyphens and underscores"),
    LANGUAGE_PATTERN: _("a language code in small letters, such as en, zh-hans, es, pt"),
    COUNTRY_PATTERN: _("a country as two capital letters (ISO 3166-1), such as BR"),
    SHA256_PATTERN: _("a SHA-256 sum of 64 hexadecimal digits"),
    PRINTABLE_PATTERN: _("a text without control characters"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the directory that a name may mean; `label` says how to tell it from the others."""

    uid: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: where (`$.agenda[0].kind`), what stands there, what is expected.

    `candidates` are the records that a name fits, where it fits several: the place is then the organization or person
    (`$.people[3]`), and its `same_as` resolves it.
    """

    path: str
    value: Any
    expected: str
    candidates: tuple[Candidate, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}: {_shown(self.value)} – expected: {self.expected}"


class InvalidDossierError(ValueError):
    """The file is no dossier; `errors` lists everything that is wrong with it."""

    def __init__(self, errors: list[Mistake]) -> None:
        self.errors = errors
        super().__init__("\n".join(map(str, errors)))


def read_dossier(content: str | bytes) -> Dossier:
    """JSON text → Dossier. Raises InvalidDossierError with all errors."""
    try:
        data = json.loads(content, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise InvalidDossierError(
            [Mistake("$", f"byte {error.start + 1}", "a JSON file in UTF-8")]
        ) from error
    except json.JSONDecodeError as error:
        raise InvalidDossierError(
            [Mistake("$", f"line {error.lineno}, column {error.colno}", f"valid JSON ({error.msg})")]
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidDossierError([Mistake("$", str(error), "valid JSON")]) from error
    return check_dossier(data)


def check_dossier(data: Any) -> Dossier:
    """Parsed JSON → Dossier. Raises InvalidDossierError with all errors."""
    try:
        return Dossier.model_validate(data)
    except ValidationError as invalid:
        raise InvalidDossierError([_readable(error) for error in invalid.errors()]) from invalid


def _readable(error: Any) -> Mistake:
    kind, context = error["type"], error.get("ctx") or {}
    path = json_path(*(step for step in error["loc"] if step != "[key]"))
    value = None if kind == "missing" else error["input"]
    if kind == "string_pattern_mismatch":
        expected = str(_FORMS[context["pattern"]])
    elif kind in _EXPECTED:
        expected = str(_EXPECTED[kind]) % context
    else:  # our own rules are marked for translation where they stand
        rule: str = error["msg"]
        expected = gettext(rule)
    return Mistake(path, value, expected)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:117] + "…"


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
