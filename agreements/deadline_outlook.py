"""What the office's rules will send about one thing, to whom and when, and what they sent: for its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from agreements.deadline_notices import kinds
from agreements.deadline_words import NAMES, Thing, own_words, when
from agreements.models import Agreement, Cause, Deadline, FollowUp
from agreements.standing import ENTERED_IN_TIME, REVISION, STANDING, addressed, rows
from base import placeholders
from base.dates import local_instant
from base.languages import speaking
from base.records import key
from people.models import Notice, Person, User
from people.notices import Message, kind_of
from people.services import mail
from people.services.own_texts import office_texts

MOST_SENT = 20
_OF_ONE = f"""
SELECT s.*, {REVISION} AS revision FROM ({STANDING}) AS s
WHERE s.noun = %(noun)s AND s.thing_id = %(thing)s AND s.office_id = %(office)s AND s.active
  AND {ENTERED_IN_TIME} AND (s.anchor IS NOT NULL OR s.instant > %(at)s)
"""  # noqa: S608 (constants only)
_TO_COME = f"""
{addressed(_OF_ONE)}
SELECT rule_id, cause, days, every, time, revision, recipient, address FROM addressed
"""  # noqa: S608 (constants only)


@dataclass(frozen=True, slots=True)
class ToCome:
    """One rule's next notice: its moment, after how many days it is repeated, and the names of those it reaches."""

    label: Any
    moment: dt.datetime
    every: int | None
    names: list[str]


@dataclass(frozen=True, slots=True)
class Outlook:
    to_come: list[ToCome]
    sent: list[Notice]
    zone: str


def outlook(thing: Thing, at: dt.datetime) -> Outlook:
    """As things stand, in four queries. The page shows it by `agreements/_deadlines.html`."""
    found = rows(_TO_COME, noun=noun_of(thing), thing=thing.pk, office=thing.office_id, at=at)
    names = _names(found)
    together: dict[int, list[dict[str, Any]]] = {}
    for row in found:
        together.setdefault(row["rule_id"], []).append(row)
    to_come = []
    for told in together.values():
        moment = next_moment(told[0], thing.office.zone, at)
        if moment is not None:
            label = Cause(told[0]["cause"]).label
            to_come.append(ToCome(label, moment, told[0]["every"], [names[row["recipient"]] for row in told]))
    return Outlook(sorted(to_come, key=lambda one: one.moment), sent_about(thing), thing.office.zone)


def next_moment(row: dict[str, Any], zone: str, at: dt.datetime) -> dt.datetime | None:
    """When a rule next falls due for a thing after `at`; None when it does not any more."""
    moment, anchor = when(row["revision"], zone)
    day = anchor + dt.timedelta(days=row["days"])
    due = local_instant(day, row["time"], zone)
    today = at.astimezone(ZoneInfo(zone)).date()
    while due <= at and row["every"]:
        behind = max(1, (today - day).days // row["every"])
        day += dt.timedelta(days=behind * row["every"])
        due = local_instant(day, row["time"], zone)
    return due if due > at and (moment is None or due < moment) else None


def sent_about(thing: Thing) -> list[Notice]:
    """The last reminders about it, each with the label of its kind."""
    found = Notice.objects.about(key(noun_of(thing), thing.pk)).filter(kind__in=kinds())
    notices: list[Any] = list(found.order_by("-due_at", "-pk")[:MOST_SENT])
    for notice in notices:
        kind = kind_of(notice.kind)
        notice.label = kind.label if kind else notice.kind
    return notices


def noun_of(thing: Thing) -> str:
    """The noun of its journal key."""
    if isinstance(thing, Agreement):
        return "agreement"
    return "follow_up" if isinstance(thing, FollowUp) else "project"


def sample(rule: Deadline, language: str) -> Message:
    """How the rule reads, with the meaning of each placeholder in its stead."""
    with speaking(language):
        said = {name: f"({label})" for name, label in NAMES.items()} | {"office_name": rule.office.name}
    subject, text = own_words(rule, language)
    if text:
        subject, text = placeholders.fill(subject, said), placeholders.fill_body(text, said)
    else:
        name = f"deadline.{rule.cause}"
        words = office_texts(rule.office_id, name).words(rule.office_id, name, language)
        subject, text = mail.render(language, name, {**said, "renewal": "by_consent"}, words)
    return Message(subject, text, sender_name=rule.office.name, reply_to=rule.office.contact_email)


def placeholder_help() -> list[tuple[str, Any]]:
    return [(f"{{{name}}}", label) for name, label in NAMES.items()]


def _names(found: list[dict[str, Any]]) -> dict[str, str]:
    """Recipient → name; whoever has none is called by the address."""
    ids: dict[str, list[int]] = {"user": [], "person": []}
    for row in found:
        noun, _colon, pk = row["recipient"].partition(":")
        ids[noun].append(int(pk))
    users = User.objects.only("name", "email").in_bulk(ids["user"])
    people = Person.objects.defer("search").in_bulk(ids["person"])
    known = {key("user", pk): str(user) for pk, user in users.items()}
    known |= {
        key("person", pk): _("%(name)s (by link)") % {"name": person.name} for pk, person in people.items()
    }
    return {row["recipient"]: known.get(row["recipient"], row["address"]) for row in found}
