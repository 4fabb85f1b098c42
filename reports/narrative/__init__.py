"""Facts → statements: what a dossier says, told in one language as a tree that every renderer lays out."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

from base.languages import supported
from reports.dossier.schema import Dossier
from reports.narrative import agenda, event, participants, provenance, results
from reports.narrative.imprint import Version, imprint_facts
from reports.narrative.telling import Telling
from reports.narrative.tree import NOTHING, Narrative, Run, Statement, numbered

NotStated = Literal["omit", "mark"]


class ReportKind(StrEnum):
    POST_EVENT = "post-event"


def narrate(
    dossier: Dossier,
    *,
    kind: str = ReportKind.POST_EVENT,
    language: str,
    not_stated: NotStated = "omit",
    imprint: Version | None = None,
) -> Narrative:
    """The dossier told in `language`. What is not stated is left out, or marked as not stated. Raises ValueError for an unknown kind."""
    kind, language = ReportKind(kind), supported(language)
    with translation.override(language):
        telling = Telling(dossier, language, mark=not_stated == "mark")
        return Narrative(
            kind=kind,
            language=language,
            label=_("Post-event report"),
            title=Statement(telling.text(dossier.event.title), ("$.event.title",)),
            subtitle=_subtitle(telling),
            facts=event.essentials(telling),
            lead=event.lead(telling),
            sections=numbered(
                [
                    event.about(telling),
                    event.bodies(telling),
                    participants.participants(telling),
                    agenda.agenda(telling),
                    results.outcomes(telling),
                    results.agreements(telling),
                    results.follow_ups(telling),
                    agenda.planned(telling),
                    provenance.photographs(telling),
                    provenance.sources(telling),
                    provenance.credits_(telling),
                ]
            ),
            imprint=imprint_facts(imprint, language),
        )


def _subtitle(telling: Telling) -> Statement:
    """The native title under a translated one, where the dossier states the title in another of its languages."""
    titles = telling.dossier.event.title.root
    shown = telling.dossier.event.title.read(telling.language)[1]
    other = next((code for code in ("en", "zh-hans", *titles) if code in titles and code != shown), None)
    return Statement((Run(titles[other], other),), ("$.event.title",)) if other else NOTHING
