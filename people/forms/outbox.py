"""Filters of the outbox."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from base.widgets import DoorForm
from people.models import Channel, NoticeState, Trouble
from people.notices import kinds

NEEDS_SOMEBODY = "attention"


def kind_choices() -> list[tuple[str, object]]:
    return [("", _("all kinds")), *((name, kind.label) for name, kind in sorted(kinds().items()))]


class OutboxFilter(DoorForm):
    q = forms.CharField(label=_("Address"), required=False, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all states")), (NEEDS_SOMEBODY, _("needs a decision")), *NoticeState.choices],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=kind_choices)
    channel = forms.ChoiceField(
        label=_("Way"), required=False, choices=[("", _("all ways")), *Channel.choices]
    )
    trouble = forms.ChoiceField(
        label=_("Trouble"), required=False, choices=[("", _("any or none")), *Trouble.choices]
    )


class AddressForm(DoorForm):
    address = forms.EmailField(label=_("Corrected address"), max_length=320)
