"""The last lines of a version: its number, who wrote and reviewed it, where it stands."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.utils.translation import gettext as _

from base.wording import date_in_words, number_in_words
from reports.narrative.tree import Facts, Run, Statement


class Version(Protocol):
    """What is told of a version; `reports.renderers.imprint.Imprint` has it."""

    @property
    def number(self) -> int: ...
    @property
    def written_by(self) -> str: ...
    @property
    def reviewed_by(self) -> str: ...
    @property
    def approved_on(self) -> dt.date | None: ...
    @property
    def state(self) -> str: ...
    @property
    def address(self) -> str: ...


def imprint_facts(version: Version | None, language: str) -> Facts:
    """No rows without a version."""
    if version is None:
        return Facts(())
    rows = (
        (_("Version"), Run(number_in_words(version.number, language=language))),
        (_("State"), Run(version.state)),
        (_("Written by"), Run(version.written_by)),
        (_("Reviewed by"), Run(version.reviewed_by)),
        (_("Approved on"), Run(date_in_words(version.approved_on, language=language))),
        (_("Address"), Run(version.address, href=version.address)),
    )
    return Facts(tuple((label, Statement((run,))) for label, run in rows if run.text))
