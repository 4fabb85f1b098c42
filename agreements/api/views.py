"""The doors of the agreements room."""

from __future__ import annotations

from typing import Any

from agreements.api.filters import IndicatorFilter, OutcomeFilter
from agreements.api.inputs import (
    IndicatorInput,
    OutcomeInput,
)
from agreements.api.pictures import INDICATOR, OUTCOME
from agreements.api.taking import take_actors, take_appointment
from agreements.models import Indicator, Outcome
from agreements.services import indicators, outcomes
from base.inputs import changing
from people.api.doors import keeping
from people.api.keeping import Keeping

READ, EDIT, RECORD = "agreements.read", "agreements.edit", "agreements.record_outcomes"


class OutcomeDoor(Keeping):
    """What an event brought about; what was only discussed is never counted as agreed."""

    rule = keeping(READ, RECORD)
    model, picture = Outcome, OUTCOME
    one, many = "an outcome", "outcomes"
    parent = "event"
    input, changes = OutcomeInput, changing(OutcomeInput)
    filterset_class = OutcomeFilter
    related = ("event", "item")

    def add(self, place: Any, values: dict[str, Any]) -> Outcome:
        actors = take_actors(values, place.office_id) or ()
        appointment = take_appointment(values, place.office_id)
        return outcomes.record_outcome(actors=actors, appointment=appointment, **values, **self.doing)

    def amend(self, obj: Outcome, values: dict[str, Any], expected: int) -> None:
        actors = take_actors(values, obj.office_id)
        appointment = take_appointment(values, obj.office_id)
        outcomes.amend_outcome(
            obj, values, actors=actors, appointment=appointment, expected=expected, **self.doing
        )

    def remove(self, obj: Outcome) -> None:
        outcomes.delete_outcome(obj, **self.doing)


class IndicatorDoor(Keeping):
    """Figures that somebody reported at an event, as of a day; never mixed with what is counted here."""

    rule = keeping(READ, RECORD)
    model, picture = Indicator, INDICATOR
    one, many = "a reported figure", "reported figures"
    parent = "event"
    input, changes = IndicatorInput, changing(IndicatorInput)
    filterset_class = IndicatorFilter
    related = ("event", "source")

    def add(self, place: Any, values: dict[str, Any]) -> Indicator:
        return indicators.report_figure(**values, **self.doing)

    def amend(self, obj: Indicator, values: dict[str, Any], expected: int) -> None:
        indicators.amend_figure(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Indicator) -> None:
        indicators.delete_figure(obj, **self.doing)
