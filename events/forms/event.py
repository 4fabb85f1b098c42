"""The form of an event."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from base.countries import as_ordered
from base.dates import local_instant
from base.errors import Invalid
from base.languages import columns
from base.text_lists import add_lists, lists_of
from base.widgets import DateTimeInput, DoorModelForm
from events.models import Event, Series
from events.states import EventState
from events.validators import check_event
from people.models import Office
from people.validators import ZONES

RESTS_ON = {
    "start_on": ("end_on",), "end_on": ("start_on",), "end_time": ("start_on", "end_on", "start_time"), "zone": ("start_on",),
    "registration_closes_at": ("registration_opens_at", "zone"), "join_url": ("mode",), "edition": ("series",),
}  # fmt: skip
"""What is said of a field rests on these: it is not said while one of them is faulty."""
MOMENTS = ("registration_opens_at", "registration_closes_at")
TEXTS = columns("title", "theme", "summary", "place")


class ZoneInput(forms.TextInput):
    """A text input that offers the names of the time zones (a datalist of the page)."""

    def __init__(self) -> None:
        super().__init__({"list": "zones", "autocomplete": "off", "spellcheck": "false"})


class EventForm(DoorModelForm):
    """Moments of registration are typed on the wall clock of the event's zone, and cleaned to instants."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Event
        fields = (
            *TEXTS, "kind", "mode", "visibility", "series", "edition", "parent", "start_on", "start_time", "end_on", "end_time",
            "part_of_day", "duration_days", "zone", "city", "country", "capacity", "waiting_list", "approval_required",
            *MOMENTS, "join_url", "stream_url", "broadcast", "broadcast_countries", "contact_name", "contact_email",
        )  # fmt: skip
        widgets = {"zone": ZoneInput}
        help_texts = {
            "start_on": _("As 2023-06-29; in part as 2023-06 or 2023; without a year as XXXX-06-29."),
            "zone": _("Such as Asia/Shanghai: all times of the event are read on this clock."),
            "edition": _("The number within the series."),
            "registration_opens_at": _("On the clock of the event’s zone. Empty: from publication on."),
            "registration_closes_at": _("On the clock of the event’s zone. Empty: until the event ends."),
            "contact_name": _("Empty: whom the office names in its settings."),
        }

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        self.fields["series"].queryset = Series.objects.filter(office=office).order_by("name_en", "pk")  # type: ignore[attr-defined]
        parents = (
            Event.objects.filter(office=office)
            .exclude(pk=self.instance.pk)
            .defer("search", *columns("theme", "summary", "place"))
        )
        self.fields["parent"].queryset = parents.order_by("-starts_at")  # type: ignore[attr-defined]
        for name in columns("summary"):
            self.fields[name].widget.attrs["rows"] = 4
            self.fields[name].empty_value = None  # type: ignore[attr-defined]  # as stored: not stated
        zone = self.instance.zone or office.zone
        if self.instance.pk is None:
            self.initial.setdefault("zone", office.zone)
            self.initial.setdefault("country", str(office.country))
        self.initial["version"] = self.instance.version
        add_lists(self, "aims", _("aims, one a line"), self.instance.aims)
        add_lists(self, "policies", _("policies it serves, one a line"), self.instance.policies, rows=2)
        for name in MOMENTS:
            moment = getattr(self.instance, name)
            self.initial[name] = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None
            self.fields[name] = WallClockField(
                label=self.fields[name].label, help_text=self.fields[name].help_text
            )

    def clean(self) -> dict[str, Any]:
        """Wall-clock moments become instants in the zone of the event."""
        cleaned = super().clean() or self.cleaned_data
        zone = cleaned.get("zone") or self.office.zone
        if zone in ZONES:
            for name in MOMENTS:
                if wall := cleaned.get(name):
                    cleaned[name] = local_instant(wall.date(), wall.time(), zone)
        return cleaned

    def _post_clean(self) -> None:
        """The verb sets and checks the record, for both doors alike. Where a field is faulty it is not asked, so what it
        would say of the others is said here: all at once."""
        if not self.errors:
            return
        typed = copy.copy(self.instance)
        typed.office = self.office
        for name, value in self.values().items():
            setattr(typed, name, value)
        try:
            check_event(typed, recorded=typed.state in (EventState.HELD, EventState.CLOSED))
        except Invalid as exc:
            faulty = set(self.errors)
            for name, found in exc.errors.items():
                if name in self.fields and faulty.isdisjoint({name, *RESTS_ON.get(name, ())}):
                    for message in found:
                        self.add_error(name, message)

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "broadcast_countries" in values:
            values["broadcast_countries"] = as_ordered(
                values["broadcast_countries"], self.instance.broadcast_countries
            )
        return values | {"aims": lists_of(values, "aims"), "policies": lists_of(values, "policies")}


class WallClockField(forms.DateTimeField):
    """A date and time without a zone: whose clock it is, the form knows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=DateTimeInput(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.replace(tzinfo=None)
        try:
            return dt.datetime.fromisoformat(str(value).strip()).replace(tzinfo=None)
        except ValueError as exc:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from exc
