"""The browser's own inputs for dates and times, instead of plain text."""

from __future__ import annotations

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


NATIVE: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.DateInput: DateInput,
    forms.DateTimeInput: DateTimeInput,
    forms.TimeInput: TimeInput,
}


class NativeInputs:
    """Mixin of a form: its date and time fields get the browser's own inputs."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            native = NATIVE.get(type(field.widget))
            if native is not None:
                old = field.widget
                field.widget = native(old.attrs)
                field.widget.is_required = old.is_required


class DoorForm(NativeInputs, forms.Form):
    """A plain form as the pages use it."""


class DoorModelForm(NativeInputs, forms.ModelForm):
    """A model form as the pages use it."""


class TickMany(forms.CheckboxSelectMultiple):
    """Many to tick; with JavaScript one box ticks all of them."""

    template_name = "django/forms/widgets/tick_many.html"
