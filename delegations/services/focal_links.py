"""Giving the focal point its link, setting until when it holds, and taking it away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from base.records import key
from delegations import focal_tokens
from delegations.models import Delegation
from people.services import journal, outbox, records
from people.services.journal import Actor
from people.services.outbox import Letter

LINK = "delegation.focal_link"
AGAIN_AFTER = dt.timedelta(minutes=5)
"""The same link is sent at most once in this time."""


@transaction.atomic
def send_link(delegation: Delegation, *, by: Actor, at: dt.datetime, until: dt.date | None = None) -> None:
    """A letter with the link to the focal point, in their language; `until` is its last day, and None leaves that as it is.

    Raises Invalid without a focal point, its address, or with a day that is over; Conflict when the composition is settled.
    """
    _lock(delegation)
    _demand_recipient(delegation)
    if not focal_tokens.composition_is_open(delegation):
        raise Conflict(_("The composition of this delegation cannot change any more."))
    if until is not None:
        set_until(delegation, until=until, by=by, at=at)
    if focal_tokens.is_past(delegation, at):
        raise Invalid(_("This day is over."), field="until")
    Delegation.objects.filter(pk=delegation.pk).update(focal_link_sent_at=at)
    delegation.focal_link_sent_at = at
    window = int(at.timestamp() // AGAIN_AFTER.total_seconds())
    person = delegation.focal_point
    assert person is not None
    outbox.enqueue(
        [
            Letter(
                office_id=delegation.office_id, recipient=key("person", person.pk), address=person.email, kind=LINK,
                occurrence=f"delegation:{delegation.pk}:{delegation.focal_link_revision}:{window}", due_at=at,
                language=person.language or delegation.office.language,
                data={"delegation": delegation.pk, "revision": delegation.focal_link_revision},
                about=delegation.about,
            )
        ]
    )  # fmt: skip
    journal.record(delegation, "focal link sent", by=by, at=at)


@transaction.atomic
def renew_link(delegation: Delegation, *, by: Actor, at: dt.datetime) -> None:
    """The links given so far open nothing any more, and a new one is sent. Raises Invalid, Conflict as `send_link`."""
    _lock(delegation)
    close([delegation], at=at)
    send_link(delegation, by=by, at=at)


@transaction.atomic
def revoke_link(delegation: Delegation, *, by: Actor, at: dt.datetime) -> None:
    """The links given so far open nothing any more; letters that still carry one are not sent."""
    _lock(delegation)
    close([delegation], at=at)
    journal.record(delegation, "focal link revoked", by=by, at=at)


def set_until(delegation: Delegation, *, until: dt.date | None, by: Actor, at: dt.datetime) -> list[str]:
    """The last day on which the link opens; None: as long as the composition may change."""
    return records.amend(delegation, {"focal_link_until": until}, by=by, at=at)


def close(delegations: Collection[Delegation], *, at: dt.datetime) -> None:
    """Links that were sent open nothing any more; the caller journals why."""
    if not delegations:
        return
    Delegation.objects.filter(pk__in=[one.pk for one in delegations]).update(
        focal_link_revision=F("focal_link_revision") + 1, focal_link_sent_at=None
    )
    for one in delegations:
        one.focal_link_revision, one.focal_link_sent_at = one.focal_link_revision + 1, None
    about = [key("delegation", one.pk) for one in delegations]
    outbox.withdraw(about=about, kinds=[LINK], at=at, reason="the link was renewed")


def _lock(delegation: Delegation) -> None:
    """Its row until the transaction ends; `delegation` shows the present link and state."""
    rows = Delegation.objects.select_for_update(of=("self",)).filter(pk=delegation.pk)
    row = rows.values("state", "focal_link_revision", "focal_link_sent_at", "focal_link_until").get()
    for name, value in row.items():
        setattr(delegation, name, value)


def _demand_recipient(delegation: Delegation) -> None:
    person = delegation.focal_point
    if person is None:
        raise Invalid(_("Nobody is named as focal point."), field="focal_point")
    if not person.email:
        raise Invalid(_("The directory holds no e-mail address of %(name)s.") % {"name": person})
