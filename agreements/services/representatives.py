"""Who negotiates, is to sign, or is asked, for a party of an agreement."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Representative
from base.errors import Conflict, Invalid
from base.positions import next_position
from people.models import Person, Post
from people.services import journal, records
from people.services.journal import Actor

FIELDS = ["representatives"]


def named_twice() -> Conflict:
    return Conflict(_("They have this task for the party already."), field="person")


REFUSALS = {"representative_once": named_twice}


@transaction.atomic
def add_representative(
    *, party: Party, person: Person, task: str, by: Actor, at: dt.datetime, post: Post | None = None
) -> Representative:
    """At the end of the order of the party. Without a `post` the only one that they hold there is taken.

    Raises Invalid for the post of somebody else, Conflict for who has the task already.
    """
    made = Representative(
        office_id=party.office_id, party=party, person=person, post=post or _only_post(person, party), task=task,
        position=next_position(Representative.objects.filter(party=party, task=task)),
    )  # fmt: skip
    _check(made)
    records.create(made, by=by, at=at, refusals=REFUSALS)
    _tell(party, by=by, at=at)
    return made


@transaction.atomic
def amend_representative(
    representative: Representative,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Post, task, place in the order. Who is to sign in another post, or no longer, is to be confirmed anew. Raises Invalid, Conflict, Stale."""
    for name, value in changes.items():
        setattr(representative, name, value)
    _check(representative)
    stored = Representative.objects.get(pk=representative.pk)
    if any(getattr(stored, name) != getattr(representative, name) for name in ("post_id", "task")):
        changes = {**changes, "confirmed_at": None}
    changed = records.amend(representative, changes, by=by, at=at, expected=expected, refusals=REFUSALS)
    if changed:
        _tell(representative.party, by=by, at=at)
    return changed


@transaction.atomic
def move_representative(representative: Representative, step: int, *, by: Actor, at: dt.datetime) -> None:
    """One place up (-1) or down (1) among those of the party with the same task; at the end nothing happens."""
    rows = list(
        Representative.objects.select_for_update(of=("self",)).filter(
            party=representative.party_id, task=representative.task
        )
    )
    here = next(place for place, row in enumerate(rows) if row.pk == representative.pk)
    there = here + step
    if not 0 <= there < len(rows):
        return
    rows.insert(there, rows.pop(here))
    for position, row in enumerate(rows):
        row.position = position
    Representative.objects.bulk_update(rows, ["position"])
    _tell(representative.party, by=by, at=at)


@transaction.atomic
def reorder_representatives(
    agreement: Agreement, uids: Sequence[UUID], *, by: Actor, at: dt.datetime, note: str = ""
) -> None:
    """Put them in this order among those of their party with the same task; who is not named comes after. Raises Invalid."""
    rows = list(Representative.objects.select_for_update(of=("self",)).filter(party__agreement=agreement))
    place = {uid: number for number, uid in enumerate(uids)}
    if place.keys() - {row.uid for row in rows}:
        raise Invalid(_("The order was not understood."))
    rows.sort(key=lambda row: (place.get(row.uid, len(place)), row.position, row.pk))
    counts: Counter[tuple[int, str]] = Counter()
    moved = []
    for row in rows:
        among = (row.party_id, row.task)
        if row.position != counts[among]:
            row.position, row.version, row.updated_at = counts[among], row.version + 1, at
            moved.append(row)
        counts[among] += 1
    if moved:
        Representative.objects.bulk_update(moved, ["position", "version", "updated_at"])
        records.touch(agreement, at=at)
        journal.record(agreement, "representatives reordered", by=by, at=at, note=note)


@transaction.atomic
def confirm_signatory(
    representative: Representative, *, by: Actor, at: dt.datetime, confirmed: bool = True
) -> Representative:
    """They will come and sign; or, with `confirmed=False`, that is open again. Raises Conflict for who is not to sign."""
    if representative.task != Representative.Task.SIGNATORY:
        raise Conflict(_("Only who is to sign is confirmed."))
    if confirmed is (representative.confirmed_at is not None):
        return representative
    verb = "signatory confirmed" if confirmed else "signatory open again"
    records.amend(representative, {"confirmed_at": at if confirmed else None}, by=by, at=at, verb=verb)
    _tell(representative.party, by=by, at=at)
    return representative


@transaction.atomic
def remove_representative(representative: Representative, *, by: Actor, at: dt.datetime) -> None:
    party = representative.party
    records.delete(representative, by=by, at=at)
    _tell(party, by=by, at=at)


def _tell(party: Party, *, by: Actor, at: dt.datetime) -> None:
    """The agreement shows its representatives, so it has a new version."""
    records.touch(party.agreement, at=at)
    journal.record(party.agreement, "changed", by=by, at=at, fields=FIELDS)


def _only_post(person: Person, party: Party) -> Post | None:
    posts = list(Post.objects.filter(person=person, organization=party.organization_id)[:2])
    return posts[0] if len(posts) == 1 else None


def _check(representative: Representative) -> None:
    post = representative.post
    if post is not None and post.person_id != representative.person_id:
        raise Invalid(_("This is the post of another person."), field="post")
