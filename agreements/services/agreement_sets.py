"""Agreements in sets, recorded after the fact, with parties, signatures and witnesses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Signature
from agreements.services.agreements import DERIVED, derive
from agreements.services.parties import SIGNED, write_parties
from agreements.validators import check_agreement
from base.errors import Conflict, DomainError
from people.models import Organization, Person, Post, User
from people.services import journal, record_parts, record_sets
from people.services.journal import Actor
from people.services.record_sets import SetRefused

Between = tuple[Agreement, Sequence[Organization]]
"""An agreement and its parties in order."""
Signed = tuple[Party, Sequence[tuple[Person, Post | None]]]
"""A party and who signed for it, in the post held then."""


@transaction.atomic
def record_agreements(entered: Iterable[Between], *, by: Actor, at: dt.datetime) -> list[Agreement]:
    """Enter agreements with their parties in whatever state they are known in. Raises SetRefused."""
    chosen = list(entered)
    _demand_sound(chosen)
    for agreement, parties in chosen:
        derive(agreement, parties)
    rows = record_sets.create_many([agreement for agreement, _parties in chosen], by=by, at=at)
    write_parties(chosen)
    return rows


@transaction.atomic
def amend_agreements(
    pairs: Iterable[tuple[Agreement, Mapping[str, Any], Sequence[Organization]]],
    *,
    by: Actor,
    at: dt.datetime,
) -> list[list[str]]:
    """Set attributes and parties; for each the names of what changed.

    Raises SetRefused, also where the parties of a signed agreement would change; Stale.
    """
    chosen = list(pairs)
    derived = {}
    for agreement, changes, parties in chosen:
        for name, value in changes.items():
            setattr(agreement, name, value)
        derived[agreement.pk] = derive(agreement, parties)
    between = [(agreement, parties) for agreement, _changes, parties in chosen]
    differing = _differing(between)
    _demand_sound(between, differing)
    written = [
        (agreement, {**changes, **derived[agreement.pk]} if changes or agreement.pk in differing else {})
        for agreement, changes, _parties in chosen
    ]
    changed = record_sets.amend_many(written, by=by, at=at)
    told = [[name for name in names if name not in DERIVED] for names in changed]
    moved = [pair for pair in between if pair[0].pk in differing]
    write_parties(moved)
    record_parts.touch_many([agreement for agreement, _parties in moved], by=by, at=at, fields=["parties"])
    return [
        [*names, "parties"] if agreement.pk in differing else names
        for (agreement, _parties), names in zip(between, told, strict=True)
    ]


@transaction.atomic
def set_signatures(wanted: Sequence[Signed], *, new: bool, by: Actor, at: dt.datetime) -> set[Any]:
    """Who signed for each party: who is missing is recorded, who is not named any more has the signature annulled.

    Whoever stood there already keeps the post that is recorded. Returns the keys of the parties that changed; three
    statements besides the journal. Raises SetRefused.
    """
    lists = list(wanted)
    there: dict[Any, dict[Any, Signature]] = {party.pk: {} for party, _signed in lists}
    for signature in Signature.objects.valid().filter(party__in=there):
        there[signature.party_id][signature.person_id] = signature
    missing = [
        Signature(office_id=party.office_id, party=party, person=who, post=post)
        for party, signed in lists
        for who, post in signed
        if who.pk not in there[party.pk]
    ]
    record_sets.demand_sound(missing)
    gone = [
        signature
        for party, signed in lists
        for signature in there[party.pk].values()
        if signature.person_id not in {who.pk for who, _post in signed}
    ]
    _annul(gone, by=by, at=at)
    Signature.objects.bulk_create(missing)
    changed = {signature.party_id for signature in (*missing, *gone)}
    if not new:
        agreements = {party.agreement_id: party.agreement for party, _signed in lists if party.pk in changed}
        record_parts.touch_many(agreements.values(), by=by, at=at, fields=["signatories"])
    return changed


def _annul(gone: Sequence[Signature], *, by: Actor, at: dt.datetime) -> None:
    if not gone:
        return
    Signature.objects.filter(pk__in=[signature.pk for signature in gone]).update(
        annulled_at=at, annulled_by=by if isinstance(by, User) else None,
        annulment=_("Another signatory is stated in its place."), version=F("version") + 1, updated_at=at,
    )  # fmt: skip
    journal.write(
        journal.entry(signature, "annulled", by=by, at=at, fields=["annulment"]) for signature in gone
    )


@transaction.atomic
def set_witnesses(
    wanted: Sequence[tuple[Agreement, Sequence[Person]]], *, new: bool, by: Actor, at: dt.datetime
) -> set[Any]:
    """The named witnesses, in place of those there were; returns the keys of the agreements that changed."""
    through: Any = Agreement.witnesses.through
    lists = [
        (agreement, [through(agreement=agreement, person=person) for person in people])
        for agreement, people in wanted
    ]
    changed = record_parts.set_parts(lists, owner="agreement", key=("person_id",))
    if not new:
        agreements = [agreement for agreement, _people in wanted if agreement.pk in changed]
        record_parts.touch_many(agreements, by=by, at=at, fields=["witnesses"])
    return changed


def _demand_sound(chosen: Sequence[Between], differing: Iterable[Any] | None = None) -> None:
    """Raises SetRefused with all that is wrong with fields and parties."""
    refused: dict[int, list[DomainError]] = {}
    try:
        record_sets.demand_sound([agreement for agreement, _parties in chosen])
    except SetRefused as exc:
        refused |= {place: list(faults) for place, faults in exc.rows.items()}
    for place, (agreement, parties) in enumerate(chosen):
        if any(party.pk is None for party in parties):
            refused.setdefault(place, []).append(record_sets.Orphaned())
            continue
        try:
            check_agreement(agreement, parties)
            if differing is not None and agreement.pk in differing and agreement.state in SIGNED:
                raise Conflict(_("The parties of a signed agreement do not change."), field="parties")
        except DomainError as exc:
            refused.setdefault(place, []).append(exc)
    if refused:
        raise SetRefused(refused)


def _differing(between: Sequence[Between]) -> set[Any]:
    there: dict[Any, list[Any]] = {}
    parties = Party.objects.filter(agreement__in=[agreement.pk for agreement, _parties in between])
    for agreement_id, organization_id in parties.values_list("agreement_id", "organization_id"):
        there.setdefault(agreement_id, []).append(organization_id)
    return {
        agreement.pk
        for agreement, wanted in between
        if there.get(agreement.pk, []) != [party.pk for party in wanted]
    }
