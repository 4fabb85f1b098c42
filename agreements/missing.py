"""What an agreement of the register still lacks, each line with the address where it is mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.checklist import Lack
from agreements.models import Agreement, AgreementDocument, Party, Renewal, Representative
from agreements.services.parties import SIGNED
from agreements.states import AgreementState
from base.locale_text import language_name, list_in_words

Kind = AgreementDocument.Kind
TEXT_STANDS = SIGNED | {AgreementState.TEXT_AGREED}
STANDING = frozenset({AgreementState.SIGNED, AgreementState.IN_FORCE})


def missing(
    agreement: Agreement,
    parties: Sequence[Party],
    documents: Sequence[AgreementDocument],
    on: dt.date,
    signing: Sequence[Lack] | None = None,
) -> list[Lack]:
    """Runs no query: `parties` carry their signatures and representatives. `signing` is the check-list of a prepared one."""
    if agreement.state == AgreementState.TERMINATED:
        return []
    if signing is not None and agreement.state not in SIGNED:
        return [*_of_register(agreement, on), *signing]
    return [
        *_of_register(agreement, on),
        *_of_papers(agreement, documents),
        *_of_signing(agreement, parties),
    ]


def _of_register(agreement: Agreement, on: dt.date) -> Iterator[Lack]:
    edit = reverse("agreements:edit", args=[agreement.uid])
    if agreement.state in STANDING and agreement.expires_by and agreement.expires_by < on:
        yield Lack(_("Its last day has passed: renew it, or say that it expired."), _expired(agreement))
    if not agreement.number:
        yield Lack(_("It has no number."), edit)
    if agreement.owner_id is None:
        yield Lack(_("Nobody in the office looks after it."), edit)
    if agreement.state in STANDING and agreement.expires_on is None and agreement.renewal != Renewal.NONE:
        yield Lack(_("It is not stated when it expires."), edit)
    if agreement.renewal == Renewal.AUTOMATIC and agreement.notice_months is None:
        yield Lack(_("It is not stated how long ahead notice is to be given."), edit)


def _expired(agreement: Agreement) -> str:
    if agreement.state == AgreementState.SIGNED:
        return reverse("agreements:edit", args=[agreement.uid])
    return reverse("agreements:move", args=[agreement.uid, AgreementState.EXPIRED])


def _of_papers(agreement: Agreement, documents: Sequence[AgreementDocument]) -> Iterator[Lack]:
    papers = reverse("agreements:document_add", args=[agreement.uid])
    held = {(document.kind, document.language) for document in documents}
    kinds = {kind for kind, _language in held}
    if agreement.state in TEXT_STANDS and not kinds & {Kind.AGREED_TEXT, Kind.SIGNED_SCAN}:
        yield Lack(_("The agreed text is not uploaded."), papers)
    if agreement.state in SIGNED and Kind.SIGNED_SCAN not in kinds:
        yield Lack(_("No scan of the signed copy is uploaded."), papers)
    if len(agreement.languages) > 1 and not agreement.authentic_language:
        yield Lack(
            _("It is not stated which text is authentic."), reverse("agreements:edit", args=[agreement.uid])
        )
    texts = {language for kind, language in held if kind in (Kind.AGREED_TEXT, Kind.TRANSLATION, Kind.SIGNED_SCAN)}  # fmt: skip
    lacking = [language_name(code) for code in agreement.languages if code not in texts]
    if texts - {""} and lacking:
        yield Lack(_("There is no text in: %(languages)s.") % {"languages": list_in_words(lacking)}, papers)


def _of_signing(agreement: Agreement, parties: Sequence[Party]) -> Iterator[Lack]:
    if agreement.state in SIGNED:
        return
    for party in parties:
        named = [one for one in party.representatives.all() if one.task == Representative.Task.SIGNATORY]
        if not named:
            add = reverse("agreements:representative_add", args=[agreement.uid])
            yield Lack(
                _("Nobody is named to sign for %(party)s.") % {"party": party.organization},
                f"{add}?party={party.uid}",
            )
        elif not all(one.confirmed_at for one in named):
            yield Lack(
                _("Who signs for %(party)s is not confirmed.") % {"party": party.organization}, "#parties"
            )
