"""Forms of published texts on an event, and of who made them or the office's own report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import LinesField
from base.widgets import DoorForm
from events.forms.languages import keep_stated, language_field
from events.forms.picking import PicksField, in_office
from events.forms.places import AmendingForm
from events.models import Credit, CreditRole, Event, Source
from people.models import Person

HINT = _("People of the directory, one a line, in the order of mention.")


class CreditFields(forms.Form):
    """A choosing field for each role; `standing` are those that are named."""

    written_by = PicksField("person", label=CreditRole.WRITTEN_BY.label, help_text=HINT)
    photos_by = PicksField("person", label=CreditRole.PHOTOS_BY.label)
    reviewed_by = PicksField("person", label=CreditRole.REVIEWED_BY.label)

    def show(self, event: Event, standing: Iterable[Credit]) -> None:
        in_office(self, event.office)
        shown = list(standing)
        for role in CreditRole.values:
            self.initial[role] = [credit.person for credit in shown if credit.role == role]

    @property
    def people(self) -> dict[str, list[Person]]:
        return {role: self.cleaned_data[role] for role in CreditRole.values}


class CreditsForm(CreditFields, DoorForm):
    """Who made the office's own report."""

    def __init__(self, *args: Any, event: Event, standing: Iterable[Credit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show(event, standing)


class SourceForm(AmendingForm, CreditFields):
    language = language_field(_("language"))
    captions = LinesField(
        label=_("captions of its pictures"), line_length=500, required=False, help_text=_("One a line.")
    )

    class Meta:
        model = Source
        fields = (
            "headline", "publisher", "issuer", "section", "dateline", "published_on", "published_time", "url", "language",
            "reads", "quote", "captions", "notice",
        )  # fmt: skip

    def __init__(self, *args: Any, event: Event, standing: Iterable[Credit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show(event, standing)
        keep_stated(self)
        for name in ("quote", "notice"):
            self.fields[name].widget.attrs["rows"] = 3

    def values(self) -> dict[str, Any]:
        """What the verb takes, the credits apart."""
        return {name: value for name, value in super().values().items() if name not in CreditRole.values}
