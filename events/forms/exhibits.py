"""The form of an exhibit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from base.languages import columns
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from events.models import Event, Exhibit


class ExhibitForm(AmendingForm):
    """One achievement; or how many were shown, when there is no list."""

    owner = PickField("organization", label=_("owner"), help_text=_("Whose it is: type a part of the name."))

    class Meta:
        model = Exhibit
        fields = (*columns("title", "field", "summary"), "owner", "item", "mode", "count", "count_as_worded")
        help_texts = {"count_as_worded": _("Such as “more than 100”, when the number is not exact.")}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        self.fields["item"].queryset = event.agenda.all()  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]
        if self.instance.owner:
            self.initial["owner"] = self.instance.owner
        for name in columns("summary"):
            self.fields[name].widget.attrs["rows"] = 3
