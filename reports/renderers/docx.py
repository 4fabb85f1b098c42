"""A narrative as a Word document: a template that an office may restyle in Word, filled by docxtpl."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from jinja2.sandbox import ImmutableSandboxedEnvironment

from base.charts import bar_chart
from reports.narrative.tree import (
    Bars,
    Facts,
    Item,
    Listing,
    Narrative,
    Paragraph,
    Run,
    Section,
    Statement,
    Table,
)
from reports.renderers.errors import RenderError
from reports.renderers.pdf import fonts

TEMPLATE = Path("templates/documents/report.docx")
WORD_LANGUAGES = {"en": "en-GB", "zh-hans": "zh-CN", "es": "es-ES", "pt": "pt-BR"}
DRAWING = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
_BROKEN = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_PAGES = re.compile(r"%\((?:page|pages)\)s")


class _Template(DocxTemplate):
    def resolve_listing(self, xml: str) -> str:
        """Only of paragraphs with a tab or line break in a text: going through every run takes a third of the time."""
        resolve = super().resolve_listing
        return _PARAGRAPH.sub(lambda m: resolve(m[0]) if _BROKEN.search(m[0]) else m[0], xml)


def render_document(narrative: Narrative) -> bytes:
    """A .docx file with real heading styles, its language and title set. Raises RenderError when the template cannot be filled."""
    template = _Template(str(Path(settings.BASE_DIR) / TEMPLATE))
    before, between, after = ([*_PAGES.split(_("Page %(page)s of %(pages)s")), "", ""])[:3]
    context = {
        "label": narrative.label,
        "title": narrative.title.text,
        "title_runs": _rich(narrative.title),
        "subtitle": _rich(narrative.subtitle) if narrative.subtitle else None,
        "facts": _facts(narrative.facts),
        "lead": _joined(narrative.lead),
        "blocks": [block for section in narrative.sections for block in _section(template, section, 1)],
        "page_before": before,
        "page_between": between,
        "page_after": after,
    }
    try:
        template.render(context, jinja_env=ImmutableSandboxedEnvironment(autoescape=True), autoescape=True)
    except Exception as error:
        raise RenderError(f"The Word template could not be filled: {error}") from error
    _describe_charts(template, narrative)
    _properties(template, narrative)
    content = BytesIO()
    template.save(content)
    return content.getvalue()


def _section(template: DocxTemplate, section: Section, level: int) -> Iterator[dict[str, Any]]:
    """The section as one flat run of blocks, as a Word document is."""
    yield {"style": f"Heading {min(level, 3)}", "text": RichText(f"{section.number}  {section.title}")}
    timed = any(isinstance(block, Item) and block.when for block in section.blocks)
    for block in section.blocks:
        match block:
            case Paragraph():
                yield {"style": "Normal", "text": _joined(block)}
            case Listing():
                for item in block.items:
                    yield {"style": "List Bullet", "text": _rich(item)}
            case Facts():
                yield {"kind": "facts", "rows": _facts(block)}
            case Table():
                yield {
                    "kind": "table",
                    "columns": block.columns,
                    "rows": [[_rich(cell) for cell in row] for row in block.rows],
                }
            case Bars():
                yield {"kind": "bars", "image": _picture(template, block)}
            case Item():
                yield from _item(block, timed)
    for inner in section.sections:
        yield from _section(template, inner, level + 1)


def _item(item: Item, timed: bool) -> Iterator[dict[str, Any]]:
    title = _rich(item.title)
    if timed:
        # The tab goes through RichText's own text, where docxtpl turns it into Word's tab.
        timed_title = RichText(f"{item.when}\t")
        timed_title.add(title)
        title = timed_title
    yield {"style": "Agenda Item" if timed else "Agenda Plain", "text": title}
    text = "Agenda Text" if timed else "Normal"
    if item.gist:
        yield {"style": text, "text": _rich(item.gist)}
    for speech in item.speeches:
        yield {"style": "Agenda Speaker", "text": _rich(speech.who)}
        for said in (speech.title, speech.gist):
            if said:
                yield {"style": "Agenda Speech", "text": _rich(said)}
    for label, statement in item.facts:
        row = RichText(f"{label}: ", color="566072")
        row.add(_rich(statement))
        yield {"style": text, "text": row}


def _facts(facts: Facts) -> list[dict[str, Any]]:
    return [{"label": label, "text": _rich(statement)} for label, statement in facts.rows]


def _joined(paragraph: Paragraph) -> RichText:
    rich = RichText()
    for place, statement in enumerate(paragraph.statements):
        if place:
            rich.add(" ")
        rich.add(_rich(statement))
    return rich


def _rich(statement: Statement) -> RichText:
    rich = RichText()
    for run in statement.runs:
        rich.add(run.text, style="NotStated" if run.muted else None, lang=_language(run))
    return rich


def _language(run: Run) -> str | None:
    # Chinese text takes the document's East Asian language, which is always Chinese.
    return None if run.lang is None or run.lang.startswith("zh") else WORD_LANGUAGES.get(run.lang, run.lang)


def _picture(template: DocxTemplate, bars: Bars) -> InlineImage:
    """The chart as a picture: Word before 2016 shows no SVG."""
    svg = bar_chart(bars.title, bars.rows, description=bars.description)
    picture = typst.compile(DRAWING, font_paths=fonts(), format="png", ppi=180, sys_inputs={"svg": svg})
    return InlineImage(template, BytesIO(picture), width=Mm(128))


def _describe_charts(template: DocxTemplate, narrative: Narrative) -> None:
    """The words of each chart as its alternative text, in the order of the document."""
    pictures = template.docx.element.body.iter(qn("wp:docPr"))
    for place, (picture, bars) in enumerate(
        zip(pictures, _charts(narrative.sections), strict=False), start=1
    ):
        picture.set("id", str(place))
        picture.set("title", bars.title)
        picture.set("descr", bars.description)


def _charts(sections: tuple[Section, ...]) -> Iterator[Bars]:
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Bars))
        yield from _charts(section.sections)


def _properties(template: DocxTemplate, narrative: Narrative) -> None:
    language = WORD_LANGUAGES[narrative.language]
    properties = template.docx.core_properties
    properties.title, properties.subject, properties.language = (
        narrative.title.text[:255],
        narrative.label,
        language,
    )
    defaults = template.docx.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    for element in defaults:
        element.set(qn("w:val"), language)
        element.set(qn("w:eastAsia"), "zh-CN")
