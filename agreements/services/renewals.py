"""What comes after an agreement: its successor, its supplement, or more time for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementKind, Representative
from agreements.services.agreements import amend_agreement, record_agreement, replace_predecessor
from agreements.services.months import months_on
from agreements.states import AgreementState
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from base.languages import columns
from people.models import Organization
from people.services.journal import Actor

KEPT = ("kind", *columns("title"), "terms", "fields", "languages", "authentic_language", "copies", "renewal",
        "renewal_months", "notice_months", "confidential", "owner")  # fmt: skip
"""What a successor takes over unless said otherwise."""
OVER = frozenset({AgreementState.TERMINATED, AgreementState.RENEWED})


@transaction.atomic
def renew(
    agreement: Agreement,
    *,
    by: Actor,
    at: dt.datetime,
    parties: Iterable[Organization] | None = None,
    **values: Any,
) -> Agreement:
    """Make the successor, with the same parties, representatives and rules unless `values` say otherwise, and return it.

    The agreement is renewed once its successor is in force: at once, when it is recorded so. Raises Conflict when it is
    neither in force nor expired, or a successor is on its way; Invalid.
    """
    _demand_renewable(agreement)
    given = {name: getattr(agreement, name) for name in KEPT} | values
    given.setdefault("event", None)
    successor = record_agreement(
        office=agreement.office, parties=_parties(agreement, parties), renews=agreement, by=by, at=at, **given
    )
    _take_over_representatives(agreement, successor)
    if successor.state == AgreementState.IN_FORCE:
        replace_predecessor(successor, by=by, at=at)
        agreement.refresh_from_db(fields=["state", "version", "updated_at"])
    return successor


@transaction.atomic
def supplement(
    agreement: Agreement,
    *,
    by: Actor,
    at: dt.datetime,
    parties: Iterable[Organization] | None = None,
    **values: Any,
) -> Agreement:
    """Record what supplements an agreement, between the same parties unless said otherwise. Raises Conflict, Invalid."""
    if agreement.state in OVER:
        raise Conflict(_("It is over; nothing can supplement it."))
    same = ("languages", "authentic_language", "confidential", "owner")
    given = {"kind": AgreementKind.SUPPLEMENT, **{name: getattr(agreement, name) for name in same}, **values}
    given.setdefault("event", None)
    made = record_agreement(
        office=agreement.office, parties=_parties(agreement, parties), supplements=agreement, by=by, at=at,
        **given,
    )  # fmt: skip
    _take_over_representatives(agreement, made)
    return made


@transaction.atomic
def prolong(
    agreement: Agreement,
    *,
    by: Actor,
    at: dt.datetime,
    until: PartialDate | None = None,
    expected: int | None = None,
) -> Agreement:
    """It goes on without a successor until a new last day: by its rule, when none is stated. Raises Conflict, Invalid, Stale."""
    if agreement.state != AgreementState.IN_FORCE:
        raise Conflict(_("Only what is in force goes on."))
    wanted = until or next_expiry(agreement)
    if wanted is None:
        raise Invalid(_("State until when."), field="until")
    if agreement.expires_by and wanted.last_day and wanted.last_day <= agreement.expires_by:
        raise Invalid(_("State a day after %(day)s.") % {"day": agreement.expires_on}, field="until")
    amend_agreement(agreement, {"expires_on": wanted}, by=by, at=at, expected=expected)
    return agreement


def next_expiry(agreement: Agreement) -> PartialDate | None:
    """The last day after one more renewal by its rule, as precise as the present one; None where there is no rule or no day."""
    present, months = agreement.expires_on, agreement.renewal_months
    if present is None or present.year is None or present.last_day is None or not months:
        return None
    if present.month is None:
        return PartialDate(present.year + months // 12) if months % 12 == 0 else None
    wanted = months_on(present.last_day, months)
    return PartialDate(wanted.year, wanted.month, wanted.day if present.day else None)


def may_be_renewed(agreement: Agreement) -> bool:
    """Whether its state lets it be renewed; runs no query."""
    return agreement.state in (AgreementState.IN_FORCE, AgreementState.EXPIRED)


def _demand_renewable(agreement: Agreement) -> None:
    # Two who renew at once: the second waits, and then finds the successor of the first.
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not may_be_renewed(locked):
        raise Conflict(
            _("“%(row)s” is %(state)s; it is not renewed.")
            % {"row": agreement, "state": locked.get_state_display()}
        )
    if Agreement.objects.filter(renews=agreement).exclude(state=AgreementState.TERMINATED).exists():
        raise Conflict(_("Its renewal is in the register already."))


def _parties(agreement: Agreement, parties: Iterable[Organization] | None) -> list[Organization]:
    if parties is not None:
        return list(parties)
    return [party.organization for party in agreement.parties.select_related("organization")]


def _take_over_representatives(former: Agreement, successor: Agreement) -> None:
    """Who acted for a party acts again; that they are to sign is to be confirmed anew."""
    of = {party.organization_id: party for party in successor.parties.all()}
    rows = Representative.objects.filter(party__agreement=former).select_related("party")
    Representative.objects.bulk_create(
        Representative(
            office_id=row.office_id, party=of[row.party.organization_id], person_id=row.person_id,
            post_id=row.post_id, task=row.task, position=row.position,
        )
        for row in rows
        if row.party.organization_id in of
    )  # fmt: skip
