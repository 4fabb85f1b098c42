"""Forms of letters of invitation and of the Word templates for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from base.widgets import DoorForm, TickMany
from delegations.models import InvitationLetter, LetterTemplate
from delegations.paper_rows import span_of_stay
from delegations.services.invitations import next_number
from delegations.services.letter_files import FORMATS
from events.forms.places import AmendingForm
from events.models import Event, Registration

ONE_LANGUAGE = ("", _("none: the letter is in one language"))
FIELDS = (
    "template", "number", "issued_on", "addressee", "purpose", "cities", "stays_from", "stays_until", "payer",
    "payment_note", "signed_by", "signed_as", "side_by_side",
)  # fmt: skip


class LetterForm(AmendingForm):
    """Of a new letter or one that stands; its two languages are two fields."""

    first_language = forms.ChoiceField(label=_("language"), choices=Language.choices)
    second_language = forms.ChoiceField(
        label=_("second language"), choices=[ONE_LANGUAGE, *Language.choices], required=False
    )

    class Meta:
        model = InvitationLetter
        fields = FIELDS
        help_texts = {
            "purpose": _("Left empty, it is the purpose of the delegation or the title of the event, in each language."),
            "cities": _("Left empty, it is the place of the event."),
            "addressee": _("Such as an embassy or a consulate."),
        }  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates: Any = self.fields["template"]
        templates.queryset = LetterTemplate.objects.of(event.office).filter(retired_at=None)
        templates.empty_label = _("the built-in template")
        self.fields["purpose"].widget.attrs["rows"] = 3
        if not self.instance.pk:
            first, last = span_of_stay(event)
            self.initial.update({"number": next_number(event.office, self.initial["issued_on"]), "cities": event.city, "stays_from": first, "stays_until": last})  # fmt: skip
        languages = [*(self.instance.languages or ["en"]), ""]
        self.initial.update({"first_language": languages[0], "second_language": languages[1]})

    def values(self) -> dict[str, Any]:
        values = super().values()
        chosen = [values.pop("first_language"), values.pop("second_language")]
        return {**values, "languages": [code for code in chosen if code]}


class IssueForm(LetterForm):
    advance_visas = forms.BooleanField(
        label=_("Visa cases that wait for a letter go on to “letter issued”"), required=False, initial=True
    )


class IssueManyForm(IssueForm):
    """For the whole delegation, or one for each of those chosen."""

    registrations = forms.ModelMultipleChoiceField(
        label=_("a letter of their own for"), queryset=Registration.objects.none(), to_field_name="uid", required=False,
        widget=TickMany,
        help_text=_("Tick nobody for one letter that names the whole delegation."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["registrations"]
        field.queryset = people
        field.label_from_instance = lambda one: str(one.person)


class FormatForm(DoorForm):
    """The button pressed."""

    format = forms.ChoiceField(choices=[(one, one) for one in FORMATS])


class TemplateForm(DoorForm):
    name = forms.CharField(label=_("name"), max_length=120)
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(label=_("Word document"), widget=forms.FileInput({"accept": ".docx"}))
