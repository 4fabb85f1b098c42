"""Fields of bodies that only the people room has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

LONGEST = 200


class IdentifiersField(serializers.Field[Any, Any, Any, Any]):
    """Identifiers by scheme; each is checked and kept in one form. Null or an empty text removes one, others stay."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "shape": gettext_lazy('Write an object of identifiers by scheme, such as {{"wikidata": "Q42"}}.'),
        "scheme": gettext_lazy("“{scheme}” is not one of the schemes {schemes}."),
        "text": gettext_lazy("The identifier under “{scheme}” is not a text."),
    }

    def __init__(self, schemes: Sequence[str], **kwargs: Any) -> None:
        self.schemes = [str(scheme) for scheme in schemes]
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        if not isinstance(data, Mapping):
            self.fail("shape")
        for scheme, value in data.items():
            if scheme not in self.schemes:
                self.fail("scheme", scheme=scheme, schemes=", ".join(self.schemes))
            if value is not None and (
                not isinstance(value, str) or len(value) > LONGEST or not value.isprintable()
            ):
                self.fail("text", scheme=scheme)
        return {scheme: value or "" for scheme, value in data.items()}

    def to_representation(self, value: Any) -> Any:
        return value


class IdentifiersSchema(OpenApiSerializerFieldExtension):
    target_class = "people.api.fields.IdentifiersField"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {scheme: {"type": "string"} for scheme in self.target.schemes},
            "additionalProperties": False,
            "description": "Identifiers by scheme. In a PATCH, schemes left out stay as they are; an empty text removes one.",
        }
