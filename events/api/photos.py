"""The door of photographs."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponseBase
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request

from base.errors import Missing
from base.files import path_of
from base.images import LARGEST_UPLOAD
from base.inputs import changing
from events.api.agenda_pictures import PHOTO
from events.api.filters import PhotoFilter
from events.api.inputs import PhotoInput
from events.models import Photo
from events.services import photos
from people.api.doors import keeping
from people.api.keeping import Keeping

READ, EDIT = "events.read", "events.edit_texts"


class PhotoDoor(Keeping):
    """Sent as a form (multipart/form-data) with a file, or as JSON where only the caption is recorded."""

    rule = keeping(READ, EDIT, file=READ)
    model, picture = Photo, PHOTO
    one, many = "a photograph", "photographs"
    parent = "event"
    input, changes = PhotoInput, changing(PhotoInput)
    filterset_class = PhotoFilter
    related = ("event", "item", "photographer")
    parser_classes = [JSONParser, MultiPartParser]
    largest_body = LARGEST_UPLOAD + 2**20

    def add(self, place: Any, values: dict[str, Any]) -> Photo:
        file = values.pop("file", None)
        return photos.add_photo(content=file.read() if file else None, **values, **self.doing)

    def amend(self, obj: Photo, values: dict[str, Any], expected: int) -> None:
        photos.amend_photo(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Photo) -> None:
        photos.delete_photo(obj, **self.doing)

    @action(
        detail=True,
        summary="Download a photograph",
        conditional=False,
        file_types=["image/jpeg", "image/png", "image/webp"],
    )
    def file(self, request: Request, **lookup: Any) -> HttpResponseBase:
        """The picture itself."""
        photo = self.opened()
        if not photo.file:
            raise Missing
        name = f"{photo.uid}.{photo.media_type.rpartition('/')[2]}"
        return FileResponse(path_of(photo.file).open("rb"), filename=name, content_type=photo.media_type)
