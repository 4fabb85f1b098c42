"""Fields for the identifiers that others gave: one for each scheme; the verb checks what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from people.identifiers import HINTS
from people.models import Identifier, Organization, Person
from people.services.identifiers import identifiers_of

LONGEST = 200


class IdentifiersMixin:
    """Of a model form; `SCHEMES` says which are offered."""

    SCHEMES: Iterable[str]
    fields: dict[str, forms.Field]
    initial: Any
    cleaned_data: dict[str, object]

    def add_identifiers(self, record: Organization | Person) -> None:
        stated = identifiers_of(record) if record.pk else {}
        for scheme in self.SCHEMES:
            self.fields[scheme] = forms.CharField(
                label=Identifier.Scheme(scheme).label,
                help_text=HINTS[scheme],
                max_length=LONGEST,
                required=False,
            )
            self.initial[scheme] = stated.get(scheme, "")

    @property
    def identifiers(self) -> dict[str, str]:
        return {scheme: str(self.cleaned_data[scheme]) for scheme in self.SCHEMES}

    @property
    def identifier_fields(self) -> list[forms.BoundField]:
        return [self[scheme] for scheme in self.SCHEMES]  # type: ignore[index]
