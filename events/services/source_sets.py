"""Published texts, credits and photographs in sets, recorded after the fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from base.errors import Invalid
from base.languages import texts
from base.records import Record
from events.models import Credit, Photo, Source
from events.services import photos, sources
from people.services import record_sets
from people.services.journal import Actor

R = TypeVar("R", bound=Record)
Pairs = Iterable[tuple[R, Mapping[str, Any]]]
"""Records with the attributes to set on each."""


def add_sources(rows: Iterable[Source], *, by: Actor, at: dt.datetime) -> list[Source]:
    """Raises SetRefused."""
    return record_sets.create_many(rows, by=by, at=at, checks=[sources.check_source])


def amend_sources(pairs: Pairs[Source], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[sources.check_source])


def add_credits(rows: Iterable[Credit], *, by: Actor, at: dt.datetime) -> list[Credit]:
    """Raises SetRefused; Conflict when somebody is named in a role already."""
    return record_sets.create_many(rows, by=by, at=at, refusals=sources.CREDIT_REFUSALS)


def amend_credits(pairs: Pairs[Credit], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale, Conflict."""
    return record_sets.amend_many(pairs, by=by, at=at, refusals=sources.CREDIT_REFUSALS)


def add_photos(rows: Iterable[Photo], *, by: Actor, at: dt.datetime) -> list[Photo]:
    """Photographs of which the office holds the picture, or only the caption. Raises SetRefused."""
    return record_sets.create_many(rows, by=by, at=at, checks=[photos.check_photo, _demand_something])


def amend_photos(pairs: Pairs[Photo], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[photos.check_photo, _demand_something])


def _demand_something(photo: Photo) -> None:
    if not photo.file and not texts(photo, "caption"):
        raise Invalid(_("Choose a picture, or write its caption."), field="file")
