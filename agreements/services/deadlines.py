"""The reminder rules of an office for what was agreed: the defaults that every office begins with, and changes to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agreements.deadline_words import NAMES
from agreements.models import Cause, Deadline
from base import placeholders
from base.errors import Conflict, DomainError, Invalid
from base.languages import CODES, column, columns, texts
from people.models import Office
from people.services import journal, records
from people.services.journal import Actor


class Default(NamedTuple):
    cause: Cause
    days: int
    every: int | None = None
    time: dt.time = dt.time(9)


DEFAULTS = (
    *(Default(Cause.TEXT, days) for days in (-30, -14, -7)),
    Default(Cause.REHEARSAL, -1),
    Default(Cause.REHEARSAL, 0, time=dt.time(7)),
    *(Default(Cause.EXPIRY, days) for days in (-365, -180, -90, -30)),
    *(Default(Cause.FOLLOW_UP, days) for days in (-7, -1, 0)),
    Default(Cause.OVERDUE, 7, every=7),
    Default(Cause.ESCALATION, 7),
    Default(Cause.REPORT, -7),
    Default(Cause.REPORT, 0, every=7),
    Default(Cause.PROJECT, 90, every=90),
)
BEFOREHAND = frozenset({Cause.TEXT, Cause.REHEARSAL, Cause.EXPIRY, Cause.FOLLOW_UP})
"""Causes that end with their day: nothing goes out after it, and nothing is repeated."""
AFTERWARDS = frozenset({Cause.OVERDUE, Cause.ESCALATION, Cause.PROJECT})
FURTHEST = 3660


@transaction.atomic
def ensure_defaults(*, at: dt.datetime) -> int:
    """Give the default rules to every office that has none, in the same few statements however many; returns how many rules."""
    bare = Office.objects.filter(~Exists(Deadline.objects.filter(office=OuterRef("pk")))).order_by("pk")
    return _add_defaults(list(bare), at=at) if bare else 0


@transaction.atomic
def restore_defaults(office: Office, *, by: Actor, at: dt.datetime) -> None:
    """The office has the default rules and no others. A rule that stays keeps its identity, so that nothing goes out twice."""
    Office.objects.select_for_update().get(pk=office.pk)
    present = {(rule.cause, rule.days): rule for rule in Deadline.objects.filter(office=office)}
    for default in DEFAULTS:
        if rule := present.pop((default.cause, default.days), None):
            words = {name: "" for name in columns("subject", "body") if getattr(rule, name)}
            plain = {"time": default.time, "every": default.every, "own_text": False, "active": True}
            records.amend(rule, {**plain, **words}, by=by, at=at)
    for rule in present.values():
        records.delete(rule, by=by, at=at)
    _add_defaults([office], by=by, at=at)


@transaction.atomic
def add_rule(*, office: Office, by: Actor, at: dt.datetime, **values: Any) -> Deadline:
    """`values`: cause, days, time, every, own_text, subject_en …, body_en …, active. Raises Invalid, Conflict."""
    rule = Deadline(office=office, **values)
    _check(rule)
    return records.create(rule, by=by, at=at, refusals=REFUSALS)


@transaction.atomic
def amend_rule(
    rule: Deadline, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. What waits is looked at again before it is sent. Raises Invalid, Conflict, Stale."""
    for name, value in changes.items():
        setattr(rule, name, value)
    _check(rule)
    return records.amend(rule, changes, by=by, at=at, expected=expected, refusals=REFUSALS)


@transaction.atomic
def delete_rule(rule: Deadline, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict for the last one: an office without any rule gets the defaults."""
    Office.objects.select_for_update().get(pk=rule.office_id)
    if not Deadline.objects.filter(office=rule.office_id).exclude(pk=rule.pk).exists():
        raise Conflict(_("The last rule stays: switch it off instead."))
    records.delete(rule, by=by, at=at)


def _add_defaults(offices: list[Office], *, at: dt.datetime, by: Actor = "system") -> int:
    """A planner that does the same at the same time loses nothing: the second finds the rules and writes none."""
    rules = [Deadline(office=office, **default._asdict()) for office in offices for default in DEFAULTS]
    Deadline.objects.bulk_create(rules, ignore_conflicts=True)
    uids = [rule.uid for rule in rules]
    made = Deadline.objects.filter(uid__in=uids).order_by("pk")
    entries = [journal.entry(rule, "created", by=by, at=at) for rule in made]
    journal.write(entries)
    return len(entries)


def _check(rule: Deadline) -> None:
    _check_days(rule)
    if not rule.own_text:
        return
    given = {name: getattr(rule, name) or "" for name in columns("subject", "body")}
    placeholders.check(given, names=NAMES)
    subjects, bodies = texts(rule, "subject"), texts(rule, "body")
    errors: dict[str, list[str]] = {}
    for code in CODES:
        if code in bodies and code not in subjects:
            errors[column("subject", code)] = [_("State a subject too.")]
        if code in subjects and code not in bodies:
            errors[column("body", code)] = [_("State the text too.")]
    if not subjects and not bodies:
        errors[column("subject", "en")] = [_("State subject and text in at least one language.")]
    if errors:
        raise Invalid(errors=errors)


def _check_days(rule: Deadline) -> None:
    if abs(rule.days) > FURTHEST:
        raise Invalid(
            _("A reminder goes out at most %(days)s days before or after.") % {"days": FURTHEST}, field="days"
        )
    if rule.cause in BEFOREHAND and rule.days > 0:
        raise Invalid(_("This reminder goes out before the day or on it."), field="days")
    if rule.cause in AFTERWARDS and rule.days < 1:
        raise Invalid(_("This reminder goes out after the day."), field="days")
    if rule.every == 0:
        raise Invalid(_("State at least one day, or nothing."), field="every")
    if rule.every and (rule.cause in BEFOREHAND or rule.days < 0):
        raise Invalid(_("Only what goes out on the day or after it is repeated."), field="every")


def _taken() -> DomainError:
    return Conflict(_("There is a rule for this day already."), field="days")


REFUSALS = {"deadline_once": _taken}
