"""The form of a convention of precedence: its criteria are chosen one after the other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from base.languages import columns
from base.widgets import DoorModelForm
from people.models import Precedence
from people.precedence import Criterion

PLACES = (_("First"), _("Then"), _("Then"), _("Then"), _("Then"), _("Then"))
FIELDS = (*columns("name"), "host", "language", "together")


def _choices() -> list[tuple[str, Any]]:
    return [("", _("nothing more")), *((one.value, capfirst(one.label)) for one in Criterion)]


class CriteriaWidget(forms.MultiWidget):
    """One select for each place in the order."""

    template_name = "people/criteria_widget.html"

    def __init__(self) -> None:
        super().__init__([forms.Select(attrs={"class": "form-select"}) for _place in PLACES])

    def decompress(self, value: Any) -> list[str]:
        return list(value or [])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["places"] = list(zip(PLACES, context["widget"]["subwidgets"], strict=True))
        return context


class CriteriaField(forms.MultiValueField):
    """The criteria in order; places left empty are passed over."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.ChoiceField(choices=_choices, required=False) for _place in PLACES]
        super().__init__(fields, widget=CriteriaWidget(), require_all_fields=False, **kwargs)
        for field, widget in zip(fields, self.widget.widgets, strict=True):
            widget.choices = field.choices

    def compress(self, data_list: list[str]) -> list[str]:
        return [value for value in data_list if value]


class PrecedenceForm(DoorModelForm):
    criteria = CriteriaField(
        label=_("Criteria in order"),
        help_text=_(
            "Each decides where those before it leave two people equal. What is not stated comes last."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Precedence
        fields = (*FIELDS,)
        widgets = {"host": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["criteria"] = list(self.instance.criteria or [])
        self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, "criteria")}

    def _post_clean(self) -> None:
        """The verb writes and checks; the form's instance stays as it is."""
