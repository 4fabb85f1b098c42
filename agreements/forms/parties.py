"""Forms of the parties of an agreement: who they are, who signed for them, who acts for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, Party, Representative
from agreements.services.parties import signatories_of
from base.widgets import DoorForm
from events.forms.picking import PickField, PicksField, in_office
from people.models import Office, Organization, Person, Post

MOST_PARTIES = 30


class PartyForm(DoorForm):
    """One party with those who signed for it; the posts they held there are found by the organization."""

    organization = PickField("organization", label=gettext_lazy("party"))
    signatories = PicksField(
        "person", label=gettext_lazy("signed by"), help_text=gettext_lazy("Empty when not stated.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("signatories") and not cleaned.get("organization"):
            self.add_error("organization", _("Name the party for which they signed."))
        return cleaned


class BasePartyFormSet(forms.BaseFormSet):
    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        self.office = office
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        in_office(form, self.office)

    def clean(self) -> None:
        named = [party.pk for party in self.parties]
        if len(set(named)) < len(named):
            raise ValidationError(_("A party is named twice."))

    @property
    def parties(self) -> list[Organization]:
        """In the order of the rows; a row without a party is left out."""
        return [
            form.cleaned_data["organization"] for form in self.forms if form.cleaned_data.get("organization")
        ]

    def signatories(
        self, known: dict[tuple[int, int], Post | None]
    ) -> dict[Organization, list[tuple[Person, Post | None]]]:
        """For each party its signatories; `known` keeps the posts of those who stood there before."""
        found = {}
        for form in self.forms:
            if party := form.cleaned_data.get("organization"):
                people = form.cleaned_data["signatories"]
                found[party] = [
                    (person, known.get((party.pk, person.pk)) or post_at(person, party)) for person in people
                ]
        return {party: signed for party, signed in found.items() if signed}


def post_at(person: Person, organization: Organization) -> Post | None:
    """The one post held at the party; none when there is no such post, or several, which a person then chooses from."""
    posts = list(Post.objects.filter(person=person, organization=organization)[:2])
    return posts[0] if len(posts) == 1 else None


def party_forms(
    data: Any, office: Office, agreement: Agreement | None, *, signed: bool = True
) -> BasePartyFormSet:
    """Rows for the parties there are, and two more; without `signed` as of an agreement that is yet to be signed."""
    rows: list[dict[str, Any]] = []
    if agreement is not None:
        by_party = signatories_of(agreement) if signed else {}
        rows = [
            {
                "organization": party.organization,
                "signatories": [person for person, _post in by_party.get(party.organization, [])],
            }
            for party in agreement.parties.select_related("organization")
        ]
    extra = 2 if rows else 3
    made: Any = forms.formset_factory(
        PartyForm, formset=BasePartyFormSet, extra=extra, max_num=MOST_PARTIES, validate_max=True
    )
    formset: BasePartyFormSet = made(data, initial=rows, prefix="parties", office=office)
    return formset


class RepresentativeForm(DoorForm):
    """Somebody who acts for one of the parties."""

    party = forms.ModelChoiceField(
        label=gettext_lazy("party"), queryset=Party.objects.none(), to_field_name="uid"
    )
    person = PickField("person", label=gettext_lazy("person"), required=True)
    task = forms.ChoiceField(label=gettext_lazy("task"), choices=Representative.Task.choices)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, agreement.office)
        parties: Any = self.fields["party"]
        parties.queryset = Party.objects.filter(agreement=agreement).select_related("organization")
        parties.label_from_instance = lambda party: str(party.organization)


class RepresentativePostForm(DoorForm):
    """In which post, and with what task, somebody acts for a party."""

    post = forms.ModelChoiceField(
        label=gettext_lazy("post"), queryset=Post.objects.none(), required=False, empty_label=gettext_lazy("not stated")
    )  # fmt: skip
    task = forms.ChoiceField(label=gettext_lazy("task"), choices=Representative.Task.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, representative: Representative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["post"]
        posts.queryset = Post.objects.filter(person=representative.person_id).select_related("organization")
        posts.label_from_instance = lambda post: ", ".join(
            str(part) for part in (post.title, post.organization) if part
        )
