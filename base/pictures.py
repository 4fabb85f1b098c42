"""How the API shows a noun: each field is declared once and gives the columns to read, the value, and its schema.

Lists read `.values()` rows and build plain dicts from them, several times faster than serializer fields do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Choices, QuerySet
from rest_framework import serializers

from base.inputs import EdtfField, TextsField
from base.languages import CODES, column

Row = Mapping[str, Any]
Schema = Callable[[], "serializers.Field[Any, Any, Any, Any]"]


@dataclass(frozen=True, slots=True)
class Member:
    """One field: the columns it needs, how its value comes from a row, and the field that describes it."""

    columns: tuple[str, ...]
    read: Callable[[Row], Any]
    schema: Schema


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in another table: `load` takes primary keys and gives each its value, in a fixed number of queries.

    A row of which nothing stands there gets `empty()`: a list, unless said otherwise.
    """

    load: Callable[[Sequence[int]], Mapping[int, Any]]
    schema: Schema
    empty: Callable[[], Any] = list


class Picture:
    """`Picture("Person", uid=uid(), …)`: fields in the order in which they are shown."""

    def __init__(self, name: str, /, **fields: Member | Part) -> None:
        self.name = name
        self.members = {key: field for key, field in fields.items() if isinstance(field, Member)}
        self.parts = {key: field for key, field in fields.items() if isinstance(field, Part)}
        self.fields = fields
        self._readers = tuple((key, member.read) for key, member in self.members.items())
        owned = ("pk",) if self.parts else ()
        self.columns = tuple(
            dict.fromkeys([*owned, *(c for member in self.members.values() for c in member.columns)])
        )

    def rows(self, queryset: QuerySet[Any], *more: str) -> QuerySet[Any]:
        """The queryset as rows of the columns needed; translated columns are named one by one, so none is rewritten."""
        values = getattr(queryset, "raw_values", queryset.values)
        return values(*dict.fromkeys([*self.columns, *more]))

    def of(self, row: Row) -> dict[str, Any]:
        """One row without its parts."""
        return {key: read(row) for key, read in self._readers}

    def many(self, rows: Iterable[Row]) -> list[dict[str, Any]]:
        """Rows with their parts: one load for each part, however many rows."""
        found = list(rows)
        shown = [self.of(row) for row in found]
        if found and self.parts:
            pks = [row["pk"] for row in found]
            for key, part in self.parts.items():
                values = part.load(pks)
                for row, picture in zip(found, shown, strict=True):
                    picture[key] = values[row["pk"]] if row["pk"] in values else part.empty()
        return shown

    @cached_property
    def serializer(self) -> type[serializers.Serializer[Any]]:
        """The same fields for the OpenAPI schema; no answer goes through it."""
        if self.name not in _serializers:
            fields = {key: field.schema() for key, field in self.fields.items()}
            _serializers[self.name] = type(f"{self.name}Serializer", (serializers.Serializer,), fields)
        return _serializers[self.name]


_serializers: dict[str, type[serializers.Serializer[Any]]] = {}
"""By name: a short picture of one noun stands within several others, each time with other columns."""


def _member(column_: str, schema: Schema) -> Member:
    return Member((column_,), lambda row: row[column_], schema)


def uid(column_: str = "uid") -> Member:
    return _member(column_, serializers.UUIDField)


def ref(column_: str) -> Member:
    """A uid of another record; null when there is none."""
    return _member(column_, lambda: serializers.UUIDField(allow_null=True))


def text(column_: str, *, null: bool = False) -> Member:
    return _member(column_, lambda: serializers.CharField(allow_null=null))


def link(column_: str) -> Member:
    return _member(column_, lambda: serializers.CharField(help_text="an address, empty when there is none"))


def number(column_: str, *, null: bool = False) -> Member:
    return _member(column_, lambda: serializers.IntegerField(allow_null=null))


def decimal(column_: str) -> Member:
    """A figure with at most two decimals, as a number."""

    def read(row: Row) -> float | None:
        value = row[column_]
        return None if value is None else int(value) if value == int(value) else float(value)

    return Member((column_,), read, lambda: serializers.FloatField(allow_null=True))


def flag(column_: str, *, null: bool = False) -> Member:
    return _member(column_, lambda: serializers.BooleanField(allow_null=null))


def choice(column_: str, choices: type[Choices], *, blank: bool = False) -> Member:
    return _member(column_, lambda: serializers.ChoiceField(choices.choices, allow_blank=blank))


def choices(column_: str, choices: type[Choices]) -> Member:
    """Several of them, in order."""
    return _member(column_, lambda: serializers.ListField(child=serializers.ChoiceField(choices.choices)))


def moment(column_: str, *, null: bool = True) -> Member:
    """An instant in UTC."""
    return _member(column_, lambda: serializers.DateTimeField(allow_null=null))


def day(column_: str) -> Member:
    return _member(column_, lambda: serializers.DateField(allow_null=True))


def clock(column_: str) -> Member:
    """Local wall time as HH:MM:SS."""
    return _member(column_, lambda: serializers.TimeField(allow_null=True))


def edtf(column_: str) -> Member:
    """A date known in part."""

    def read(row: Row) -> str | None:
        value = row[column_]
        return None if value is None else str(value)

    return Member((column_,), read, lambda: EdtfField(allow_null=True))


def strings(column_: str) -> Member:
    return _member(column_, lambda: serializers.ListField(child=serializers.CharField()))


def codes(column_: str) -> Member:
    """Several country codes, kept as one text."""
    return Member(
        (column_,),
        lambda row: [code for code in (row[column_] or "").split(",") if code],
        lambda: serializers.ListField(child=serializers.CharField()),
    )


def texts(field: str) -> Member:
    """A content field as an object of the languages in which it is stated: `{"en": "…", "zh-hans": "…"}`."""
    pairs = tuple((code, column(field, code)) for code in CODES)
    return Member(
        tuple(name for _code, name in pairs),
        lambda row: {code: stated for code, name in pairs if (stated := row[name])},
        TextsField,
    )


class LinkField(serializers.Serializer[Any]):
    url = serializers.CharField()
    title = serializers.CharField(allow_null=True, required=False)


def links(column_: str) -> Member:
    """Addresses with their titles, in order."""
    return _member(column_, lambda: LinkField(many=True))


def texts_list(column_: str) -> Member:
    return _member(column_, lambda: serializers.ListField(child=TextsField()))


def inside(picture: Picture, *, when: str) -> Member:
    """Another noun's short picture, whose columns carry their own prefix; null while column `when` is."""
    of = picture.of
    return Member(
        tuple(dict.fromkeys([when, *picture.columns])),
        lambda row: None if row[when] is None else of(row),
        lambda: picture.serializer(allow_null=True),
    )


def part(picture: Picture, queryset: Callable[[], QuerySet[Any]], *, of: str) -> Part:
    """Rows of another table that belong to these by the foreign key `of`, in the order of the queryset."""

    def load(pks: Sequence[int]) -> dict[int, list[Any]]:
        rows = list(picture.rows(queryset().filter(**{f"{of}__in": pks}), of))
        lists: dict[int, list[Any]] = {}
        for row, shown in zip(rows, picture.many(rows), strict=True):
            lists.setdefault(row[of], []).append(shown)
        return lists

    return Part(load, lambda: picture.serializer(many=True))


def only(picture: Picture, queryset: Callable[[], QuerySet[Any]], *, of: str) -> Part:
    """The one row of another table that belongs to each by the key `of`; null where there is none."""
    rows = part(picture, queryset, of=of)
    return Part(
        lambda pks: {pk: found[0] for pk, found in rows.load(pks).items()},
        lambda: picture.serializer(allow_null=True),
        lambda: None,
    )


def several(through: Callable[[], QuerySet[Any]], *, of: str, column_: str = "uid") -> Part:
    """Uids of a many-to-many field, read from its table `through`."""

    def load(pks: Sequence[int]) -> dict[int, list[Any]]:
        lists: dict[int, list[Any]] = {}
        for owner, value in through().filter(**{f"{of}__in": pks}).order_by("pk").values_list(of, column_):
            lists.setdefault(owner, []).append(value)
        return lists

    return Part(load, lambda: serializers.ListField(child=serializers.UUIDField()))


STAMPS: dict[str, Member] = {
    "version": number("version"),
    "created_at": moment("created_at", null=False),
    "updated_at": moment("updated_at", null=False),
}
"""What every record shows at its end."""
