"""Forms of the reports room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from reports.models import ReportFormat
from reports.models.report import NOT_STATED


class ReportForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    formats = forms.MultipleChoiceField(
        label=_("Formats"),
        choices=ReportFormat.choices,
        initial=ReportFormat.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one format.")},
    )
    not_stated = forms.ChoiceField(
        label=_("What is not stated"),
        choices=NOT_STATED,
        widget=forms.RadioSelect,
        initial="omit",
    )
