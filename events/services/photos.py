"""Photographs of an event and their captions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base import files, images
from base.errors import Invalid
from base.languages import texts
from base.positions import next_position
from events.models import Event, Photo
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def add_photo(
    *, event: Event, by: Actor, at: dt.datetime, content: bytes | None = None, **values: Any
) -> Photo:
    """`values`: caption_en …, item, photographer, public. Raises Invalid for what is no picture, or neither file nor caption."""
    photo = Photo(
        office_id=event.office_id,
        event=event,
        position=next_position(Photo.objects.filter(event=event)),
        **values,
    )
    if content is None and not texts(photo, "caption"):
        raise Invalid(_("Choose a picture, or write its caption."), field="file")
    check_photo(photo)
    if content is not None:
        picture = images.picture(content)
        photo.file, _size = files.store(picture.content)
        photo.media_type, photo.width, photo.height = picture.media_type, picture.width, picture.height
    return records.create(photo, by=by, at=at)


@transaction.atomic
def amend_photo(
    photo: Photo, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(photo, name, value)
    check_photo(photo)
    return records.amend(photo, changes, by=by, at=at, expected=expected)


def delete_photo(photo: Photo, *, by: Actor, at: dt.datetime) -> None:
    """The record goes; the content stays in the file store while another record may name it."""
    records.delete(photo, by=by, at=at)


def check_photo(photo: Photo) -> None:
    if photo.item_id and photo.item is not None and photo.item.event_id != photo.event_id:
        raise Invalid(_("This agenda item belongs to another event."), field="item")
