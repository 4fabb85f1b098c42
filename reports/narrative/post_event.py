"""The post-event report: essentials, lead, and numbered sections as far as there is something to say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.narrative import agenda, event, exhibits, outcomes, participants, provenance, results
from reports.narrative.delegations import delegations
from reports.narrative.directory import directory
from reports.narrative.essentials import essentials
from reports.narrative.lead import lead
from reports.narrative.organizations import organizations
from reports.narrative.sub_events import sub_events
from reports.narrative.telling import Telling
from reports.narrative.tree import NOTHING, Facts, Narrative, Run, Section, Statement, numbered


def post_event(telling: Telling, imprint: Facts) -> Narrative:
    return Narrative(
        kind="post-event",
        language=telling.language,
        label=_("Post-event report"),
        title=Statement(telling.text(telling.event.title), ("$.event.title",)),
        subtitle=subtitle(telling),
        facts=essentials(telling),
        lead=lead(telling),
        sections=numbered(_sections(telling)),
        imprint=imprint,
    )


def _sections(telling: Telling) -> list[Section]:
    return [
        event.about(telling),
        event.bodies(telling),
        organizations(telling),
        participants.participants(telling),
        delegations(telling),
        agenda.agenda(telling),
        exhibits.exhibits(telling),
        sub_events(telling),
        outcomes.outcomes(telling),
        results.agreements(telling),
        results.figures(telling),
        results.follow_ups(telling),
        agenda.planned(telling),
        agenda.dropped(telling),
        provenance.photographs(telling),
        directory(telling),
        provenance.sources(telling),
        provenance.credits_(telling),
    ]


def subtitle(telling: Telling) -> Statement:
    """The native title under a translated one, where the dossier states the title in another of its languages."""
    titles = telling.event.title.root
    shown = telling.event.title.read(telling.language)[1]
    other = next((code for code in ("en", "zh-hans", *titles) if code in titles and code != shown), None)
    return Statement((Run(titles[other], other),), ("$.event.title",)) if other else NOTHING
