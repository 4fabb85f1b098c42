"""The form of an outcome: what it was, who stands in it in which part, and what an appointment says besides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.models import ActorPart, Appointment, Outcome, OutcomeKind
from agreements.services.appointments import appointment_of
from agreements.services.outcomes import Someone, actors_of
from base.languages import columns
from base.text_lists import add_lists, lists_of
from events.forms.picking import PickField, PicksField, in_office
from events.forms.places import AmendingForm
from events.models import Event, Group
from people.models import Office, Organization, Person

NOT_AGREED = (OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK)
KINDS = [
    (_("Agreed or brought about"), [(k.value, k.label) for k in OutcomeKind if k not in NOT_AGREED]),
    (_("Not agreed"), [(k.value, k.label) for k in NOT_AGREED]),
]
MATTERS_FOR = {
    "lead": ("consensus", "unveiling", "launch", "start_of_operation", "announcement"),
    "subject": ("unveiling", "launch", "start_of_operation", "accession", "support", "announcement", "outlook"),
    "count": ("consensus", "discussed", "unveiling", "launch", "support", "announcement", "outlook"),
    "appointment": ("appointment",),
}  # fmt: skip
"""For which kinds a section of the form is shown at once; it is always there, also without JavaScript."""
FIELDS = ("kind", *columns("text"), "item", "manner", "count", "count_as_worded")
PREFIXES = {ActorPart.ACTOR: "", ActorPart.LEAD: "lead_", ActorPart.SUBJECT: "subject_"}


class OutcomeForm(AmendingForm):
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=KINDS,
        widget=forms.Select({"data-kinds-of": "1"}),
        help_text=_("What was only discussed is never counted as agreed."),
    )

    class Meta:
        model = Outcome
        fields = FIELDS
        help_texts = {"count_as_worded": _("Such as “multiple”, when no number is stated.")}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = event.agenda.all()  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]
        for name in columns("text"):
            self.fields[name].widget.attrs["rows"] = 3
        add_lists(self, "fields", _("fields, one a line"), self.instance.fields, rows=2)
        self.standing = actors_of(self.instance) if self.instance.pk else []
        groups = event.groups.all()
        for part in ActorPart:
            self._add_part(part, groups if groups else None)
        in_office(self, event.office)

    def _add_part(self, part: ActorPart, groups: QuerySet[Group] | None) -> None:
        """Organizations, people and groups that stand in it in this part."""
        prefix = PREFIXES[part]
        there = [actor for actor, stands in self.standing if stands == part]
        self.fields[f"{prefix}organizations"] = PicksField(
            "organization", label=_("organizations"), help_text=_("One a line.")
        )
        self.fields[f"{prefix}people"] = PicksField("person", label=_("people"), help_text=_("One a line."))
        self.initial[f"{prefix}organizations"] = [a for a in there if isinstance(a, Organization)]
        self.initial[f"{prefix}people"] = [a for a in there if isinstance(a, Person)]
        if groups is not None:
            self.fields[f"{prefix}groups"] = forms.ModelMultipleChoiceField(
                label=_("groups"), queryset=groups, required=False
            )
            self.initial[f"{prefix}groups"] = [a.pk for a in there if isinstance(a, Group)]

    def part_fields(self, part: ActorPart) -> list[forms.BoundField]:
        names = (f"{PREFIXES[part]}{noun}" for noun in ("organizations", "people", "groups"))
        return [self[name] for name in names if name in self.fields]

    @property
    def actor_fields(self) -> list[forms.BoundField]:
        return self.part_fields(ActorPart.ACTOR)

    @property
    def lead_fields(self) -> list[forms.BoundField]:
        return self.part_fields(ActorPart.LEAD)

    @property
    def subject_fields(self) -> list[forms.BoundField]:
        return self.part_fields(ActorPart.SUBJECT)

    @property
    def matters_for(self) -> dict[str, str]:
        return {section: " ".join(kinds) for section, kinds in MATTERS_FOR.items()}

    def values(self) -> dict[str, Any]:
        """What the verb takes, the actors apart."""
        kept = {*FIELDS, *columns("fields")}
        values = {name: value for name, value in super().values().items() if name in kept}
        return values | {"fields": lists_of(values, "fields")}

    @property
    def actors(self) -> list[tuple[Someone, str]]:
        """With their parts; those who stood in it before keep their order."""
        chosen: list[tuple[Someone, str]] = [
            (actor, part.value)
            for part in ActorPart
            for noun in ("organizations", "people", "groups")
            for actor in self.cleaned_data.get(f"{PREFIXES[part]}{noun}", ())
        ]
        places = {one: place for place, one in enumerate(self.standing)}
        return sorted(chosen, key=lambda one: places.get(one, len(places)))


class AppointmentForm(AmendingForm):
    """What matters for an appointment alone; empty when nothing of it is stated."""

    person = PickField("person", label=_("person"))
    organization = PickField("organization", label=_("organization"))

    class Meta:
        model = Appointment
        fields = ("person", *columns("title"), "organization", "since", "until")

    def __init__(self, data: Any = None, *, office: Office, outcome: Outcome) -> None:
        present = appointment_of(outcome) if outcome.pk else None
        super().__init__(data, instance=present or Appointment(), prefix="appointment")
        in_office(self, office)
        self.initial["person"] = present.person if present else None
        self.initial["organization"] = present.organization if present else None

    @property
    def given(self) -> dict[str, Any] | None:
        values = self.values()
        return values if any(values.values()) else None
