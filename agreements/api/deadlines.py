"""The door of an office's reminder rules for what was agreed."""

from __future__ import annotations

from typing import Any

from agreements.models import Cause, Deadline
from agreements.services import deadlines
from base.inputs import changing
from base.pictures import STAMPS, Picture, choice, clock, flag, number, text, texts, uid
from people.api.doors import keeping
from people.api.filters import RecordFilter, YesOrNoFilter, one_of
from people.api.inputs import OfOfficeInput
from people.api.keeping import Keeping

DEADLINE = Picture(
    "DeadlineRule",
    uid=uid(),
    office=text("office__slug"),
    cause=choice("cause", Cause),
    days=number("days"),
    time=clock("time"),
    every=number("every", null=True),
    own_text=flag("own_text"),
    subject=texts("subject"),
    body=texts("body"),
    active=flag("active"),
    **STAMPS,
)


class DeadlineInput(OfOfficeInput):
    class Meta:
        model = Deadline
        fields = ("office", "cause", "days", "time", "every", "own_text", "subject", "body", "active")
        fixed = ("office", "cause")


class DeadlineFilter(RecordFilter):
    cause = one_of(Cause, "cause")
    active = YesOrNoFilter("active")


class DeadlineDoor(Keeping):
    """Of what an office is reminded, for every agreement, follow-up and project; it begins with the usual rules."""

    rule = keeping("agreements.read", "people.manage_office")
    model, picture = Deadline, DEADLINE
    one, many = "a deadline rule", "deadline rules"
    input, changes = DeadlineInput, changing(DeadlineInput)
    filterset_class = DeadlineFilter
    related = ("office",)

    def add(self, place: Any, values: dict[str, Any]) -> Deadline:
        return deadlines.add_rule(office=place, **values, **self.doing)

    def amend(self, obj: Deadline, values: dict[str, Any], expected: int) -> None:
        deadlines.amend_rule(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Deadline) -> None:
        """Not the last one; switch it off instead."""
        deadlines.delete_rule(obj, **self.doing)
