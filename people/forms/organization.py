"""Forms of organizations and their links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import LinesField
from base.languages import columns
from base.text_lists import add_lists, lists_of
from base.widgets import DoorForm, DoorModelForm
from people.forms.choices import OrganizationChoice, country_choices
from people.forms.identifiers import IdentifiersMixin
from people.identifiers import OF_ORGANIZATIONS
from people.models import Office, Organization, OrganizationKind, OrganizationLink

FIELDS = (
    *columns("name"), "native_name", "short_name", "aliases", "kind", "sector", "country", "city", "website",
    *columns("mandate"),
)  # fmt: skip
THIS, OTHER = "organization", "to"
FROM_THE_OTHER_END = {
    OrganizationLink.Kind.BRANCH_OF: _("has the branch"),
    OrganizationLink.Kind.MEMBER_OF: _("has the member"),
    OrganizationLink.Kind.BUILT_BY: _("built"),
}


class OrganizationForm(IdentifiersMixin, DoorModelForm):
    SCHEMES = OF_ORGANIZATIONS
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_lists(self, "policies", _("policies it serves, one a line"), self.instance.policies, rows=2)
        self.add_identifiers(self.instance)

    def values(self) -> dict[str, Any]:
        """What the verb takes, the identifiers apart."""
        cleaned = dict(self.cleaned_data)
        return {name: cleaned[name] for name in FIELDS} | {"policies": lists_of(cleaned, "policies")}


class OrganizationFilter(DoorForm):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *OrganizationKind.choices]  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices(Organization, office)  # type: ignore[attr-defined]


class LinkForm(DoorForm):
    """How an organization hangs together with another, said from either end."""

    how = forms.ChoiceField(
        label=_("How"),
        choices=[
            (f"{kind}:{end}", kind.label if end == THIS else FROM_THE_OTHER_END[kind])
            for kind in OrganizationLink.Kind
            for end in (THIS, OTHER)
        ],
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.fields["to"] = OrganizationChoice(
            organization.office, without=organization, label=_("Organization")
        )

    def values(self) -> dict[str, Any]:
        """What the verb takes: the two in the order of the kind."""
        kind, end = self.cleaned_data["how"].split(":")
        ends = (self.organization, self.cleaned_data["to"])
        one, other = ends if end == THIS else reversed(ends)
        return {"kind": kind, "organization": one, "to": other}
