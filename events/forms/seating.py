"""Forms of seating: a plan, a place in it, a seat given by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.countries import codes_in
from base.languages import columns
from base.locale_text import country_name
from base.widgets import DoorForm
from events.forms.places import AmendingForm
from events.models import AgendaItem, Event, SeatingPlace, SeatingPlan
from events.seating_picture import SeatingPicture

ARRANGING = ("layout", "profile", "host_side", "side_a", "side_b", "flags")
TABLES = ("door", "heads", "interpreters", "hand", "tables", "per_table")
HALLS = ("head", "rows", "per_row")


class SeatingPlanForm(AmendingForm):
    flags = forms.CharField(
        label=_("flags from left to right"),
        required=False,
        help_text=_("Names or codes of countries, with commas between."),
    )

    class Meta:
        model = SeatingPlan
        fields = (*columns("name"), "item", *ARRANGING, *TABLES, *HALLS)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(event=event).exclude(state="dropped")
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]
        self.initial["flags"] = ", ".join(country_name(code) for code in self.instance.flags)
        for name in ("tables", "rows", "per_row", "head"):
            self.fields[name].help_text = _("0 lets the layout choose.")

    def clean_flags(self) -> list[str]:
        """Raises ValidationError for what is no country."""
        return codes_in(str(self.cleaned_data["flags"]))

    @property
    def arranging(self) -> list[forms.BoundField]:
        return [self["item"], *(self[name] for name in ARRANGING)]

    @property
    def of_tables(self) -> list[forms.BoundField]:
        return [self[name] for name in TABLES]

    @property
    def of_halls(self) -> list[forms.BoundField]:
        return [self[name] for name in HALLS]


class SeatingPlaceForm(AmendingForm):
    class Meta:
        model = SeatingPlace
        fields = ("label", "side", "principal", "beside", "task")

    def __init__(self, *args: Any, picture: SeatingPicture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = SeatingPlace.objects.filter(plan=picture.plan, beside=None).exclude(pk=self.instance.pk)
        self.fields["beside"].queryset = others  # type: ignore[attr-defined]
        self.fields["beside"].label_from_instance = lambda row: picture.guests[str(row.uid)].name  # type: ignore[attr-defined]
        if not self.instance.label:
            del self.fields["label"]


class SeatForm(DoorForm):
    """Who, to which seat, why."""

    place = forms.ChoiceField(label=_("Who"))
    seat = forms.ChoiceField(label=_("Which seat"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is shown beside the seat and on paper.")
    )
    swap = forms.BooleanField(label=_("exchange with who sits there"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, picture: SeatingPicture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [one for one in picture.seats if "+" not in one.seat.label]
        fields: dict[str, Any] = self.fields
        fields["place"].choices = [(one.guest.key, one.guest.name) for one in picture.listed if one.guest]
        fields["seat"].choices = [
            (one.seat.label, f"{one.seat.label} – {one.guest.name}" if one.guest else one.seat.label)
            for one in seats
        ]


class LabelForm(DoorForm):
    """Somebody who is neither a participant nor in the directory."""

    label = forms.CharField(label=_("Name"), max_length=200)
