"""Dossier in, bytes out: the renderers lay a narrative out as HTML, PDF or Word. They read no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

from base.collecting import uncollected
from base.languages import supported
from reports.dossier.schema import Dossier
from reports.narrative import NotStated, ReportKind, narrate
from reports.renderers import docx, html, pdf
from reports.renderers.imprint import Imprint

Format = Literal["html", "pdf", "docx"]
Progress = Callable[[int, str], None]

FORMATS: tuple[Format, ...] = ("html", "pdf", "docx")
MEDIA_TYPES: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_FILES = {"pdf": pdf.render_document, "docx": docx.render_document}


@uncollected()
def render(
    dossier: Dossier,
    *,
    kind: str = ReportKind.POST_EVENT,
    language: str,
    format: Format | str,  # noqa: A002 - the word of the field and of the command line
    not_stated: NotStated = "omit",
    imprint: Imprint | None = None,
    links: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The report as a file. `progress` is told (per cent, what is being done) in the report's language.

    `imprint` stands at the end. `links` (JSON path of a record → its address) make each statement of an HTML
    document lead to the record it rests on; the other formats go without.

    Raises ValueError for an unknown kind or format, RenderError when the document cannot be made.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
    tell = progress or _silent
    with translation.override(supported(language)):
        tell(10, _("Telling the facts"))
        narrative = narrate(dossier, kind=kind, language=language, not_stated=not_stated, imprint=imprint)
        tell(40, _("Laying out the document"))
        content = (
            html.render_document(narrative, links=links) if format == "html" else _FILES[format](narrative)
        )
        tell(100, _("Done"))
    return content


def render_fragment(
    dossier: Dossier,
    *,
    kind: str = ReportKind.POST_EVENT,
    language: str,
    not_stated: NotStated = "omit",
    imprint: Imprint | None = None,
    links: Mapping[str, str] | None = None,
) -> str:
    """The report's body as safe HTML for a page of the site: essentials, lead and sections from <h2> on, without the title."""
    with translation.override(supported(language)):
        narrative = narrate(dossier, kind=kind, language=language, not_stated=not_stated, imprint=imprint)
        return html.render_body(narrative, links=links)


def _silent(_percent: int, _what: str) -> None:
    """Nobody asked to be told."""
