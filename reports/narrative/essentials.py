"""The essentials under the title: what kind of event, when, where, in what form."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.locale_text import edition_in_words
from reports.dossier.atoms import PartialDate
from reports.dossier.vocabulary import AgendaKind, AgendaState, Broadcast, EventState, PartOfDay
from reports.dossier.what import AgendaItem
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import Facts, Phrase, Run, Statement, phrase, say

Rows = list[tuple[str, Statement]]
SAID_BY_THE_TENSE = frozenset({EventState.HELD, EventState.CLOSED})


def essentials(telling: Telling) -> Facts:
    """What is not stated is left out, or marked."""
    event, path = telling.event, telling.path
    rows: Rows = [(_("Kind"), Statement((Run(words.event_kind(event.kind)),), (f"{path}.kind",)))]
    if event.state not in SAID_BY_THE_TENSE:
        rows.append((_("State"), Statement((Run(words.event_state(event.state)),), (f"{path}.state",))))
    rows += _dates(telling)
    place = telling.place(event.place, event.city, event.country)
    rows.append((_("Place"), telling.stated(place, f"{path}.place")))
    form = words.event_mode(event.mode) if event.mode else ""
    rows.append((_("Form"), telling.stated(form, f"{path}.mode")))
    rows += _series(telling) + _reach(telling)
    return Facts(tuple((label, statement) for label, statement in rows if statement))


def _series(telling: Telling) -> Rows:
    event, path = telling.event, telling.path
    rows: Rows = []
    if event.series:
        rows.append((_("Series"), Statement(telling.text(event.series.name), (f"{path}.series",))))
    if event.edition:
        edition = edition_in_words(event.edition, telling.language)
        rows.append((_("Edition"), Statement((Run(edition),), (f"{path}.edition",))))
    if event.series and event.series.founded_year:
        year = Run(telling.date(PartialDate(year=event.series.founded_year, month=None, day=None)))
        rows.append((_("Held since"), Statement((year,), (f"{path}.series.founded_year",))))
    return rows


def _reach(telling: Telling) -> Rows:
    """Seats, broadcast and stream."""
    event, path = telling.event, telling.path
    rows: Rows = []
    if event.capacity is not None:
        rows.append((_("Seats"), Statement((Run(telling.number(event.capacity)),), (f"{path}.capacity",))))
    if event.broadcast or event.broadcast_countries:
        rows.append((_("Broadcast"), Statement(_broadcast(telling), (f"{path}.broadcast",))))
    if event.stream_url:
        stream = Run(str(event.stream_url), href=str(event.stream_url))
        rows.append((_("Live stream"), Statement((stream,), (f"{path}.stream_url",))))
    return rows


def _broadcast(telling: Telling) -> Phrase:
    event = telling.event
    where = telling.countries([str(code) for code in event.broadcast_countries])
    if event.broadcast is None:
        return where
    templates = {
        Broadcast.LIVE: (_("live"), _("live in %(countries)s")),
        Broadcast.LATER: (_("later"), _("later in %(countries)s")),
    }
    return phrase(templates[event.broadcast][bool(where)], countries=where)


def _dates(telling: Telling) -> Rows:
    event, path = telling.event, telling.path
    rows: Rows = []
    one_day = event.end_on is None or event.end_on == event.start_on
    if event.start_on and one_day and not event.duration_days:
        hours = telling.hours(event.start_time, event.end_time)
        when = _moment(telling, event.start_on, hours, event.part_of_day)
        rows.append((_("Date"), Statement((Run(when),), (f"{path}.start_on",))))
    elif event.start_on or event.end_on or telling.mark:
        first = _moment(telling, event.start_on, telling.hours(event.start_time, None), event.part_of_day)
        last = _moment(telling, event.end_on, telling.hours(event.end_time, None), None)
        rows.append((_("First day"), telling.stated(first, f"{path}.start_on")))
        rows.append((_("Last day"), telling.stated(last, f"{path}.end_on")))
    elif event.part_of_day or event.start_time:
        rows.append((_("Time"), Statement((Run(_in_day(telling)),), (path,))))
    if event.start_on is None:
        for ref, item in openings(telling):
            when = _on_day(dated(telling, item.on), item.part_of_day)
            rows.append((_("Opening"), Statement((Run(when),), (ref,))))
    if event.duration_days:
        days = ngettext("%(count)s day", "%(count)s days", event.duration_days)
        count = telling.number(event.duration_days)
        rows.append((_("Duration"), say(days, f"{path}.duration_days", count=count)))
    if event.zone and _tells_clock_times(telling):
        rows.append((_("Time zone"), Statement((Run(event.zone),), (f"{path}.zone",))))
    return rows


def _tells_clock_times(telling: Telling) -> bool:
    """Without a time on the clock the zone says nothing to a reader."""
    items = [item for _place, item in telling.own("agenda")]
    return any(one.start_time or one.end_time for one in (telling.event, *items))


def openings(telling: Telling) -> list[tuple[str, AgendaItem]]:
    """Dated openings: what is known of the time where the first day of the event is not stated."""
    return [
        (f"$.agenda[{place}]", item)
        for place, item in telling.own("agenda")
        if item.kind is AgendaKind.OPENING and item.on and item.state is not AgendaState.DROPPED
    ]


def _moment(telling: Telling, date: PartialDate | None, hours: str, part: PartOfDay | None) -> str:
    """`26 July, year not stated, in the afternoon, local time`, as far as it is stated."""
    if date is None:
        return ""
    day = dated(telling, date)
    when = _("%(date)s, %(hours)s") % {"date": day, "hours": hours} if hours else _on_day(day, part)
    return _("%(when)s, local time") % {"when": when} if telling.event.zone and when != day else when


def _in_day(telling: Telling) -> str:
    event = telling.event
    part = words.part_of_day(event.part_of_day) if event.part_of_day else ""
    return telling.hours(event.start_time, event.end_time) or part


def dated(telling: Telling, date: PartialDate | None) -> str:
    """The date; where what is not stated is marked, an unstated year is told."""
    day = telling.date(date)
    if date is None or date.year is not None or not telling.mark:
        return day
    return _("%(date)s, year not stated") % {"date": day}


def _on_day(day: str, part: PartOfDay | None) -> str:
    templates = {
        PartOfDay.MORNING: _("%(date)s, in the morning"),
        PartOfDay.AFTERNOON: _("%(date)s, in the afternoon"),
        PartOfDay.EVENING: _("%(date)s, in the evening"),
    }
    return templates[part] % {"date": day} if part else day
