"""Forms of organizations and their links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import LinesField
from base.languages import columns
from base.widgets import DoorForm, DoorModelForm
from people.forms.choices import OrganizationChoice, country_choices
from people.models import Office, Organization, OrganizationKind, OrganizationLink

FIELDS = (
    *columns("name"), "native_name", "short_name", "aliases", "kind", "country", "city", "website", *columns("mandate"),
)  # fmt: skip


class OrganizationForm(DoorModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    aliases = LinesField(
        label=_("Other names"),
        line_length=300,
        required=False,
        help_text=_("One on each line; the search finds them."),
    )

    class Meta:
        model = Organization
        fields = FIELDS
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in columns("mandate")}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class OrganizationFilter(DoorForm):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *OrganizationKind.choices]  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices(Organization, office)  # type: ignore[attr-defined]


class LinkForm(DoorForm):
    kind = forms.ChoiceField(label=_("How"), choices=OrganizationLink.Kind.choices)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = OrganizationChoice(
            organization.office, without=organization, label=_("Organization")
        )
