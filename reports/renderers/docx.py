"""A narrative as a Word document: a template that an office may restyle in Word, filled by docxtpl, and its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, RichText
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from base.charts import bar_chart
from base.typesetting import RenderError, fonts
from reports.narrative.tree import (
    Bars,
    Block,
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
from reports.renderers.word import KEEP, WORD_LANGUAGES, Word, text

TEMPLATE = Path("templates/documents/report.docx")
BODY = "entente-body"
"""What the paragraph says in whose place the body comes."""
DRAWING = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
UNTIMED_SPEECH = '<w:ind w:left="170"/>'
LABEL_COLOUR = '<w:color w:val="566072"/>'
_PAGES = re.compile(r"%\((?:page|pages)\)s")


def render_document(narrative: Narrative) -> bytes:
    """A .docx file with real heading styles, its language and title set. Raises RenderError when the template cannot be filled."""
    template = _Template(str(Path(settings.BASE_DIR) / TEMPLATE))
    before, between, after = ([*_PAGES.split(_("Page %(page)s of %(pages)s")), "", ""])[:3]
    context = {
        "label": narrative.label,
        "title": narrative.title.text,
        "title_runs": _rich(narrative.title),
        "subtitle": _rich(narrative.subtitle) if narrative.subtitle else None,
        "body": BODY,
        "page_before": before,
        "page_between": between,
        "page_after": after,
    }
    try:
        template.init_docx()
        template.body = _Body(template).of(narrative)
        template.render(context, jinja_env=ImmutableSandboxedEnvironment(autoescape=True), autoescape=True)
    except Exception as error:
        raise RenderError(f"The Word template could not be filled: {error}") from error
    _properties(template, narrative)
    content = BytesIO()
    template.save(content)
    return content.getvalue()


class _Template(DocxTemplate):
    """The template with a body already written: parsed with the rest, as moving it in afterwards takes most of the time."""

    body = ""

    def fix_tables(self, xml: str) -> Any:
        """Raises LookupError when an office took the paragraph of the body out of its template."""
        tree = super().fix_tables(xml)
        places = [paragraph for paragraph in tree.iter(qn("w:p")) if _words(paragraph).strip() == BODY]
        if not places:
            raise LookupError("it has no paragraph {{ body }}")
        places[0].getparent().replace(places[0], etree.Element(BODY))
        return etree.fromstring(etree.tostring(tree, encoding="unicode").replace(f"<{BODY}/>", self.body))


def _words(paragraph: Any) -> str:
    return "".join(words.text or "" for words in paragraph.iter(qn("w:t")))


class _Body:
    """Writes the body; numbers its pictures in the order of the document."""

    def __init__(self, template: DocxTemplate) -> None:
        self.part: Any = template.docx.part
        styles = {style.name: style.style_id for style in template.docx.styles}
        self.word = Word(styles, self._relation)
        self.pictures = 0

    def _relation(self, address: str) -> str:
        return str(self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def of(self, narrative: Narrative) -> str:
        told: list[str] = [self.word.facts(narrative.facts.rows)] if narrative.facts.rows else []
        if narrative.lead.statements:
            told.append(self.word.paragraph("Normal", self.word.statement(narrative.lead.running)))
        for section in narrative.sections:
            told.extend(self.section(section, 1))
        if narrative.imprint.rows:
            told += [self.word.paragraph("After Table", ""), self.word.facts(narrative.imprint.rows)]
        return "".join(told)

    def section(self, section: Section, level: int) -> Iterator[str]:
        """The section as one flat run of blocks, as a Word document is."""
        if section.title:
            yield self.heading(section, level)
        timed = any(isinstance(block, Item) and block.when for block in section.blocks)
        for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=False):
            introduces = isinstance(following, Facts | Listing | Table | Bars)
            yield from self.block(block, timed=timed, introduces=introduces)
        for inner in section.sections:
            yield from self.section(inner, level + 1)

    def heading(self, section: Section, level: int) -> str:
        number = text(f"{section.number}  ") if section.number else ""
        title = self.word.run(Run(section.title, section.lang))
        return self.word.paragraph(f"Heading {min(level, 4)}", number + title)

    def block(self, block: Block, *, timed: bool, introduces: bool) -> Iterator[str]:
        match block:
            case Paragraph():
                kept = KEEP if introduces else ""
                yield self.word.paragraph("Normal", self.word.statement(block.running), kept)
            case Listing():
                for item in block.items:
                    yield self.word.paragraph("List Bullet", self.word.statement(item))
            case Facts():
                yield self.word.facts(block.rows)
            case Table():
                yield self.word.table(block)
            case Bars():
                yield self.picture(block)
            case Item():
                yield from self.item(block, timed=timed)

    def item(self, item: Item, *, timed: bool) -> Iterator[str]:
        style = "Agenda Item" if timed else "Agenda Plain" if item.strong else "Agenda Sentence"
        when = text(f"{item.when}\t") if timed else ""
        kept = KEEP if item.facts and not item.gist and not item.speeches else ""
        yield self.word.paragraph(style, when + self.word.statement(item.title), kept)
        if item.gist:
            yield self.word.paragraph("Agenda Text" if timed else "Normal", self.word.statement(item.gist))
        indent = "" if timed else UNTIMED_SPEECH
        for speech in item.speeches:
            yield self.word.paragraph("Agenda Speaker", self.word.statement(speech.who), indent)
            for said in (speech.title, speech.gist):
                if said:
                    yield self.word.paragraph("Agenda Speech", self.word.statement(said), indent)
        for place, (label, statement) in enumerate(item.facts, start=1):
            told = text(f"{label}\t", LABEL_COLOUR) + self.word.statement(statement)
            kept = KEEP if place < len(item.facts) else ""
            yield self.word.paragraph("Agenda Fact" if timed else "Plain Fact", told, kept)

    def picture(self, bars: Bars) -> str:
        """The chart as a picture with its words as alternative text: Word before 2016 shows no SVG."""
        svg = bar_chart(bars.title, bars.rows, description=bars.description)
        picture = typst.compile(DRAWING, font_paths=fonts(), format="png", ppi=180, sys_inputs={"svg": svg})
        inline = self.part.new_pic_inline(BytesIO(picture), Mm(128), None)
        self.pictures += 1
        described = inline.find(qn("wp:docPr"))
        described.set("id", str(self.pictures))
        described.set("title", bars.title)
        described.set("descr", bars.description)
        return self.word.paragraph("Normal", f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>")


def _rich(statement: Statement) -> RichText:
    rich = RichText()
    for run in statement.runs:
        language = (
            None if run.lang is None or run.lang.startswith("zh") else WORD_LANGUAGES.get(run.lang, run.lang)
        )
        rich.add(run.text, lang=language)
    return rich


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
