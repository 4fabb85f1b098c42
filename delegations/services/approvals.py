"""Approval of a visit by the foreign-affairs office: whether it is needed, asked for, granted or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.attachments import Attachment
from base.errors import Conflict, Invalid
from delegations.models import Approval, Decision, Delegation, Direction, ProtocolSettings
from delegations.services import composition
from delegations.states import DelegationState
from events.states import EventState
from people.services import records
from people.services.journal import Actor

PAST = frozenset({EventState.HELD, EventState.CLOSED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a delegation stands: `approval` is the latest, or the one that was granted."""

    needed: bool
    approval: Approval | None

    @property
    def granted(self) -> bool:
        return self.approval is not None and self.approval.decision == Decision.GRANTED

    @property
    def missing(self) -> bool:
        return self.needed and not self.granted


@transaction.atomic
def ask_approval(delegation: Delegation, *, by: Actor, at: dt.datetime, **values: Any) -> Approval:
    """`values`: authority, asked_on, number, note. Raises Invalid."""
    approval = Approval(office_id=delegation.office_id, delegation=delegation, **values)
    return records.create(approval, by=by, at=at, verb="approval asked for")


@transaction.atomic
def decide_approval(
    approval: Approval,
    *,
    decision: str,
    by: Actor,
    at: dt.datetime,
    scan: Attachment | None = None,
    expected: int | None = None,
    **values: Any,
) -> list[str]:
    """Granted, with the number of the paper, or refused. `values`: number, decided_on, note. Raises Invalid, Stale."""
    if decision not in (Decision.GRANTED, Decision.REFUSED):
        raise Invalid(_("Say whether it was granted or refused."), field="decision")
    changes = {"decision": decision, **values, **_scan(scan)}
    _demand_number(decision, changes.get("number", approval.number))
    return records.amend(approval, changes, by=by, at=at, verb=f"approval {decision}", expected=expected)


@transaction.atomic
def amend_approval(
    approval: Approval,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    scan: Attachment | None = None,
    expected: int | None = None,
) -> list[str]:
    """Correct what was written, or add the scan. Raises Invalid, Stale."""
    _demand_number(changes.get("decision", approval.decision), changes.get("number", approval.number))
    return records.amend(approval, {**changes, **_scan(scan)}, by=by, at=at, expected=expected)


def delete_approval(approval: Approval, *, by: Actor, at: dt.datetime) -> None:
    records.delete(approval, by=by, at=at, verb="approval deleted")


def standing_of(delegation: Delegation) -> Standing:
    """At most three queries."""
    rows = list(Approval.objects.filter(delegation=delegation).select_related("authority"))
    granted = next((one for one in rows if one.decision == Decision.GRANTED), None)
    return Standing(is_needed(delegation), granted or next(iter(rows), None))


def is_needed(delegation: Delegation) -> bool:
    """What the office has decided for its delegations: those it sends, and those it receives from so many people on."""
    decided = ProtocolSettings.objects.filter(office=delegation.office_id).first()
    if decided is None:
        return False
    if delegation.direction == Direction.OUTBOUND:
        return bool(decided.approve_outbound)
    if delegation.direction != Direction.INBOUND or decided.approve_from is None:
        return False
    return composition.people_in(delegation.members) >= decided.approve_from


def demand(delegation: Delegation, *, state: str) -> None:
    """Raises Conflict before it is confirmed without the approval that it needs; a visit that was held is on record as it was."""
    if state != DelegationState.CONFIRMED or delegation.event.state in PAST:
        return
    if standing_of(delegation).missing:
        raise Conflict(_("It needs an approval by the foreign-affairs office before it is confirmed: record the number under “Approval”."))  # fmt: skip


def _demand_number(decision: str, number: str) -> None:
    if decision == Decision.GRANTED and not number.strip():
        raise Invalid(_("Write the number of the approval."), field="number")


def _scan(scan: Attachment | None) -> dict[str, str]:
    if scan is None:
        return {}
    return {"file": scan.keep(), "file_name": scan.name, "media_type": scan.media_type}
