"""The form of a reminder rule: when, to whom, in which words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from base.languages import columns
from events.forms.places import AmendingForm
from events.models import EventReminder

BEFORE, SAME, AFTER = "before", "same", "after"
SIDES = (
    (BEFORE, gettext_lazy("days before the first day")),
    (SAME, gettext_lazy("on the first day")),
    (AFTER, gettext_lazy("days after the last day")),
)


class ReminderForm(AmendingForm):
    """`days` of the rule is asked as a number and a side, because nobody thinks in negative days."""

    count = forms.IntegerField(
        label=pgettext_lazy("reminder", "How many"), min_value=0, max_value=366, initial=3, required=False
    )
    side = forms.ChoiceField(label=gettext_lazy("When"), choices=SIDES, initial=BEFORE)

    class Meta:
        model = EventReminder
        fields = ("time", "audience", "preset", *columns("subject", "body"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["count", "side"])
        days = self.instance.days
        if self.instance.pk and days is not None:
            self.initial["count"] = abs(days)
            self.initial["side"] = AFTER if days > 0 else BEFORE if days else SAME
        else:
            self.initial["preset"] = EventReminder.Preset.BEFORE  # so that nothing need be written
        for name in columns("body"):
            self.fields[name].widget.attrs["rows"] = 8

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("side") in (BEFORE, AFTER) and not cleaned.get("count") and "count" not in self.errors:
            self.add_error("count", _("State how many days, or choose “on the first day”."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        given = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        count = self.cleaned_data["count"] or 0
        return {**given, "days": {BEFORE: -count, SAME: 0, AFTER: count}[self.cleaned_data["side"]]}
