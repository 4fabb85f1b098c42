"""Facts → statements: what a dossier says, told in one language as a tree that every renderer lays out."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from django.utils import translation

from base.languages import supported
from reports.dossier.schema import Dossier
from reports.narrative.imprint import Version, imprint_facts
from reports.narrative.post_event import post_event
from reports.narrative.release import news_release
from reports.narrative.telling import Telling
from reports.narrative.tree import Narrative

NotStated = Literal["omit", "mark"]


class ReportKind(StrEnum):
    POST_EVENT = "post-event"
    NEWS_RELEASE = "news-release"


_TELLERS = {ReportKind.POST_EVENT: post_event, ReportKind.NEWS_RELEASE: news_release}


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
        return _TELLERS[kind](telling, imprint_facts(imprint, language))
