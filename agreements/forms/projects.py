"""Forms of projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.follow_ups import colleagues_of
from agreements.models import Project
from agreements.services.project_stages import Entered
from agreements.services.projects import partners_of
from agreements.states import ProjectState
from base.forms import PartialDateFormField
from base.languages import columns
from base.widgets import DoorForm
from events.forms.picking import PickField, PicksField, in_office
from events.forms.places import AmendingForm
from people.models import Office


class ProjectForm(AmendingForm):
    """A new one may be entered in the stage in which it is known, with the days on which it entered each."""

    lead = PickField("organization", label=gettext_lazy("lead organization"))
    partners = PicksField(
        "organization", label=gettext_lazy("partners"), help_text=gettext_lazy("In their order.")
    )
    responsible = PickField("person", label=gettext_lazy("responsible person"))
    state = forms.ChoiceField(label=gettext_lazy("stage"), choices=ProjectState.choices, required=False)

    class Meta:
        model = Project
        fields = (
            *columns("title"), *columns("summary"), *columns("field"), "lead", "partners", "responsible", "owner",
            "amount", "currency", *columns("milestone"), "milestone_on",
        )  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        self.fields["owner"].queryset = colleagues_of(office)  # type: ignore[attr-defined]
        self.fields["currency"].widget.attrs |= {"size": 4, "placeholder": "CNY"}
        for name in columns("summary"):
            self.fields[name].widget.attrs["rows"] = 3
        if self.instance.pk:
            del self.fields["state"]
            self.initial["partners"] = partners_of(self.instance)
        else:
            for state, label in ProjectState.choices:
                self.fields[f"since_{state}"] = PartialDateFormField(
                    label=label, required=False, help_text=""
                )
        for name in ("lead", "responsible"):
            if found := getattr(self.instance, name):
                self.initial[name] = found

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields for the day of each stage."""
        return [self[name] for name in self.fields if name.startswith("since_")]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """A day of a stage that does not lead to the present one is no history of it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        state = cleaned.get("state")
        if state and state != ProjectState.TERMINATED:
            order = ProjectState.values
            for later in order[order.index(state) + 1 :]:
                if cleaned.get(f"since_{later}"):
                    self.add_error(f"since_{later}", _("The project is not in this stage yet."))
        return cleaned

    def values(self) -> dict[str, Any]:
        own = super().values()
        return {
            name: value for name, value in own.items() if name != "state" and not name.startswith("since_")
        }

    @property
    def known(self) -> dict[str, Any]:
        """The stage of a new project and the stages it went through, for the verb."""
        state = self.cleaned_data.get("state") or ProjectState.INTENTION
        entered = [
            Entered(one, day) for one in ProjectState.values if (day := self.cleaned_data.get(f"since_{one}"))
        ]
        if state == ProjectState.INTENTION and not entered:
            return {}
        return {"recorded": True, "state": state, "stages": entered}


class ProjectMoveForm(DoorForm):
    on = PartialDateFormField(label=gettext_lazy("since"), required=False)
    note = forms.CharField(label=gettext_lazy("note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))  # fmt: skip


class StageForm(DoorForm):
    entered_on = PartialDateFormField(label=gettext_lazy("since"), required=False)
    note = forms.CharField(label=gettext_lazy("note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TellForm(DoorForm):
    text = forms.CharField(label=gettext_lazy("how it stands"), widget=forms.Textarea({"rows": 4}), max_length=10_000, help_text=gettext_lazy("What was done, and what comes next."))  # fmt: skip
    milestone_reached = forms.BooleanField(label=gettext_lazy("the milestone is reached"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not project.milestone:
            del self.fields["milestone_reached"]
