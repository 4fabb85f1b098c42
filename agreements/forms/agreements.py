"""Forms of agreements: the agreement, its parties in order with those who signed, its filters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, AgreementKind
from agreements.services.agreements import signatories_of
from agreements.states import AgreementState
from base.forms import PartialDateFormField
from base.languages import columns
from base.locale_text import language_name
from base.text_lists import add_lists, lists_of
from base.widgets import DoorForm
from events.forms.picking import PickField, PicksField, in_office
from events.forms.places import AmendingForm
from events.models import AgendaItem, Event
from people.forms.choices import text_languages
from people.models import Office, Organization, Person, Post

MOST_PARTIES = 30


class AgreementForm(AmendingForm):
    """Of an `event`, or without one; a new one may be entered in the state in which it is known."""

    state = forms.ChoiceField(label=gettext_lazy("state"), choices=AgreementState.choices, required=False)
    languages = forms.MultipleChoiceField(label=gettext_lazy("languages of the text"), required=False)
    witnesses = PicksField(
        "person", label=gettext_lazy("witnesses"), help_text=gettext_lazy("Those named, one a line.")
    )

    class Meta:
        model = Agreement
        fields = (
            "kind", *columns("title"), "item", "languages", *columns("witnessed_by"), "signed_on", "effective_on",
            "expires_on",
        )  # fmt: skip

    def __init__(self, *args: Any, office: Office, event: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        if event is None:
            del self.fields["item"]
        else:
            self.fields["item"].queryset = AgendaItem.objects.filter(event=event)  # type: ignore[attr-defined]
            self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]
        add_lists(self, "terms", gettext_lazy("what it provides, one a line"), self.instance.terms)
        add_lists(self, "fields", gettext_lazy("fields, one a line"), self.instance.fields, rows=2)
        stated = [(code, language_name(code)) for code in self.instance.languages]
        rest = [one for one in text_languages() if one[0] not in self.instance.languages]
        self.fields["languages"].choices = [*stated, *rest]  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["state"]
            self.initial["witnesses"] = list(self.instance.witnesses.all())

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        values = super().values()
        if "state" in values:
            values["state"] = values["state"] or AgreementState.PROPOSED
        return values | {"terms": lists_of(values, "terms"), "fields": lists_of(values, "fields")}


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


def party_forms(data: Any, office: Office, agreement: Agreement | None) -> BasePartyFormSet:
    """Rows for the parties there are, and two more."""
    rows: list[dict[str, Any]] = []
    if agreement is not None:
        signed = signatories_of(agreement)
        rows = [
            {
                "organization": party.organization,
                "signatories": [person for person, _post in signed.get(party.organization, [])],
            }
            for party in agreement.parties.select_related("organization")
        ]
    extra = 1 if rows else 2
    made: Any = forms.formset_factory(
        PartyForm, formset=BasePartyFormSet, extra=extra, max_num=MOST_PARTIES, validate_max=True
    )
    formset: BasePartyFormSet = made(data, initial=rows, prefix="parties", office=office)
    return formset


class MoveForm(DoorForm):
    """The day is asked for where a state begins on one."""

    on = PartialDateFormField(label=gettext_lazy("on"), required=False)
    note = forms.CharField(label=gettext_lazy("note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to not in (AgreementState.SIGNED, AgreementState.IN_FORCE):
            del self.fields["on"]


class AgreementFilter(DoorForm):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", gettext_lazy("all")), *AgreementState.choices], required=False)  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all")), *AgreementKind.choices], required=False)  # fmt: skip
    year = forms.IntegerField(
        label=gettext_lazy("Year of signing"), min_value=1000, max_value=9999, required=False
    )

    def narrowed(self, rows: Any) -> Any:
        if not self.is_valid():
            return rows
        cleaned = self.cleaned_data
        rows = rows.matching(cleaned["q"])
        for name in ("state", "kind"):
            if cleaned[name]:
                rows = rows.filter(**{name: cleaned[name]})
        # The texts of dates sort as dates do: `2023`, `2023-06` and `2023-06-29` lie between `2023` and `2024`.
        year = cleaned["year"]
        return rows.filter(signed_on__gte=f"{year:04d}", signed_on__lt=f"{year + 1:04d}") if year else rows
