"""A whole event as one document: written as JSON, named by what stands in it, loaded as it was previewed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.errors import DomainError, Stale
from events.models import Event
from people.models import Office
from people.services.journal import Actor
from reports.dossier.check import InvalidDossierError, Mistake
from reports.dossier.collect import collect
from reports.dossier.load import Loaded, load
from reports.dossier.load import preview as preview_load
from reports.dossier.schema import Dossier

LARGEST = 20 * 1024 * 1024
"""Bytes of a dossier that the doors take in."""
_NEVER_WRITTEN = {"same_as", "different_from"}


class DossierRefused(DomainError):
    """The dossier is not valid, or cannot be loaded; `mistakes` says where, what stands there and what is expected."""

    status = 422
    code = "invalid-dossier"
    title = gettext_lazy("The dossier has mistakes; nothing was written")

    def __init__(self, invalid: InvalidDossierError) -> None:
        errors: dict[str, list[str]] = {}
        for mistake in invalid.errors:
            errors.setdefault(mistake.path, []).append(mistake.expected)
        super().__init__(errors=errors)
        self.members = {"mistakes": [_told(mistake) for mistake in invalid.errors]}


@dataclass(frozen=True, slots=True)
class Written:
    """A dossier as bytes, and the ETag that changes with anything in it."""

    body: bytes
    etag: str


def written(event: Event, *, indent: int | None = None) -> Written:
    """The dossier of an event as JSON in UTF-8; runs the same number of queries however much stands in it."""
    text = as_json(collect(event))
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    body = text if indent is None else json.dumps(json.loads(text), ensure_ascii=False, indent=indent) + "\n"
    return Written(body.encode(), etag)


def as_json(dossier: Dossier) -> str:
    """Only what is stated: fields that are null are left out."""
    return dossier.model_dump_json(
        exclude_none=True,
        exclude={"organizations": {"__all__": _NEVER_WRITTEN}, "people": {"__all__": _NEVER_WRITTEN}},
    )


def preview(dossier: Dossier, *, office: Office, by: Actor, at: dt.datetime) -> tuple[Loaded, str]:
    """What loading would change, and the seal by which it can be confirmed. Raises InvalidDossierError."""
    would = preview_load(dossier, office=office, by=by, at=at)
    return would, _seal(would)


@transaction.atomic
def load_as_previewed(dossier: Dossier, *, seal: str, office: Office, by: Actor, at: dt.datetime) -> Loaded:
    """Load if that changes what the preview said, and nothing else. Raises Stale, InvalidDossierError; then nothing is written."""
    lock_office(office)
    loaded = load(dossier, office=office, by=by, at=at)
    if _seal(loaded) != seal:
        raise Stale(_("The records have changed since the preview. Look at what the file would change now."))
    return loaded


def lock_office(office: Office) -> None:
    """Two loads into one office follow one another, so that the second finds what the first has written."""
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)


def _seal(loaded: Loaded) -> str:
    changes = [
        [change.path, change.noun, change.label, change.action, sorted(change.fields.items())]
        for change in loaded.changes
    ]
    content = [loaded.event.slug, sorted(loaded.created.items()), sorted(loaded.changed.items()), changes]
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()


def _told(mistake: Mistake) -> dict[str, Any]:
    told = {"path": mistake.path, "value": mistake.value, "expected": mistake.expected}
    if mistake.candidates:
        told["candidates"] = [{"uid": one.uid, "label": one.label} for one in mistake.candidates]
    return told
