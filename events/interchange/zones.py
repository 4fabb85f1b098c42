"""On which clock the times of a schedule stand: each moment carries an offset, and the zone has to agree with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.interchange.findings import Findings
from events.interchange.parts import Part
from people.validators import ZONES

Times = Sequence[tuple[Part, str, dt.datetime]]
"""Part of the file, name of its field, the moment there."""
PUBLISHED = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")
"""Zones that the format can name."""
NO_ZONE = frozenset({"", "UTC"})
"""What a system writes whose zone nobody set."""


def zone_of(
    conference: Part, times: Times, findings: Findings, *, chosen: str = "", fallback: str = ""
) -> str:
    """The zone of all `times`; empty with a mistake when there is none. Moments with another offset are mistakes, each.

    `chosen` stands above what the file says. A file that names no zone, or UTC, while its times have another offset, is
    in `fallback` where that agrees with all of them; else their one offset becomes the zone, so that every moment stays.
    """
    stated = conference.text("time_zone_name")
    if stated and stated not in ZONES:
        conference.wrong("time_zone_name", _("a time zone such as Europe/Berlin"))
        return ""
    zone = chosen or stated
    if stated in NO_ZONE and not chosen and not (stated and _agrees(times, stated)):
        zone = fallback if fallback and _agrees(times, fallback) else _of_offset(conference, times) or stated
    if not zone:
        conference.wrong("time_zone_name", _("a time zone such as Europe/Berlin"))
        return ""
    _compare(times, zone)
    return zone


def in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """On the clock of the zone; a moment without an offset stands on it already."""
    clock = ZoneInfo(zone)
    return moment.replace(tzinfo=clock) if moment.tzinfo is None else moment.astimezone(clock)


def _agrees(times: Times, zone: str) -> bool:
    return all(m.tzinfo is None or in_zone(m, zone).utcoffset() == m.utcoffset() for _part, _name, m in times)


def _of_offset(conference: Part, times: Times) -> str:
    offsets = {moment.utcoffset() for _part, _name, moment in times}
    only = offsets.pop() if len(offsets) == 1 else None
    zone = "" if only is None else _fixed(only)
    if zone and only is not None:
        text = _(
            "No time zone is stated that agrees with the times; they are taken as %(offset)s. Choose the zone of the place to set that right."
        )
        conference.note("time_zone_name", text % {"offset": _written(only)})
    return zone


def _compare(times: Times, zone: str) -> None:
    for part, name, moment in times:
        if moment.tzinfo is None:
            continue
        expected = in_zone(moment, zone)
        if expected.utcoffset() != moment.utcoffset():
            part.wrong(
                name,
                _("the offset %(offset)s, which %(zone)s has then")
                % {"offset": _written(expected.utcoffset()), "zone": zone},
            )


def _fixed(offset: dt.timedelta) -> str:
    """The zone that always has this offset; only whole hours have one."""
    hours, rest = divmod(round(offset.total_seconds()), 3600)
    if rest:
        return ""
    name = f"Etc/GMT{-hours:+d}" if hours else "UTC"  # the sign is the other way round there
    return name if name in ZONES else ""


def _written(offset: dt.timedelta | None) -> str:
    minutes = round((offset or dt.timedelta()).total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
