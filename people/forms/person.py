"""Forms of people and their posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import LinesField
from base.languages import columns
from base.widgets import DoorForm, DoorModelForm
from people.forms.choices import OrganizationChoice, country_choices, language_choices
from people.forms.identifiers import IdentifiersMixin
from people.identifiers import OF_PEOPLE
from people.models import Office, Person, Post

PERSON_FIELDS = (
    "honorific", "academic_style", "given_name", "family_name", "name_order", "native_name", "aliases", "email",
    "phone", "country", "language", "languages", "notes",
)  # fmt: skip
POST_FIELDS = (*columns("title"), *columns("department"), "organization", "rank", "since", "until")


class PersonForm(IdentifiersMixin, DoorModelForm):
    SCHEMES = OF_PEOPLE
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    aliases = LinesField(
        label=_("Other names"),
        line_length=200,
        required=False,
        help_text=_("One on each line; the search finds them."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=language_choices, required=False
    )

    class Meta:
        model = Person
        fields = PERSON_FIELDS
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 4}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_identifiers(self.instance)

    def values(self) -> dict[str, Any]:
        """What the verb takes, the identifiers apart."""
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


class PostForm(DoorModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Post
        fields = POST_FIELDS

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = OrganizationChoice(office, label=_("Organization"), required=False)
        if self.instance.organization_id:
            self.initial["organization"] = self.instance.organization.uid

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in POST_FIELDS}


class PersonFilter(DoorForm):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices(Person, office)  # type: ignore[attr-defined]
