"""The link by which the focal point on the sending side, who needs no account, keeps the members of one delegation."""

from __future__ import annotations

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from delegations.models import Delegation
from delegations.states import DelegationState
from events.states import EventState

SALT = "delegations.focal_point"
RELATED = ("office", "event__office", "focal_point")
OPEN_STATES = frozenset({DelegationState.ANNOUNCED, DelegationState.COMPOSED, DelegationState.CONFIRMED})
"""States in which the sending side may still change the composition."""
OVER = frozenset({EventState.HELD, EventState.CLOSED, EventState.CANCELLED})


class BadLink(Exception):
    """The link is forged, damaged, revoked, replaced by a newer one, or its time is over; `delegation` when it was genuine."""

    def __init__(self, delegation: Delegation | None = None) -> None:
        self.delegation = delegation


def focal_token(delegation: Delegation) -> str:
    """Signed for this purpose only; it dies when the delegation's link revision rises."""
    return _signer().sign(f"{delegation.uid.hex}-{delegation.focal_link_revision}")


def focal_url(delegation: Delegation) -> str:
    """The whole address, for mails and for the office to hand on."""
    return settings.SITE_URL + reverse("delegations:focal", args=[focal_token(delegation)])


def delegation_of(token: str, at: dt.datetime) -> Delegation:
    """The delegation that the token opens now. Raises BadLink."""
    try:
        stated = _signer().unsign(token)
        uid = uuid.UUID(hex=stated.partition("-")[0])
    except (BadSignature, ValueError) as exc:
        raise BadLink from exc
    rows = Delegation.objects.filter(uid=uid).with_senders().select_related(*RELATED).defer("event__search")
    found: Delegation | None = rows.first()
    if found is None or stated != f"{uid.hex}-{found.focal_link_revision}":
        raise BadLink
    if not is_open(found, at):
        raise BadLink(found)
    return found


def is_open(delegation: Delegation, at: dt.datetime) -> bool:
    """Whether its link, once sent, opens now: until the end of its last day, and while the composition may change."""
    return (
        delegation.focal_link_sent_at is not None
        and delegation.focal_point is not None
        and composition_is_open(delegation)
        and not is_past(delegation, at)
    )


def is_past(delegation: Delegation, at: dt.datetime) -> bool:
    """Whether its last day is over on the clock of the event."""
    zone = delegation.event.zone or delegation.event.office.zone
    until = delegation.focal_link_until
    return until is not None and at.astimezone(ZoneInfo(zone)).date() > until


def composition_is_open(delegation: Delegation) -> bool:
    return delegation.state in OPEN_STATES and delegation.event.state not in OVER


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
