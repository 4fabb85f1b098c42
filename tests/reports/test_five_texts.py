"""The five texts, fact by fact: in the dossiers, in the database, and in every report, in four languages and three formats."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from django.utils import timezone, translation
from lxml import etree
from pypdf import PdfReader

from reports.dossier.check import read_dossier
from reports.dossier.collect import collect
from reports.dossier.load import load
from reports.renderers import render
from tests.factories import OfficeFactory
from tests.reports.five_texts import ANY, LANGUAGES, NOTHING, NUMBERS, TEXTS

EXAMPLES = Path(__file__).parents[2] / "reports" / "examples"
FACTS = [(text, number) for text, facts in TEXTS.items() for number in facts]


def example(text: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / f"{text}.json").read_text())


def found(data: Any, path: str) -> Any:
    """What stands at a path; steps are names, positions, or the local id or slug of a record in a list. None = nothing."""
    for step in path.split("."):
        if isinstance(data, list):
            named = (
                row for row in data if isinstance(row, dict) and step in (row.get("id"), row.get("slug"))
            )
            data = data[int(step)] if step.isdigit() and int(step) < len(data) else next(named, None)
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def states(here: Any, wanted: Any) -> bool:
    """Whether what stands there is what is wanted; an object may say more than is asked, unless that is nothing."""
    if wanted is NOTHING:
        return here in (None, [], {})
    if wanted is ANY:
        return here not in (None, "", [], {})
    if isinstance(wanted, dict):
        return isinstance(here, dict) and all(states(here.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return (
            isinstance(here, list)
            and len(here) == len(wanted)
            and all(states(a, b) for a, b in zip(here, wanted, strict=True))
        )
    return bool(here == wanted)


def missing(data: dict[str, Any], text: str) -> list[str]:
    return [
        f"{text.upper()}.{number} {path}: {found(data, path)!r}"
        for number, fact in TEXTS[text].items()
        for path, wanted in fact.at.items()
        if not states(found(data, path), wanted)
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_every_number_has_its_place(text: str) -> None:
    assert sorted(TEXTS[text]) == list(range(1, NUMBERS[text] + 1))
    assert all(fact.at for fact in TEXTS[text].values())
    assert not missing(example(text), text)


def test_a_missing_fact_is_noticed() -> None:
    data = example("s2")
    del data["event"]["duration_days"]
    data["groups"][0]["count"] = 30
    assert [line.split()[0] for line in missing(data, "s2")] == ["S2.13", "S2.14"]


@pytest.mark.django_db
def test_the_facts_stand_in_the_database() -> None:
    """All five in one office, which knows some organizations from several of them: each comes back as it went in."""
    office = OfficeFactory()
    at = timezone.now()
    events = {
        text: load(read_dossier(json.dumps(example(text))), office=office, by="command", at=at).event
        for text in TEXTS
    }
    for text, event in events.items():
        came_back = with_ids_of(example(text), collect(event).model_dump(mode="json", exclude_none=True))
        assert not missing(came_back, text)
        again = load(read_dossier(json.dumps(example(text))), office=office, by="command", at=at)
        assert (again.created, again.changed) == ({}, {}), text


def with_ids_of(stated: dict[str, Any], dumped: dict[str, Any]) -> dict[str, Any]:
    """The dumped dossier with the local ids of the stated one: lists of records keep their order, organizations are met by name."""
    ids: dict[str, str] = {}
    for collection in ("people", "groups", "agenda", "delegations", "outcomes", "agreements", "sources"):
        for there in dumped.get(collection, []):
            here = next((row for row in stated.get(collection, []) if _same(row, there)), None)
            if here and "id" in here:
                ids[f"{collection}:{there['id']}"] = here["id"]
    for there in dumped["organizations"]:
        here = next(
            row
            for row in stated["organizations"]
            if set(row["names"].values()) & set(there["names"].values())
        )
        ids[f"organizations:{there['id']}"] = here["id"]
    return _renamed(dumped, ids, "")


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    for name in ("title", "label", "text", "name", "headline", "publisher"):
        if one.get(name) or other.get(name):
            return bool(one.get(name) == other.get(name))
    return (one.get("given_name"), one.get("family_name")) == (
        other.get("given_name"),
        other.get("family_name"),
    )


REFERS = {
    "organization": "organizations", "senders": "organizations", "to": "organizations", "host": "organizations", "owner": "organizations",
    "subject": "organizations", "organizations": "organizations", "lead": "organizations", "person": "people", "signatories": "people",
    "group": "groups", "agenda_item": "agenda", "agenda_items": "agenda", "source": "sources",
}  # fmt: skip


def _renamed(data: Any, ids: dict[str, str], collection: str) -> Any:
    if isinstance(data, list):
        return [_renamed(row, ids, collection) for row in data]
    if isinstance(data, dict):
        return {
            key: _renamed(value, ids, collection if key == "id" else REFERS.get(key, key))
            for key, value in data.items()
        }
    return ids.get(f"{collection}:{data}", data) if isinstance(data, str) else data


# --- in the reports ---------------------------------------------------------------------------------------------------


class TextOfPage(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def text_of(content: bytes, form: str) -> str:
    """The text that a reader of the file sees, read from the file itself."""
    if form == "html":
        page = TextOfPage()
        page.feed(content.decode())
        return " ".join(page.parts)
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            xml = [archive.read(name) for name in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)]  # fmt: skip
        paragraphs = [p for part in xml for p in etree.fromstring(part).iter("{*}p")]
        return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in paragraphs)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def squeezed(words: str) -> str:
    """Without spaces, which a line break may replace, case, and the hyphens that a line break may add."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", unicodedata.normalize("NFKC", words)).casefold()


@cache
def report(text: str, language: str, form: str) -> str:
    dossier = read_dossier((EXAMPLES / f"{text}.json").read_bytes())
    with translation.override(language):
        return text_of(render(dossier, kind="post-event", language=language, format=form), form)


def wordings(data: Any) -> Iterator[str]:
    """Names, titles and texts below a path: what a report tells as it was written."""
    if isinstance(data, str):
        yield data.rstrip(".")
    elif isinstance(data, list):
        for row in data:
            yield from wordings(row)
    elif isinstance(data, dict) and set(data) <= {"en", "es", "zh-hans", "pt"}:
        yield from wordings(list(data.values()))


WORDED = re.compile(r"\.(en|es|headline|section|publisher|issuer|dateline|notice|url|captions|rank|regions|count_as_worded|fields|policies|academic_style|honorific|city)$")  # fmt: skip


def told(text: str, number: int, language: str) -> Iterator[str]:
    """What a report in this language must say of a fact."""
    fact, data = TEXTS[text][number], example(text)
    yield from fact.says.get(language, ())
    for path in fact.at:
        if WORDED.search(path):
            yield from wordings(found(data, path))


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_fact_comes_back_in_the_report(text: str, language: str, form: str) -> None:
    there = squeezed(report(text, language, form))
    lost = [
        f"{text.upper()}.{number}: {words}"
        for number in TEXTS[text]
        for words in told(text, number, language)
        if squeezed(words) not in there
    ]
    assert not lost


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_no_number_that_the_text_does_not_state(text: str, language: str, form: str) -> None:
    """Years, days and counts: each number in the report stands in the dossier, or numbers a heading, a list or a page."""
    data = json.dumps(example(text), ensure_ascii=False)
    stated = {str(int(number)) for number in re.findall(r"\d+", data)}
    there = re.sub(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}\b)", "", report(text, language, form))
    numbers = {str(int(number)) for number in re.findall(r"\d+", there)}
    # A long address breaks across lines, in the midst of its number.
    broken = {number for number in numbers if len(number) > 4 and any(number in whole for whole in stated)}
    assert {number for number in numbers - stated - broken if int(number) > 40} == set()


def test_a_year_that_is_not_stated_is_not_told() -> None:
    for text in ("s0", "s1"):
        for language in LANGUAGES:
            assert not re.search(r"\b(19|20)\d\d\b", report(text, language, "html"))


NAMES = {name for code in LANGUAGES for name in Locale.parse(code.replace("-", "_").replace("hans", "Hans")).territories.values()}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_no_country_that_the_text_does_not_state(text: str, language: str) -> None:
    """Each country named in the report is one of the dossier's codes, or stands in its words."""
    data = example(text)
    words = json.dumps(data, ensure_ascii=False)
    codes = set(re.findall(r'"([A-Z]{2})"', words))
    locale = Locale.parse(language.replace("-", "_").replace("hans", "Hans"))
    there = report(text, language, "html")
    strange = [
        name
        for code, name in locale.territories.items()
        if len(code) == 2 and code not in codes and name not in words
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", there)
    ]  # fmt: skip
    assert not strange
