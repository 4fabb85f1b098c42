"""The papers of an agreement, version after version: drafts, the agreed text, translations, scans, annexes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementDocument
from agreements.states import AgreementState
from base.attachments import checked
from base.errors import Conflict, Invalid
from people.models import User
from people.services import records
from people.services.journal import Actor

UNAGREED = frozenset({AgreementState.PROPOSED, AgreementState.NEGOTIATING})


@transaction.atomic
def add_document(
    *,
    agreement: Agreement,
    kind: str,
    content: bytes,
    name: str,
    by: Actor,
    at: dt.datetime,
    language: str = "",
    note: str = "",
) -> AgreementDocument:
    """Keep a file as the next version of its kind and language; earlier versions stay. Raises Invalid, see `checked`."""
    file = checked(name, content, field="file")
    if kind == AgreementDocument.Kind.TRANSLATION and not language:
        raise Invalid(_("Say in which language the translation is."), field="language")
    # One at a time for each agreement, so that no two versions get the same number.
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    before = AgreementDocument.objects.filter(agreement=agreement, kind=kind, language=language)
    document = AgreementDocument(
        office_id=agreement.office_id, agreement=agreement, kind=kind, language=language, note=note.strip(),
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1, file=file.keep(), size=len(content),
        name=file.name, media_type=file.media_type,
        added_by=by if isinstance(by, User) else None, added_at=at,
    )  # fmt: skip
    records.create(document, by=by, at=at, verb="document added")
    records.touch(agreement, at=at)
    return document


@transaction.atomic
def remove_document(document: AgreementDocument, *, by: Actor, at: dt.datetime) -> None:
    """Take back the newest version of its kind, uploaded by mistake, while the text is not agreed. Raises Conflict: what
    was agreed upon, and what a later version followed, stays."""
    agreement = document.agreement
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if locked.state not in UNAGREED:
        raise Conflict(_("Once the text is agreed its papers stay: upload a new version."))
    later = AgreementDocument.objects.filter(
        agreement=agreement, kind=document.kind, language=document.language, number__gt=document.number
    )
    if later.exists():
        raise Conflict(_("A later version followed, so this one stays."))
    records.delete(document, by=by, at=at, verb="document removed")
    records.touch(agreement, at=at)
