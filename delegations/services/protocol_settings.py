"""What an office has decided for all its delegations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from delegations.models import ProtocolSettings, TravelDocument
from delegations.services import retention
from people.models import Office
from people.services import records
from people.services.journal import Actor


def settings_of(office: Office) -> ProtocolSettings:
    """Those that are kept, else unsaved ones with what holds otherwise."""
    found: ProtocolSettings | None = ProtocolSettings.objects.filter(office=office).first()
    return found or ProtocolSettings(office=office)


@transaction.atomic
def set_settings(
    office: Office, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of what changed; another retention counts for what is stored already. Raises Invalid, Stale."""
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    held = settings_of(office)
    before = held.keep_documents_days
    if held._state.adding:
        changed = [name for name, value in changes.items() if getattr(held, name) != value]
        for name, value in changes.items():
            setattr(held, name, value)
        records.create(held, by=by, at=at)
    else:
        changed = records.amend(held, changes, by=by, at=at, expected=expected)
    if held.keep_documents_days != before:
        retention.recompute(TravelDocument.objects.filter(office=office))
    return changed
