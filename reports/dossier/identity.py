"""What a record of a dossier is known by, so that it is found again in another dossier of the same event."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from reports.dossier import delegations, provenance, results, what, who
from reports.dossier.atoms import Text
from reports.dossier.references import COLLECTIONS, NAMED_BY_SLUG, fields_of
from reports.dossier.schema import Dossier


class Known:
    """The records of one dossier: the uid of each that is mapped, else its local id."""

    def __init__(self, dossier: Dossier, records: Mapping[str, Sequence[str]]) -> None:
        self.records = records
        self.by_local_id = {
            (collection, key): self.uid(f"$.{collection}[{place}]") or key
            for collection in COLLECTIONS
            for place, record in enumerate(getattr(dossier, collection))
            if (key := _local_id(record, collection)) is not None
        }

    def uid(self, path: str) -> str | None:
        record = self.records.get(path)
        return str(record[1]) if record else None

    def of(self, collection: str, key: str) -> str:
        return self.by_local_id.get((collection, key), key)


def identity_of(value: Any, known: Known, path: str, model: type[BaseModel] | None, field: str) -> Hashable:
    """By its uid, its local id, or what it is made of; a reference by the record it leads to."""
    if not isinstance(value, BaseModel) or isinstance(value, Text):
        return reference_of(value, known, model, field) if model else repr(value)
    if uid := known.uid(path):
        return uid
    if key := getattr(value, "id", None) or getattr(value, "slug", None):
        return str(key)
    made_of = MADE_OF.get(type(value))
    return made_of(value, known) if made_of else value.model_dump_json()


def reference_of(value: Any, known: Known, model: type[BaseModel] | None, field: str) -> Hashable:
    """A reference as the record it leads to, any other value as itself."""
    collection = collection_of(model, field) if model else None
    if collection is not None and isinstance(value, str):
        return known.of(collection, value)
    return value.model_dump_json() if isinstance(value, BaseModel) else repr(value)


@cache
def collection_of(model: type[BaseModel], field: str) -> str | None:
    return next((collection for name, collection, _child in fields_of(model) if name == field), None)


def _local_id(record: Any, collection: str) -> str | None:
    return getattr(record, "slug" if collection == NAMED_BY_SLUG else "id", None)


def _one(value: Any, known: Known) -> Hashable:
    """The person, group or organization that a part names."""
    for collection, name in (("people", "person"), ("groups", "group"), ("organizations", "organization")):
        if key := getattr(value, name, None):
            return collection, known.of(collection, key)
    return None


def _words(text: Text | None) -> Hashable:
    return tuple(sorted(text.root.items())) if text else None


MADE_OF: dict[type[BaseModel], Callable[[Any, Known], Hashable]] = {
    who.Registration: lambda value, known: (_one(value, known), value.sub_event),
    who.OrganizationLink: lambda value, known: known.of("organizations", value.to),
    who.Post: lambda value, known: (_one(value, known), _words(value.title)),
    what.EventBody: _one,
    what.Participation: _one,
    what.Link: lambda value, _known: str(value.url),
    what.Exhibit: lambda value, _known: (_words(value.title), value.sub_event),
    delegations.Member: _one,
    results.Actor: _one,
    results.Party: _one,
    results.FollowUp: lambda value, _known: _words(value.text),
    results.Indicator: lambda value, known: (_words(value.name), value.subject and known.of("organizations", value.subject)),
    provenance.Photo: lambda value, _known: value.file or _words(value.caption),
    provenance.Source: lambda value, _known: str(value.url or value.headline),
    provenance.Credit: lambda value, known: (value.role, _one(value, known)),
}  # fmt: skip
