"""What the query string of both doors asks: a period, kind, country and series, and a day of the past."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Value
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from base.dates import FIRST_YEAR, LAST_YEAR
from base.locale_text import country_name
from base.widgets import DoorForm
from base.wording import date_in_words, span_in_words
from events.models import Event, EventKind, Series
from people.models import Office, User
from reports.statistics.scope import Scope

EVERYTHING = ("", gettext_lazy("all"))


class StatisticsFilter(DoorForm):
    """`scope()` is what was asked; a field that makes no sense is refused in words."""

    as_of = forms.DateField(
        label=gettext_lazy("As of"), required=False, help_text=gettext_lazy("Empty for the present.")
    )
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    series = forms.ChoiceField(label=gettext_lazy("Series"), required=False)

    def __init__(self, data: Any, *, office: Office, user: User) -> None:
        super().__init__(data)
        self.office, self.user = office, user
        self.today = timezone.localdate(timezone=_zone(office))
        events = Event.objects.visible_to(user).of(office).order_by()
        signed = Agreement.objects.visible_to(user).of(office).order_by().exclude(signed_on=None)
        years_signed = signed.values_list(Substr("signed_on", 1, 4), Value(""))
        rows = list(events.values_list(Substr("start_on", 1, 4), "country").union(years_signed))
        years = sorted({year for year, _country in rows if year and year.isdigit()}, reverse=True)
        countries = sorted((country_name(code), code) for code in {code for _year, code in rows if code})
        self.known_series = {str(one.uid): one for one in Series.objects.visible_to(user).of(office)}
        offered: dict[str, list[tuple[Any, Any]]] = {
            "year": [(year, year) for year in years],
            "kind": list(EventKind.choices),
            "country": [(code, name) for name, code in countries],
            "series": [(uid, str(one)) for uid, one in self.known_series.items()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [EVERYTHING, *choices]  # type: ignore[attr-defined]

    def clean_as_of(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["as_of"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return _within(day)

    def clean_since(self) -> dt.date | None:
        return _within(self.cleaned_data["since"])

    def clean_until(self) -> dt.date | None:
        return _within(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        if asked.get("year") and (since or until):
            self.add_error("year", _("Choose a year, or days: not both."))
        return dict(asked)

    def scope(self) -> Scope:
        """What was asked; without what was asked wrongly."""
        self.is_valid()
        asked = self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if asked.get("year"):
            year = int(asked["year"])
            since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
        as_of = asked.get("as_of")
        return Scope(
            office=self.office, user=self.user, today=self.today, as_of=as_of if as_of and as_of < self.today else None,
            since=since, until=until, kind=asked.get("kind") or "", country=asked.get("country") or "",
            series=self.known_series.get(asked.get("series") or ""),
        )  # fmt: skip


def asked_of(scope: Scope, **more: str) -> str:
    """The scope as a query string, which `StatisticsFilter` reads back."""
    given = {
        "as_of": scope.as_of, "since": scope.since, "until": scope.until, "kind": scope.kind, "country": scope.country,
        "series": scope.series and scope.series.uid, **more,
    }  # fmt: skip
    return urlencode({name: str(value) for name, value in given.items() if value not in (None, "")})


def in_words(scope: Scope) -> str:
    """`26 June – 3 July 2026 · forum · Chile`, or that nothing is left out."""
    said = []
    if scope.since and scope.until:
        said.append(span_in_words(scope.since, scope.until))
    elif scope.since:
        said.append(_("from %(day)s") % {"day": date_in_words(scope.since)})
    elif scope.until:
        said.append(_("until %(day)s") % {"day": date_in_words(scope.until)})
    if scope.kind:
        said.append(str(EventKind(scope.kind).label))
    if scope.country:
        said.append(country_name(scope.country))
    if scope.series:
        said.append(str(scope.series))
    return " · ".join(said) or _("everything on record")


def _within(day: dt.date | None) -> dt.date | None:
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(_("Choose a day between the years 1000 and 9900."))
    return day


def _zone(office: Office) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(office.zone)
