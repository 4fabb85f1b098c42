"""Planning reminders: the notices of every rule whose moment has come, written by set, however many people there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from events.models import Audience, EventReminder
from events.models.participation import ParticipationRole
from events.states import ItemState, RegistrationState
from people.services import outbox

KIND = "event.reminder"
STATES: dict[str, tuple[str, ...]] = {
    Audience.CONFIRMED: (RegistrationState.CONFIRMED,),
    Audience.ATTENDED: (RegistrationState.ATTENDED,),
    Audience.PENDING: (RegistrationState.PENDING,),
    Audience.WAITLISTED: (RegistrationState.WAITLISTED,),
}
SPEAKING_ROLES = (ParticipationRole.SPEAKER, ParticipationRole.PANELLIST)


def states_of(rule: EventReminder) -> tuple[str, ...]:
    """States of the registrations that a rule addresses; after the event those who attended were confirmed too."""
    states = STATES.get(rule.audience, ())
    if rule.audience == Audience.CONFIRMED and rule.days > 0:
        return (*states, RegistrationState.ATTENDED)
    return states


def occurrence_of(rule: EventReminder, schedule_revision: int) -> str:
    """One reminder per rule and person for each schedule the event has had."""
    return f"{rule.uid}:{schedule_revision}"


INTO = """
INSERT INTO people_notice
    (office_id, recipient, address, language, kind, rule, occurrence, data, about, state, due_at,
     attempts, takeovers, error, created_at)
"""
# A reminder that was withdrawn before anything was sent, and is called for again, waits anew.
ONCE = """
ON CONFLICT ON CONSTRAINT notice_once DO UPDATE
    SET state = 'pending', address = excluded.address, language = excluded.language, due_at = excluded.due_at, error = ''
    WHERE people_notice.state = 'withdrawn' AND people_notice.attempts = 0
"""
# Rows that stand already are left out before the insert: a conflict would lock each of them every minute.
UNPLANNED = """
NOT EXISTS (
    SELECT FROM people_notice AS n
    WHERE n.recipient = {recipient} AND n.kind = %(kind)s AND n.rule = rule.uid::text
      AND n.occurrence = rule.uid || ':' || event.schedule_revision
      AND NOT (n.state = 'withdrawn' AND n.attempts = 0)
)
"""
RULE_AND_EVENT = """
    events_eventreminder AS rule JOIN events_event AS event ON event.id = rule.event_id
"""
TO_REGISTRATIONS = f"""
{INTO}
SELECT rule.office_id, 'registration:' || r.id, r.email, r.language, %(kind)s, rule.uid::text,
       rule.uid || ':' || event.schedule_revision,
       jsonb_build_object('rule', rule.id, 'registration', r.id),
       array_remove(ARRAY['event:' || event.id, 'reminder:' || rule.id, 'registration:' || r.id, 'person:' || r.person_id], NULL),
       'pending', rule.due_at, 0, 0, '', now()
FROM unnest(%(rules)s::bigint[], %(states)s::text[]) AS wanted (rule_id, state)
JOIN {RULE_AND_EVENT} ON rule.id = wanted.rule_id
JOIN events_registration AS r ON r.event_id = event.id AND r.state = wanted.state
WHERE r.email <> ''
  AND (rule.audience = 'attended' OR coalesce(r.confirmed_at, r.created_at) <= rule.due_at)
  AND {UNPLANNED.format(recipient="'registration:' || r.id")}
{ONCE}
"""  # noqa: S608 (constants only)
TO_SPEAKERS = f"""
{INTO}
SELECT DISTINCT ON (rule.id, p.id)
       rule.office_id, 'person:' || p.id, coalesce(nullif(r.email, ''), p.email),
       coalesce(nullif(r.language, ''), nullif(p.language, ''), office.language), %(kind)s, rule.uid::text,
       rule.uid || ':' || event.schedule_revision,
       jsonb_build_object('rule', rule.id, 'person', p.id, 'registration', r.id),
       array_remove(ARRAY['event:' || event.id, 'reminder:' || rule.id, 'registration:' || r.id, 'person:' || p.id], NULL),
       'pending', rule.due_at, 0, 0, '', now()
FROM {RULE_AND_EVENT}
JOIN people_office AS office ON office.id = event.office_id
JOIN events_participation AS part ON part.event_id = event.id AND part.role = ANY(%(roles)s)
JOIN events_agendaitem AS item ON item.id = part.item_id AND item.state <> %(dropped)s
JOIN people_person AS p ON p.id = part.person_id
LEFT JOIN events_registration AS r
       ON r.event_id = event.id AND r.person_id = p.id AND r.state NOT IN ('declined', 'cancelled', 'substituted')
WHERE rule.id = ANY(%(rules)s) AND coalesce(nullif(r.email, ''), p.email) <> ''
  AND {UNPLANNED.format(recipient="'person:' || p.id")}
ORDER BY rule.id, p.id
{ONCE}
"""  # noqa: S608 (constants only)


@transaction.atomic
def plan_due(*, at: dt.datetime) -> int:
    """Write the notices of all rules that are due, in at most three statements; returns how many are new."""
    rules = list(EventReminder.objects.in_time(at).order_by("pk"))
    planned = _to_registrations(rules) + _to_speakers(rules)
    if planned:
        outbox.wake()
    return planned


def _to_registrations(rules: Iterable[EventReminder]) -> int:
    pairs = [(rule.pk, state) for rule in rules for state in states_of(rule)]
    if not pairs:
        return 0
    return _run(
        TO_REGISTRATIONS,
        kind=KIND,
        rules=[pk for pk, _state in pairs],
        states=[str(state) for _pk, state in pairs],
    )


def _to_speakers(rules: Iterable[EventReminder]) -> int:
    chosen = [rule.pk for rule in rules if rule.audience == Audience.SPEAKERS]
    if not chosen:
        return 0
    roles = [str(role) for role in SPEAKING_ROLES]
    return _run(TO_SPEAKERS, kind=KIND, rules=chosen, roles=roles, dropped=str(ItemState.DROPPED))


def _run(statement: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
