"""Reports of S2 and of hostile dossiers in three formats and four languages; none of these tests may touch a database."""

import re
import unicodedata
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pypdf import PdfReader

from base.languages import CODES
from reports.dossier.check import check_dossier, read_dossier
from reports.dossier.vocabulary import AgendaState, EventState, OutcomeKind, RegistrationState
from reports.narrative import narrate
from reports.renderers import FORMATS, render, render_fragment

S2 = settings.BASE_DIR / "reports" / "examples" / "s2.json"
COUNTRIES = {
    "en": "Bolivia Brazil Colombia Costa+Rica Cuba Dominica Ecuador Panama Peru Venezuela",
    "zh-hans": "玻利维亚 巴西 哥伦比亚 哥斯达黎加 古巴 多米尼克 厄瓜多尔 巴拿马 秘鲁 委内瑞拉",
    "es": "Bolivia Brasil Colombia Costa+Rica Cuba Dominica Ecuador Panamá Perú Venezuela",
    "pt": "Bolívia Brasil Colômbia Costa+Rica Cuba Dominica Equador Panamá Peru Venezuela",
}
OPENING = {
    "en": "29 June 2023",
    "zh-hans": "2023年6月29日",
    "es": "29 de junio de 2023",
    "pt": "29 de junho de 2023",
}
PUBLISHED = {
    "en": "3 July 2023",
    "zh-hans": "2023年7月3日",
    "es": "3 de julio de 2023",
    "pt": "3 de julho de 2023",
}
STATED = [
    "Seminar on Science and Technology Innovation for Latin American Countries", "MOFCOM", "Activity Highlights", "Smooth Opening",
    "Chen Jianfeng", "Vice President", "Liu Beimin", "Research Fellow", "Foreign Economic and Cooperation Division",
    "Chen Wei", "Executive Vice Dean", "International Education College", "Vice Director", "Danmarys Hernández",
    "Viceministerio para la Comunalización de la Ciencia para la Producción", "Ma Yizhou", "Ni Haoran",
    "global governance", "South-South cooperation", "China-CELAC Forum", "platform to exchange ideas",
    "The Opening Ceremony", "Speech by Ms. Liu Beimin", "Speech by Mr. Chen Jianfeng", "Speech by the Participant Representative", "Ministry of Commerce",
    "Group Photo of the Seminar", "31", "21",
]  # fmt: skip


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.hidden = [], False

    def handle_starttag(self, tag, attrs):
        self.hidden = tag == "style"

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def text_of(content, file_format):
    """All words of a document, without spaces and soft breaks, in which a line break may stand anywhere."""
    if file_format == "html":
        parser = _Words()
        parser.feed(content.decode())
        text = "".join(parser.words)
    elif file_format == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    else:
        body = Document(BytesIO(content)).element.body
        text = "".join(node.text or "" for node in body.iter(qn("w:t")))
    return squeezed(text)


def squeezed(text):
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def s2():
    return read_dossier(S2.read_bytes())


def dossier(**parts):
    event = {"slug": "forum", "kind": "forum", "state": "held", "title": {"en": "Forum"}} | parts.pop(
        "event", {}
    )
    return check_dossier({"version": "1.0", "event": event, **parts})


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("file_format", FORMATS)
def test_s2_holds_every_fact(s2, file_format, language):
    text = text_of(render(s2, language=language, format=file_format), file_format)
    expected = [*STATED, OPENING[language], PUBLISHED[language]]
    expected += [name.replace("+", " ") for name in COUNTRIES[language].split()]
    assert [fact for fact in expected if squeezed(fact) not in text] == []


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("file_format", FORMATS)
def test_s2_states_nothing_that_the_source_does_not(s2, file_format, language):
    text = text_of(render(s2, language=language, format=file_format), file_format)
    dates = {squeezed(OPENING[language]), squeezed(PUBLISHED[language])}
    for date in dates:
        text = text.replace(date, "")
    # No other day, month or year: neither a first nor a last day of the 21 days.
    assert "2023" not in text
    assert not re.search(r"202\d|June|July|junio|julio|junho|julho|\d月", text)


def test_what_is_not_stated_is_left_out_or_marked(s2):
    left_out = text_of(render(s2, language="en", format="html"), "html")
    marked = text_of(render(s2, language="en", format="html", not_stated="mark"), "html")
    assert "notstated" not in left_out
    for sentence in (
        "The first and the last day are not stated.",
        "The place is not stated.",
        "How many came from each country is not stated.",
    ):
        assert squeezed(sentence) in marked


def test_planned_visits_stand_apart_from_what_was_held(s2):
    sections = {section.id: section for section in narrate(s2, language="en").sections}
    assert [item.title.text for item in sections["planned"].blocks] == [
        "Visit to Shenzhen",
        "Visit to Guangzhou",
    ]
    held = [item.title.text for day in sections["agenda"].sections for item in day.blocks]
    assert held == ["Opening ceremony", "Group photo of the seminar"]


def test_every_statement_of_s2_rests_on_a_record_that_exists(s2):
    raw = s2.model_dump(mode="json")
    refs = [ref for section in narrate(s2, language="en").sections for ref in _refs(section)]
    assert refs
    for ref in refs:
        value = raw
        for step in re.findall(r"\w+", ref.removeprefix("$")):
            value = value[int(step)] if step.isdigit() else value[step]


def _refs(node):
    if hasattr(node, "refs"):
        yield from node.refs
    elif isinstance(node, tuple):
        for item in node:
            yield from _refs(item)
    elif hasattr(node, "__slots__"):
        for name in node.__slots__:
            yield from _refs(getattr(node, name))


def test_sections_without_content_do_not_appear(s2):
    assert {"outcomes", "agreements", "follow-ups"}.isdisjoint(
        section.id for section in narrate(s2, language="en").sections
    )
    assert [section.number for section in narrate(s2, language="en").sections] == [
        str(n) for n in range(1, 10)
    ]


@pytest.mark.parametrize("file_format", FORMATS)
def test_agreed_and_only_discussed_are_apart(file_format):
    told = dossier(
        outcomes=[
            {
                "id": "a",
                "kind": "consensus",
                "text": {"en": "Deepen cooperation"},
                "fields": [{"en": "biomedicine"}],
            },
            {"id": "b", "kind": "discussed", "text": {"en": "Biodiversity conservation"}},
            {"id": "c", "kind": "outlook", "text": {"en": "Explore new models"}},
        ]
    )
    text = text_of(render(told, language="en", format=file_format), file_format)
    places = [text.index(squeezed(part)) for part in (
        "Agreed and done", "Deepen cooperation", "biomedicine", "Discussed only", "Biodiversity conservation", "Outlook", "Explore new models"
    )]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize("file_format", FORMATS)
def test_agreements_and_follow_ups(file_format):
    told = dossier(
        organizations=[{"id": "a", "names": {"en": "Institute A"}}, {"id": "b", "names": {"en": "Institute B"}}],
        people=[{"id": "p", "family_name": "Participant 17"}],
        agreements=[{
            "id": "m", "kind": "letter_of_intent", "state": "signed", "signed_on": {"year": 2026, "month": 5},
            "parties": [{"organization": "a", "signatories": ["p"]}, {"organization": "b"}], "terms": [{"en": "Share information"}],
        }],
        follow_ups=[{"text": {"en": "Send the draft"}, "lead": "a", "responsible": "p", "due_on": {"year": 2026, "month": 9, "day": 1}}],
    )  # fmt: skip
    text = text_of(render(told, language="en", format=file_format, not_stated="mark"), file_format)
    for part in (
        "Letter of intent", "Institute A, signed by Participant 17", "Institute B, signatory not stated", "May 2026", "Share information",
        "Send the draft", "1 September 2026",
    ):  # fmt: skip
        assert squeezed(part) in text


HOSTILE = [
    "<script>alert(1)</script>", "#eval(\"1+1\") $x$ @ref *bold* _it_ `raw` \\", "{{7*7}}{% for %}{%p if %}", "A & B < C > D \" '",
    "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    "“引号”、顿号；——破折号……《书名》（括号）", "%(name)s %d %%", "first line\nsecond line\ttab", "مرحبا עברית 🙂",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("file_format", FORMATS)
def test_any_text_is_shown_as_it_is(file_format, hostile):
    text = {"en": hostile}
    told = dossier(
        event={"title": text, "summary": text, "aims": [text], "place": text},
        organizations=[{"id": "o", "names": text, "short_name": hostile}],
        people=[{"id": "p", "family_name": hostile, "posts": [{"organization": "o", "title": text}]}],
        groups=[{"id": "g", "label": text, "count": 3}, {"id": "h", "label": text, "count": 2}],
        registrations=[{"person": "p", "role": "speaker"}, {"group": "g"}, {"group": "h", "role": "guest"}],
        agenda=[{"id": "i", "kind": "speech", "state": "held", "title": text, "participations": [{"person": "p", "gist": text, "speech_title": text}]}],
        outcomes=[{"id": "x", "kind": "consensus", "text": text}],
    )  # fmt: skip
    content = render(told, language="zh-hans", format=file_format)
    shown = text_of(content, file_format)
    assert "49" not in shown
    if file_format == "html":
        assert b"<script" not in content
    if not (
        file_format == "pdf" and "🙂" in hostile
    ):  # a PDF keeps right-to-left text in the order of its glyphs
        assert shown.count(squeezed(hostile)) >= 6


def test_html_is_self_contained_and_marks_the_language_of_each_text(s2):
    page = render(s2, language="zh-hans", format="html").decode()
    assert '<html lang="zh-Hans">' in page
    assert '<span lang="es">Viceministerio' in page
    assert '<span lang="en">The Opening Ceremony</span>' in page
    assert not re.search(r"<(script|link|img|iframe)\b|\ssrc=|url\(", page)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_fragment_has_no_title_and_no_inline_style(s2):
    fragment = render_fragment(s2, language="en")
    assert "<h1" not in fragment
    assert "<html" not in fragment
    assert not re.search(r"<style|\sstyle=|\son\w+=", fragment)
    ids = re.findall(r'\sid="([^"]+)"', fragment)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-hans", "zh"), ("es", "es"), ("pt", "pt")])
def test_pdf_is_tagged_titled_and_in_its_language(s2, language, tag):
    reader = PdfReader(BytesIO(render(s2, language=language, format="pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).split("-")[0] == tag
    assert reader.metadata.title == s2.event.title.root["en"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


def test_same_dossier_same_pdf(s2):
    assert render(s2, language="en", format="pdf") == render(s2, language="en", format="pdf")


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en-GB"), ("zh-hans", "zh-CN"), ("es", "es-ES"), ("pt", "pt-BR")]
)
def test_word_file_has_styles_properties_and_alternative_text(s2, language, tag):
    document = Document(BytesIO(render(s2, language=language, format="docx")))
    assert document.core_properties.title == s2.event.title.root["en"]
    assert document.core_properties.language == tag
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [heading.split()[0] for heading in headings] == [str(n) for n in range(1, 10)]
    fonts = document.styles.element.xpath("w:docDefaults//w:rFonts")[0]
    assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    assert document.styles.element.xpath("w:docDefaults//w:lang")[0].get(qn("w:val")) == tag
    assert "{" not in "".join(
        p.text
        for p in document.paragraphs
        + document.sections[0].header.paragraphs
        + document.sections[0].footer.paragraphs
    )
    assert all(row.cells for table in document.tables for row in table.rows)


def test_progress_is_told(s2):
    told = []
    render(s2, language="en", format="docx", progress=lambda percent, what: told.append((percent, what)))
    assert [percent for percent, _ in told] == sorted(percent for percent, _ in told)
    assert told[-1][0] == 100
    assert all(what for _, what in told)


def test_unknown_kind_and_format_are_refused(s2):
    with pytest.raises(ValueError, match="odt"):
        render(s2, language="en", format="odt")
    with pytest.raises(ValueError, match="memoir"):
        render(s2, kind="memoir", language="en", format="html")


def test_people_who_did_not_come_are_not_told_as_participants():
    people = [{"id": state.value, "family_name": f"Name-{state.value}"} for state in RegistrationState]
    registrations = [{"person": state.value, "state": state.value} for state in RegistrationState]
    text = text_of(
        render(dossier(people=people, registrations=registrations), language="en", format="html"), "html"
    )
    assert [state.value for state in RegistrationState if f"Name-{state.value}" in text] == ["attended"]


def test_where_attendance_was_not_taken_the_confirmed_are_told():
    told = dossier(
        people=[{"id": "a", "family_name": "Participant 1"}, {"id": "b", "family_name": "Participant 2"}],
        registrations=[{"person": "a", "state": "confirmed"}, {"person": "b", "state": "waitlisted"}],
    )
    text = text_of(render(told, language="en", format="html"), "html")
    assert "Participant1" in text
    assert "Participant2" not in text


def test_counts_by_country_need_two_countries():
    told = participants_of("BR", "PE")
    [section] = [s for s in narrate(told, language="es").sections if s.id == "participants"]
    [by_country] = section.sections
    assert by_country.id == "participants-by-country"
    assert by_country.blocks[1].rows == (("Brasil", 5, "5"), ("Perú", 5, "5"))
    assert all(not s.sections for s in narrate(participants_of("BR"), language="es").sections)


def test_nobody_adds_up_named_people_and_groups():
    told = participants_of("BR", "PE", groups=[{"id": "g", "label": {"en": "officials"}, "count": 31}])
    [section] = [s for s in narrate(told, language="en").sections if s.id == "participants"]
    assert section.sections == ()


def test_a_chart_in_a_word_file_has_its_words_as_alternative_text():
    content = render(participants_of("BR", "PE"), language="es", format="docx")
    [picture] = Document(BytesIO(content)).element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Brasil: 5 y Perú: 5"


def participants_of(*countries, groups=()):
    people = [
        {"id": f"p{n}", "family_name": f"Participant {n}", "country": countries[n % len(countries)]}
        for n in range(10)
    ]
    registrations = [{"person": person["id"]} for person in people] + [{"group": g["id"]} for g in groups]
    return dossier(people=people, groups=list(groups), registrations=registrations)


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=40).filter(
    str.strip
)
texts = st.dictionaries(st.sampled_from([*CODES, "fr"]), words, min_size=1, max_size=3)
dates = st.one_of(
    st.none(),
    st.dates()
    .filter(lambda day: 1000 <= day.year <= 9900)
    .map(lambda day: {"year": day.year, "month": day.month, "day": day.day}),
    st.integers(1000, 9900).map(lambda year: {"year": year}),
    st.integers(1, 12).map(lambda month: {"month": month, "day": 28}),
)
counts = st.one_of(st.none(), st.integers(0, 10**6))
sampled = st.sampled_from


@st.composite
def dossiers(draw):
    person, group, body = {"person": "p"}, {"group": "g"}, {"organization": "o"}
    one = sampled([person, group])
    event = {
        "slug": "x", "kind": "visit", "state": draw(sampled(EventState)).value, "title": draw(texts), "start_on": draw(dates),
        "end_on": draw(dates), "duration_days": draw(st.one_of(st.none(), st.integers(1, 400))), "place": draw(st.one_of(st.none(), texts)),
        "part_of_day": draw(sampled([None, "morning", "evening"])), "bodies": [body | {"role": draw(sampled(["host", "organizer"]))}],
    }  # fmt: skip
    return {
        "version": "1.0",
        "event": event,
        "organizations": [{"id": "o", "names": draw(texts)}],
        "people": [{"id": "p", "family_name": draw(words), "honorific": draw(sampled([None, "Ms.", "H.E."])), "posts": [body | {"title": draw(texts)}]}],
        "groups": [{"id": "g", "label": draw(texts), "count": draw(counts), "countries": draw(st.lists(sampled(["BR", "CN"]), max_size=2)),
                    "list_complete": draw(sampled([None, True, False]))}],
        "registrations": [draw(one) | {"state": draw(sampled(RegistrationState)).value}],
        "agenda": [
            draw(one) and {"id": f"i{n}", "kind": "talks", "state": draw(sampled(AgendaState)).value, "on": draw(dates),
                           "participations": [draw(one) | {"gist": draw(texts)}]}
            for n in range(draw(st.integers(0, 3)))
        ],
        "outcomes": [{"id": f"c{n}", "kind": draw(sampled(OutcomeKind)).value, "text": draw(texts), "count": draw(counts)} for n in range(2)],
        "agreements": [{"id": "m", "kind": "mou", "signed_on": draw(dates), "parties": [body | {"signatories": draw(sampled([None, ["p"]]))}]}],
        "follow_ups": [{"text": draw(texts), "due_on": draw(dates)}],
    }  # fmt: skip


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=dossiers(), language=sampled(CODES), not_stated=sampled(["omit", "mark"]))
def test_any_dossier_renders(data, language, not_stated):
    page = render(check_dossier(data), language=language, format="html", not_stated=not_stated).decode()
    assert page.endswith("</html>\n")


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=dossiers(), language=sampled(CODES), file_format=sampled(["pdf", "docx"]))
def test_any_dossier_becomes_a_file(data, language, file_format):
    assert render(check_dossier(data), language=language, format=file_format)[:2] in (b"%P", b"PK")
