"""References by local id: finds those that lead nowhere and ids given twice, in data that may not be valid otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import InitErrorDetails, PydanticCustomError

from reports.dossier.atoms import Refers

Location = tuple[str | int, ...]
COLLECTIONS = (
    "sub_events",
    "organizations",
    "people",
    "groups",
    "delegations",
    "agenda",
    "outcomes",
    "agreements",
    "sources",
)
NAMED_BY_SLUG = "sub_events"


def reference_errors(model: type[BaseModel], data: Any) -> list[InitErrorDetails]:
    """Every reference without a record and every id given twice, with its place."""
    ids = {collection: list(_ids(data, collection)) for collection in COLLECTIONS}
    errors: list[InitErrorDetails] = []
    for collection, found in ids.items():
        seen: set[str] = set()
        for position, key in found:
            if key in seen:
                kind = PydanticCustomError(
                    "duplicate_id",
                    "this id stands twice in {collection}; an id that no other has",
                    {"collection": collection},
                )
                loc = (collection, position, _id_field(collection))
                errors.append(InitErrorDetails(type=kind, loc=loc, input=key))
            seen.add(key)
    known = {collection: {key for _, key in found} for collection, found in ids.items()}
    for location, collection, key in references(model, data, ()):
        if key not in known[collection]:
            kind = PydanticCustomError(
                "dangling_reference", "the id of a record in {collection}", {"collection": collection}
            )
            errors.append(InitErrorDetails(type=kind, loc=location, input=key))
    return errors


def _ids(data: Any, collection: str) -> Iterator[tuple[int, str]]:
    records = _get(data, collection)
    for position, record in enumerate(records if isinstance(records, list) else []):
        key = _get(record, _id_field(collection))
        if isinstance(key, str):
            yield position, key


def _id_field(collection: str) -> str:
    return "slug" if collection == NAMED_BY_SLUG else "id"


def _get(record: Any, name: str) -> Any:
    if isinstance(record, Mapping):
        return record.get(name)
    return getattr(record, name, None) if isinstance(record, BaseModel) else None


def references(model: type[BaseModel], data: Any, location: Location) -> Iterator[tuple[Location, str, str]]:
    """Every reference by local id: its place, the list it leads to, the id."""
    for name, collection, child in fields_of(model):
        value = _get(data, name)
        if value is None:
            continue
        for place, item in (
            [((*location, name, i), v) for i, v in enumerate(value)]
            if isinstance(value, list)
            else [((*location, name), value)]
        ):
            if collection is not None:
                if isinstance(item, str):
                    yield place, collection, item
            elif child is not None:
                yield from references(child, item, place)


@cache
def fields_of(model: type[BaseModel]) -> list[tuple[str, str | None, type[BaseModel] | None]]:
    """The fields of a model that hold references or further models: (name, collection, model)."""
    plan = []
    for name, field in model.model_fields.items():
        collection = next(
            (m.collection for m in field.metadata if isinstance(m, Refers)), None
        ) or _find_reference(field.annotation)
        child = None if collection else _find_model(field.annotation)
        if collection or child:
            plan.append((name, collection, child))
    return plan


def _find_reference(annotation: Any) -> str | None:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Refers):
            return mark.collection
    if get_origin(annotation) in (list, Union, UnionType):
        return next(filter(None, map(_find_reference, get_args(annotation))), None)
    return None


def _find_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, UnionType):
        return next(filter(None, map(_find_model, get_args(annotation))), None)
    return None
