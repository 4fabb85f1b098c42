"""Every value of a rich dossier is told in every format and language; every statement rests on a record that exists."""

import re
from datetime import date as calendar_date
from datetime import time
from io import BytesIO
from itertools import pairwise

import pytest
from pydantic import AnyHttpUrl
from pypdf import PdfReader

from base.dates import PartialDate as Day
from base.languages import CODES
from base.locale_text import country_name, language_name
from base.wording import date_in_words, number_in_words, time_in_words
from reports.dossier.atoms import Part, PartialDate, Text
from reports.dossier.check import check_dossier
from reports.narrative import narrate
from reports.renderers import FORMATS, render, render_fragment
from reports.renderers.imprint import Imprint
from tests.reports.rich import rich
from tests.reports.test_renderers import _refs, dossier, squeezed, text_of

COUNTRIES, LANGUAGES = {"country", "countries", "broadcast_countries"}, {"language", "languages"}
# References to records that are told by their names, technical keys, and the rank, which orders and is not told.
UNTOLD = {
    "id", "slug", "sub_event", "version", "name_order", "same_as", "different_from", "file", "list_complete", "organization", "person", "group",
    "organizations", "host", "owner", "agenda_item", "agenda_items", "senders", "focal_point", "interpreters", "signatories", "witnesses", "lead",
    "responsible", "outcome", "agreement", "subject", "source", "photographer", "to", "kind", "state", "role", "manner", "mode", "part", "direction",
    "sector", "broadcast", "part_of_day", "guid", "interchange",
}  # fmt: skip


@pytest.fixture(scope="module")
def told():
    return check_dossier(rich())


def values(node, language, name=""):
    """What a reader of `language` is to find of a dossier, piece by piece."""
    if isinstance(node, Text):
        yield node.read(language)[0]
    elif isinstance(node, PartialDate):
        yield date_in_words(Day(node.year, node.month, node.day), language=language)
    elif isinstance(node, Part):
        for field in type(node).model_fields:
            value = getattr(node, field)
            nested = isinstance(value, (Part, Text)) or (
                isinstance(value, list) and value and isinstance(value[0], (Part, Text))
            )
            if nested or field not in UNTOLD:
                yield from values(value, language, field)
    elif isinstance(node, (list, tuple)):
        for item in node:
            yield from values(item, language, name)
    elif isinstance(node, dict):
        yield from node.values()
    elif isinstance(node, time):
        yield time_in_words(node, language=language)
    elif isinstance(node, AnyHttpUrl):
        yield str(node)
    elif isinstance(node, str):
        yield from _line(node, language, name)
    elif node is not None and not isinstance(node, bool) and name != "rank":
        yield from _number(node, language, name)


def _line(line, language, name):
    if name in COUNTRIES:
        yield country_name(line, language)
    elif name in LANGUAGES:
        yield language_name(line, language)
    elif name == "honorific":
        yield {"zh-hans": "女士", "es": "Sra.", "pt": "Sra."}.get(language, line)
    elif name == "academic_style":
        yield {"zh-hans": "博士"}.get(language, line)[:2]
    else:
        yield line


def _number(number, language, name):
    year = name == "founded_year"
    yield str(number) if year else number_in_words(number, language=language)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("file_format", FORMATS)
def test_every_value_is_told(told, file_format, language):
    text = text_of(render(told, language=language, format=file_format), file_format)
    wanted = list(values(told, language))
    assert len(wanted) > 250
    assert sorted({value for value in wanted if squeezed(value) not in text}) == []


@pytest.mark.parametrize("kind", ["post-event", "news-release"])
@pytest.mark.parametrize("not_stated", ["omit", "mark"])
def test_every_statement_rests_on_a_record_that_exists(told, kind, not_stated):
    raw = told.model_dump(mode="json")
    refs = set(_refs(narrate(told, kind=kind, language="en", not_stated=not_stated)))
    assert len(refs) > 60
    for ref in refs:
        value = raw
        for step in re.findall(r"\w+", ref.removeprefix("$")):
            value = value[int(step)] if step.isdigit() else value[step]


def test_records_of_a_sub_event_are_told_under_it(told):
    sections = narrate(told, language="en").sections
    [inner] = next(section for section in sections if section.id == "sub-events").sections
    assert inner.title == "inner-event title en"
    assert {part.id.removeprefix("sub-event-1-") for part in inner.sections} == {
        "participants", "delegations", "agenda", "exhibits", "outcomes", "agreements", "follow-ups", "planned", "dropped", "photographs",
    }  # fmt: skip
    outside = [section for section in sections if section.id not in ("sub-events", "directory")]
    assert not re.search(
        r"inner (experts|opening|delegation|consensus|framework)", " ".join(map(_words, outside))
    )
    assert "main opening" not in _words(inner)


def _words(node):
    """All words of a part of the tree."""
    if hasattr(node, "runs"):
        return node.text
    if isinstance(node, tuple):
        return " ".join(map(_words, node))
    if hasattr(node, "__slots__"):
        return " ".join(_words(getattr(node, name)) for name in node.__slots__)
    return node if isinstance(node, str) else ""


@pytest.mark.parametrize(
    ("number", "language", "edition"),
    [(1, "en", "1st"), (2, "en", "2nd"), (3, "en", "3rd"), (11, "en", "11th"), (23, "en", "23rd"), (112, "en", "112th"), (8, "es", "8.ª"), (8, "pt", "8ª")],
)  # fmt: skip
def test_editions_are_counted_as_the_language_does(number, language, edition):
    told = dossier(event={"series": {"name": {"en": "Series"}, "founded_year": 2013}, "edition": number})
    assert edition in _words(narrate(told, language=language).facts)


def test_people_stand_in_protocol_order_then_as_mentioned():
    people = [
        {"id": f"p{n}", "family_name": f"Participant {n}", "posts": [{"title": {"en": f"Post {n}"}, "rank": rank}]}
        for n, rank in enumerate([None, 5, 2, 5])
    ]  # fmt: skip
    people[0]["posts"] = [{"title": {"en": "Lower"}, "rank": 30}, {"title": {"en": "Higher"}, "rank": 7}]
    told = dossier(people=people, registrations=[{"person": person["id"]} for person in people])
    [section] = [s for s in narrate(told, language="en").sections if s.id == "participants"]
    rows = section.blocks[0].rows
    assert [row[0].text for row in rows] == [
        "Participant 2",
        "Participant 1",
        "Participant 3",
        "Participant 0",
    ]
    assert rows[-1][1].text == "Higher; Lower"


def test_leaders_stand_as_they_were_named():
    people = [{"id": n, "family_name": f"Participant {n}", "posts": [{"title": {"en": "x"}, "rank": 9}]} for n in ("b", "a")]  # fmt: skip
    people[1]["posts"][0]["rank"] = 1
    members = [{"person": "b", "role": "leader"}, {"person": "a", "role": "leader"}]
    told = dossier(
        people=people,
        registrations=[{"person": n} for n in ("a", "b")],
        delegations=[{"id": "d", "name": {"en": "Delegation"}, "members": members}],
    )
    narrative = narrate(told, language="en")
    assert "led jointly by Participant b and Participant a" in _words(narrative.lead)
    [section] = [s for s in narrative.sections if s.id == "delegations"]
    assert [row[0].text for row in section.sections[0].blocks[-1].rows] == ["Participant b", "Participant a"]


def test_an_unstated_year_is_told_as_such():
    told = dossier(
        event={"start_on": {"month": 7, "day": 26}, "part_of_day": "afternoon", "zone": "America/Santiago"}
    )
    omitted, marked = (narrate(told, language="en", not_stated=how) for how in ("omit", "mark"))
    assert dict(omitted.facts.rows)["Date"].text == "26 July, in the afternoon, local time"
    assert dict(marked.facts.rows)["Date"].text == "26 July, year not stated, in the afternoon, local time"
    assert not re.search(r"\d{4}", _words(omitted))


@pytest.mark.parametrize("wanted", ["Other members are not stated.", "signatory not stated", "The place is not stated."])  # fmt: skip
def test_what_a_reader_would_look_for_is_marked(wanted):
    told = dossier(
        organizations=[{"id": "o", "names": {"en": "Centre"}}],
        people=[{"id": "p", "family_name": "Participant 1"}],
        registrations=[{"person": "p"}],
        delegations=[{"id": "d", "senders": ["o"], "members": [{"person": "p", "role": "leader"}]}],
        agreements=[{"id": "a", "kind": "mou", "parties": [{"organization": "o"}]}],
    )
    assert wanted in _words(narrate(told, language="en", not_stated="mark"))
    assert wanted not in _words(narrate(told, language="en"))


def test_country_of_a_person_is_never_that_of_the_body():
    told = dossier(
        organizations=[{"id": "o", "names": {"en": "Centre"}, "country": "HU"}],
        people=[{"id": "p", "family_name": "Participant 1", "posts": [{"organization": "o"}]}],
        registrations=[{"person": "p"}],
    )
    [section] = [s for s in narrate(told, language="en").sections if s.id == "participants"]
    assert "Hungary" not in _words(section)


def test_what_outcomes_share_is_said_once():
    actors = [{"organization": "o"}]
    told = dossier(
        organizations=[{"id": "o", "names": {"en": "Centre"}}],
        outcomes=[{"id": f"x{n}", "kind": "consensus", "text": {"en": f"Point {n}"}, "actors": actors} for n in range(3)],
    )  # fmt: skip
    [section] = [s for s in narrate(told, language="en").sections if s.id == "outcomes"]
    assert _words(section).count("Centre") == 1


def test_a_statement_leads_to_its_record_in_html(told):
    links = {"$.agenda[0]": "/events/main/agenda/?a=1&b=2", "$.outcomes[0]": "/outcomes/1/", "$.event": "/events/main/"}  # fmt: skip
    fragment = render_fragment(told, language="en", links=links)
    assert '<a class="report-record" href="/outcomes/1/">main consensus en</a>' in fragment
    assert 'href="/events/main/agenda/?a=1&amp;b=2"' in fragment
    assert "report-record" not in render_fragment(told, language="en")
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", fragment, re.DOTALL)


def test_only_addresses_of_the_web_become_links():
    told = dossier(
        agenda=[{"id": "i", "kind": "talks", "state": "held", "links": [{"url": "https://example.org/a?b=1&c=2", "title": "x"}]}]
    )  # fmt: skip
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in render_fragment(told, language="en")


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("kind", ["post-event", "news-release"])
def test_the_imprint_stands_at_the_end(told, kind, file_format):
    imprint = Imprint(
        number=3, written_by="Writer One", reviewed_by="Reviewer Two", approved_on=calendar_date(2024, 6, 5), state="Published",
        address="https://example.org/reports/7",
    )  # fmt: skip
    content = render(told, kind=kind, language="en", format=file_format, imprint=imprint)
    end = text_of(content, file_format)[-200:]
    for value in ("Version3", "WriterOne", "ReviewerTwo", "5June2024", "Published", "https://example.org/reports/7"):  # fmt: skip
        assert value in end


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("file_format", FORMATS)
def test_the_news_release_tells_who_what_when_where(told, file_format, language):
    text = text_of(render(told, kind="news-release", language=language, format=file_format), file_format)
    wanted = [
        f"main-event title {'中文' if language == 'zh-hans' else language}", "main-event city", "main-event theme", "main-event summary", "main what was said",
        "inner what was said", "main framework of cooperation", "main only talked about", "main what is to come", "main picture", "Caption of a picture",
        "main visit to come", "Given7", date_in_words(calendar_date(2024, 5, 17), language=language), "1234", "7531", "inner-event title",
    ]  # fmt: skip
    plain = text.replace(",", "").replace(".", "").replace("\u00a0", "")
    assert [value for value in wanted if squeezed(value) not in text and squeezed(value) not in plain] == []


def test_the_news_release_has_no_numbers_before_its_headings(told):
    narrative = narrate(told, kind="news-release", language="en")
    assert {section.number for section in narrative.sections} == {""}
    assert narrative.facts.rows == ()
    page = render(told, kind="news-release", language="en", format="html").decode()
    assert "report-number" not in page.split("</style>")[1]


@pytest.mark.parametrize("kind", ["post-event", "news-release"])
def test_a_page_has_each_id_once_and_skips_no_heading(told, kind):
    page = render(told, kind=kind, language="en", format="html").decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("file_format", FORMATS)
def test_nothing_long_runs_off_its_page(file_format):
    long = " ".join(f"word{n}" for n in range(2500))
    body = {"en": long}
    told = dossier(
        organizations=[{"id": "o", "names": {"en": "Centre"}, "mandate": body, "policies": [body]}],
        exhibits=[{"title": {"en": f"Exhibit {n}"}, "summary": body} for n in range(2)],
        agenda=[{"id": "i", "kind": "talks", "state": "held", "gist": body, "abstract": body}],
        outcomes=[{"id": "x", "kind": "consensus", "text": body}],
        sources=[{"headline": "Headline", "quote": long}],
    )
    content = render(told, language="en", format=file_format)
    assert text_of(content, file_format).count("word2499") == 8
    if file_format == "pdf":
        assert len(PdfReader(BytesIO(content)).pages) > 25
