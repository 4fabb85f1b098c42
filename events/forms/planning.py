"""The small forms of an event: its bodies, tasks, clone and moves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import PartialDateFormField
from base.languages import columns
from base.widgets import DoorForm
from events.forms.places import AmendingForm
from events.models import BodyRole, Event, PreparationTask
from people.models import Office, Organization, User


class BodyForm(DoorForm):
    role = forms.ChoiceField(label=_("Role"), choices=BodyRole.choices, initial=BodyRole.ORGANIZER)
    organization = forms.ModelChoiceField(
        label=_("Organization"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("a new one:"),
    )
    new_name = forms.CharField(
        label=_("Name of a new organization"), max_length=300, required=False,
        help_text=_("Only when it is not in the list; it is added to the directory."),
    )  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Organization.objects.filter(office=office).only(
            "pk", "native_name", "sort_name", *columns("name")
        )
        self.fields["organization"].queryset = named  # type: ignore[attr-defined]


class TaskForm(AmendingForm):
    class Meta:
        model = PreparationTask
        fields = ("what", "who", "due_on")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(is_active=True, roles__office=office).distinct().order_by("name")
        self.fields["who"].queryset = colleagues  # type: ignore[attr-defined]


class CloneForm(DoorForm):
    start_on = PartialDateFormField(label=_("First day of the new event"), required=False)
    title = forms.CharField(label=_("Title of the new event"), max_length=300)
    edition = forms.IntegerField(label=_("Edition"), min_value=1, max_value=32767, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.series_id is None:
            del self.fields["edition"]
        elif event.edition:
            self.initial.setdefault("edition", event.edition + 1)


class MoveForm(DoorForm):
    """The reason is asked where it matters to others; it stands in the journal, and in a letter only where that is ticked."""

    note = forms.CharField(
        label=_("Reason"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("It stands in the journal of the event, which only your office reads."),
    )  # fmt: skip
    tell_reason = forms.BooleanField(label=_("Tell the reason to the participants"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, with_reason: bool, told: Any = "", **kwargs: Any) -> None:
        """`told` says in which letter the reason would stand."""
        super().__init__(*args, **kwargs)
        self.fields["tell_reason"].help_text = told
        if not with_reason:
            del self.fields["note"], self.fields["tell_reason"]
