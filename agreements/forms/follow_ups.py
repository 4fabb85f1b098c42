"""Forms of follow-ups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.forms.attachments import AttachmentsField
from agreements.models import FollowUp
from agreements.models.follow_up import Priority
from agreements.services.follow_up_progress import MOST_FILES
from agreements.services.follow_ups import supporters_of
from base.forms import PartialDateFormField
from base.languages import columns
from base.widgets import DoorForm
from events.forms.picking import PickField, PicksField, in_office
from events.forms.places import AmendingForm
from people.models import Office, User

KEPT = ""
"""What a choice of the bulk form says when it shall stay as it is."""


def colleagues_of(office: Office) -> QuerySet[User]:
    return User.objects.filter(is_active=True, roles__office=office).distinct().order_by("name")


class FollowUpForm(AmendingForm):
    lead = PickField("organization", label=_("lead organization"))
    supporters = PicksField(
        "organization", label=_("supporting organizations"), help_text=_("In their order.")
    )
    responsible = PickField("person", label=_("responsible person"), help_text=_("Needs no account: a link is enough."))  # fmt: skip

    class Meta:
        model = FollowUp
        fields = (
            *columns("text"), "lead", "supporters", "responsible", "owner", "priority", "due_on", "report_every",
            "next_report_on",
        )  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        self.fields["owner"].queryset = colleagues_of(office)  # type: ignore[attr-defined]
        self.fields["report_every"].widget.attrs["min"] = 1
        self.fields["priority"].required = False
        if self.instance.pk:
            self.initial["supporters"] = supporters_of(self.instance)
        for name in ("lead", "responsible"):
            if found := getattr(self.instance, name):
                self.initial[name] = found

    def clean_priority(self) -> int:
        """Left out, it stays as it is; of a new one it is normal."""
        return self.cleaned_data.get("priority") or self.instance.priority


class ProgressForm(DoorForm):
    text = forms.CharField(label=_("progress"), widget=forms.Textarea({"rows": 4}), max_length=10_000, help_text=_("What was done, and what comes next."))  # fmt: skip
    evidence = AttachmentsField(most=MOST_FILES)


class DoneForm(ProgressForm):
    """The same where the last words may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class ExtensionForm(DoorForm):
    until = PartialDateFormField(label=_("until"))
    reason = forms.CharField(label=_("reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class MoveForm(DoorForm):
    note = forms.CharField(
        label=_("note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )


class BulkForm(DoorForm):
    """What the ticked follow-ups get; what is left empty stays."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("owner in the office"), required=False, to_field_name="uid")  # fmt: skip
    priority = forms.TypedChoiceField(label=_("priority"), required=False, coerce=int, empty_value=None)
    due_on = PartialDateFormField(label=_("due on"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset, owner.empty_label = colleagues_of(office), _("Owner: as it is")
        self.fields["due_on"].widget.attrs["placeholder"] = _("Due date: as it is")
        priority: Any = self.fields["priority"]
        priority.choices = [(KEPT, _("Priority: as it is")), *Priority.choices]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value is not None}
