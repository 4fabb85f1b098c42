"""Forms of legs, rooms, vehicles, gifts and needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from base.widgets import DoorForm, TickMany
from delegations.models import Delegation, Gift, Leg, Member, Stay, Vehicle
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from events.models import Event, Registration, Venue
from people.forms.zones import ZoneInput, zone_choices

DIETS = (
    _("vegetarian"), _("vegan"), _("halal"), _("kosher"), _("no pork"), _("no beef"), _("no seafood"), _("gluten-free"),
    _("lactose-free"), _("diabetic"),
)  # fmt: skip
"""What is offered while typing; anything else may be written."""


class ZoneOrNone(ZoneInput):
    """A zone, or none where the event's own is meant or it is not known."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        self.choices = [("", "–"), *zone_choices()]
        return forms.Select.optgroups(self, name, value, attrs)


class PeopleField(forms.ModelMultipleChoiceField):
    """Participants to tick, in the order of their delegation; cleans to a list in that order."""

    widget = TickMany

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Registration.objects.none(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        person = obj.person
        if person is None:
            return f"{obj.group} ({obj.group.count})" if obj.group.count else str(obj.group)
        native = person.native_name if person.native_name != person.name else ""
        return f"{person.name} {native}".strip()

    def clean(self, value: Any) -> Any:
        chosen = {one.pk for one in super().clean(value)}
        queryset: Any = self.queryset
        return [one for one in queryset if one.pk in chosen] if chosen else []


def people_of(event: Event, delegation: Delegation | None, also: Any = ()) -> Any:
    """Whom a form offers: the members of the delegation and its interpreters, or everybody at the event; and those there already."""
    member = Member.objects.filter(registration=OuterRef("pk"))
    rows = Registration.objects.filter(event=event)
    if delegation is None:
        wanted = rows.active()
    else:
        own = Member.objects.active().filter(delegation=delegation).values("registration")
        wanted = rows.filter(pk__in=own) | rows.active().filter(person__in=delegation.interpreters.all())
    wanted = wanted | rows.filter(pk__in=also)
    return (
        wanted.distinct()
        .select_related("person", "group")
        .annotate(
            group_place=Subquery(member.values("delegation__position")[:1]),
            place=Subquery(member.values("position")[:1]),
        )
        .order_by(F("group_place").asc(nulls_last=True), F("place").asc(nulls_last=True), "seq")
    )


class TravelForm(AmendingForm):
    """A form with people to tick; `people` names its field."""

    people = ""

    def __init__(self, *args: Any, event: Event, delegation: Delegation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also: list[int] = []
        if self.instance.pk and self.people:
            rows = getattr(self.instance, self.people)
            also = list(rows.values_list("registration_id", flat=True))
            self.initial[self.people] = also
        if self.people:
            self.fields[self.people].queryset = people_of(event, delegation, also)  # type: ignore[attr-defined]


class LegForm(TravelForm):
    people = "travellers"
    travellers = PeopleField(label=_("Who travels"))

    class Meta:
        model = Leg
        fields = (
            "way", "kind", "number", "carrier", "departs_from", "departs_on", "departs_time", "departs_zone",
            "arrives_in", "arrives_on", "arrives_time", "arrives_zone", "terminal", "note",
        )  # fmt: skip
        widgets = {"departs_zone": ZoneOrNone, "arrives_zone": ZoneOrNone}


class StayForm(TravelForm):
    people = "occupants"
    hotel = forms.ModelChoiceField(label=_("hotel"), queryset=Venue.objects.none(), required=False)
    new_hotel = forms.CharField(label=_("or a hotel that is not in the list"), max_length=200, required=False)
    rooms = forms.IntegerField(
        label=_("how many rooms alike"), min_value=1, max_value=200, initial=1, required=False,
        help_text=_("With people ticked, they are spread over as many rooms as they need."),
    )  # fmt: skip
    occupants = PeopleField(label=_("Who sleeps in it"))
    beyond = forms.BooleanField(label=_("Even when it is more people than places"), required=False)

    class Meta:
        model = Stay
        fields = ("hotel", "kind", "room", "beds", "check_in", "check_out", "booking", "note")

    field_order = (
        "hotel", "new_hotel", "kind", "beds", "room", "rooms", "check_in", "check_out", "booking", "note",
        "occupants", "beyond",
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        self.fields["hotel"].queryset = Venue.objects.of(event.office)  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["rooms"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("hotel") and not cleaned.get("new_hotel"):
            self.add_error("hotel", _("Choose a hotel, or write its name."))
        return cleaned


class VehicleForm(AmendingForm):
    class Meta:
        model = Vehicle
        fields = ("name", "kind", "plate", "seats", "driver", "driver_phone", "note")
        widgets = {"driver_phone": forms.TextInput(attrs={"type": "tel"})}


class GiftForm(AmendingForm):
    person = PickField("person", label=_("person"))
    organization = PickField("organization", label=_("organization"))

    class Meta:
        model = Gift
        fields = (
            "course", "what", "count", "person", "organization", "on", "value", "currency", "kept_at", "note",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, self.instance.delegation.event.office)
        self.initial.update(person=self.instance.person, organization=self.instance.organization)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class NeedsForm(DoorForm):
    """Empty fields leave what is stated; it is shown only to who asks for it, and that is on record."""

    diet = forms.CharField(
        label=_("diet"), max_length=1000, required=False, widget=forms.TextInput(attrs={"list": "diets"})
    )
    medical = forms.CharField(
        label=_("medical needs"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    forget_diet = forms.BooleanField(label=_("Remove what is stated on diet"), required=False)
    forget_medical = forms.BooleanField(label=_("Remove what is stated on medical needs"), required=False)

    def values(self) -> dict[str, str | None]:
        given = self.cleaned_data
        return {
            name: given[name] or ("" if given[f"forget_{name}"] else None) for name in ("diet", "medical")
        }
