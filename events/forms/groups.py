"""The form of unnamed participants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.countries import as_ordered
from base.languages import columns
from events.forms.picking import PicksField, in_office
from events.forms.places import AmendingForm
from events.models import Event, Group

COMPLETE = [("", _("not stated")), ("true", _("yes, these are all")), ("false", _("no, these are examples"))]


class WordsField(forms.CharField):
    """Short texts between commas or semicolons; cleans to a list."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """`max_length` is that of one text, not of the line."""
        return {}

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        parts = (
            (super().to_python(value) or "")
            .replace("；", ";")
            .replace("，", ",")
            .replace(";", ",")
            .split(",")
        )
        return [part.strip() for part in parts if part.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        for part in value:
            super().run_validators(part)


class GroupForm(AmendingForm):
    regions = WordsField(label=_("regions"), required=False, max_length=120, help_text=_("Provinces, regions or unions, between commas."))  # fmt: skip
    organizations = PicksField("organization", label=_("organizations"), help_text=_("One a line."))
    list_complete = forms.TypedChoiceField(
        label=_("Are these all the countries, regions and organizations?"),
        choices=COMPLETE,
        required=False,
        coerce=lambda value: value == "true",
        empty_value=None,
    )

    class Meta:
        model = Group
        fields = (
            *columns("label"), "count", "count_as_worded", "category", "rank", "countries", "regions", "organizations",
            "list_complete",
        )  # fmt: skip
        help_texts = {"count_as_worded": _("Such as “more than 100”, when the number is not exact.")}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        stated = self.instance.list_complete
        self.initial["list_complete"] = "" if stated is None else str(stated).lower()

    def values(self) -> dict[str, Any]:
        """What the verb takes, its organizations apart."""
        values = {name: value for name, value in super().values().items() if name != "organizations"}
        return values | {"countries": as_ordered(values["countries"], self.instance.countries)}
