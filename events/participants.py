"""Participants of an event as rows of tables, read in one statement, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import get_language

from base import countries
from base.languages import CODES, EN, column
from base.templatetags.ui import badge
from events.models import Event, Manner, Registration, RegistrationRole
from events.querysets import RegistrationQuerySet
from events.services.standings import standings_of
from events.states import RegistrationState
from people.precedence import Convention, Placed, in_order

LABELS = [f"group__{column('label', code)}" for code in CODES]
COLUMNS = (
    "uid", "seq", "state", "role", "manner", "seats", "organization_name", "job_title", "country", "email", "language",
    "note", "person__given_name", "person__family_name", "person__native_name", "person__name_order", "group__count",
    "created_at", "confirmed_at", *LABELS,
)  # fmt: skip
SHOWN = tuple(name for name in COLUMNS if name not in {"language", "note", "created_at", "confirmed_at"})
CELLS = (
    "uid",
    "seq",
    "name",
    "beside",
    "organization_name",
    "job_title",
    "country_name",
    "role",
    "manner",
    "badge",
    "why",
)
"""What the template of a row may show."""
ORDERS = {
    "": ("seq",),
    "name": ("person__sort_name", "seq"),
    "organization": ("organization_name", "seq"),
    "country": ("country", "seq"),
}
PRECEDENCE = "precedence"
"""The order that the office's convention makes of them, which no column holds."""


def of_event(event: Event) -> RegistrationQuerySet:
    return Registration.objects.filter(event_id=event.pk).order_by("seq")


def by_precedence(registrations: RegistrationQuerySet, convention: Convention) -> dict[str, Placed | None]:
    """Everybody by uid in order of precedence; groups without names follow, in theirs."""
    found: dict[str, Placed | None] = {
        placed.standing.key: placed for placed in in_order(standings_of(registrations), convention)
    }
    groups = registrations.filter(person=None).values_list("uid", flat=True)
    return found | {str(uid): None for uid in groups}


def table_rows(registrations: RegistrationQuerySet) -> list[dict[str, Any]]:
    """What a line of the organizer's list shows, in words of the reader's language."""
    roles, manners = _labels(RegistrationRole), _labels(Manner)
    states = {state.value: badge(state.value, state.label) for state in RegistrationState}
    found = list(_read(registrations.values(*SHOWN)))
    for row in found:
        row["role"] = roles[row["role"]]
        row["manner"] = manners[row["manner"]]
        row["badge"] = states[row["state"]]
        row["beside"] = _beside(row)
        row["why"] = ""
    return found


def _beside(row: dict[str, Any]) -> str:
    """The name in its own script, or how many a group has."""
    if row["is_group"]:
        return f"({row['group__count']})" if row["group__count"] else ""
    native: str = row["native"]
    return native if native != row["name"] else ""


def export_rows(registrations: RegistrationQuerySet) -> Iterator[list[Any]]:
    """Every column of the export, a row at a time from the database's cursor."""
    roles, manners, states = _labels(RegistrationRole), _labels(Manner), _labels(RegistrationState)
    for row in _read(registrations.values(*COLUMNS).iterator(chunk_size=2000)):
        yield [
            row["seq"], row["family"], row["given"], row["native"], row["organization_name"], row["job_title"],
            row["country_name"], row["email"], row["language"], roles[row["role"]], manners[row["manner"]],
            states[row["state"]], row["seats"], row["note"], row["created_at"], row["confirmed_at"],
        ]  # fmt: skip


def _read(values: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Adds the name in its order, or the group's label, and the country's name."""
    language = get_language() or EN
    names = countries.names(language)
    labels = [f"group__{column('label', code)}" for code in (language, *CODES) if code in CODES]
    for row in values:
        given, family = row["person__given_name"], row["person__family_name"]
        if family is None:
            row["name"] = next((row[label] for label in labels if row[label]), "")
            row["given"], row["family"], row["native"] = "", row["name"], ""
        else:
            order = (family, given) if row["person__name_order"] == "family_first" else (given, family)
            native = row["person__native_name"]
            row["name"] = " ".join(part for part in order if part) or native
            row["given"], row["family"], row["native"] = given, family, native
        row["is_group"] = family is None
        row["country_name"] = names.get(row["country"], "")
        yield row


def _labels(choices: Any) -> dict[str, str]:
    return {"": "", **{value: str(label) for value, label in choices.choices}}
