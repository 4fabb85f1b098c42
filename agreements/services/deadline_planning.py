"""Planning what the office's rules send: the notices of everything whose moment has come, written by set (DESIGN.md §4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction

from agreements.models import Deadline
from agreements.services.deadlines import ensure_defaults
from agreements.standing import AWAKE, ENTERED_IN_TIME, REVISION, STANDING, addressed, wrote
from base.dates import local_instant
from people.services import outbox

PREFIX = "deadline."
GRACE = dt.timedelta(days=1)
"""What fell due longer ago is not sent: the clock stood still, or the thing was entered later."""
DAY = dt.timedelta(days=1)

# A clock row is a wall-clock moment of the last day: rules of that zone, time and number of days are due on `day`.
_CLOCK = """
unnest(%(zones)s::text[], %(times)s::time[], %(counts)s::int[], %(days)s::date[], %(moments)s::timestamptz[],
       %(begins)s::timestamptz[], %(ends)s::timestamptz[])
    AS clock (zone, time, count, day, moment, begins, ends)
"""
_DUE = f"""
SELECT s.*, {REVISION} AS revision, clock.day, clock.moment
FROM ({STANDING}) AS s
JOIN people_office AS office ON office.id = s.office_id
JOIN {_CLOCK} ON clock.zone = office.zone AND clock.time = s.time AND clock.count = s.days AND (
    s.anchor + s.days = clock.day
    OR (clock.day > s.anchor + s.days AND mod(clock.day - s.anchor - s.days, s.every) = 0)
    OR (s.instant >= clock.begins AND s.instant < clock.ends AND s.instant > %(at)s))
WHERE s.active AND {ENTERED_IN_TIME} AND {AWAKE}
"""  # noqa: S608 (constants only)
_OCCURRENCE = "noun || ':' || thing_id || ':' || revision || ':' || to_char(day, 'YYYY-MM-DD')"
# Rows that stand already are left out before the insert: a conflict would lock each of them every minute.
_PLAN = f"""
{addressed(_DUE)}
INSERT INTO people_notice
    (office_id, recipient, address, language, kind, rule, occurrence, data, about, state, due_at,
     attempts, takeovers, error, created_at)
SELECT office_id, recipient, address, language, '{PREFIX}' || cause, rule_uid::text, {_OCCURRENCE},
       jsonb_build_object('rule', rule_id, 'noun', noun, 'thing', thing_id) || reader,
       ARRAY[noun || ':' || thing_id, 'deadline:' || rule_id, recipient], 'pending', moment, 0, 0, '', now()
FROM addressed
WHERE NOT EXISTS (
    SELECT FROM people_notice AS n
    WHERE n.recipient = addressed.recipient AND n.kind = '{PREFIX}' || cause AND n.rule = rule_uid::text
      AND n.occurrence = {_OCCURRENCE} AND NOT (n.state = 'withdrawn' AND n.attempts = 0))
ON CONFLICT ON CONSTRAINT notice_once DO UPDATE
    SET state = 'pending', address = excluded.address, language = excluded.language, due_at = excluded.due_at, error = ''
    WHERE people_notice.state = 'withdrawn' AND people_notice.attempts = 0
"""  # noqa: S608 (constants only)


@dataclass(frozen=True, slots=True)
class Clock:
    """Local wall time at which rules fell due: on `day`, counted `count` days from the day between `begins` and `ends`."""

    zone: str
    time: dt.time
    count: int
    day: dt.date
    moment: dt.datetime
    begins: dt.datetime
    ends: dt.datetime


@transaction.atomic
def plan_deadlines(*, at: dt.datetime) -> int:
    """Write the notices of all rules that fell due within the last day, in as many statements whatever the number of
    offices and things; returns how many are new. Any number may run at once."""
    ensure_defaults(at=at)
    clocks = clocks_at(at)
    planned = _plan(clocks, at) if clocks else 0
    if planned:
        outbox.wake()
    return planned


def clocks_at(at: dt.datetime) -> list[Clock]:
    """Every wall-clock moment of the last day at which some active rule falls due, in one query."""
    active = Deadline.objects.filter(active=True).order_by()
    kinds = active.values_list("office__zone", "time", "days").distinct()
    return [clock for zone, time, count in kinds for clock in _clocks_of(zone, time, count, at)]


def _clocks_of(zone: str, time: dt.time, count: int, at: dt.datetime) -> list[Clock]:
    """Usually one; a day of 23 or 25 hours may have none or two."""
    today = at.astimezone(ZoneInfo(zone)).date()
    found = []
    for day in (today - 2 * DAY, today - DAY, today):
        moment = local_instant(day, time, zone)
        if at - GRACE < moment <= at:
            anchor = day - count * DAY
            begins, ends = (local_instant(one, dt.time(), zone) for one in (anchor, anchor + DAY))
            found.append(Clock(zone, time, count, day, moment, begins, ends))
    return found


def _plan(clocks: list[Clock], at: dt.datetime) -> int:
    return wrote(
        _PLAN,
        at=at,
        zones=[clock.zone for clock in clocks],
        times=[clock.time for clock in clocks],
        counts=[clock.count for clock in clocks],
        days=[clock.day for clock in clocks],
        moments=[clock.moment for clock in clocks],
        begins=[clock.begins for clock in clocks],
        ends=[clock.ends for clock in clocks],
    )
