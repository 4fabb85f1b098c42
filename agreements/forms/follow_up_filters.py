"""Narrowing the list and the board of follow-ups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, FollowUp
from agreements.models.follow_up import Priority
from agreements.states import FollowUpState
from base.languages import columns
from base.widgets import DoorForm
from events.models import Event
from people.models import Organization, Person, User

MINE, OVERDUE, ALL = "mine", "overdue", "all"
WHICH = [
    ("", _("unfinished")),
    (OVERDUE, _("overdue")),
    (MINE, _("mine")),
    (ALL, _("all")),
    *FollowUpState.choices,
]
ON_BOARD = [("", _("all")), (OVERDUE, _("overdue")), (MINE, _("mine"))]


class RecordChoice(forms.ModelChoiceField):
    """One of the records that stand in the follow-ups shown, by its uid."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            Person.objects.none(), label=label, required=False, to_field_name="uid", empty_label=_("all")
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj) or (obj.get_kind_display() if isinstance(obj, Agreement) else "")


class FollowUpFilter(DoorForm):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    which = forms.ChoiceField(label=_("Which"), choices=WHICH, required=False)
    priority = forms.ChoiceField(
        label=_("Priority"), choices=[("", _("all")), *Priority.choices], required=False
    )
    lead = RecordChoice(_("Lead organization"))
    responsible = RecordChoice(_("Responsible person"))
    event = RecordChoice(_("Event"))
    agreement = RecordChoice(_("Agreement"))

    def __init__(self, *args: Any, rows: Any, on_board: bool = False, **kwargs: Any) -> None:
        """`rows`: the follow-ups that the reader may see, among which they choose."""
        super().__init__(*args, **kwargs)
        self.rows, self.on_board = rows, on_board
        if on_board:
            self.fields["which"].choices = ON_BOARD  # type: ignore[attr-defined]
        plain = rows.order_by()
        held = Q(pk__in=plain.values("event")) | Q(pk__in=plain.values("outcome__event"))
        events = Event.objects.filter(held | Q(pk__in=plain.values("agreement__event")))
        self._offer("lead", Organization.objects.filter(pk__in=plain.values("lead")).defer("search"))
        self._offer("responsible", Person.objects.filter(pk__in=plain.values("responsible")).defer("search"))
        self._offer("event", events.defer("search"))
        self._offer("agreement", Agreement.objects.filter(pk__in=plain.values("agreement")).defer("search"))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def narrowed(self, user: User, on: dt.date) -> Any:
        """The follow-ups asked for; what makes no sense in the address narrows nothing."""
        self.is_valid()
        asked, rows = self.cleaned_data, self.rows
        rows = self._which(rows, asked.get("which") or "", user, on)
        if typed := asked.get("q", "").strip():
            spelled = Q()
            for name in columns("text"):
                spelled |= Q(**{f"{name}__icontains": typed})
            rows = rows.filter(spelled)
        if asked.get("priority"):
            rows = rows.filter(priority=asked["priority"])
        for name in ("lead", "responsible", "agreement"):
            if found := asked.get(name):
                rows = rows.filter(**{name: found})
        return rows.of_event(asked["event"]) if asked.get("event") else rows

    def _which(self, rows: Any, which: str, user: User, on: dt.date) -> Any:
        if which == OVERDUE:
            return rows.overdue(on)
        if which == MINE:
            return (rows if self.on_board else rows.unfinished()).filter(owner=user)
        if which in FollowUpState.values:
            return rows.filter(state=which)
        return rows if self.on_board or which == ALL else rows.unfinished()


def states_in_order() -> list[tuple[str, Any]]:
    return [(state.value, state.label) for state in FollowUpState]


def moves_of(follow_up: FollowUp) -> list[tuple[str, Any]]:
    """Where it may go from its state, in the order of the states."""
    labels = dict(states_in_order())
    return [(to, labels[to]) for to in labels if to in follow_up.moves[follow_up.state]]
