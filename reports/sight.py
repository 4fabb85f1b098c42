"""Whose eyes count: a user's, in one office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from people.models import Office, User


@dataclass(frozen=True, slots=True)
class Sight:
    office: Office
    user: User

    def of(self, model: type[Model]) -> QuerySet[Any]:
        """The office's records that this user may see."""
        objects: Any = model._default_manager
        found: QuerySet[Any] = objects.visible_to(self.user).of(self.office)
        return found
