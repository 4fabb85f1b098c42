"""The parties of an agreement in order, and who signed for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Signature
from agreements.states import AgreementState
from base.errors import Conflict, Invalid
from people.models import Organization, Person, Post
from people.services import records

Signatories = Mapping[Organization, Sequence[tuple[Person, Post | None]]]
"""For each party who signed for it, in the post held then; a party that is missing has its signatories not stated."""
SIGNED = frozenset(
    {AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.EXPIRED, AgreementState.RENEWED}
)


def signatories_of(agreement: Agreement) -> dict[Organization, list[tuple[Person, Post | None]]]:
    """For each party whose signatories are stated who signed, in the post held then; what was annulled is left out."""
    signed: dict[Organization, list[tuple[Person, Post | None]]] = defaultdict(list)
    valid = Signature.objects.valid().filter(party__agreement=agreement).order_by("party__position", "pk")
    for signature in valid.select_related("party__organization", "person", "post"):
        signed[signature.party.organization].append((signature.person, signature.post))
    return dict(signed)


def set_parties(agreement: Agreement, parties: Sequence[Organization], signatories: Signatories) -> None:
    """The parties of a new agreement with their signatures. Raises Invalid for a signatory of no party."""
    write_parties([(agreement, parties)])
    sign(agreement, parties, signatories)


def sign(agreement: Agreement, parties: Sequence[Organization], signatories: Signatories) -> bool:
    """Record the signatures that are not recorded yet; says whether there were any.

    Raises Invalid for a signatory of no party; Conflict when one who signed is left out: a signature is annulled.
    """
    if set(signatories) - set(parties):
        raise Invalid(_("A signatory signs for one of the parties."), field="parties")
    signed = [one for pairs in signatories.values() for pair in pairs for one in pair]
    records.demand_own(agreement.office_id, signed, field="parties")
    there = signatories_of(agreement)
    for organization, recorded in there.items():
        wanted = {person for person, _post in signatories.get(organization, ())}
        if any(person not in wanted for person, _post in recorded):
            raise Conflict(
                _("A recorded signature stays: annul it, with the reason, where it was recorded."),
                field="parties",
            )
    known = {(organization, person) for organization, pairs in there.items() for person, _post in pairs}
    of = {party.organization_id: party for party in agreement.parties.all()}
    rows = [
        Signature(office_id=agreement.office_id, party=of[organization.pk], person=person, post=post)
        for organization, pairs in signatories.items()
        for person, post in pairs
        if (organization, person) not in known
    ]
    Signature.objects.bulk_create(rows)
    return bool(rows)


def write_parties(wanted: Iterable[tuple[Agreement, Sequence[Organization]]]) -> None:
    """The parties in their order. One that stays keeps its signatures and representatives; four statements in all.

    Raises Conflict when a party with a signature would go.
    """
    lists = list(wanted)
    there: dict[Any, dict[Any, Party]] = defaultdict(dict)
    for party in Party.objects.filter(agreement__in=[agreement.pk for agreement, _parties in lists]):
        there[party.agreement_id][party.organization_id] = party
    new, moved, gone = [], [], []
    for agreement, parties in lists:
        known = there[agreement.pk]
        for position, organization in enumerate(parties):
            party = known.pop(organization.pk, None)
            if party is None:
                new.append(_party(agreement, organization, position))
            elif party.position != position:
                party.position = position
                moved.append(party)
        gone += list(known.values())
    if gone:
        _remove(gone)
    if moved:
        Party.objects.bulk_update(moved, ["position"])
    Party.objects.bulk_create(new)


def _party(agreement: Agreement, organization: Organization, position: int) -> Party:
    return Party(
        office_id=agreement.office_id, agreement=agreement, organization=organization, position=position
    )


def _remove(gone: Sequence[Party]) -> None:
    if Signature.objects.filter(party__in=gone).exists():
        raise Conflict(_("A party for which somebody signed stays."), field="parties")
    Party.objects.filter(pk__in=[party.pk for party in gone]).delete()
