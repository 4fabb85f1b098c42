"""All figures, in the order in which they are shown."""

from __future__ import annotations

from reports.statistics.figures_events import DELEGATION_FIGURES, EVENT_FIGURES, PARTICIPANT_FIGURES
from reports.statistics.figures_results import AGREEMENT_FIGURES, FOLLOW_UP_FIGURES, PROJECT_FIGURES

FIGURES = (
    *EVENT_FIGURES,
    *PARTICIPANT_FIGURES,
    *DELEGATION_FIGURES,
    *AGREEMENT_FIGURES,
    *FOLLOW_UP_FIGURES,
    *PROJECT_FIGURES,
)
BY_KEY = {figure.key: figure for figure in FIGURES}
