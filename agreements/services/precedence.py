"""Putting the parties of an agreement, and who acts for each, in order of precedence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Representative
from agreements.services.agreements import amend_agreement
from agreements.services.parties import SIGNED
from agreements.services.representatives import reorder_representatives
from events.services.standings import registered
from people.models import Person, Precedence
from people.precedence import Standing
from people.services.journal import Actor
from people.standings import Section, in_sections, named, standings

ByParty = dict[int, list[tuple[Representative, Standing]]]


def agreement_in_order(agreement: Agreement, precedence: Precedence) -> list[Section]:
    """Who acts for each party, by task, and first the parties themselves while they may still change.

    A party has the rank of the highest of its signatories; it is the host side where it is of the office's country.
    """
    convention = precedence.convention
    parties = list(agreement.parties.select_related("organization"))
    acting = _acting(agreement)
    labelled = [
        (f"{party.organization}: {one.get_task_display()}", standing)
        for party in parties
        for one, standing in acting.get(party.pk, [])
    ]
    sections = in_sections(labelled, convention)
    if agreement.state in SIGNED:
        return sections
    home = str(agreement.office.country or "")
    stood = [(_("Parties"), _party(party, acting.get(party.pk, []), home)) for party in parties]
    return [*in_sections(stood, convention), *sections]


@transaction.atomic
def put_agreement_in_order(
    agreement: Agreement, precedence: Precedence, *, by: Actor, at: dt.datetime
) -> None:
    """The signing table takes its order from here. The parties of a signed agreement stay as they stand in it."""
    sections = agreement_in_order(agreement, precedence)
    uids = [uid for section in sections for uid in section.uids]
    parties = {party.uid: party.organization for party in agreement.parties.select_related("organization")}
    ordered = [parties[uid] for uid in uids if uid in parties]
    if ordered:
        amend_agreement(agreement, {}, parties=ordered, by=by, at=at)
    acting = [uid for uid in uids if uid not in parties]
    reorder_representatives(agreement, acting, by=by, at=at, note=str(precedence))


def _acting(agreement: Agreement) -> ByParty:
    """Each with the rank of the post in which they act, else as at the event of the agreement, else as in the directory."""
    rows = Representative.objects.filter(party__agreement=agreement).order_by("task", "position", "pk")
    chosen = list(rows.select_related("person", "post__organization"))
    people = list({one.person_id: one.person for one in chosen}.values())
    known = _known(agreement, people)
    found: ByParty = {}
    for position, one in enumerate(chosen):
        standing = replace(known[one.person_id], key=str(one.uid), position=position)
        if one.post:
            standing = replace(standing, rank=one.post.rank, organization=named(one.post.organization))
        found.setdefault(one.party_id, []).append((one, standing))
    return found


def _known(agreement: Agreement, people: list[Person]) -> dict[int, Standing]:
    on = agreement.signed_on.last_day if agreement.signed_on else None
    if agreement.event_id:
        return registered(agreement.event_id, people, on=on)
    found = standings(people, on=on)
    return {person.pk: standing for person, standing in zip(people, found, strict=True)}


def _party(party: Party, acting: Iterable[tuple[Representative, Standing]], home: str) -> Standing:
    country = str(party.organization.country or "")
    ranks = [
        standing.rank
        for one, standing in acting
        if one.task == Representative.Task.SIGNATORY and standing.rank is not None
    ]
    return Standing(
        key=str(party.uid),
        name=str(party.organization),
        sort_name=party.organization.sort_name,
        rank=min(ranks, default=None),
        notified_on=None,
        country=country,
        organization=named(party.organization),
        host=bool(home) and country == home,
        position=party.position,
    )
