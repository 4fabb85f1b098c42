"""The narrative as a tree: sections, blocks and statements, each with the places of the records it rests on.

Renderers lay this tree out and add no word of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from base.locale_text import list_pattern


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `lang` is its language where that is not the document's, `href` the address it leads to."""

    text: str
    lang: str | None = None
    muted: bool = False
    href: str | None = None


Phrase = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said; `refs` are the JSON paths of the records it rests on."""

    runs: Phrase
    refs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)


NOTHING = Statement(())


@dataclass(frozen=True, slots=True)
class Paragraph:
    statements: tuple[Statement, ...]
    kind: str = "paragraph"

    @property
    def running(self) -> Statement:
        """Its statements as one, with what stands between sentences."""
        runs: list[Run] = []
        refs: list[str] = []
        for statement in filter(None, self.statements):
            if runs and gap_after(runs[-1].text):
                runs.append(Run(gap_after(runs[-1].text)))
            runs += statement.runs
            refs += statement.refs
        return Statement(tuple(runs), tuple(refs))


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Statement, ...]
    kind: str = "listing"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what is known under them."""

    rows: tuple[tuple[str, Statement], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric` holds the positions of the columns with numbers; `widths` are shares of the line.

    The first column names the row, in bold; in a table of sentences (`strong` false) it is plain.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]
    widths: tuple[int, ...]
    numeric: tuple[int, ...] = ()
    strong: bool = True
    kind: str = "table"

    def without_empty_columns(self) -> Table:
        """The same table without the columns in which no row says anything."""
        kept = [place for place in range(len(self.columns)) if any(row[place] for row in self.rows)]
        if len(kept) == len(self.columns):
            return self
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
            widths=tuple(self.widths[place] for place in kept),
            numeric=tuple(kept.index(place) for place in self.numeric if place in kept),
        )


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart of counts: (label, count as a number, count in words)."""

    title: str
    description: str
    rows: tuple[tuple[str, int, str], ...]
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class Speech:
    who: Statement
    title: Statement
    gist: Statement


@dataclass(frozen=True, slots=True)
class Item:
    """Something with facts under it: an item of the agenda with its hour on the left, or an outcome.

    The title of a `strong` item is a title; otherwise it is a sentence.
    """

    when: str
    title: Statement
    gist: Statement
    facts: tuple[tuple[str, Statement], ...]
    speeches: tuple[Speech, ...] = ()
    strong: bool = True
    kind: str = "item"


Block = Paragraph | Listing | Facts | Table | Bars | Item


@dataclass(frozen=True, slots=True)
class Section:
    """`lang` is the language of the title where that is not the document's. Without a title it is plain text."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    number: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Narrative:
    """A whole document. `label` says what it is (Post-event report); `facts` are the essentials under the title.

    `imprint` are the last lines of a version; without rows where there is none.
    """

    kind: str
    language: str
    label: str
    title: Statement
    subtitle: Statement
    facts: Facts
    lead: Paragraph
    sections: tuple[Section, ...] = ()
    imprint: Facts = Facts(())


_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def phrase(template: str, **values: str | Phrase) -> Phrase:
    """A translated template with its placeholders `%(name)s` filled; each value keeps its own language."""
    runs: list[Run] = []
    # re.split with one group: text, name, text, name, …, text
    for position, piece in enumerate(_PLACEHOLDER.split(template)):
        if position % 2 == 0:
            if piece:
                runs.append(Run(piece.replace("%%", "%")))
        else:
            value = values[piece]
            runs.extend((Run(value),) if isinstance(value, str) else value)
    return tuple(runs)


def say(template: str, *refs: str, **values: str | Phrase) -> Statement:
    """A statement of a translated template."""
    return Statement(phrase(template, **values), refs)


def gap_after(text: str) -> str:
    """What stands between a sentence and the next: a space, but nothing after a Chinese full stop."""
    wide_forms = 0x3000
    return "" if not text or ord(text[-1]) >= wide_forms else " "


def join(phrases: list[Phrase], language: str) -> Phrase:
    """`A, B and C` in the manner of the language."""
    runs: list[Run] = []
    for position, text in list_pattern(len(phrases), language):
        runs.extend((Run(text),) if position is None else phrases[position])
    return tuple(runs)


def numbered(sections: list[Section], prefix: str = "") -> tuple[Section, ...]:
    """The sections that say something, with their numbers."""
    return tuple(
        replace(
            section,
            number=f"{prefix}{place}",
            sections=numbered(list(section.sections), f"{prefix}{place}."),
        )
        for place, section in enumerate(filter(says_something, sections), start=1)
    )


def says_something(section: Section) -> bool:
    return bool(section.blocks) or any(map(says_something, section.sections))
