"""Filters of the lists of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from base.wording import month_name
from events.models import EventKind
from events.querysets import EventQuerySet
from events.states import EventState

UNDATED = "undated"
LEFT_OUT = "left_out"


class EventFilter(forms.Form):
    """`chosen()` are the events that the query string asks for; what it asks wrongly is left aside."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any, *, events: EventQuerySet) -> None:
        super().__init__(data)
        self.events = events
        everything = [("", _("all"))]
        self._offer("kind", [*everything, *EventKind.choices])
        self._offer("state", [*everything, *EventState.choices])
        rows = list(events.order_by().values_list(Substr("start_on", 1, 4), "country").distinct())
        years = sorted({year for year, _country in rows if year and year.isdigit()}, reverse=True)
        self._offer(
            "year", [*everything, *((year, year) for year in years), (UNDATED, _("without a full date"))]
        )
        self._offer("month", [*everything, *((f"{month:02d}", month_name(month)) for month in range(1, 13))])
        stated = {code for _year, code in rows if code}
        self._offer("country", [*everything, *((code, name) for code, name in countries if code in stated)])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """The fields that narrow the list."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    def is_narrow(self) -> bool:
        return bool(self.asked())

    def chosen(self) -> EventQuerySet:
        """With `left_out=1` those that may lie in the year and month asked for, but do not state it."""
        if self.data.get(LEFT_OUT) and self.range:
            return self._narrowed().perhaps_in_range(**self.range)
        asked, found = self.asked(), self._narrowed()
        if asked.get("year") == UNDATED:
            found = found.undated()
        return found.in_range(**self.range) if self.range else found

    def left_out(self) -> int:
        """How many events the year and month leave out because their date is not stated that far."""
        return self._narrowed().perhaps_in_range(**self.range).count() if self.range else 0

    @property
    def range(self) -> dict[str, int | None]:
        """The year and month asked for; empty when neither is."""
        asked = self.asked()
        year, month = asked.get("year", ""), asked.get("month", "")
        found = {"year": int(year) if year.isdigit() else None, "month": int(month) if month else None}
        return found if any(found.values()) else {}

    def _narrowed(self) -> EventQuerySet:
        found = self.events
        for name, value in self.asked().items():
            if name not in ("year", "month"):
                found = getattr(self, f"_by_{name}")(found, value)
        return found

    def _by_q(self, events: EventQuerySet, value: str) -> EventQuerySet:
        return events.matching(value)

    def _by_kind(self, events: EventQuerySet, value: str) -> EventQuerySet:
        return events.filter(kind=value)

    def _by_state(self, events: EventQuerySet, value: str) -> EventQuerySet:
        return events.filter(state=value)

    def _by_country(self, events: EventQuerySet, value: str) -> EventQuerySet:
        return events.filter(country=value)


class PublicFilter(forms.Form):
    """What a visitor may narrow; its choices need no query."""

    WHEN = (("", _("all")), ("coming", _("coming")), ("past", _("past")))

    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput, max_length=200)
    when = forms.ChoiceField(label=_("When"), required=False, choices=WHEN)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *EventKind.choices])

    def chosen(self, events: EventQuerySet) -> EventQuerySet:
        self.is_valid()
        asked = getattr(self, "cleaned_data", {})
        if asked.get("q"):
            events = events.matching(asked["q"])
        if asked.get("kind"):
            events = events.filter(kind=asked["kind"])
        at = timezone.now()
        if asked.get("when") == "coming":
            return events.upcoming(at).order_by(F("start_on").asc(nulls_last=True), "start_time", "pk")
        return events.past(at) if asked.get("when") == "past" else events
