"""Filters of the lists of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from events.models import EventKind
from events.querysets import EventQuerySet
from events.states import EventState

UNDATED = "undated"


class EventFilter(forms.Form):
    """`chosen()` are the events that the query string asks for; what it asks wrongly is left aside."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any, *, events: EventQuerySet) -> None:
        super().__init__(data)
        self.events = events
        everything = [("", _("all"))]
        self._offer("kind", [*everything, *EventKind.choices])
        self._offer("state", [*everything, *EventState.choices])
        rows = list(events.order_by().values_list(Substr("start_on", 1, 4), "country").distinct())
        years = sorted({year for year, _country in rows if year and year.isdigit()}, reverse=True)
        self._offer("year", [*everything, *((year, year) for year in years), (UNDATED, _("without a date"))])
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
        found = self.events
        for name, value in self.asked().items():
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

    def _by_year(self, events: EventQuerySet, value: str) -> EventQuerySet:
        return events.undated() if value == UNDATED else events.filter(start_on__startswith=value)


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
            return events.upcoming(at).order_by("starts_at", "pk")
        if asked.get("when") == "past":
            return events.filter(starts_at__lt=at).exclude(pk__in=events.upcoming(at))
        return events
