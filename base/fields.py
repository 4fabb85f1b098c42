"""Model fields of our own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.forms import PartialDateFormField


class PartialDateField(models.CharField):
    """A PartialDate as its EDTF text, which sorts by date and puts an unstated year last."""

    description = "A date known in part"
    _pyi_private_set_type: PartialDate | dt.date | str | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, dt.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as exc:
            raise ValidationError(
                _(
                    "“%(value)s” is not a date. Write it as 2023-06-29, 2023-06, 2023 or, without a year, XXXX-06-29."
                ),
                code="invalid",
                params={"value": value},
            ) from exc

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return str(value) if value else None

    def run_validators(self, value: Any) -> None:
        """The type is its own check: CharField's length validator does not know it."""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.CharField, self).formfield(
            **{"form_class": PartialDateFormField, "choices_form_class": None, **kwargs}
        )
