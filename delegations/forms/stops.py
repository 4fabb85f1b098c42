"""The form of a stop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.languages import columns
from delegations.models import Stop
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from people.models import Office


class StopForm(AmendingForm):
    contact = PickField(
        "person", label=_("contact"), help_text=_("Somebody of the directory; or write a name below.")
    )

    class Meta:
        model = Stop
        fields = ("address", "contact_name", "phone", *columns("purpose", "wear", "bring"))

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        if self.instance.pk:
            self.initial["contact"] = self.instance.contact
        for name in columns("purpose"):
            self.fields[name].widget = forms.Textarea({"rows": 3})
        self.fields["phone"].widget.input_type = "tel"
