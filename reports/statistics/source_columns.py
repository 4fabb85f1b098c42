"""How the rows of each source are told in the workbook: their headings, and which columns each cell is read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.languages import CODES, EN, columns
from base.sheets import Value
from people.models import Person
from people.models.person import whole_name
from reports.statistics import labels
from reports.statistics.figures import FIGURES
from reports.statistics.sources import Source

Cells = Mapping[str, Any]
WIDE, NARROW = 50, 12


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell of a row: the columns it needs, and its value from them."""

    columns: tuple[str, ...]
    read: Callable[[Cells], Value]


Headed = tuple[str, int, Reading]


def readings(source: Source, *, names: bool) -> list[Headed]:
    """What is told of each row, then the values by which figures choose and split."""
    make = {
        "events": _event, "participants": lambda: _participant(names), "groups": _group, "delegations": _delegation,
        "members": lambda: _member(names), "delegated-groups": _delegated_group, "agreements": _agreement,
        "follow-ups": _follow_up, "projects": _project,
    }[source.key]  # fmt: skip
    return [*make(), *_splits(source)]


def _event() -> list[Headed]:
    return [
        (_("Event"), WIDE, _best("title")), (_("Address"), 30, _plain("slug")), (_("First day"), NARROW, _plain("start_on")),
        (_("Last day"), NARROW, _plain("end_on")),
    ]  # fmt: skip


def _participant(names: bool, prefix: str = "") -> list[Headed]:
    person = f"{prefix}person"
    told = [(_("Person"), 30, _name(person, names))]
    if names:
        told += [
            (_("Organization"), 40, _plain(f"{prefix}organization_name")),
            (_("Post"), 30, _plain(f"{prefix}job_title")),
        ]
    return [*told, *_of_event(f"{prefix}event__")]


def _group() -> list[Headed]:
    size = (_("How many"), NARROW, _plain("count"))
    return [(_("Group"), 40, _best("label")), size, *_of_event("event__")]


def _delegation() -> list[Headed]:
    return [(_("Delegation"), WIDE, _best("name")), *_of_event("event__")]


def _member(names: bool) -> list[Headed]:
    return [*_participant(names, "registration__"), (_("Delegation"), WIDE, _best("delegation__name"))]


def _delegated_group() -> list[Headed]:
    group = "registration__group__"
    size = (_("How many"), NARROW, _plain(f"{group}count"))
    return [
        (_("Group"), 40, _best(f"{group}label")),
        size,
        (_("Delegation"), WIDE, _best("delegation__name")),
    ]


def _agreement() -> list[Headed]:
    return [
        (_("Agreement"), WIDE, _best("title")), (_("Number in the register"), NARROW, _plain("number")),
        (_("Signed on"), NARROW, _plain("signed_on")), *_of_event("event__"),
    ]  # fmt: skip


def _follow_up() -> list[Headed]:
    return [(_("Follow-up"), WIDE, _best("text")), (_("Due on"), NARROW, _plain("due_on"))]


def _project() -> list[Headed]:
    return [
        (_("Project"), WIDE, _best("title")), (_("Amount"), 16, Reading(("amount",), _amount)),
        (_("Currency"), NARROW, _plain("currency")),
    ]  # fmt: skip


def _of_event(prefix: str) -> list[Headed]:
    return [
        (_("Event"), WIDE, _best(f"{prefix}title")), (_("Address"), 30, _plain(f"{prefix}slug")),
        (_("First day"), NARROW, _plain(f"{prefix}start_on")),
    ]  # fmt: skip


def _splits(source: Source) -> list[Headed]:
    """Each column by which a figure of the source is split, in words."""
    headings = {
        "year": _("Year"), "kind": _("Kind"), "country": _("Country"), "mode": _("Mode"), "state_then": _("State"), "role": _("Role"),
        "direction": _("Direction"), "age": _("Age"), "place": _("Where"),
    }  # fmt: skip
    found: dict[str, Headed] = {}
    for figure in FIGURES:
        if figure.source is source and len(figure.split) == 1 and figure.split[0] in headings:
            column = figure.split[0]
            found.setdefault(column, (headings[column], 20, Reading((column,), _labelled(figure, column))))
    return list(found.values())


def _labelled(figure: Any, column: str) -> Callable[[Cells], Value]:
    said: dict[Any, str] = {}

    def read(row: Cells) -> Value:
        value = str(row[column] or "")
        if value not in said:
            said[value] = labels.label(figure, (value,))
        return said[value]

    return read


def _plain(column: str) -> Reading:
    return Reading((column,), lambda row: row[column])


def _amount(row: Cells) -> Value:
    return None if row["amount"] is None else float(row["amount"])


def _best(field: str) -> Reading:
    """A content field in the reader's language, else in English, else in any."""
    named = dict(zip(CODES, columns(field), strict=True))
    first = [named[code] for code in dict.fromkeys((get_language() or EN, EN, *CODES)) if code in named]
    return Reading(tuple(first), lambda row: next((row[name] for name in first if row[name]), ""))


def _name(person: str, names: bool) -> Reading:
    if not names:
        return Reading(
            (f"{person}_id",), lambda row: _("Person %(number)s") % {"number": row[f"{person}_id"]}
        )
    parts = tuple(f"{person}__{name}" for name in ("given_name", "family_name", "native_name", "name_order"))
    return Reading(
        parts, lambda row: whole_name(*(row[part] for part in parts)) or str(Person._meta.verbose_name)
    )
