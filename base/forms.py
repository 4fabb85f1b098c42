"""Form fields that both rooms and components share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.dates import PartialDate


class PartialDateFormField(forms.CharField):
    """A date typed whole or in part: 2023-06-29, 2023-06, 2023 or XXXX-06-29."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for unused in ("max_length", "empty_value"):
            kwargs.pop(unused, None)
        kwargs.setdefault(
            "help_text",
            gettext_lazy("As 2023-06-29; in part as 2023-06 or 2023; without a year as XXXX-06-29."),
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
                _(
                    "“%(value)s” is not a date. Write it as 2023-06-29, 2023-06, 2023 or, without a year, XXXX-06-29."
                ),
                code="invalid",
                params={"value": text},
            ) from exc

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value


class LinesField(forms.CharField):
    """Several short texts, one on each line; empty and repeated lines are left out."""

    def __init__(self, *, line_length: int, **kwargs: Any) -> None:
        self.line_length = line_length
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return list(dict.fromkeys(line for line in (" ".join(str(raw).split()) for raw in lines) if line))

    def validate(self, value: Any) -> None:
        super().validate(value)
        for line in value:
            ProhibitNullCharactersValidator()(line)
            if len(line) > self.line_length:
                raise ValidationError(
                    _("“%(line)s” is longer than %(length)d characters."),
                    code="max_length",
                    params={"line": line, "length": self.line_length},
                )

    def run_validators(self, value: Any) -> None:
        """Validators of one text do not fit a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value
