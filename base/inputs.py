"""What the API takes in: the shape of a body, and nothing of its rules, which stand in validators and verbs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries
from django_countries.fields import CountryField
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from base.dates import PartialDate
from base.fields import PartialDateField
from base.languages import CODES, column

LONGEST_TEXT = 50_000
MOST_TEXTS = 100


def _storable(text: str) -> bool:
    """PostgreSQL keeps no NUL, and UTF-8 no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


@extend_schema_field(
    {
        "type": "object",
        "properties": {code: {"type": "string"} for code in CODES},
        "additionalProperties": False,
        "description": "A text by language. In a PATCH, languages left out stay as they are; null or an empty text removes one.",
        "example": {"en": "Seminar"},
    }
)
class TextsField(serializers.Field):
    default_error_messages: ClassVar[dict[str, Any]] = {
        "shape": gettext_lazy('Write an object of texts by language, such as {{"en": "…"}}.'),
        "language": gettext_lazy("“{code}” is not one of the languages {codes}."),
        "text": gettext_lazy("The text in “{code}” is not a text."),
        "null": gettext_lazy("The text in “{code}” holds a character that cannot be stored."),
    }

    def to_internal_value(self, data: Any) -> dict[str, str]:
        if isinstance(data, str):  # a form with a file carries it as JSON
            with suppress(ValueError):
                data = json.loads(data)
        if not isinstance(data, Mapping):
            self.fail("shape")
        for code, value in data.items():
            if code not in CODES:
                self.fail("language", code=code, codes=", ".join(CODES))
            if value is not None and (not isinstance(value, str) or len(value) > LONGEST_TEXT):
                self.fail("text", code=code)
            if value and not _storable(value):
                self.fail("null", code=code)
        return {code: (value or "").strip() for code, value in data.items()}

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(
    {
        "type": "string",
        "pattern": r"^(\d{4}|XXXX)(-\d{2}(-\d{2})?)?$",
        "description": "A date known whole or in part (EDTF): 2023-06-29, 2023-06, 2023, or XXXX-06-29 without its year.",
        "example": "2026-06-29",
    }
)
class EdtfField(serializers.Field):
    default_error_messages: ClassVar[dict[str, Any]] = {
        "date": gettext_lazy(
            "“{value}” is not a date. Write it as 2023-06-29, 2023-06, 2023 or, without a year, XXXX-06-29."
        ),
    }

    def to_internal_value(self, data: Any) -> PartialDate | None:
        if data == "":
            return None
        try:
            return PartialDate.parse(data)
        except (ValueError, AttributeError, TypeError):
            self.fail("date", value=data)

    def to_representation(self, value: Any) -> Any:
        return str(value)


class CountryCode(serializers.CharField):
    """ISO 3166-1 alpha-2."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "country": gettext_lazy("“{value}” is not a country code of two letters, such as CN.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"max_length": 2, "help_text": "country code of two letters (ISO 3166-1)", **kwargs}
        )

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data).upper()
        if code and code not in countries:
            self.fail("country", value=data)
        return code


class Reference(serializers.Field):
    """Another record by its uid (an event by its slug), among those that the user may see."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing": gettext_lazy("There is no such record: {value}.")
    }

    def __init__(
        self,
        model: type[models.Model],
        *,
        by: str = "uid",
        select: Callable[[Any], models.QuerySet[Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.model, self.by, self.select = model, by, select
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> models.Model | None:
        if data == "":
            return None
        if not isinstance(data, str) or not _storable(data) or not self._readable(data):
            self.fail("missing", value=data)
        user = self.context["request"].user
        visible = self.select(user) if self.select else self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        found = visible.filter(**{self.by: data}).first()
        if found is None:
            self.fail("missing", value=data)
        return found

    def to_representation(self, value: Any) -> Any:
        return str(getattr(value, self.by))

    def _readable(self, data: str) -> bool:
        if self.by != "uid":
            return True
        try:
            UUID(data)
        except ValueError:
            return False
        return True


class Input(serializers.Serializer[Any]):
    """A body of named fields; a name that does not exist is said to be wrong, so that no typing is lost silently."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [str(name) for name in data if name not in self.fields]):
            raise ValidationError({name: [_("There is no field of this name to write.")] for name in unknown})
        return super().to_internal_value(data)

    @property
    def values(self) -> dict[str, Any]:
        """What was sent as attributes of the record: each language of a text under its own column."""
        found: dict[str, Any] = {}
        for name, value in self.validated_data.items():
            field = self.fields[name]
            if isinstance(field, TextsField):
                found |= {column(name, code): text for code, text in value.items()}
            elif isinstance(field, serializers.ListField) and isinstance(field.child, TextsField):
                stated = ({code: text for code, text in one.items() if text} for one in value)
                found[name] = [one for one in stated if one]
            else:
                found[name] = value
        return found

    @classmethod
    def renamed(cls, errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Messages under the names that the API knows: `title_zh_hans` is `title.zh-hans`, told once."""
        texts = {name for name, field in cls().fields.items() if isinstance(field, TextsField)}
        known = {column(name, code): f"{name}.{code}" for name in texts for code in CODES}
        found = {known.get(name, name): messages for name, messages in errors.items()}
        told = {name.partition(".")[0] for name in found if "." in name}
        return {name: messages for name, messages in found.items() if name not in texts & told}


class RecordInput(Input, serializers.ModelSerializer[Any]):
    """Fields named in `Meta.fields` get length, choices and help from the model; `Meta.fixed` cannot be changed later."""

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        names = {field.name for field in model_field.model._meta.get_fields()}
        optional = {"required": False} if model_field.blank or model_field.has_default() else {}
        null = {"allow_null": True} if model_field.null else {}
        if column(field_name, "en") in names:
            return TextsField, {"required": False}
        if isinstance(model_field, CountryField):
            if model_field.multiple:
                return serializers.ListField, {"child": CountryCode(), **optional}
            return CountryCode, {"allow_blank": model_field.blank, **optional}
        if isinstance(model_field, PartialDateField):
            return EdtfField, {**optional, **null}
        if isinstance(model_field, models.JSONField):  # our JSON columns are lists of texts by language
            return serializers.ListField, {"child": TextsField(), "max_length": MOST_TEXTS, **optional}
        kind, kwargs = super().build_standard_field(field_name, model_field)
        kwargs["validators"] = []  # uniqueness and format are the verb's to say
        kwargs.pop("max_length", None) if kind is serializers.BooleanField else None
        return kind, kwargs

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        field, model = relation_info.model_field, relation_info.related_model
        by = "slug" if any(f.name == "slug" for f in model._meta.fields) else "uid"
        needed: dict[str, Any] = {} if not field.null else {"required": False, "allow_null": True}
        if relation_info.to_many:
            return serializers.ListField, {"child": Reference(model, by=by), "required": False}
        return Reference, {
            "model": model,
            "by": by,
            "help_text": f"{by} of the {model._meta.verbose_name}",
            **needed,
        }

    def get_validators(self) -> list[Any]:
        return []


def changing(shape: type[RecordInput]) -> type[RecordInput]:
    """The shape of a PATCH: the same without what is fixed once the record stands."""
    meta: Any = shape.Meta
    fixed = set(getattr(meta, "fixed", ()))
    kept = [name for name in meta.fields if name not in fixed]
    declared = {name: None for name in shape._declared_fields if name in fixed}
    changed = type("Meta", (meta,), {"fields": kept})
    name = shape.__name__.removesuffix("Input")
    return type(f"{name}Changes", (shape,), {"Meta": changed, "__doc__": shape.__doc__, **declared})
