"""What a figure is: a name, a unit, which rows of a source it counts and how, and its rule in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.statistics.sources import Source

Words = str | Promise


class Section(models.TextChoices):
    EVENTS = "events", _("Events")
    PARTICIPANTS = "participants", _("Participants")
    DELEGATIONS = "delegations", _("Delegations")
    AGREEMENTS = "agreements", _("Agreements")
    FOLLOW_UPS = "follow-ups", _("Follow-ups")
    PROJECTS = "projects", _("Projects")


class Shown(models.TextChoices):
    """As what the rows behind a figure are listed."""

    EVENT = "event"
    PERSON = "person"
    PRESENCE = "presence"
    GROUP = "group"
    DELEGATION = "delegation"
    DELEGATE = "delegate"
    DELEGATE_PRESENCE = "delegate_presence"
    DELEGATED_GROUP = "delegated_group"
    AGREEMENT = "agreement"
    FOLLOW_UP = "follow_up"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts the different values of `each` among the rows where each column of `where` has one of its values.

    With `total` it adds up that column instead. `split` gives one number for each value of these columns.
    """

    key: str
    section: Section
    name: Words
    unit: Words
    rule: Words
    source: Source
    shown: Shown
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    each: tuple[str, ...] = ("pk",)
    split: tuple[str, ...] = ()
    total: str = ""
    is_headline: bool = False

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def conditions(self) -> dict[str, Any]:
        return {f"{column}__in": values for column, values in self.where.items()}
