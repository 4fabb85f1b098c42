"""The events within the event, each with everything that belongs to it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.narrative import (
    agenda,
    delegations,
    event,
    exhibits,
    outcomes,
    participants,
    provenance,
    results,
)
from reports.narrative.essentials import essentials
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Facts, Section


def sub_events(telling: Telling) -> Section:
    sections = tuple(
        _sub_event(telling.within(place), place) for place in range(len(telling.dossier.sub_events))
    )
    return Section("sub-events", _("Events within the event"), (), sections)


def _sub_event(telling: Telling, place: int) -> Section:
    title, language = telling.heading(telling.event.title)
    facts = essentials(telling)
    behind = event.bodies(telling).blocks
    if behind and isinstance(behind[0], Facts):
        facts = Facts(facts.rows + behind[0].rows)
    blocks: tuple[Block, ...] = (facts, *event.about_blocks(telling))
    parts = (
        participants.participants(telling),
        delegations.delegations(telling),
        agenda.agenda(telling),
        exhibits.exhibits(telling),
        outcomes.outcomes(telling),
        results.agreements(telling),
        results.follow_ups(telling),
        agenda.planned(telling),
        agenda.dropped(telling),
        provenance.photographs(telling),
    )
    return with_prefix(Section("of", title, blocks, parts, lang=language), f"sub-event-{place + 1}")


def with_prefix(section: Section, prefix: str) -> Section:
    """The same section with ids that no other event's sections have."""
    inner = tuple(with_prefix(part, prefix) for part in section.sections)
    return replace(section, id=f"{prefix}-{section.id}", sections=inner)
