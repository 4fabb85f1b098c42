"""What an agreement must satisfy, for both doors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.core import get_global
from django.utils.translation import gettext as _

from agreements.models import Agreement, Renewal
from base.dates import PartialDate
from base.errors import Invalid
from people.models import Organization

Errors = dict[str, list[str]]


def check_agreement(agreement: Agreement, parties: Sequence[Organization]) -> None:
    """What holds of every agreement, also of one that a source tells. Raises Invalid."""
    errors: Errors = {}
    if len(parties) < 2:
        errors["parties"] = [_("Name at least two parties.")]
    elif len({party.pk for party in parties}) < len(parties):
        errors["parties"] = [_("A party is named twice.")]
    if any(party.office_id != agreement.office_id for party in parties):
        errors["parties"] = [_("It belongs to another office.")]
    if agreement.item_id and agreement.item is not None and agreement.item.event_id != agreement.event_id:
        errors["item"] = [_("This agenda item belongs to another event.")]
    if errors:
        raise Invalid(errors=errors)


def check_register(agreement: Agreement) -> None:
    """What is asked of one that somebody keeps in the register. Raises Invalid."""
    errors: Errors = {}
    _check_text(agreement, errors)
    _check_dates(agreement, errors)
    _check_renewal(agreement, errors)
    _check_amount(agreement, errors)
    _check_relatives(agreement, errors)
    if errors:
        raise Invalid(errors=errors)


def known_currency(code: str) -> bool:
    """Whether it is a code of ISO 4217, of today or of former days."""
    return code in get_global("all_currencies")


def _check_text(agreement: Agreement, errors: Errors) -> None:
    if agreement.authentic_language and agreement.authentic_language not in agreement.languages:
        errors["authentic_language"] = [_("The authentic text is in one of the languages of the agreement.")]
    if agreement.copies == 0:
        errors["copies"] = [_("Leave it empty when not stated.")]


def _check_dates(agreement: Agreement, errors: Errors) -> None:
    """Only what cannot be: dates known in part are compared by what they may mean."""
    if surely_before(agreement.expires_on, agreement.effective_on or agreement.signed_on):
        errors["expires_on"] = [_("It cannot expire before it begins.")]
    if surely_before(agreement.signed_on, agreement.negotiated_on):
        errors["negotiated_on"] = [_("It cannot be negotiated after it was signed.")]


def surely_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether the one ends before the other begins, whatever is not stated of them."""
    if one is None or other is None or one.last_day is None or other.year is None:
        return False
    return one.last_day < dt.date(other.year, other.month or 1, other.day or 1)


def _check_renewal(agreement: Agreement, errors: Errors) -> None:
    if agreement.renewal_months == 0:
        errors["renewal_months"] = [_("Leave it empty when not stated.")]
    elif agreement.renewal_months and agreement.renewal in ("", Renewal.NONE):
        errors["renewal_months"] = [_("Say how it is renewed.")]


def _check_amount(agreement: Agreement, errors: Errors) -> None:
    if agreement.currency and not known_currency(agreement.currency):
        errors["currency"] = [_("Give the currency by its code of three letters, such as EUR or CNY.")]
    if agreement.amount is not None and not agreement.currency:
        errors["currency"] = [_("Say in which currency.")]
    if agreement.amount is not None and agreement.amount < 0:
        errors["amount"] = [_("An amount is not negative.")]


def _check_relatives(agreement: Agreement, errors: Errors) -> None:
    for name in ("renews", "supplements"):
        if agreement.pk and getattr(agreement, f"{name}_id") == agreement.pk:
            errors[name] = [_("An agreement does not follow itself.")]
    if agreement.owner and not agreement.owner.roles.filter(office_id=agreement.office_id).exists():
        errors["owner"] = [_("Choose somebody who has a role in this office.")]
