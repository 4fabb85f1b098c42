"""The form of a reminder rule of the office: what for, when, how often, in which words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.models import Cause, Deadline
from agreements.services.deadlines import FURTHEST
from base.languages import columns
from events.forms.places import AmendingForm

BEFORE, SAME, AFTER = "before", "same", "after"
SIDES = (
    (BEFORE, gettext_lazy("days before the day")),
    (SAME, gettext_lazy("on the day")),
    (AFTER, gettext_lazy("days after the day")),
)


class DeadlineForm(AmendingForm):
    """`days` of the rule is asked as a number and a side, because nobody thinks in negative days."""

    count = forms.IntegerField(
        label=pgettext_lazy("reminder", "How many"), min_value=0, max_value=FURTHEST, required=False
    )
    side = forms.ChoiceField(label=gettext_lazy("When"), choices=SIDES, initial=BEFORE)

    class Meta:
        model = Deadline
        fields = ("cause", "time", "every", "own_text", *columns("subject", "body"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["cause", "count", "side"])
        self.fields["cause"] = forms.ChoiceField(label=_("What for"), choices=Cause.choices)
        if self.instance.pk:
            del self.fields["cause"]  # a rule for something else is another rule
            days = self.instance.days
            self.initial["count"] = abs(days)
            self.initial["side"] = AFTER if days > 0 else BEFORE if days else SAME
        for name in columns("body"):
            self.fields[name].widget.attrs["rows"] = 8

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("side") in (BEFORE, AFTER) and not cleaned.get("count") and "count" not in self.errors:
            self.add_error("count", _("State how many days, or choose “on the day”."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        given = {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}
        count = self.cleaned_data["count"] or 0
        return {**given, "days": {BEFORE: -count, SAME: 0, AFTER: count}[self.cleaned_data["side"]]}
