"""The columns of a list of participants beside those of contacts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from base.tables import Field
from events.models import RegistrationRole
from people.services.contact_fields import FIELDS as OF_CONTACTS
from people.services.contact_fields import NAMES, looks_parsed, one_of

NOT_ASKED = frozenset({"aliases", "notes"})
"""What a list of participants says little about."""


def _roles() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in RegistrationRole.choices]


role = one_of(_roles, others={"attendee": "participant", "vip": "guest", "exponente": "speaker"})

OF_PEOPLE: tuple[Field, ...] = tuple(field for field in OF_CONTACTS if field.key not in NOT_ASKED)
NOTE = Field("note", gettext_lazy("Note"), ("notes", "remarks", "备注", "notas", "observaciones", "observações"), max_length=2000)  # fmt: skip
FIELDS: tuple[Field, ...] = (
    *OF_PEOPLE,
    Field("role", gettext_lazy("Role"), ("function", "角色", "身份", "papel", "rol"), role, looks=looks_parsed(role), choices=lambda: [label for _value, label in _roles()]),
    NOTE,
)  # fmt: skip
REQUIRED = NAMES
