"""Forms of agreements: what is kept in the register, and the steps of the lifecycle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.follow_ups import colleagues_of
from agreements.models import Agreement
from agreements.states import AgreementState
from base.forms import PartialDateFormField
from base.languages import columns, texts
from base.locale_text import language_name
from base.text_lists import add_lists, lists_of
from base.widgets import DoorForm
from events.forms.picking import PicksField, in_office
from events.forms.places import AmendingForm
from events.models import AgendaItem, Event
from people.forms.choices import text_languages
from people.models import Office, User

NAMED = 5
"""So many agreements are named when several are meant."""


class AgreementPickField(forms.CharField):
    """Another agreement by its number or its title; cleans to the record, or None. Set `rows` before it is asked."""

    rows: Any

    def prepare_value(self, value: Any) -> Any:
        return agreement_label(value) if isinstance(value, Agreement) else value

    def clean(self, value: Any) -> Agreement | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = list(self.rows.filter(number__iexact=text)[:1]) or self._titled(text)
        if len(found) == 1:
            chosen: Agreement = found[0]
            return chosen
        if not found:
            raise forms.ValidationError(
                _("No agreement of the register has the number or title “%(text)s”."), params={"text": text}
            )
        names = "; ".join(agreement_label(one) for one in found[:NAMED])
        raise forms.ValidationError(
            _("Several are meant by “%(text)s”: %(names)s"), params={"text": text, "names": names}
        )

    def _titled(self, text: str) -> list[Agreement]:
        matching = list(self.rows.matching(text)[: NAMED + 1])
        same = [one for one in matching if text in (agreement_label(one), *texts(one, "title").values())]
        return same or matching


def agreement_label(agreement: Agreement) -> str:
    """By which a person finds it again."""
    return agreement.number or agreement.title or str(agreement.get_kind_display())


class AgreementForm(AmendingForm):
    """Of an `event`, or without one; a new one may be entered in the state in which it is known."""

    state = forms.ChoiceField(label=gettext_lazy("state"), choices=AgreementState.choices, required=False)
    assign = forms.BooleanField(label=gettext_lazy("give it the next number of the register"), required=False)
    languages = forms.MultipleChoiceField(label=gettext_lazy("languages of the text"), required=False)
    authentic_language = forms.ChoiceField(label=gettext_lazy("authentic text"), required=False)
    witnesses = PicksField(
        "person", label=gettext_lazy("witnesses"), help_text=gettext_lazy("Those named, one a line.")
    )
    renews = AgreementPickField(
        label=gettext_lazy("renews"), required=False, help_text=gettext_lazy("Its number or title.")
    )
    supplements = AgreementPickField(
        label=gettext_lazy("supplements"), required=False, help_text=gettext_lazy("Its number or title.")
    )

    class Meta:
        model = Agreement
        fields = (
            "kind", *columns("title"), "number", "item", "languages", "authentic_language", "copies", *columns("witnessed_by"),
            "negotiated_on", "planned_on", "signed_on", "effective_on", "expires_on", "renewal", "renewal_months",
            "notice_months", "confidential", "amount", "currency", "notes", "owner", "renews", "supplements",
        )  # fmt: skip
        widgets = {"notes": forms.Textarea({"rows": 3})}

    def __init__(
        self, *args: Any, office: Office, event: Event | None, user: User, fixed: tuple[str, ...] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        """`fixed` fields are said by the page from which the form was opened."""
        super().__init__(*args, **kwargs)
        in_office(self, office)
        for name in fixed:
            del self.fields[name]
        self._offer_items(event)
        self.fields["owner"].queryset = colleagues_of(office)  # type: ignore[attr-defined]
        add_lists(self, "terms", gettext_lazy("what it provides, one a line"), self.instance.terms)
        add_lists(self, "fields", gettext_lazy("fields, one a line"), self.instance.fields, rows=2)
        self._offer_languages()
        self._offer_others(Agreement.objects.visible_to(user).of(office).exclude(pk=self.instance.pk))
        if self.instance.pk:
            del self.fields["state"]
            self.initial["witnesses"] = list(self.instance.witnesses.all())
        if self.instance.number:
            del self.fields["assign"]

    def _offer_items(self, event: Event | None) -> None:
        if event is None:
            del self.fields["item"]
            return
        self.fields["item"].queryset = AgendaItem.objects.filter(event=event)  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]

    def _offer_languages(self) -> None:
        stated = [(code, language_name(code)) for code in self.instance.languages]
        rest = [one for one in text_languages() if one[0] not in self.instance.languages]
        self.fields["languages"].choices = [*stated, *rest]  # type: ignore[attr-defined]
        none = [("", gettext_lazy("not stated"))]
        self.fields["authentic_language"].choices = [*none, *stated, *rest]  # type: ignore[attr-defined]

    def _offer_others(self, rows: Any) -> None:
        for name in ("renews", "supplements"):
            if name in self.fields:
                self.fields[name].rows = rows  # type: ignore[attr-defined]
                self.initial[name] = getattr(self.instance, name)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        values = super().values()
        if "state" in values:
            values["state"] = values["state"] or AgreementState.PROPOSED
        return values | {"terms": lists_of(values, "terms"), "fields": lists_of(values, "fields")}


class MoveForm(DoorForm):
    """The day is asked for where a state begins on one, the reason where it ends the agreement."""

    on = PartialDateFormField(label=gettext_lazy("on"), required=False)
    note = forms.CharField(label=gettext_lazy("note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to not in (AgreementState.SIGNED, AgreementState.IN_FORCE):
            del self.fields["on"]
        if to == AgreementState.TERMINATED:
            self.fields["note"].label = _("why it ends")


class ProlongForm(DoorForm):
    until = PartialDateFormField(label=gettext_lazy("until"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
