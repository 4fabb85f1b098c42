"""Putting the members of a delegation in order of precedence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from delegations.models import Delegation, MemberRole
from delegations.services.members import reorder_members
from events.services.standings import standings_of
from people.models import Precedence
from people.services.journal import Actor
from people.standings import Section, in_sections


def delegation_in_order(delegation: Delegation, precedence: Precedence) -> list[Section]:
    """Leaders, deputies, members and so on, each role in its own order; groups without names have no place in it."""
    roles = list(MemberRole)
    members = delegation.members.active().filter(registration__person__isnull=False)
    rows = sorted(members.select_related("registration"), key=lambda one: roles.index(MemberRole(one.role)))
    found = standings_of([one.registration for one in rows])
    labelled = [
        (str(one.get_role_display()), replace(standing, key=str(one.uid)))
        for one, standing in zip(rows, found, strict=True)
    ]
    return in_sections(labelled, precedence.convention)


@transaction.atomic
def put_delegation_in_order(
    delegation: Delegation, precedence: Precedence, *, by: Actor, at: dt.datetime
) -> None:
    """By role and then by the convention; the journal names it."""
    uids = [uid for section in delegation_in_order(delegation, precedence) for uid in section.uids]
    reorder_members(delegation, uids, by=by, at=at, note=str(precedence))
