"""Forms of a user's own account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from base.widgets import DoorForm, DoorModelForm
from people.forms.zones import ZoneInput
from people.models import ApiToken, User


class ProfileForm(DoorModelForm):
    class Meta:
        model = User
        fields = ("name", "language", "zone")
        widgets = {"zone": ZoneInput}


class TokenForm(DoorForm):
    name = forms.CharField(label=_("What it is for"), max_length=100)
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=ApiToken.Scope.choices,
        widget=forms.RadioSelect,
        initial=ApiToken.Scope.READ,
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        initial=90,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
    )

    def scopes(self) -> list[str]:
        """Writing includes reading."""
        scope = self.cleaned_data["scope"]
        return [ApiToken.Scope.READ.value] if scope == ApiToken.Scope.READ else list(ApiToken.Scope.values)
