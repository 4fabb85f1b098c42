"""Forms of series, venues and rooms."""

from __future__ import annotations

from typing import Any

from django import forms

from base.languages import columns
from base.widgets import DoorModelForm
from events.models import Room, Series, Venue


class AmendingForm(DoorModelForm):
    """Knows the version it was opened with; the verb checks the record, for both doors alike."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def _post_clean(self) -> None:
        """Nothing is set here."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SeriesForm(AmendingForm):
    class Meta:
        model = Series
        fields = (*columns("name"), "founded_year")


class VenueForm(AmendingForm):
    class Meta:
        model = Venue
        fields = ("name", "address", "city", "country")
        widgets = {"address": forms.Textarea({"rows": 3})}


class RoomForm(AmendingForm):
    class Meta:
        model = Room
        fields = ("name", "capacity")
