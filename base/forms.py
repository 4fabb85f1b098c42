"""Form fields that both rooms and components share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.dates import PartialDate


class PartialDateFormField(forms.CharField):
    """A date typed whole or in part: 2023-06-29, 2023-06, 2023 or XXXX-06-29."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for unused in ("max_length", "empty_value"):
            kwargs.pop(unused, None)
        kwargs.setdefault(
            "help_text", gettext_lazy("As 2023-06-29; in part as 2023-06 or 2023; without a year as XXXX-06-29.")
        )
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("placeholder", "2023-06-29")

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as exc:
            raise ValidationError(
                _("“%(value)s” is not a date. Write it as 2023-06-29, 2023-06, 2023 or, without a year, XXXX-06-29."),
                code="invalid",
                params={"value": text},
            ) from exc

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value
