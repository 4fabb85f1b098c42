"""Forms of follow-ups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.models import FollowUp
from agreements.states import FollowUpState
from base.languages import columns
from base.widgets import DoorForm
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from people.models import Office, User

MINE, OVERDUE = "mine", "overdue"
WHICH = [
    ("", _("unfinished")),
    (OVERDUE, _("overdue")),
    (MINE, _("mine")),
    ("all", _("all")),
    *FollowUpState.choices,
]


def colleagues_of(office: Office) -> QuerySet[User]:
    return User.objects.filter(is_active=True, roles__office=office).distinct().order_by("name")


class FollowUpForm(AmendingForm):
    lead = PickField("organization", label=_("lead organization"))
    responsible = PickField("person", label=_("responsible person"))

    class Meta:
        model = FollowUp
        fields = (*columns("text"), "lead", "responsible", "owner", "due_on")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        self.fields["owner"].queryset = colleagues_of(office)  # type: ignore[attr-defined]
        for name in ("lead", "responsible"):
            if found := getattr(self.instance, name):
                self.initial[name] = found


class ProgressForm(DoorForm):
    text = forms.CharField(label=_("progress"), widget=forms.Textarea({"rows": 3}), max_length=10_000, help_text=_("What was done, and where the evidence lies."))  # fmt: skip


class FollowUpFilter(DoorForm):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    which = forms.ChoiceField(label=_("Which"), choices=WHICH, required=False)

    def narrowed(self, rows: Any, user: User, on: dt.date) -> Any:
        """The follow-ups asked for; what was typed is looked for in every language."""
        if not self.is_valid():
            return rows.unfinished()
        which, typed = self.cleaned_data["which"], self.cleaned_data["q"].strip()
        if typed:
            matches = [rows.filter(**{f"{name}__icontains": typed}) for name in columns("text")]
            rows = matches[0] | matches[1] | matches[2] | matches[3]
        if which == OVERDUE:
            return rows.overdue(on)
        if which == MINE:
            return rows.unfinished().filter(owner=user)
        if which == "all":
            return rows
        return rows.filter(state=which) if which else rows.unfinished()
