"""What loading a dossier changes, as an organizer reads it: noun by noun, which are new, and what changes from what to what."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, IntegerField, Model, TimeField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_countries.fields import CountryField

from base.dates import PartialDate
from base.fields import PartialDateField
from base.languages import CODES
from base.locale_text import country_name, language_name
from base.wording import date_in_words, number_in_words, time_in_words
from reports.dossier.load import Change, Loaded

SHOWN = 100
LONGEST = 300

# The noun as loading counts it, letters only → the model whose fields it has, and the heading; in the order of the page.
NOUNS: dict[str, tuple[str, Any]] = {
    "event": ("events.Event", gettext_lazy("Event")),
    "subevent": ("events.Event", gettext_lazy("Sub-events")),
    "series": ("events.Series", gettext_lazy("Series")),
    "body": ("events.EventBody", gettext_lazy("Bodies")),
    "organization": ("people.Organization", gettext_lazy("Organizations")),
    "organizationlink": ("people.OrganizationLink", gettext_lazy("Links between organizations")),
    "person": ("people.Person", gettext_lazy("People")),
    "post": ("people.Post", gettext_lazy("Posts")),
    "identifier": ("people.Identifier", gettext_lazy("Identifiers")),
    "group": ("events.Group", gettext_lazy("groups")),
    "registration": ("events.Registration", gettext_lazy("Participants")),
    "delegation": ("delegations.Delegation", gettext_lazy("delegations")),
    "member": ("delegations.Member", gettext_lazy("Members")),
    "agendaitem": ("events.AgendaItem", gettext_lazy("Agenda")),
    "participation": ("events.Participation", gettext_lazy("Who takes part in the agenda")),
    "exhibit": ("events.Exhibit", gettext_lazy("exhibits")),
    "outcome": ("agreements.Outcome", gettext_lazy("Outcomes")),
    "appointment": ("agreements.Appointment", gettext_lazy("appointments")),
    "agreement": ("agreements.Agreement", gettext_lazy("Agreements")),
    "followup": ("agreements.FollowUp", gettext_lazy("Follow-ups")),
    "indicator": ("agreements.Indicator", gettext_lazy("reported figures")),
    "photo": ("events.Photo", gettext_lazy("Photographs")),
    "source": ("events.Source", gettext_lazy("Sources")),
    "credit": ("events.Credit", gettext_lazy("Credits")),
}
PARTS = {
    "agenda_items": gettext_lazy("Agenda"),
    "named": gettext_lazy("Also named"),
    "actors": gettext_lazy("Who"),
    "members": gettext_lazy("Members"),
    "parties": gettext_lazy("Parties"),
    "posts": gettext_lazy("Posts"),
    "credits": gettext_lazy("Credits"),
    "signatories": pgettext_lazy("of an agreement", "Signatories"),
    "witnesses": pgettext_lazy("of an agreement", "Witnesses"),
}


ELSEWHERE = {"agenda_item": "item"}
"""Fields of the dossier that the model calls otherwise."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str
    was_stated: bool


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record with its fields; of a new one only what is stated."""

    label: str
    path: str
    fields: list[FieldChange]


@dataclass(frozen=True, slots=True)
class NounChanges:
    """What happens to the records of one noun; `more_…` are those beyond what is shown."""

    label: str
    new: int
    changed: int
    created_rows: list[RecordChange]
    changed_rows: list[RecordChange]

    @property
    def more_created(self) -> int:
        return max(self.new - len(self.created_rows), 0)

    @property
    def more_changed(self) -> int:
        return max(self.changed - len(self.changed_rows), 0)


def by_noun(loaded: Loaded) -> list[NounChanges]:
    """The nouns with any change, in the order of the dossier."""
    order = list(NOUNS)
    nouns = sorted({*loaded.created, *loaded.changed}, key=lambda noun: (_place(order, _plain(noun)), noun))
    return [_noun(noun, loaded) for noun in nouns]


def _noun(noun: str, loaded: Loaded) -> NounChanges:
    model, label = _known(noun)
    of_noun = [change for change in loaded.changes if change.noun == noun]
    rows: dict[str, list[RecordChange]] = {"created": [], "changed": []}
    for action, shown in rows.items():
        picked = [change for change in of_noun if change.action == action][:SHOWN]
        shown += [RecordChange(change.label, change.path, _fields(model, change)) for change in picked]
    return NounChanges(
        label=label,
        new=loaded.created.get(noun, 0),
        changed=loaded.changed.get(noun, 0),
        created_rows=rows["created"],
        changed_rows=rows["changed"],
    )


def _known(noun: str) -> tuple[type[Model] | None, str]:
    if (found := NOUNS.get(_plain(noun))) is None:
        return None, capfirst(noun.replace("_", " "))
    return apps.get_model(found[0]), capfirst(str(found[1]))


def _plain(noun: str) -> str:
    return re.sub("[^a-z]", "", noun.lower())


def _place(order: list[str], noun: str) -> int:
    return order.index(noun) if noun in order else len(order)


def _fields(model: type[Model] | None, change: Change) -> list[FieldChange]:
    rows = []
    for name, (old, new) in change.fields.items():
        if change.action == "created" and _is_empty(new):
            continue
        stem, _dot, language = name.partition(".")
        field = _field_of(model, stem)
        label = _label(stem, field) + (f" ({language_name(language)})" if language in CODES else "")
        rows.append(FieldChange(label, _text(old, field), _text(new, field), not _is_empty(old)))
    return rows


def _field_of(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    """The model's field of a name of the dossier, if it has one."""
    try:
        field = model._meta.get_field(ELSEWHERE.get(name, name)) if model else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def _label(name: str, field: Field[Any, Any] | None) -> str:
    if field is not None:
        return capfirst(str(field.verbose_name))
    return str(PARTS.get(name) or capfirst(name.replace("_", " ")))


def _text(value: Any, field: Field[Any, Any] | None = None) -> str:
    """A value as it reads; what is empty is not stated."""
    text = _in_words(value, field)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _in_words(value: Any, field: Field[Any, Any] | None) -> str:
    if _is_empty(value):
        return _("Not stated")
    if isinstance(value, Mapping):
        return " / ".join(_in_words(one, field) for one in value.values() if not _is_empty(one))
    if isinstance(value, list):
        return "; ".join(_in_words(one, field) for one in value)
    if isinstance(field, CountryField):
        return country_name(str(value))
    if field is not None and value in (choices := dict(field.flatchoices or ())):
        return str(choices[value])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return _number_in_words(value, field)
    return _moment_in_words(str(value), field)


def _number_in_words(value: float, field: Field[Any, Any] | None) -> str:
    """A year or an edition stands without separators."""
    return str(value) if isinstance(field, IntegerField) and value < 10_000 else number_in_words(value)


def _moment_in_words(value: str, field: Field[Any, Any] | None) -> str:
    """A date or a time of the dossier; any other text as it is."""
    try:
        if isinstance(field, PartialDateField):
            return date_in_words(PartialDate.parse(value))
        if isinstance(field, TimeField):
            return time_in_words(dt.time.fromisoformat(value))
    except ValueError:
        return value
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
