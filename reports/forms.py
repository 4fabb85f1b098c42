"""Forms of the reports room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from reports.models import Report, ReportFormat, ReportKind
from reports.models.report import NOT_STATED
from reports.states import ReportState


class ReportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ReportKind.choices, initial=ReportKind.POST_EVENT)
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(value, capfirst(label)) for value, label in ReportKind.choices]


class ReportFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *ReportState.choices]
    )


class MoveForm(forms.Form):
    """What every button of the review sends: the version of the report that its presser saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(MoveForm):
    text = forms.CharField(
        label=_("Comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a comment.")},
    )


class PublishForm(MoveForm):
    public = forms.BooleanField(
        label=_("Give it a public address"),
        required=False,
        help_text=Report._meta.get_field("public").help_text,
    )


class CompareForm(forms.Form):
    """Which version, or the present data, a report is compared with."""

    PRESENT = "present"
    against = forms.ChoiceField(label=_("Compare with"))

    def __init__(self, data: Any, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["against"]
        field.choices = choices
