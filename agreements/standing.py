"""Which reminder rules of an office stand for which agreement, follow-up or project, and whom they concern: as SQL, for
planning, for the last look before sending, and for the pages, so that all three mean the same.

A row of `STANDING` is a rule and a thing whose cause lasts; `ADDRESSED` gives it its recipients. No clock is read here:
what a wall clock shows is worked out in Python, by `base.dates.local_instant`, and comes in as values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from agreements.models import Cause
from agreements.querysets import CONFIDED
from agreements.states import ALIVE, UNFINISHED, AgreementState
from events.states import EventState, ItemState
from people.models import RoleName

OFFICERS = (RoleName.ORGANIZER, RoleName.PROTOCOL)
"""Who is told where nobody looks after the thing."""
TO_THE_RESPONSIBLE = (Cause.FOLLOW_UP, Cause.OVERDUE, Cause.REPORT)
VALUES: Mapping[str, list[str]] = {
    "unagreed": [AgreementState.PROPOSED, AgreementState.NEGOTIATING],
    "unsigned": [AgreementState.PROPOSED, AgreementState.NEGOTIATING, AgreementState.TEXT_AGREED],
    "binding": [AgreementState.SIGNED, AgreementState.IN_FORCE],
    "unfinished": sorted(UNFINISHED),
    "alive": sorted(ALIVE),
    "held_up": [EventState.CANCELLED, EventState.POSTPONED],
    "dropped": [ItemState.DROPPED],
    "confided": sorted(CONFIDED),
    "officers": list(OFFICERS),
    "to_the_responsible": list(TO_THE_RESPONSIBLE),
}

_RULE = "rule.id AS rule_id, rule.uid AS rule_uid, rule.office_id, rule.cause, rule.days, rule.every, rule.time, rule.active"
_FULL_DAY = "CASE WHEN {0} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN {0}::date END"
_SIGNING = """
LEFT JOIN agreements_signing AS signing ON signing.agreement_id = a.id
LEFT JOIN events_agendaitem AS item ON item.id = signing.item_id
LEFT JOIN events_event AS event ON event.id = coalesce(item.event_id, a.event_id)
"""
_NOT_HELD_UP = "(item.state IS NULL OR item.state <> ALL(%(dropped)s)) AND (event.state IS NULL OR event.state <> ALL(%(held_up)s))"

STANDING = f"""
SELECT {_RULE}, 'agreement' AS noun, a.id AS thing_id, a.owner_id, NULL::bigint AS person_id, a.confidential, a.created_at,
       coalesce({_FULL_DAY.format('item."on"')}, {_FULL_DAY.format("a.planned_on")}) AS anchor,
       NULL::timestamptz AS instant
FROM agreements_deadline AS rule
JOIN agreements_agreement AS a ON a.office_id = rule.office_id AND a.state = ANY(%(unagreed)s)
{_SIGNING}
WHERE rule.cause = 'text' AND {_NOT_HELD_UP}
UNION ALL
SELECT {_RULE}, 'agreement', a.id, a.owner_id, NULL, a.confidential, a.created_at, NULL, signing.rehearsal_at
FROM agreements_deadline AS rule
JOIN agreements_agreement AS a ON a.office_id = rule.office_id AND a.state = ANY(%(unsigned)s)
{_SIGNING}
WHERE rule.cause = 'rehearsal' AND {_NOT_HELD_UP}
UNION ALL
SELECT {_RULE}, 'agreement', a.id, a.owner_id, NULL, a.confidential, a.created_at, a.expires_by, NULL
FROM agreements_deadline AS rule
JOIN agreements_agreement AS a ON a.office_id = rule.office_id AND a.state = ANY(%(binding)s)
WHERE rule.cause = 'expiry'
  AND NOT EXISTS (SELECT FROM agreements_agreement AS next WHERE next.renews_id = a.id AND next.state = ANY(%(binding)s))
UNION ALL
SELECT {_RULE}, 'follow_up', f.id, f.owner_id, f.responsible_id, coalesce(a.confidential, false), f.created_at,
       CASE WHEN rule.cause = 'report' THEN f.next_report_on ELSE f.due_by END, NULL
FROM agreements_deadline AS rule
JOIN agreements_followup AS f ON f.office_id = rule.office_id AND f.state = ANY(%(unfinished)s)
LEFT JOIN agreements_agreement AS a ON a.id = f.agreement_id
WHERE rule.cause IN ('follow_up', 'overdue', 'escalation', 'report')
UNION ALL
SELECT {_RULE}, 'project', p.id, p.owner_id, NULL, coalesce(a.confidential, false), p.created_at,
       greatest(p.updated_on, (p.created_at AT TIME ZONE 'UTC')::date), NULL
FROM agreements_deadline AS rule
JOIN agreements_project AS p ON p.office_id = rule.office_id AND p.state = ANY(%(alive)s)
LEFT JOIN agreements_agreement AS a ON a.id = p.agreement_id
WHERE rule.cause = 'project'
"""  # noqa: S608 (constants only)

REVISION = "coalesce(extract(epoch FROM s.instant)::bigint::text, to_char(s.anchor, 'YYYY-MM-DD'))"
"""What an occurrence says of the date it refers to: the day, or the moment of a rehearsal. Another date is another occurrence."""
# What lay in the past when it was entered is history that was written down, and reminds nobody.
ENTERED_IN_TIME = "(s.anchor IS NULL OR s.anchor >= (s.created_at AT TIME ZONE 'UTC')::date - 1)"

AWAKE = (
    "NOT EXISTS (SELECT FROM people_reminderpause AS pause"
    " WHERE pause.until IS NULL AND pause.about = 'office:' || s.office_id)"
)
"""The office has not paused its reminders."""

# `due` is a selection of STANDING, with `revision`. One who looks after a thing must still work here, and may know of it.
_ADDRESSED = """
due AS MATERIALIZED ({due}),
colleague AS MATERIALIZED (
    SELECT role.office_id, u.id, u.email, u.language, array_agg(role.name::text) AS roles
    FROM people_role AS role JOIN people_user AS u ON u.id = role.user_id AND u.is_active
    WHERE role.office_id IN (SELECT office_id FROM due)
    GROUP BY role.office_id, u.id
),
looked_after AS MATERIALIZED (
    SELECT due.*, owner.id IS NOT NULL AS by_owner,
           EXISTS (SELECT FROM colleague AS c WHERE c.office_id = due.office_id AND c.roles && %(officers)s) AS by_officers
    FROM due LEFT JOIN colleague AS owner
      ON owner.office_id = due.office_id AND owner.id = due.owner_id AND (NOT due.confidential OR owner.roles && %(confided)s)
),
to_colleagues AS MATERIALIZED (
    SELECT due.*, 'user:' || c.id AS recipient, c.email AS address, c.language, jsonb_build_object('user', c.id) AS reader
    FROM looked_after AS due JOIN colleague AS c ON c.office_id = due.office_id AND CASE
        WHEN due.cause = 'escalation' THEN 'administrator' = ANY(c.roles)
        WHEN due.by_owner THEN c.id = due.owner_id
        WHEN due.by_officers THEN c.roles && %(officers)s
        ELSE 'administrator' = ANY(c.roles) END
),
addressed AS (
    SELECT * FROM to_colleagues
    UNION ALL
    SELECT due.*, 'person:' || p.id, p.email, coalesce(nullif(p.language, ''), office.language), jsonb_build_object('person', p.id)
    FROM looked_after AS due
    JOIN people_person AS p ON p.id = due.person_id AND p.email <> ''
    JOIN people_office AS office ON office.id = due.office_id
    WHERE due.cause = ANY(%(to_the_responsible)s) AND NOT EXISTS (
        SELECT FROM to_colleagues AS told
        WHERE told.rule_id = due.rule_id AND told.noun = due.noun AND told.thing_id = due.thing_id
          AND lower(told.address) = lower(p.email))
)
"""


def addressed(due: str) -> str:
    """The common table expressions `due` (a selection of `STANDING AS s`) and `addressed`, for a statement that reads the latter."""
    return "WITH " + _ADDRESSED.format(due=due)


def rows(statement: str, **values: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**VALUES, **values})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def wrote(statement: str, **values: Any) -> int:
    """How many rows the statement wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {**VALUES, **values})
        return cursor.rowcount
