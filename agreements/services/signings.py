"""The preparation of a signing: at which item of the agenda, what lies on the table, who assists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from agreements.models import Agreement, Party, Signature, Signing, SigningAssistant
from agreements.services.agreements import attach_to_event
from base.errors import Conflict, Invalid
from base.positions import next_position
from events.models import AgendaItem
from events.states import ItemState
from people.models import Person
from people.services import journal, records
from people.services.journal import Actor

Assistants = Iterable[tuple[Party, Person]]
"""Who turns the pages beside the signatory of which party, in order."""


def prepared_already() -> Conflict:
    return Conflict(_("Its signing is prepared already."), field="agreement")


REFUSALS = {"agreements_signing_agreement_id_key": prepared_already}


@transaction.atomic
def prepare_signing(
    *,
    agreement: Agreement,
    item: AgendaItem,
    by: Actor,
    at: dt.datetime,
    assistants: Assistants = (),
    **values: Any,
) -> Signing:
    """At the end of the signings of the ceremony. An agreement without an event becomes one of the item's event.

    `values`: flags, pens, copies, table_note, rehearsal_at. Raises Invalid, Conflict when it is prepared already.
    """
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if Signing.objects.filter(agreement=agreement).exists():
        raise prepared_already()
    signing = Signing(
        office_id=agreement.office_id, agreement=agreement, item=item, position=_next(item), **values
    )
    _check(signing)
    if agreement.item_id != item.pk or agreement.event_id != item.event_id:
        attach_to_event(agreement, item.event, item=item, by=by, at=at)
    records.create(signing, by=by, at=at, verb="signing prepared", refusals=REFUSALS)
    _set_assistants(signing, assistants)
    return signing


@transaction.atomic
def amend_signing(
    signing: Signing,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    assistants: Assistants | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed. At another item it comes last. Raises Invalid, Stale."""
    moved = "item" in changes and changes["item"].pk != signing.item_id
    for name, value in changes.items():
        setattr(signing, name, value)
    _check(signing)
    if moved:
        changes = {**changes, "position": _next(signing.item)}
    changed = records.amend(signing, changes, by=by, at=at, expected=expected)
    if moved:
        attach_to_event(signing.agreement, signing.item.event, item=signing.item, by=by, at=at)
    if assistants is not None and _set_assistants(signing, assistants):
        if not changed:
            records.touch(signing, at=at)
        journal.record(signing, "changed", by=by, at=at, fields=["assistants"])
        changed = [*changed, "assistants"]
    return changed


@transaction.atomic
def shift_signing(signing: Signing, step: int, *, by: Actor, at: dt.datetime) -> None:
    """One place earlier (-1) or later (1) among the signings of the ceremony; at the ends nothing happens."""
    AgendaItem.objects.select_for_update(of=("self",)).get(pk=signing.item_id)
    rows = list(Signing.objects.filter(item=signing.item_id))
    here = next(place for place, row in enumerate(rows) if row.pk == signing.pk)
    there = here + step
    if not 0 <= there < len(rows):
        return
    rows.insert(there, rows.pop(here))
    for position, row in enumerate(rows):
        row.position = position
    Signing.objects.bulk_update(rows, ["position"])
    records.touch(signing, at=at)
    journal.record(signing, "changed", by=by, at=at, fields=["position"])


@transaction.atomic
def remove_signing(signing: Signing, *, by: Actor, at: dt.datetime) -> None:
    """The agreement stays. Raises Conflict once somebody signed at it."""
    signed = Signature.objects.valid().filter(party__agreement=signing.agreement_id, signed_at__isnull=False)
    if signed.exists():
        raise Conflict(_("Somebody signed already: this ceremony stays on record."))
    records.delete(signing, by=by, at=at, verb="signing removed")


def _next(item: AgendaItem) -> int:
    return next_position(Signing.objects.filter(item=item))


def _set_assistants(signing: Signing, assistants: Assistants) -> bool:
    """Whether they differ from those there were. Raises Invalid for who assists no party of the agreement."""
    chosen = list(assistants)
    wanted = list(dict.fromkeys((party.pk, person.pk) for party, person in chosen))
    records.demand_own(signing.office_id, [person for _party, person in chosen], field="assistants")
    if any(party.agreement_id != signing.agreement_id for party, _person in chosen):
        raise Invalid(_("An assistant assists one of the parties."), field="assistants")
    present = list(signing.assistants.values_list("party_id", "person_id"))
    if present == wanted:
        return False
    signing.assistants.all().delete()
    SigningAssistant.objects.bulk_create(
        SigningAssistant(office_id=signing.office_id, signing=signing, party_id=party, person_id=person)
        for party, person in wanted
    )
    return True


def _check(signing: Signing) -> None:
    errors: dict[str, list[str]] = {}
    agreement, item = signing.agreement, signing.item
    if agreement.event_id not in (None, item.event_id) or agreement.office_id != item.office_id:
        errors["item"] = [_("This agenda item belongs to another event.")]
    elif item.state == ItemState.DROPPED:
        errors["item"] = [_("This agenda item was dropped.")]
    if any(code not in countries.countries for code in signing.flags):
        errors["flags"] = [_("This is not the code of a country.")]
    elif len(set(signing.flags)) < len(signing.flags):
        errors["flags"] = [_("A flag stands once on the table.")]
    if any(not isinstance(number, int) or number < 1 for number in signing.copies.values()):
        errors["copies"] = [_("Give the number of copies in each language.")]
    if signing.rehearsal_at and item.starts_at and signing.rehearsal_at >= item.starts_at:
        errors["rehearsal_at"] = [_("The rehearsal comes before the ceremony.")]
    if errors:
        raise Invalid(errors=errors)
