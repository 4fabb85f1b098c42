"""Forms of a delegation: the delegation, its next state, the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base import countries
from base.languages import columns
from base.widgets import DoorForm
from delegations.models import Delegation, Direction
from delegations.services.delegations import sets_of
from delegations.states import DelegationState
from events.forms.picking import PickField, PicksField, in_office
from events.forms.places import AmendingForm
from events.models import AgendaItem, Event
from people.models import Office, User

ALL = ("", _("all"))


class DelegationForm(AmendingForm):
    """A new one may be entered in the state in which it is known, with those who lead it."""

    senders = PicksField("organization", label=_("sending organizations"), help_text=_("In order of mention, one a line."))  # fmt: skip
    country = countries.CountryField(label=_("country"))
    focal_point = PickField("person", label=_("focal point on the sending side"))
    interpreters = PicksField(
        "person", label=_("interpreters"), help_text=_("Those at its side, one a line.")
    )
    items = forms.ModelMultipleChoiceField(
        label=_("agenda items in which it takes part"),
        queryset=AgendaItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    state = forms.ChoiceField(label=_("state"), choices=DelegationState.choices, required=False, initial=DelegationState.ANNOUNCED)  # fmt: skip
    leaders = PicksField("person", label=_("led by"), help_text=_("In order of mention, one a line. Whoever is not registered for the event yet is registered, without a letter."))  # fmt: skip

    class Meta:
        model = Delegation
        fields = (
            *columns("name"), "direction", "country", *columns("purpose"), "reception_level", "composition_notified_on",
            "seats", "liaison_officer",
        )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        items: Any = self.fields["items"]
        items.queryset = AgendaItem.objects.filter(event=event)
        items.label_from_instance = lambda item: item.title or item.get_kind_display()
        officers = User.objects.filter(is_active=True, roles__office=event.office).distinct().order_by("name")
        self.fields["liaison_officer"].queryset = officers  # type: ignore[attr-defined]
        for name in columns("purpose"):
            self.fields[name].widget.attrs["rows"] = 3
        if self.instance.pk:
            del self.fields["state"], self.fields["leaders"]
            self.initial.update(sets_of(self.instance), focal_point=self.instance.focal_point)

    def values(self) -> dict[str, Any]:
        values = super().values()
        if "state" in values:
            values["state"] = values["state"] or DelegationState.ANNOUNCED
        return values


class DelegationMoveForm(DoorForm):
    """When it withdraws, what becomes of the registrations of its members is asked."""

    cancel_registrations = forms.BooleanField(
        label=_("Cancel the registrations of its members as well, and tell them by mail"), required=False
    )
    note = forms.CharField(label=_("note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to != DelegationState.WITHDRAWN:
            del self.fields["cancel_registrations"]


class DelegationFilter(DoorForm):
    direction = forms.ChoiceField(label=_("Direction"), choices=[ALL, *Direction.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *DelegationState.choices], required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    event = forms.ModelChoiceField(
        label=_("Event"),
        queryset=Event.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("all"),
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Delegation.objects.of(office).order_by()
        present = set(mine.exclude(country="").values_list("country", flat=True).distinct())
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ALL, *((code, name) for code, name in countries.choices() if code in present)
        ]  # fmt: skip
        events: Any = self.fields["event"]
        events.queryset = (
            Event.objects.of(office)
            .filter(pk__in=mine.values("event"))
            .only("slug", *columns("title"))
            .order_by("-pk")
        )

    def narrowed(self, rows: Any) -> Any:
        """What is asked for wrongly is left aside."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(**asked) if asked else rows
