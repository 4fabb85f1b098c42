"""What a focal point writes of a member: the person and the post, the passport, needs, and the journeys there and back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base import countries
from base.widgets import DoorForm
from delegations.models import Delegation, DocumentKind, LegKind, Member, MemberRole
from people.forms.choices import language_choices
from people.forms.names import NameField
from people.models import Person

NAMES = ("family_name", "given_name", "native_name", "name_order", "honorific", "academic_style")
REACHED = ("country", "email", "phone", "languages")


def _text(label: Any, most: int, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **more)


class FocalMemberForm(DoorForm):
    """Who it is and as what; the organization is one of those that send the delegation, or is written."""

    family_name = NameField(label=_("family name"), max_length=120)
    given_name = NameField(label=_("given name"), max_length=120, required=False)
    native_name = NameField(label=_("name in its own script"), max_length=200, required=False)
    name_order = forms.ChoiceField(
        label=_("order of the name"), choices=Person.NameOrder.choices, initial=Person.NameOrder.GIVEN_FIRST
    )
    honorific = NameField(
        label=_("form of address"), max_length=40, required=False, help_text=_("Mr., Ms., H.E. …")
    )
    academic_style = NameField(
        label=_("academic title"), max_length=60, required=False, help_text=_("Dr., Prof. …")
    )
    role = forms.ChoiceField(label=_("role"), choices=MemberRole.choices, initial=MemberRole.MEMBER)
    post = _text(_("post"), 300)
    organization = forms.ChoiceField(label=_("organization"), required=False)
    organization_name = _text(_("another organization"), 300)
    country = countries.CountryField(label=_("country"))
    email = forms.EmailField(label=_("e-mail"), required=False)
    phone = _text(_("telephone"), 40, widget=forms.TextInput({"type": "tel"}))
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=language_choices, required=False
    )

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senders = {str(one.organization.uid): one.organization for one in delegation.senders.all()}
        choices = [*((uid, str(one)) for uid, one in self.senders.items()), ("", _("another, written below"))]
        self.fields["organization"].choices = choices  # type: ignore[attr-defined]
        self.fields["organization"].initial = choices[0][0]
        self.fields["country"].initial = str(delegation.country)

    def values(self) -> dict[str, Any]:
        """As the verbs take it: `person`, role, post, organization, organization_name."""
        given = self.cleaned_data
        organization = self.senders.get(given["organization"])
        return {
            "person": {name: given[name] for name in (*NAMES, *REACHED)},
            "role": given["role"],
            "post": given["post"],
            "organization": organization,
            "organization_name": "" if organization else given["organization_name"],
        }

    @staticmethod
    def stated(member: Member) -> dict[str, Any]:
        """What the focal point wrote before, to start from."""
        registration, person = member.registration, member.registration.person
        assert person is not None
        organization = registration.organization
        return {
            **{name: getattr(person, name) for name in (*NAMES, *REACHED)},
            "country": str(registration.country),
            "email": registration.email,
            "role": member.role,
            "post": registration.job_title,
            "organization": str(organization.uid) if organization else "",
            "organization_name": "" if organization else registration.organization_name,
        }


class FocalPassportForm(DoorForm):
    """What is stored is not shown; a field that is left empty keeps it."""

    kind = forms.ChoiceField(label=_("kind"), choices=DocumentKind.choices, initial=DocumentKind.ORDINARY)
    country = countries.CountryField(label=_("issuing country"))
    number = _text(_("number"), 30, widget=forms.TextInput({"autocomplete": "off"}))
    printed_name = _text(
        _("name as printed in the passport"), 120, widget=forms.TextInput({"autocomplete": "off"})
    )
    born_on = forms.DateField(label=_("born on"), required=False)
    issued_on = forms.DateField(label=_("issued on"), required=False)
    expires_on = forms.DateField(label=_("expires on"), required=False)

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("country", "number", "expires_on"):
            self.fields[name].required = new


class FocalNeedsForm(DoorForm):
    diet = _text(_("diet"), 1000, widget=forms.TextInput({"autocomplete": "off"}))
    medical = _text(
        _("health needs"), 1000, widget=forms.TextInput({"autocomplete": "off"}), help_text=_("Only what the hosts have to know.")
    )  # fmt: skip
    clear = forms.BooleanField(label=_("Delete what is stored"), required=False)


class FocalLegForm(DoorForm):
    """One way: `way` says which end lies at the event, so that its day and time are asked."""

    kind = forms.ChoiceField(label=_("kind"), choices=LegKind.choices, initial=LegKind.FLIGHT)
    number = _text(_("flight or train number"), 20)
    departs_from = _text(_("from"), 200)
    arrives_in = _text(_("to"), 200)
    on = forms.DateField(label=_("day"))
    time = forms.TimeField(label=_("time"), required=False)

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.end = "arrives" if way == "arrival" else "departs"
        self.fields["on"].label = _("arrives on") if way == "arrival" else _("departs on")
        self.fields["time"].label = _("arrives at") if way == "arrival" else _("departs at")

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given[f"{self.end}_on"], given[f"{self.end}_time"] = given.pop("on"), given.pop("time")
        return given

    @staticmethod
    def stated(leg: Any, way: str) -> dict[str, Any]:
        if leg is None:
            return {}
        end = "arrives" if way == "arrival" else "departs"
        names = ("kind", "number", "departs_from", "arrives_in")
        return {
            **{name: getattr(leg, name) for name in names},
            "on": getattr(leg, f"{end}_on"),
            "time": getattr(leg, f"{end}_time"),
        }


class FocalLinkForm(DoorForm):
    """Until when the office lets the link be used."""

    until = forms.DateField(
        label=_("link of the focal point holds until"),
        required=False,
        help_text=_("The last day on which it opens. Empty: as long as the composition may change."),
    )
