"""Who is given which post, for which term: what an outcome of the kind `appointment` says beyond its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Appointment, Outcome, OutcomeKind
from base.errors import Invalid
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def set_appointment(
    outcome: Outcome, values: Mapping[str, Any] | None, *, by: Actor, at: dt.datetime
) -> bool:
    """Set what is named of person, organization, title_en …, since, until; None takes the appointment away.

    Returns whether anything changed. Raises Invalid, with fields such as `appointment.person`.
    """
    present = Appointment.objects.filter(outcome=outcome).select_related("person", "organization").first()
    if values is None:
        if present is not None:
            records.delete(present, by=by, at=at, verb="removed")
        return present is not None
    if (values or present is not None) and outcome.kind != OutcomeKind.APPOINTMENT:
        raise Invalid(_("Only an outcome of the kind “appointment” names a post."), field="kind")
    if not values:
        return False
    if values.get("person", present and present.person) is None:
        raise Invalid(_("Name the person appointed."), field="appointment.person")
    try:
        if present is not None:
            return bool(records.amend(present, values, by=by, at=at))
        appointment = Appointment(office_id=outcome.office_id, outcome=outcome, **values)
        records.create(appointment, by=by, at=at)
    except Invalid as exc:
        exc.errors = {f"appointment.{name}": messages for name, messages in exc.errors.items()}
        raise
    return True


def appointment_of(outcome: Outcome) -> Appointment | None:
    return Appointment.objects.filter(outcome=outcome).select_related("person", "organization").first()
