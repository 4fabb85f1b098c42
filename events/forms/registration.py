"""What a visitor fills in to take part, and what a participant may change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base import countries
from base.languages import Language, supported
from base.widgets import DoorForm
from events.models import Event, Manner, Mode, Registration
from people.forms.names import NameField

MANNERS = [(Manner.IN_PERSON.value, Manner.IN_PERSON.label), (Manner.ONLINE.value, Manner.ONLINE.label)]


class DetailsForm(DoorForm):
    """What a participant says about themselves; the field `manner` is there at hybrid events only."""

    organization_name = forms.CharField(
        label=_("Organization"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    job_title = forms.CharField(
        label=_("Post"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    country = countries.CountryField(label=_("Country"), widget=forms.Select({"autocomplete": "country"}))
    language = forms.ChoiceField(label=_("Language of our letters"), choices=Language.choices)
    manner = forms.ChoiceField(label=_("How do you take part?"), choices=MANNERS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note to the organizer"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("What we should know, such as access needs. Please write nothing about health here."),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = supported(get_language())
        if event.mode != Mode.HYBRID:
            del self.fields["manner"]


class RegisterForm(DetailsForm):
    """The public form. `website` is for machines: a person does not see it and leaves it empty."""

    family_name = NameField(
        label=_("Family name"), max_length=120, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    given_name = NameField(
        label=_("Given name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("The confirmation and your personal link go there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("I have read the privacy notice and agree that my data are kept for this event"),
        error_messages={
            "required": _("Without your consent we may not keep your data; please tick the box.")
        },
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    field_order = [
        "family_name", "given_name", "email", "organization_name", "job_title", "country", "language", "manner", "note",
        "consent",
    ]  # fmt: skip

    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class OwnDetailsForm(DetailsForm):
    """A participant changes their own registration; the name stays with the organizer."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("After a change your link is sent to the new address, and this one stops working."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["email", "organization_name", "job_title", "country", "language", "manner", "note"]

    @classmethod
    def of(cls, registration: Registration, data: Any = None) -> OwnDetailsForm:
        names = ("email", "organization_name", "job_title", "language", "manner", "note", "version")
        initial = {name: getattr(registration, name) for name in names} | {
            "country": str(registration.country or "")
        }
        return cls(data, event=registration.event, initial=initial)

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("The address with which you registered."),
    )  # fmt: skip
