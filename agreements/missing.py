"""What an agreement of the register still lacks, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementDocument, Party, Renewal, Representative
from agreements.services.parties import SIGNED
from agreements.states import AgreementState
from base.locale_text import language_name, list_in_words

Kind = AgreementDocument.Kind
TEXT_STANDS = SIGNED | {AgreementState.TEXT_AGREED}
STANDING = frozenset({AgreementState.SIGNED, AgreementState.IN_FORCE})


def missing(
    agreement: Agreement, parties: Sequence[Party], documents: Sequence[AgreementDocument], on: dt.date
) -> list[str]:
    """Runs no query: `parties` carry their signatures and representatives."""
    if agreement.state == AgreementState.TERMINATED:
        return []
    return [
        *_of_register(agreement, on),
        *_of_papers(agreement, documents),
        *_of_signing(agreement, parties),
    ]


def _of_register(agreement: Agreement, on: dt.date) -> Iterator[str]:
    if agreement.state in STANDING and agreement.expires_by and agreement.expires_by < on:
        yield _("Its last day has passed: renew it, or say that it expired.")
    if not agreement.number:
        yield _("It has no number.")
    if agreement.owner_id is None:
        yield _("Nobody in the office looks after it.")
    if agreement.state in STANDING and agreement.expires_on is None and agreement.renewal != Renewal.NONE:
        yield _("It is not stated when it expires.")
    if agreement.renewal == Renewal.AUTOMATIC and agreement.notice_months is None:
        yield _("It is not stated how long ahead notice is to be given.")


def _of_papers(agreement: Agreement, documents: Sequence[AgreementDocument]) -> Iterator[str]:
    held = {(document.kind, document.language) for document in documents}
    kinds = {kind for kind, _language in held}
    if agreement.state in TEXT_STANDS and not kinds & {Kind.AGREED_TEXT, Kind.SIGNED_SCAN}:
        yield _("The agreed text is not uploaded.")
    if agreement.state in SIGNED and Kind.SIGNED_SCAN not in kinds:
        yield _("No scan of the signed copy is uploaded.")
    if len(agreement.languages) > 1 and not agreement.authentic_language:
        yield _("It is not stated which text is authentic.")
    texts = {language for kind, language in held if kind in (Kind.AGREED_TEXT, Kind.TRANSLATION, Kind.SIGNED_SCAN)}  # fmt: skip
    lacking = [language_name(code) for code in agreement.languages if code not in texts]
    if texts - {""} and lacking:
        yield _("There is no text in: %(languages)s.") % {"languages": list_in_words(lacking)}


def _of_signing(agreement: Agreement, parties: Sequence[Party]) -> Iterator[str]:
    if agreement.state in SIGNED:
        return
    for party in parties:
        named = [one for one in party.representatives.all() if one.task == Representative.Task.SIGNATORY]
        if not named:
            yield _("Nobody is named to sign for %(party)s.") % {"party": party.organization}
        elif not all(one.confirmed_at for one in named):
            yield _("Who signs for %(party)s is not confirmed.") % {"party": party.organization}
