"""The papers of an agreement, version after version: drafts, the agreed text, translations, scans, annexes."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from pathlib import PurePath

import puremagic
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementDocument
from agreements.states import AgreementState
from base import files
from base.errors import Conflict, Invalid
from people.models import User
from people.services import records
from people.services.journal import Actor

LARGEST = 25 * 2**20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {"application/pdf": ".pdf", DOCX: ".docx", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif"}  # fmt: skip
"""Media types that are taken → how a file name of the type ends."""
UNAGREED = frozenset({AgreementState.PROPOSED, AgreementState.NEGOTIATING})
NAME_LENGTH = 200


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
    """Keep a file as the next version of its kind and language; earlier versions stay. Raises Invalid for what is no PDF,
    DOCX or picture, is empty, or larger than LARGEST bytes."""
    media_type = media_type_of(content)
    if kind == AgreementDocument.Kind.TRANSLATION and not language:
        raise Invalid(_("Say in which language the translation is."), field="language")
    # One at a time for each agreement, so that no two versions get the same number.
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    before = AgreementDocument.objects.filter(agreement=agreement, kind=kind, language=language)
    sha256, size = files.store(content)
    document = AgreementDocument(
        office_id=agreement.office_id, agreement=agreement, kind=kind, language=language, note=note.strip(),
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1, file=sha256, size=size,
        name=safe_name(name, media_type), media_type=media_type,
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


def media_type_of(content: bytes) -> str:
    """By the content, whatever its name says. Raises Invalid."""
    if not content:
        raise Invalid(_("The file is empty."), field="file")
    if len(content) > LARGEST:
        raise too_large()
    if _is_docx(content):
        return DOCX
    try:
        kind = puremagic.from_string(content[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in SUFFIXES or kind == DOCX:
        raise Invalid(_("Upload a PDF, a Word document (DOCX) or a picture (JPEG, PNG, TIFF)."), field="file")
    return kind


def too_large() -> Invalid:
    return Invalid(_("The file is larger than %(size)d MB.") % {"size": LARGEST // 2**20}, field="file")


def safe_name(name: str, media_type: str) -> str:
    """The name without folders and control characters, ending as its type does."""
    plain = PurePath(name.replace("\\", "/")).name
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C").strip(" .")
    suffix = SUFFIXES[media_type]
    stem = plain[: -len(PurePath(plain).suffix)] if PurePath(plain).suffix else plain
    endings = {".jpg": (".jpg", ".jpeg"), ".tif": (".tif", ".tiff")}.get(suffix, (suffix,))
    ending = PurePath(plain).suffix if plain.lower().endswith(endings) else suffix
    return (stem or "document")[: NAME_LENGTH - len(ending)] + ending


def _is_docx(content: bytes) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return "word/document.xml" in names and not any(name.endswith("vbaProject.bin") for name in names)

