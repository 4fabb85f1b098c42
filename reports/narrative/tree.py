"""The narrative as a tree: sections, blocks and statements, each with the places of the records it rests on.

Renderers lay this tree out and add no word of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    """`numeric` holds the positions of the columns with numbers; `widths` are shares of the line."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]
    widths: tuple[int, ...]
    numeric: tuple[int, ...] = ()
    kind: str = "table"


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
    """An item of the agenda with the hour or part of the day on its left."""

    when: str
    title: Statement
    gist: Statement
    facts: tuple[tuple[str, Statement], ...]
    speeches: tuple[Speech, ...]
    kind: str = "item"


Block = Paragraph | Listing | Facts | Table | Bars | Item


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    number: str = ""


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


def join(phrases: list[Phrase], language: str) -> Phrase:
    """`A, B and C` in the manner of the language."""
    runs: list[Run] = []
    for position, text in list_pattern(len(phrases), language):
        runs.extend((Run(text),) if position is None else phrases[position])
    return tuple(runs)


def numbered(sections: list[Section], prefix: str = "") -> tuple[Section, ...]:
    """The sections that say something, with their numbers."""
    said = [section for section in sections if _says_something(section)]
    return tuple(
        Section(
            section.id,
            section.title,
            section.blocks,
            numbered(list(section.sections), f"{prefix}{place}."),
            f"{prefix}{place}",
        )
        for place, section in enumerate(said, start=1)
    )


def _says_something(section: Section) -> bool:
    return bool(section.blocks) or any(map(_says_something, section.sections))
