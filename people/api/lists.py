"""Doors that take a list of people as a file: what it would change, or every mistake in it, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from base.api import encode
from base.errors import Conflict, Invalid
from base.inputs import Input
from base.languages import Language
from base.recognising import by_hand, recognised
from base.tables import Field, Layout
from base.tabular import MAX_BYTES, read_cells
from people.api.doors import Answer, Door, respond
from people.services.roster import Fate, Line, Roster


class ListInput(Input):
    """Sent as a form (multipart/form-data)."""

    file = serializers.FileField(help_text="XLSX or CSV")
    language = serializers.ChoiceField(Language.choices, help_text="of posts and organizations in the file")
    dry_run = serializers.BooleanField(required=False, help_text="whether nothing is written (default: no)")
    headed = serializers.BooleanField(
        required=False, help_text="with `columns`: whether the first row holds headings (default: yes)"
    )
    columns = serializers.DictField(
        child=serializers.CharField(allow_blank=True), required=False,
        help_text="letter of a column → field, empty to ignore it; without it, columns are recognised",
    )  # fmt: skip
    same_as = serializers.DictField(
        child=serializers.CharField(), required=False,
        help_text="number of a row → uid of the person it means, or `new` for a different person",
    )  # fmt: skip

    def to_internal_value(self, data: Any) -> Any:
        """A form carries objects as JSON."""
        plain = {name: data[name] for name in data}
        for name in ("columns", "same_as"):
            if isinstance(plain.get(name), str):
                plain[name] = serializers.JSONField(binary=True).to_internal_value(plain[name])
        return super().to_internal_value(plain)


class PersonCandidateSerializer(serializers.Serializer[Any]):
    uid = serializers.UUIDField(help_text="write it into same_as")
    name = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())


class PersonRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="as the spreadsheet numbers it")
    fate = serializers.ChoiceField(Fate.choices)
    name = serializers.CharField()
    person = serializers.UUIDField(allow_null=True, help_text="whom the row means; null for somebody new")
    changes = serializers.ListField(child=serializers.CharField())
    candidates = PersonCandidateSerializer(many=True)


class PeoplePlanSerializer(serializers.Serializer[Any]):
    """What a list of people changed, or would change."""

    written = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="rows by fate")
    ignored = serializers.ListField(child=serializers.CharField(), help_text="headings of columns left out")
    refusals = serializers.ListField(child=serializers.CharField(), help_text="why it cannot be written")
    rows = PersonRowSerializer(many=True, help_text="all but those that change nothing")


class InvalidList(Invalid):
    """A list with mistakes; `mistakes` names each with its row, column, value and what is expected."""

    code = "invalid-list"

    def __init__(self, roster: Roster) -> None:
        super().__init__(_("The file has errors; nothing was written."), field="file")
        self.members = {
            "mistakes": [
                {"row": one.row, "column": one.column, "value": one.value, "expected": one.expected}
                for one in roster.errors
            ]
        }


class UndecidedList(Conflict):
    """A list with rows that may be somebody who is there already; `undecided` names them with their candidates."""

    code = "undecided-list"

    def __init__(self, roster: Roster) -> None:
        super().__init__(_("Say of these rows in `same_as` whom they mean."))
        self.members = {"undecided": [shown(line) for line in roster.open]}


class ListDoor(Door):
    """What the doors of lists share: reading the form, and telling the plan or what is wrong."""

    fields: ClassVar[Sequence[Field]] = ()
    input = ListInput
    shows: Any = SimpleNamespace(serializer=PeoplePlanSerializer)
    conditional = False
    parser_classes: Any = [MultiPartParser]
    largest_body = MAX_BYTES + 2**20
    filter_backends: Any = []
    pagination_class: Any = None

    def plan(self, place: Any, content: bytes, layout: Layout, **choices: Any) -> Roster:
        raise NotImplementedError

    def write(self, place: Any, content: bytes, layout: Layout, **choices: Any) -> Roster:
        raise NotImplementedError

    def taken(self, place: Any) -> HttpResponse:
        """Raises InvalidList, UndecidedList, Invalid, Conflict."""
        sent = self.sent()
        content = sent["file"].read()
        layout = _layout(content, self.fields, sent.get("columns"), headed=sent.get("headed", True))
        asked = {"language": sent["language"], "choices": sent.get("same_as", {})}
        roster = self.plan(place, content, layout, **asked)
        if roster.errors:
            raise InvalidList(roster)
        written = not sent.get("dry_run", False)
        if written:
            if roster.open:
                raise UndecidedList(roster)
            roster = self.write(place, content, layout, **asked)
        return respond(Answer(200, encode(_answer(roster, written=written)), {}))


def shown(line: Line) -> dict[str, Any]:
    return {
        "row": line.number,
        "fate": line.fate.value,
        "name": line.person.name,
        "person": str(line.known.uid) if line.known else None,
        "changes": [str(text) for text in line.told],
        "candidates": [
            {
                "uid": str(one.person.uid),
                "name": one.person.name,
                "reasons": [why.value for why in one.reasons],
            }
            for one in line.candidates
        ],
    }


def _answer(roster: Roster, *, written: bool) -> dict[str, Any]:
    return {
        "written": written,
        "counts": {fate.value: len(roster.of_fate(fate)) for fate in Fate},
        "ignored": list(roster.unknown),
        "refusals": list(roster.refusals),
        "rows": [shown(line) for line in roster.lines if line.fate is not Fate.THERE],
    }


def _layout(
    content: bytes, fields: Sequence[Field], chosen: Mapping[str, str] | None, *, headed: bool
) -> Layout:
    """Raises Invalid."""
    cells = read_cells(content)
    found = recognised(cells, fields)
    if not chosen:
        return found.layout()
    places = {column.letter: column.place for column in found.columns}
    known = {one.key for one in fields}
    for letter, key in chosen.items():
        if letter not in places or (key and key not in known):
            raise Invalid(
                _("There is no such column or field: %(name)s.") % {"name": f"{letter} → {key}"},
                field="columns",
            )
    keys = {column.place: chosen.get(column.letter, column.key) for column in found.columns}
    return by_hand(found, cells, keys, headed=headed).layout()
