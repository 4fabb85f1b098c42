"""The form of a figure that somebody reported."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.models import Indicator
from base.languages import columns
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from events.models import Event


class IndicatorForm(AmendingForm):
    subject = PickField("organization", label=_("of whom"))

    class Meta:
        model = Indicator
        fields = (*columns("name"), "value", *columns("unit"), "subject", "as_of", "source")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        self.initial["subject"] = self.instance.subject
        self.fields["source"].queryset = event.sources.all()  # type: ignore[attr-defined]
