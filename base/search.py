"""Search without extensions: verbs write folded Latin words and CJK bigrams as a tsvector, queries ask for their prefixes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Lookup, Q

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af"
RUNS = re.compile(rf"[{CJK}]+|[^\W_]+", re.UNICODE)
IS_CJK = re.compile(rf"^[{CJK}]")
WORD_LENGTH = 60
SURNAMES = {"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "盖": "ge", "朴": "piao", "任": "ren", "区": "ou", "翟": "zhai", "尉": "wei", "种": "chong", "乐": "yue", "华": "hua", "纪": "ji", "应": "ying", "万": "wan", "覃": "qin", "召": "shao", "缪": "miao", "宓": "mi", "冼": "xian", "谌": "chen", "员": "yun", "祭": "zhai", "黑": "he", "重": "chong", "逄": "pang", "折": "she", "幺": "yao"}  # fmt: skip


def fold(text: str) -> str:
    """Lower case, no accents, compatible forms: “Centro de Cooperación” and “centro de cooperacion” are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", plain)


def runs(text: str) -> Iterator[str]:
    """Words of folded text; each CJK run is one."""
    for match in RUNS.finditer(fold(text)):
        word = match.group()
        yield from (
            part for part in re.split(rf"(?<=[^{CJK}])(?=[{CJK}])|(?<=[{CJK}])(?=[^{CJK}])", word) if part
        )


def tokens(text: str) -> Iterator[str]:
    for run in runs(text):
        if IS_CJK.match(run):
            yield from (run[i : i + 2] for i in range(max(len(run) - 1, 1)))
            yield run[-1]
        else:
            yield run[:WORD_LENGTH]


def quote(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def document(texts: Iterable[str | None]) -> str:
    """The tsvector literal of several texts; the value of a SearchField."""
    found = {token for text in texts if text for token in tokens(text)}
    return " ".join(quote(token) for token in sorted(found))


def query(text: str) -> str:
    """The tsquery literal for what a person typed: every word must occur, Latin words by prefix."""
    parts: list[str] = []
    for run in runs(text):
        if IS_CJK.match(run) and len(run) > 1:
            parts += [quote(run[i : i + 2]) for i in range(len(run) - 1)]
        else:
            parts.append(quote(run[:WORD_LENGTH]) + ":*")
    return " & ".join(parts)


class SearchField(SearchVectorField):
    """Holds `document(...)`; asked through `matching(...)`."""


@SearchField.register_lookup
class Matches(Lookup):
    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", [*params, self.rhs]


def matching(text: str, field: str = "search") -> Q:
    """The condition for rows whose `field` holds every word of `text`; an empty text matches all."""
    asked = query(text)
    return Q(**{f"{field}__matches": asked}) if asked else Q()


def sort_key(text: str, *, surname_first: bool = False) -> str:
    """A stored key that orders Latin and Chinese names together: pinyin syllables, folded."""
    text = text.strip()
    head = SURNAMES.get(text[:1]) if surname_first else None
    if head:
        return fold(" ".join([head, *_syllables(text[1:])]))
    return fold(" ".join(_syllables(text)) if IS_CJK.search(text) else text)


def _syllables(text: str) -> list[str]:
    """In pinyin without tones."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes 55 MB: loaded with the first Chinese name

    return list(lazy_pinyin(text, style=Style.NORMAL))
