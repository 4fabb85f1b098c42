"""Numbers of the register, such as 2026-007: one after the other within a year of the office."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from base.errors import Conflict
from people.models import Office
from people.services import records
from people.services.journal import Actor

DIGITS = 3


def taken() -> Conflict:
    return Conflict(_("This number is in the register already."), field="number")


REFUSALS = {"agreement_number_once": taken}


@transaction.atomic
def assign_number(
    agreement: Agreement, *, by: Actor, at: dt.datetime, expected: int | None = None
) -> Agreement:
    """The next number of the year of signing, else of the present year of the office. Raises Conflict when it has one, Stale."""
    hold_numbers(agreement.office)
    agreement.refresh_from_db(fields=["number", "version"])
    if agreement.number:
        raise Conflict(
            _("It has the number %(number)s already.") % {"number": agreement.number}, field="number"
        )
    number = next_number(agreement.office, _year_of(agreement, at))
    records.amend(agreement, {"number": number}, by=by, at=at, expected=expected, refusals=REFUSALS)
    return agreement


def next_number(office: Office, year: int) -> str:
    """One more than the highest of the year, those typed by hand included; for the holder of `hold_numbers`."""
    given = Agreement.objects.of(office).filter(number__regex=rf"^{year}-[0-9]{{1,9}}$")
    last = max(
        (int(number.partition("-")[2]) for number in given.values_list("number", flat=True)), default=0
    )
    return f"{year}-{last + 1:0{DIGITS}}"


def hold_numbers(office: Office) -> None:
    """One at a time in an office, to the end of the transaction."""
    Office.objects.select_for_update(of=("self",), no_key=True).get(pk=office.pk)


def plain_number(number: str) -> str:
    """As it is kept: without spaces around it or twice in it."""
    return re.sub(r"\s+", " ", number).strip()


def _year_of(agreement: Agreement, at: dt.datetime) -> int:
    signed = agreement.signed_on.year if agreement.signed_on else None
    return signed or at.astimezone(ZoneInfo(agreement.office.zone)).year
