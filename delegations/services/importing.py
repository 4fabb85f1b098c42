"""Members of a delegation from a file: planned, shown, and written all or nothing by sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.collecting import uncollected
from base.errors import Conflict
from base.tables import Layout, Table
from delegations.models import Delegation, Member, MemberRole, Needs, TravelDocument
from delegations.services import composition, delegation_sets, document_sets
from delegations.services.document_sets import Passport
from delegations.services.importing_fields import BY_KEY, FIELDS
from delegations.states import DelegationState
from events.services.importing import Intake, lock, plan_participants, read_table, write_intake
from people.services import roster_sets
from people.services.journal import Actor
from people.services.roster import Choices, Line, Roster, demand_unlike


@dataclass(slots=True)
class Joining:
    """What a file would change in a delegation, beside what it changes at the event."""

    delegation: Delegation
    intake: Intake
    joining: list[Line] = field(default_factory=list)
    roles: list[tuple[Member, dict[str, Any]]] = field(default_factory=list)
    passports: list[tuple[Line, Passport]] = field(default_factory=list)
    documents: list[tuple[TravelDocument, dict[str, Any]]] = field(default_factory=list)
    diets: list[tuple[Line, Needs | None]] = field(default_factory=list)

    @property
    def roster(self) -> Roster:
        return self.intake.roster


def plan_members(
    table: Table, *, delegation: Delegation, language: str, choices: Choices | None = None
) -> Joining:
    """Compare with directory, event, delegation and passports, in a fixed number of queries; nothing is written."""
    stated = {number: one for number, values in table.rows if (one := _passport(values))}

    def passports(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Mapping[int, Collection[int]]:
        return document_sets.holders(delegation.office, stated)

    intake = plan_participants(
        table, event=delegation.event, language=language, choices=choices, passports=passports
    )
    plan = Joining(delegation, intake)
    _demand_countries(plan.roster)
    demand_unlike(plan.roster, "passport_number", BY_KEY["passport_number"].label)
    _place_members(plan)
    _place_documents(plan, stated)
    _demand_seats(plan)
    return plan


@uncollected()
@transaction.atomic
def import_members(
    content: bytes,
    *,
    delegation: Delegation,
    language: str,
    by: Actor,
    at: dt.datetime,
    layout: Layout | None = None,
    choices: Choices | None = None,
) -> Joining:
    """Bring directory, event, delegation, passports and diets up to what the file states; again it changes nothing.

    Everybody new is registered and confirmed, and nothing is sent. The number of statements does not depend on the rows.
    Raises Invalid for a file that cannot be read or has errors, Conflict when seats do not suffice, rows are undecided
    or the delegation is withdrawn; SetRefused.
    """
    lock(delegation.event, language)
    composition.lock([delegation])
    table = read_table(content, FIELDS, layout)
    plan = plan_members(table, delegation=delegation, language=language, choices=choices)
    roster_sets.demand_ready(plan.roster)
    write_intake(plan.intake, by=by, at=at)
    _write_members(plan, by, at)
    document_sets.add_documents([(line.meant, one) for line, one in plan.passports], by=by, at=at)
    document_sets.amend_documents(plan.documents, by=by, at=at)
    document_sets.set_diets(
        [(_registered(plan, line), there, line.values["diet"]) for line, there in plan.diets], by=by, at=at
    )
    return plan


def _passport(values: Mapping[str, Any]) -> Passport | None:
    """None where no number is stated, or no country that issued it."""
    number = values.get("passport_number")
    country = values.get("passport_country") or values.get("country")
    if not number or not country:
        return None
    return Passport(
        country=country, number=number, printed_name=values.get("printed_name", ""),
        born_on=values.get("birth_date"), expires_on=values.get("passport_expires"),
    )  # fmt: skip


def _demand_countries(roster: Roster) -> None:
    """A passport has a number and a country; what else a row says of one is told of no other."""
    for line in roster.lines:
        values = line.values
        if values.get("passport_number"):
            if not (values.get("passport_country") or values.get("country")):
                roster.refuse(
                    line, BY_KEY["passport_country"].label, "", _("the country that issued the passport")
                )
        elif stated := next(
            (key for key in ("passport_expires", "printed_name", "birth_date") if values.get(key)), ""
        ):
            roster.refuse(line, BY_KEY["passport_number"].label, "", _("a passport number beside “%(column)s”") % {"column": BY_KEY[stated].label})  # fmt: skip


def _place_members(plan: Joining) -> None:
    standing = plan.intake.standing
    registered = [row.pk for row in standing.values()]
    there = {
        member.registration_id: member
        for member in Member.objects.filter(registration__in=registered).select_related("delegation")
    }
    for line in plan.roster.lines:
        if not line.counts:
            continue
        registration = plan.intake.registration_of(line)
        member = there.get(registration.pk) if registration else None
        role = line.values.get("member_role")
        if registration is None or member is None:
            plan.joining.append(line)
            line.alter(_("becomes a member"))
        elif member.delegation_id != plan.delegation.pk:
            taken = _("somebody who is in no other delegation of the event")
            plan.roster.refuse(line, BY_KEY["full_name"].label, line.meant.name, taken)
        else:
            member.delegation, member.registration = plan.delegation, registration
            if role and role != member.role:
                plan.roles.append((member, {"role": role}))
                line.alter(_("role changed"))


def _place_documents(plan: Joining, stated: Mapping[int, Passport]) -> None:
    lines = [line for line in plan.roster.lines if line.counts]
    documents = document_sets.documents_of(
        [line.known.pk for line in lines if line.known and line.number in stated]
    )
    registrations = [row.pk for line in lines if (row := plan.intake.registration_of(line))]
    diets = document_sets.diets_of(registrations if any(line.values.get("diet") for line in lines) else ())
    for line in lines:
        if one := stated.get(line.number):
            held = documents.get(line.known.pk, []) if line.known else []
            document, changes = document_sets.document_with_changes(held, one)
            if document is None:
                plan.passports.append((line, one))
                line.alter(_("travel document added"))
            elif changes:
                plan.documents.append((document, changes))
                line.alter(_("travel document changed"))
        if diet := line.values.get("diet"):
            registration = plan.intake.registration_of(line)
            needs = diets.get(registration.pk) if registration else None
            if document_sets.diet_differs(needs, diet):
                plan.diets.append((line, needs))
                line.alter(_("diet"))


def _demand_seats(plan: Joining) -> None:
    if plan.delegation.state == DelegationState.WITHDRAWN:
        plan.roster.refusals.append(_("The delegation is withdrawn; it takes no members."))
    try:
        composition.demand_seats(plan.delegation, [_one_seat(line) for line in plan.joining])
    except Conflict as exc:
        plan.roster.refusals.append(exc.message)


def _one_seat(line: Line) -> Any:
    """A registration to come, as the count of seats sees it."""
    from events.models import Registration

    return Registration(person_id=line.known.pk if line.known else -line.number)


def _registered(plan: Joining, line: Line) -> Any:
    return plan.intake.standing[line.meant.pk]


def _write_members(plan: Joining, by: Actor, at: dt.datetime) -> None:
    """Those who join stand behind those of their rank; who changes the role goes there too."""
    made = []
    for role in MemberRole:
        lines = [line for line in plan.joining if line.values.get("member_role", MemberRole.MEMBER) == role]
        if not lines:
            continue
        first = composition.make_room(plan.delegation, role, len(lines))
        made += [
            Member(
                office_id=plan.delegation.office_id, delegation=plan.delegation, registration=_registered(plan, line),
                role=role, position=first + place,
            )
            for place, line in enumerate(lines)
        ]  # fmt: skip
    delegation_sets.record_members(made, by=by, at=at)
    delegation_sets.amend_members(plan.roles, by=by, at=at)
    if plan.roles:
        composition.demand_leader(plan.delegation)
        _settle_order(plan.delegation)


def _settle_order(delegation: Delegation) -> None:
    """Leaders before deputies before the others; else as they stand."""
    rows = list(delegation.members.all())
    ranks = list(composition.FIRST_ROLES)
    ordered = sorted(rows, key=lambda row: ranks.index(row.role) if row.role in ranks else len(ranks))
    moved = [row for place, row in enumerate(ordered) if row.position != place]
    for place, row in enumerate(ordered):
        row.position = place
    Member.objects.bulk_update(moved, ["position"], batch_size=500)
