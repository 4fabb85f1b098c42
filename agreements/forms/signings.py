"""Forms of a ceremony: the preparation of a signing, a line of the run of show, an annulment."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, Party, ShowStep, Signing
from base.countries import codes_in
from base.languages import columns
from base.locale_text import country_name, language_name
from base.widgets import DoorForm
from events.forms.picking import PicksField, in_office
from events.forms.places import AmendingForm
from events.models import AgendaItem, ItemKind
from people.models import Person


class SigningForm(AmendingForm):
    """One field of copies for each language of the text, one of assistants for each party."""

    flags = forms.CharField(
        label=gettext_lazy("flags from left to right"),
        required=False,
        help_text=gettext_lazy("Names or codes of countries, with commas between."),
    )

    class Meta:
        model = Signing
        fields = ("item", "flags", "pens", "table_note", "rehearsal_at")

    def __init__(
        self, *args: Any, agreement: Agreement, items: Any, parties: list[Party], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        self.zone = ZoneInfo(agreement.event.zone if agreement.event else agreement.office.zone)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = _item_label  # type: ignore[attr-defined]
        self.languages = list(dict.fromkeys([*agreement.languages, *self.instance.copies]))
        self._add_copies(len(parties))
        self._add_assistants()
        flags = self.instance.flags if self.instance.pk else _flags_of(parties)
        self.initial["flags"] = ", ".join(country_name(code) for code in flags)
        if self.instance.rehearsal_at:
            local = timezone.localtime(self.instance.rehearsal_at, self.zone)
            self.initial["rehearsal_at"] = local.replace(tzinfo=None)
        in_office(self, agreement.office)

    def _add_copies(self, parties: int) -> None:
        for code in self.languages:
            label = _("copies in %(language)s") % {"language": language_name(code)}
            field = forms.IntegerField(label=label, min_value=1, max_value=99, required=False)
            self.fields[f"copies_{code}"] = field
            self.initial[f"copies_{code}"] = self.instance.copies.get(
                code, None if self.instance.pk else parties
            )

    def _add_assistants(self) -> None:
        there = list(self.instance.assistants.select_related("person")) if self.instance.pk else []
        for place, party in enumerate(self.parties):
            label = _("assistants of %(party)s") % {"party": party.organization}
            self.fields[f"assistants_{place}"] = PicksField("person", label=label)
            self.initial[f"assistants_{place}"] = [one.person for one in there if one.party_id == party.pk]

    def clean_flags(self) -> list[str]:
        """By code or by name in the reader's language. Raises ValidationError for what is no country."""
        return codes_in(str(self.cleaned_data["flags"]))

    def clean_rehearsal_at(self) -> dt.datetime | None:
        """Typed on the clock of the event, wherever the reader is."""
        moment = self.cleaned_data["rehearsal_at"]
        return timezone.make_naive(moment).replace(tzinfo=self.zone) if moment else None

    def values(self) -> dict[str, Any]:
        given = super().values()
        copies = {code: number for code in self.languages if (number := given[f"copies_{code}"])}
        return {name: given[name] for name in self.Meta.fields} | {"copies": copies}

    @property
    def assistants(self) -> list[tuple[Party, Person]]:
        return [
            (party, person)
            for place, party in enumerate(self.parties)
            for person in self.cleaned_data[f"assistants_{place}"]
        ]


class StepForm(AmendingForm):
    class Meta:
        model = ShowStep
        fields = ("minute", *columns("what"), "who")


class AnnulForm(DoorForm):
    reason = forms.CharField(label=gettext_lazy("why it is annulled"), max_length=300)


def items_for_signing(agreement: Agreement) -> Any:
    """The items of its event, signings first."""
    rows = AgendaItem.objects.filter(event=agreement.event_id).exclude(state="dropped")
    return rows.order_by(Case(When(kind=ItemKind.SIGNING, then=0), default=1), "on", "starts_at", "pk")


def _item_label(item: AgendaItem) -> str:
    kind = item.get_kind_display()
    return f"{item.title} ({kind})" if item.title and item.kind == ItemKind.SIGNING else item.title or kind


def _flags_of(parties: list[Party]) -> list[str]:
    found = (str(party.organization.country) for party in parties)
    return list(dict.fromkeys(code for code in found if code))
