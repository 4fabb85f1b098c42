"""Templates of letters that an office writes in Word: checked before they are taken, tried with made-up guests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from base.attachments import checked
from base.errors import Conflict, DomainError, Invalid
from base.languages import CODES
from base.typesetting import RenderError
from base.word.package import demand_safe
from base.word.placeholders import filled, placeholder_faults
from base.word.printing import as_pdf
from base.word.unknown import unknown_to_pdf
from delegations.invitation_words import example_data
from delegations.models import LetterTemplate
from people.models import Office
from people.services import records
from people.services.journal import Actor

BUILT_IN = Path("templates/documents/invitation.docx")
LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Findings:
    """`faults` keep a file from being a template; `remarks` tell what its PDF will not show."""

    faults: list[str]
    remarks: list[str]


def built_in() -> bytes:
    """The template that everybody has, and may start their own from."""
    return (Path(settings.BASE_DIR) / BUILT_IN).read_bytes()


def examined(name: str, content: bytes) -> Findings:
    """What a file is worth as a template; nothing of it is run before it is found to be sound. Raises Invalid for one that is no Word file."""
    if not name.lower().endswith(".docx"):
        raise Invalid(_("A letter template is a Word document (.docx)."), field="file")
    if len(content) > LARGEST:
        raise Invalid(_("%(name)s is too large.") % {"name": name}, field="file")
    try:
        document = demand_safe(content)
    except Invalid as exc:
        return Findings(exc.errors.get("file", [exc.message]), [])
    faults = placeholder_faults(content, example_data())
    if not faults:
        faults = _trial_faults(content)
    return Findings(faults, unknown_to_pdf(document))


def trial(content: bytes, *, format: str, language: str) -> bytes:  # noqa: A002
    """A letter to made-up guests. Raises Invalid, RenderError."""
    demand_safe(content)
    example = example_data()
    written = filled(content, example, like=example, title=_("Letter of invitation"), language=language)
    return as_pdf(written, language=language, title=_("Letter of invitation")) if format == "pdf" else written


@transaction.atomic
def add_template(
    *, office: Office, name: str, languages: Sequence[str], file_name: str, content: bytes, by: Actor, at: dt.datetime
) -> LetterTemplate:  # fmt: skip
    """Keep a sound one. Raises Invalid with every fault; Conflict when a template in use has this name."""
    findings = examined(file_name, content)
    if findings.faults:
        raise Invalid(errors={"file": findings.faults})
    if not languages or any(code not in CODES for code in languages):
        raise Invalid(_("Say in which languages it is written."), field="languages")
    kept = checked(file_name, content)
    template = LetterTemplate(
        office=office, name=" ".join(name.split()), languages=list(languages), file=kept.keep(), file_name=kept.name
    )  # fmt: skip
    return records.create(
        template, by=by, at=at, verb="letter template added", refusals={"letter_template_name_once": _named_already}
    )  # fmt: skip


def retire_template(template: LetterTemplate, *, by: Actor, at: dt.datetime) -> None:
    """Offered no more; letters written with it stay as they are."""
    if template.retired_at is None:
        records.amend(template, {"retired_at": at}, by=by, at=at, verb="letter template retired")


def _trial_faults(content: bytes) -> list[str]:
    """Whether both formats can be made of it."""
    try:
        trial(content, format="pdf", language="en")
    except Invalid as exc:
        return exc.errors.get("file", [exc.message])
    except RenderError as exc:
        return [_("No letter can be made of it: %(message)s") % {"message": exc}]
    return []


def _named_already() -> DomainError:
    return Conflict(_("There is a letter template of this name."), field="name")
