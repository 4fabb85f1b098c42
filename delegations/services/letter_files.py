"""The files of letters of invitation: made when somebody asks, with passports in clear, which the journal tells; never kept."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from base import files
from base.errors import Conflict, Invalid
from base.languages import speaking
from base.word.placeholders import filled
from base.word.printing import as_pdf
from delegations.invitation_words import Guest, example_data, letter_data
from delegations.models import InvitationLetter, ProtocolSettings, TravelDocument
from delegations.services.invitations import demand_documents, event_of, guests_of
from delegations.services.letter_templates import built_in
from delegations.services.travel_documents import opened
from people.services import journal
from people.services.journal import Actor

PDF, DOCX = "pdf", "docx"
FORMATS = (PDF, DOCX)
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
RELATED = (
    "delegation__event__office", "registration__event__office", "registration__person", "template", "office",
)  # fmt: skip
"""What a letter is read with."""


@transaction.atomic
def make_file(letter: InvitationLetter, *, format: str, by: Actor, at: dt.datetime) -> bytes:  # noqa: A002
    """The letter as a PDF or Word file. The journal says of each passport that a letter was made with it.

    Raises Conflict for a withdrawn letter or when somebody has no travel document (any more); RenderError.
    """
    if format not in FORMATS:
        raise Invalid(_("Choose PDF or Word."), field="format")
    if letter.withdrawn_at:
        raise Conflict(_("This letter is withdrawn."))
    guests = _guests(letter)
    event = event_of(letter)
    usual = ProtocolSettings.objects.filter(office=letter.office_id).first()
    letterhead = usual.letterhead if usual and usual.letterhead.strip() else event.office.name
    data = letter_data(letter, event=event, guests=guests, letterhead=letterhead)
    template = files.read(letter.template.file) if letter.template else built_in()
    language = letter.languages[0]
    with speaking(language):
        title = f"{_('Letter of invitation')} {letter.number}"
        written = filled(template, data, like=example_data(), title=title, language=language)
        content = as_pdf(written, language=language, title=title) if format == PDF else written
    note = f"letter {letter.number}, {format}"
    journal.write(
        journal.entry(one.document, "letter made", by=by, at=at, fields=TravelDocument.SEALED, note=note)
        for one in guests
    )
    journal.record(letter, "letter made", by=by, at=at, note=format)
    return content


@transaction.atomic
def make_files(letters: Sequence[InvitationLetter], *, format: str, by: Actor, at: dt.datetime) -> bytes:  # noqa: A002
    """A ZIP file with one file for each letter. Raises as `make_file`, Invalid when there is none."""
    if not letters:
        raise Invalid(_("There is no letter to make a file of."))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter in letters:
            archive.writestr(file_name(letter, format), make_file(letter, format=format, by=by, at=at))
    return packed.getvalue()


def file_name(letter: InvitationLetter, format: str) -> str:  # noqa: A002
    """By its number, and by nobody's name."""
    return f"{re.sub(r'[^0-9A-Za-z-]+', '-', letter.number).strip('-') or 'letter'}-{letter.pk}.{format}"


def _guests(letter: InvitationLetter) -> list[Guest]:
    invited = guests_of(letter)
    documents = demand_documents(invited)
    guests = [Guest(one, documents[one.person_id], opened(documents[one.person_id])) for one in invited]
    unnamed = [str(one.registration.person) for one in guests if not one.clear.printed_name]
    if unnamed:
        raise Conflict(_("The name as the passport has it is missing of: %(names)s.") % {"names": ", ".join(unnamed)})  # fmt: skip
    return guests
