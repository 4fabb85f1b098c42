"""Forms of travel documents and visa cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base import countries
from base.locale_text import country_name
from base.widgets import DoorForm
from delegations.models import TravelDocument, VisaCase
from delegations.services.travel_documents import LONGEST_NAME, LONGEST_NUMBER, Clear, shown_masked
from delegations.states import VisaState
from events.forms.places import AmendingForm

ALL = ("", _("all"))
UNSENT = {"autocomplete": "off", "spellcheck": "false"}


class DocumentForm(AmendingForm):
    """What is sealed is never put into the form: whoever changes it writes it anew, and what is left empty stays."""

    country = countries.CountryField(label=_("issuing country"), required=True)
    number = forms.CharField(
        label=_("number"), max_length=LONGEST_NUMBER + 10, widget=forms.TextInput(UNSENT)
    )
    printed_name = forms.CharField(
        label=_("name exactly as the passport prints it"), max_length=LONGEST_NAME, widget=forms.TextInput(UNSENT)
    )  # fmt: skip
    born_on = forms.DateField(label=_("date of birth"), required=False)

    class Meta:
        model = TravelDocument
        fields = ("kind", "country", "issued_on", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "printed_name", "born_on"):
            self.initial.pop(name, None)
            if self.instance.pk:
                self.fields[name].required = False
                self.fields[name].help_text = _("Recorded and not shown here; leave it empty to keep it.")

    def values(self) -> dict[str, Any]:
        """Of a document that stands, without what was left empty."""
        values = super().values()
        if not self.instance.pk:
            return values
        return {name: one for name, one in values.items() if name not in Clear.__dataclass_fields__ or one}


class ReasonForm(DoorForm):
    reason = forms.CharField(
        label=_("reason"), max_length=300, min_length=3, help_text=_("It stands in the journal with your name."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip


class CaseForm(AmendingForm):
    class Meta:
        model = VisaCase
        fields = (
            "kind", "consulate", "document", "wanted_by", "applied_on", "decided_on", "valid_from", "valid_until",
            "entries", "note",
        )  # fmt: skip

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        field.queryset = documents
        field.label_from_instance = _document_label


class OpenCasesForm(DoorForm):
    """Cases for everybody of a delegation who has none; `exempt` lists the countries of its members."""

    exempt = forms.MultipleChoiceField(
        label=_("no visa is needed with a passport of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.CharField(label=_("kind of visa"), max_length=40, required=False)
    consulate = forms.CharField(label=_("where it is applied for"), max_length=200, required=False)
    wanted_by = forms.DateField(label=_("needed by"), required=False)

    def __init__(self, *args: Any, nationalities: Iterable[str], home: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted({code for code in nationalities if code})
        self.fields["exempt"].choices = [(code, country_name(code)) for code in named]  # type: ignore[attr-defined]
        self.fields["exempt"].initial = [home] if home in named else []
        if not named:
            del self.fields["exempt"]


class VisaFilter(DoorForm):
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *VisaState.choices], required=False)
    wanted_by = forms.DateField(label=_("needed by"), required=False)

    def narrowed(self, rows: Any) -> Any:
        """What is asked for wrongly is left aside."""
        self.is_valid()
        if state := self.cleaned_data.get("state"):
            rows = rows.filter(state=state)
        if day := self.cleaned_data.get("wanted_by"):
            rows = rows.filter(wanted_by__lte=day)
        return rows


def _document_label(document: TravelDocument) -> str:
    return f"{document.get_kind_display()}, {country_name(str(document.country))}, {shown_masked(document)}"
