"""Travel documents: recorded sealed, shown masked, and revealed only with a reason that the journal keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from base.sealing import SealError, blinds, bound, seal, unseal
from delegations.models import TravelDocument
from delegations.models.travel_document import NUMBERS, indexed_text
from delegations.services import retention
from people.models import Office, Person
from people.services import journal, records
from people.services.journal import Actor

"""What is sealed; the birth date as an ISO date."""
LONGEST_NUMBER, LONGEST_NAME = 30, 120
SHOWN = 2


@dataclass(frozen=True, slots=True)
class Clear:
    """What a document says; `born_on` is None when it is not stated."""

    number: str
    printed_name: str
    born_on: dt.date | None


def normalised(number: str) -> str:
    """As it is compared: capital letters and digits alone."""
    return "".join(character for character in number.upper() if character.isalnum())


def masked(number: str) -> str:
    """The last two characters, as many as a person needs to recognise it."""
    return f"•••••{number[-SHOWN:]}" if len(number) > SHOWN else "•••••"


def number_indexes(country: str, number: str) -> list[bytes]:
    """The blind index of a number of a country under every key, the present one first: what a search looks for."""
    return blinds(indexed_text(country, normalised(number)), purpose=NUMBERS)


def holders(office: Office, *, country: str, number: str) -> list[TravelDocument]:
    """The documents of this number in the office, with their people."""
    found = TravelDocument.objects.of(office).filter(number_index__in=number_indexes(country, number))
    return list(found.select_related("person"))


def others_with_number(document: TravelDocument) -> list[TravelDocument]:
    """Documents of the same number under other people of the office: each may be a duplicate."""
    clear = opened(document)
    found = holders(document.office, country=str(document.country), number=clear.number)
    return [one for one in found if one.person_id != document.person_id]


def opened(document: TravelDocument) -> Clear:
    """What is sealed, for a verb that journals what it does with it. Raises Conflict when it does not open."""
    try:
        number, name, born = (
            unseal(getattr(document, field), bound_to=bound(document, field))
            for field in TravelDocument.SEALED
        )
    except SealError as exc:
        raise Conflict(_("This travel document cannot be opened: its key is missing or the record was changed outside.")) from exc  # fmt: skip
    return Clear(number, name, dt.date.fromisoformat(born) if born else None)


def shown_masked(document: TravelDocument) -> str:
    """Its number as pages and lists show it; what does not open is wholly hidden."""
    try:
        return masked(unseal(document.number, bound_to=bound(document, "number")))
    except SealError:
        return masked("")


@transaction.atomic
def record_document(
    *,
    person: Person,
    country: str,
    number: str,
    by: Actor,
    at: dt.datetime,
    printed_name: str = "",
    born_on: dt.date | None = None,
    **values: Any,
) -> TravelDocument:
    """Record a passport. `values`: kind, issued_on, expires_on. `printed_name` is exactly as the passport has it.

    Raises Invalid; Conflict when the person has it already. The same number under somebody else is recorded and told
    by `others_with_number`.
    """
    document = TravelDocument(office_id=person.office_id, person=person, country=country, **values)
    _seal(document, Clear(_sound(number), _name(printed_name), _born(born_on, at)))
    _demand_order(document)
    _demand_once(document, number)
    records.create(document, by=by, at=at, verb="travel document recorded", refusals={"travel_document_once": _already})  # fmt: skip
    retention.recompute(TravelDocument.objects.filter(pk=document.pk))
    document.refresh_from_db(fields=["delete_after"])
    return document


@transaction.atomic
def amend_document(
    document: TravelDocument,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed; an empty number stays as it is. A changed document is to be checked anew.

    Raises Invalid, Stale; Conflict when the person has this number already.
    """
    held = TravelDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    before = opened(held if held is not None else document)
    plain = {name: value for name, value in changes.items() if name not in TravelDocument.SEALED}
    number = _sound(changes["number"]) if changes.get("number") else before.number
    after = Clear(
        number,
        _name(changes.get("printed_name", before.printed_name)),
        _born(changes.get("born_on", before.born_on), at),
    )
    country_before = str(held.country if held is not None else document.country)
    for name, value in plain.items():
        setattr(document, name, value)
    _demand_order(document)
    fresh = [name for name in TravelDocument.SEALED if getattr(before, name) != getattr(after, name)]
    if fresh or str(document.country) != country_before:
        plain |= _sealed(document, after, fresh)
        _demand_once(document, number)
    if _differs(held, plain):
        plain["checked_at"] = None
    return records.amend(document, plain, by=by, at=at, expected=expected, refusals={"travel_document_once": _already})  # fmt: skip


def check_document(document: TravelDocument, *, by: Actor, at: dt.datetime) -> None:
    """Somebody compared the record with the document itself."""
    records.amend(document, {"checked_at": at}, by=by, at=at, verb="travel document checked")


def delete_document(document: TravelDocument, *, by: Actor, at: dt.datetime) -> None:
    records.delete(document, by=by, at=at, verb="travel document deleted")


@transaction.atomic
def reveal(document: TravelDocument, *, reason: str, by: Actor, at: dt.datetime) -> Clear:
    """What the document says in clear. Who saw it, when and why is in the journal, without a value. Raises Invalid without a reason."""
    demand_reason(reason)
    clear = opened(document)
    journal.record(document, "revealed", by=by, at=at, fields=TravelDocument.SEALED, note=reason.strip())
    return clear


def demand_reason(reason: str) -> None:
    """Raises Invalid."""
    if len(reason.strip()) < 3:
        raise Invalid(_("Say why it is needed: the reason stands in the journal."), field="reason")


def _sound(number: str) -> str:
    plain = normalised(number)
    if not plain:
        raise Invalid(_("Write the number of the document."), field="number")
    if len(plain) > LONGEST_NUMBER or not plain.isascii():
        raise Invalid(_("A number has at most %(most)s letters and digits.") % {"most": LONGEST_NUMBER}, field="number")  # fmt: skip
    return plain


def _name(text: str) -> str:
    plain = " ".join(text.replace("\x00", "").split())
    if len(plain) > LONGEST_NAME:
        raise Invalid(_("A name has at most %(most)s characters.") % {"most": LONGEST_NAME}, field="printed_name")  # fmt: skip
    return plain


def _born(born_on: dt.date | None, at: dt.datetime) -> dt.date | None:
    if born_on is not None and not dt.date(1900, 1, 1) <= born_on <= at.date():
        raise Invalid(_("This is not a birth date."), field="born_on")
    return born_on


def _demand_order(document: TravelDocument) -> None:
    if document.issued_on and document.expires_on and document.expires_on <= document.issued_on:
        raise Invalid(_("A document expires after it was issued."), field="expires_on")


def _demand_once(document: TravelDocument, number: str) -> None:
    """Also against rows whose index was made with an earlier key."""
    same = TravelDocument.objects.filter(
        person=document.person_id, number_index__in=number_indexes(str(document.country), number)
    )
    if same.exclude(pk=document.pk).exists():
        raise _already()


def _already() -> DomainError:
    return Conflict(_("This document of the person is recorded already."), field="number")


def _seal(document: TravelDocument, clear: Clear) -> None:
    for name, value in _sealed(document, clear, TravelDocument.SEALED).items():
        setattr(document, name, value)


def _sealed(document: TravelDocument, clear: Clear, fields: Any) -> dict[str, Any]:
    """The columns of the sealed fields named, and the blind index of the number."""
    texts = {
        "number": clear.number,
        "printed_name": clear.printed_name,
        "born_on": clear.born_on.isoformat() if clear.born_on else "",
    }
    columns = {name: seal(texts[name], bound_to=bound(document, name)) for name in fields}
    document.reindex(texts)
    return {**columns, "number_index": document.number_index}


def _differs(held: TravelDocument | None, columns: Mapping[str, Any]) -> bool:
    return held is not None and any(
        _plain(getattr(held, name)) != _plain(value) for name, value in columns.items()
    )


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
