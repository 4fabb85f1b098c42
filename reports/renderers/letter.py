"""The letter of appointment: only what is recorded, on one page, as PDF or Word."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from agreements.models import Appointment
from base.languages import best, supported
from base.typesetting import RenderError, typeset
from base.wording import date_in_words

TEMPLATE = Path("templates/documents/letter.docx")


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in it, in the words of its language; what is not recorded is empty and left out."""

    title: str
    office: str
    place_and_date: str
    person: str
    native_name: str
    body: str
    post: str
    organization: str
    term: str
    signature: str
    labels: dict[str, str]


def render_letter(appointment: Appointment, *, language: str, format: str) -> bytes:  # noqa: A002
    """Of an appointment read with its outcome, event, item, person, organization and office. Raises RenderError."""
    language = supported(language)
    with translation.override(language):
        letter = letter_of(appointment)
        if format == "pdf":
            return typeset("letter.typ", asdict(letter), language=language)
        return _docx(letter)


def letter_of(appointment: Appointment) -> Letter:
    """In the language that is active; runs no query."""
    event, item = appointment.outcome.event, appointment.outcome.item
    day = (item.on if item else None) or event.start_on
    place = best(event, "city")[0] if hasattr(event, "city_en") else event.city
    where_when = ", ".join(part for part in (place, date_in_words(day) if day and day.year else "") if part)
    person = appointment.person
    organization = appointment.organization
    post = best(appointment, "title")[0]
    return Letter(
        title=_("Letter of appointment"),
        office=appointment.office.name,
        place_and_date=where_when,
        person=person.styled_name,
        native_name=person.native_name if person.native_name != person.name else "",
        body=_("%(office)s hereby appoints") % {"office": appointment.office.name},
        post=post,
        organization=(best(organization, "name")[0] or str(organization)) if organization else "",
        term=_term(appointment),
        signature=_("Signature"),
        labels={"as": pgettext("appointed … as", "as"), "term": _("Term")},
    )


def _term(appointment: Appointment) -> str:
    since, until = (date_in_words(day) if day else "" for day in (appointment.since, appointment.until))
    if since and until:
        return _("from %(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("since %(date)s") % {"date": since}
    return _("until %(date)s") % {"date": until} if until else ""


def _docx(letter: Letter) -> bytes:
    template = DocxTemplate(str(Path(settings.BASE_DIR) / TEMPLATE))
    try:
        template.render(
            asdict(letter), jinja_env=ImmutableSandboxedEnvironment(autoescape=True), autoescape=True
        )
    except Exception as error:
        raise RenderError(f"The Word template could not be filled: {error}") from error
    template.docx.core_properties.title = letter.title
    content = BytesIO()
    template.save(content)
    return content.getvalue()
