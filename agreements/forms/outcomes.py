"""The form of an outcome."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Outcome, OutcomeKind
from agreements.services.outcomes import Someone, actors_of
from base.languages import columns
from base.text_lists import add_lists, lists_of
from events.forms.picking import PicksField, in_office
from events.forms.places import AmendingForm
from events.models import Event, Group
from people.models import Organization, Person

KINDS = [
    (_("Agreed or brought about"), [(k.value, k.label) for k in OutcomeKind if k not in (OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK)]),
    (_("Not agreed"), [(k.value, k.label) for k in (OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK)]),
]  # fmt: skip


class OutcomeForm(AmendingForm):
    kind = forms.ChoiceField(label=_("kind"), choices=KINDS, help_text=_("What was only discussed is never counted as agreed."))  # fmt: skip
    organizations = PicksField("organization", label=_("organizations"), help_text=_("Who did or undertook it, one a line."))  # fmt: skip
    people = PicksField("person", label=_("people"), help_text=_("One a line."))
    groups: forms.ModelMultipleChoiceField[Group] = forms.ModelMultipleChoiceField(
        label=_("groups"), queryset=Group.objects.none(), required=False
    )

    class Meta:
        model = Outcome
        fields = ("kind", *columns("text"), "item", "manner", "count", "count_as_worded")
        help_texts = {"count_as_worded": _("Such as “multiple”, when no number is stated.")}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        self.fields["item"].queryset = event.agenda.all()  # type: ignore[attr-defined]
        self.fields["groups"].queryset = event.groups.all()  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]
        for name in columns("text"):
            self.fields[name].widget.attrs["rows"] = 3
        add_lists(self, "fields", _("fields, one a line"), self.instance.fields, rows=2)
        if self.instance.pk:
            actors = actors_of(self.instance)
            self.initial["organizations"] = [a for a in actors if isinstance(a, Organization)]
            self.initial["people"] = [a for a in actors if isinstance(a, Person)]
            self.initial["groups"] = [a.pk for a in actors if isinstance(a, Group)]

    def values(self) -> dict[str, Any]:
        """What the verb takes, the actors apart."""
        values = super().values()
        for name in ("organizations", "people", "groups"):
            del values[name]
        return values | {"fields": lists_of(values, "fields")}

    @property
    def actors(self) -> list[Someone]:
        cleaned = self.cleaned_data
        return [*cleaned["organizations"], *cleaned["people"], *cleaned["groups"]]
