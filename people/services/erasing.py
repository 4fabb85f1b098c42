"""Erasing a person: what each room declares of its personal fields, and what becomes of the directory and the outbox.

`Rule` says of every model with PERSONAL what happens to it; a test walks the registry and fails where one says nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from base.languages import speaking
from base.records import Record, key
from people.models import (
    DevelopmentMail,
    IdempotencyKey,
    Identifier,
    Invitation,
    Merger,
    Notice,
    NoticeState,
    Office,
    Person,
    Post,
    User,
)
from people.services import directory
from people.services.journal import Actor
from people.services.outbox import UNSETTLED, WAITING

REASON = "the person was erased"
LATIN = re.compile(r"^[\w\s.'’\-]+$", re.ASCII)
SHORTEST = 4
"""A single Latin word shorter than this is no whole name that can be looked for in texts."""
ACCOUNTS = "an account of the office, not of the directory"


@dataclass(frozen=True, slots=True)
class Rule:
    """Of one model: the fields that are emptied, or that its rows are deleted; `kept` says why a field stays."""

    model: type[models.Model]
    cleared: Sequence[str] = ()
    deleted: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)


RULES = (
    Rule(Person, ("given_name", "family_name", "native_name", "honorific", "academic_style", "aliases", "languages", "language", "country", "email", "phone", "notes", "sort_name", "search")),
    Rule(Post, ("title", "department")),
    Rule(Identifier, deleted=True),
    Rule(Merger, ("kept_values",)),
    Rule(Notice, ("address",)),
    Rule(DevelopmentMail, deleted=True),
    Rule(IdempotencyKey, deleted=True),
    Rule(User, kept={"email": ACCOUNTS, "name": ACCOUNTS}),
    Rule(Invitation, kept={"email": ACCOUNTS}),
    Rule(Office, kept={"contact_name": "the office says itself whom to ask", "contact_email": "the office says itself whom to ask"}),
)  # fmt: skip


@dataclass(slots=True)
class Erasing:
    """One erasure: who does it, and everything by which the person was known before."""

    person: Person
    by: Actor
    at: dt.datetime
    stand_in: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    uids: tuple[str, ...]
    keys: tuple[str, ...]
    registrations: tuple[int, ...]
    counted: Counter[str] = field(default_factory=Counter)

    def clear(self, model: Any, names: Iterable[str], *where: Q, **more: Any) -> int:
        """Empty these columns of the rows of the office, in one statement; `more` gives columns other values."""
        rows: models.QuerySet[Any] = models.QuerySet(model).filter(*where)
        changes = {**blanks(model, names), **more}
        if issubclass(model, Record):
            changes |= {"version": F("version") + 1, "updated_at": self.at}
        return self._count(model, rows.update(**changes))

    def delete(self, model: Any, *where: Q) -> int:
        return self._count(model, models.QuerySet(model).filter(*where).delete()[0])

    def _count(self, model: Any, number: int) -> int:
        if number:
            self.counted[model._meta.label_lower] += number
        return number


def begin(person: Person, *, registrations: Iterable[Any], emails: Iterable[str], by: Actor, at: dt.datetime) -> Erasing:  # fmt: skip
    """`registrations`: (id, uid) of all that are the person's; `emails` those that they state."""
    rows = list(registrations)
    mergers = list(person.mergers.all())
    before = [merger.kept_values.get("record", {}) for merger in mergers]
    addresses = {person.email, *emails, *(one.get("email", "") for one in before)}
    with speaking(person.office.language):
        stand_in = _("Erased person %(number)s") % {"number": person.pk}
    return Erasing(
        person=person, by=by, at=at, stand_in=stand_in,
        names=whole_names(person, before),
        addresses=_own(person, {one.strip().lower() for one in addresses if one and one.strip()}),
        uids=(str(person.uid), *(str(merger.former_uid) for merger in mergers), *(str(uid) for _pk, uid in rows)),
        keys=(key("person", person.pk), *(merger.former_key for merger in mergers), *(key("registration", pk) for pk, _uid in rows)),
        registrations=tuple(pk for pk, _uid in rows),
    )  # fmt: skip


def _own(person: Person, addresses: set[str]) -> tuple[str, ...]:
    """Without those that others share: the mailbox of an institute goes on serving its other people."""
    others = Person.objects.filter(office=person.office_id).exclude(pk=person.pk)
    shared = others.annotate(lower_email=Lower("email")).filter(lower_email__in=addresses)
    return tuple(sorted(addresses - set(shared.values_list("lower_email", flat=True))))


def whole_names(person: Person, before: Iterable[Mapping[str, Any]] = ()) -> tuple[str, ...]:
    """Every whole name by which the person was known, the longest first; a family name alone is none."""
    found = {person.name, person.styled_name, person.native_name, *person.aliases}
    for one in before:
        given, family = str(one.get("given_name", "")), str(one.get("family_name", ""))
        found |= {
            f"{given} {family}",
            f"{family} {given}",
            one.get("native_name", ""),
            *one.get("aliases", []),
        }
    found |= {f"{person.given_name} {person.family_name}", f"{person.family_name} {person.given_name}"}
    names = {" ".join(name.split()) for name in found if name}
    return tuple(sorted((name for name in names if _is_whole(name)), key=lambda name: (-len(name), name)))


def blanks(model: Any, names: Iterable[str]) -> dict[str, Any]:
    """Column → its empty value; a content field is emptied in every language."""
    columns = {one.name: one for one in model._meta.concrete_fields}
    found: dict[str, Any] = {}
    for name in names:
        for column, one in columns.items():
            original = getattr(one, "translated_field", one)
            if original.name == name:
                found[column] = _empty(one)
    return found


def erase(run: Erasing, *, posts_kept: Iterable[int]) -> None:
    """The person of the directory becomes somebody erased; nothing more leaves for them. `posts_kept`: ids of posts that a signature names."""
    person = run.person
    for name, value in blanks(Person, RULES[0].cleared).items():
        setattr(person, name, value)
    person.family_name, person.name_order = run.stand_in, Person.NameOrder.GIVEN_FIRST
    directory.index_person(person)
    person.version += 1
    person.updated_at = run.at
    person.save(update_fields=[*blanks(Person, RULES[0].cleared), "name_order", "version", "updated_at"])
    kept = list(posts_kept)
    run.delete(Post, Q(person=person) & ~Q(pk__in=kept))
    run.clear(Post, ("title", "department", "rank", "since", "until"), Q(pk__in=kept))
    run.delete(Identifier, Q(person=person))
    run.clear(Merger, ("kept_values",), Q(person=person))
    _redact_mergers_of_organizations(run)
    _silence(run)
    _forget_answers(run)


def _redact_mergers_of_organizations(run: Erasing) -> None:
    """Posts that two organizations had in common were kept with the values they had."""
    ids = {run.person.pk, *(int(one.partition(":")[2]) for one in run.keys if one.startswith("person:"))}
    folded = Q()
    for pk in ids:
        folded |= Q(kept_values__contains={"folded": [{"person_id": pk}]})
    mergers = list(Merger.objects.filter(folded, office=run.person.office_id).exclude(organization=None))
    for merger in mergers:
        rows = [one for one in merger.kept_values["folded"] if one.get("person_id") not in ids]
        merger.kept_values = {**merger.kept_values, "folded": rows}
    Merger.objects.bulk_update(mergers, ["kept_values"])


def _silence(run: Erasing) -> None:
    """What waits or failed is withdrawn; of what left, the address goes."""
    rows = Notice.objects.filter(recipient__in=run.keys)
    rows.filter(state__in=[*WAITING, *UNSETTLED]).update(
        state=NoticeState.WITHDRAWN, token=None, lease_until=None, error=REASON, trouble=""
    )
    run._count(Notice, rows.update(address=""))
    found = Q()
    for text in run.addresses:
        found |= Q(to__icontains=text) | Q(text__icontains=text)
    for text in run.names:
        found |= Q(text__icontains=text)
    if found:
        DevelopmentMail.objects.filter(found).delete()


def _forget_answers(run: Erasing) -> None:
    """Answers of the API that repeat what was known of the person; they are kept for a day."""
    needles = [*run.uids, *run.addresses, *run.names]
    IdempotencyKey.objects.extra(
        where=[
            "EXISTS (SELECT 1 FROM unnest(%s::text[]) n WHERE position(convert_to(n, 'UTF8') in body) > 0)"
        ],
        params=[needles],
    ).delete()


def _is_whole(name: str) -> bool:
    if not LATIN.match(name):
        return len(name) > 1
    return " " in name or len(name) >= SHORTEST


def _empty(one: Any) -> Any:
    return None if one.null else one.get_default()
