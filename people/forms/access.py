"""Forms of offices, roles and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from base.languages import Language, columns
from base.widgets import DoorForm, DoorModelForm
from people.forms.zones import ZoneInput
from people.models import Office, RoleName

ROLE_HINTS = {
    RoleName.ADMINISTRATOR: _("everything, and the office itself"),
    RoleName.ORGANIZER: _("runs events and their participants"),
    RoleName.PROTOCOL: _("runs delegations and keeps the directory"),
    RoleName.EDITOR: _("writes texts and keeps the directory"),
    RoleName.REVIEWER: _("approves reports"),
    RoleName.VIEWER: _("reads"),
}


def role_choices() -> list[tuple[str, Any]]:
    return [(role.value, f"{role.label}: {ROLE_HINTS[role]}") for role in RoleName]


class OfficeForm(DoorModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Office
        fields = (
            "name",
            "country",
            "language",
            "zone",
            "contact_name",
            "contact_email",
            *columns("privacy_notice"),
        )
        widgets = {"zone": ZoneInput}


class InviteForm(DoorForm):
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=role_choices, initial=RoleName.ORGANIZER)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)


class RolesForm(DoorForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without any role the person no longer belongs to the office."),
    )


class NewAccountForm(DoorForm):
    """What an invited person without an account adds."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )


class TestMailForm(DoorForm):
    address = forms.EmailField(label=_("Send a test mail to"))
