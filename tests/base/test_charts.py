import re
from xml.etree import ElementTree

from base.charts import LONGEST_LABEL, bar_chart

SVG = "{http://www.w3.org/2000/svg}"


def _chart(rows, **kwargs):
    return ElementTree.fromstring(bar_chart("Participants", rows, description="in words", **kwargs))


def test_says_what_it_shows():
    chart = _chart([("Brazil", 3, "3"), ("Peru", 1, "1")], key="by-country")
    assert chart.get("role") == "img"
    named = chart.get("aria-labelledby").split()
    assert [chart.find(f"{SVG}title").get("id"), chart.find(f"{SVG}desc").get("id")] == named
    assert chart.find(f"{SVG}desc").text == "in words"


def test_bars_are_as_long_as_their_counts():
    bars = _chart([("Brazil", 40, "40"), ("Peru", 10, "10"), ("Cuba", 0, "0")]).findall(f".//{SVG}rect")
    first, second, third = (float(bar.get("width")) for bar in bars)
    assert abs(first - 4 * second) < 0.3
    assert third == 0


def test_the_least_bar_among_thousands_is_seen():
    assert (
        float(_chart([("A", 90_000, "90,000"), ("B", 1, "1")]).findall(f".//{SVG}rect")[1].get("width")) >= 2
    )


def test_escapes_labels_and_has_no_inline_style_or_script():
    text = bar_chart("<b>", [("<script>alert(1)</script> & Co", 1, "1")], description='"quoted"')
    assert "<script" not in text
    assert not re.search(r"\sstyle=|\son\w+=", text)
    assert ElementTree.fromstring(text).find(f"{SVG}title").text == "<b>"


def test_long_labels_are_shortened_and_stay_in_the_picture():
    for label in ("x" * 300, "上海市商务委员会" * 20):
        shown = _chart([(label, 1, "1")]).find(f".//{SVG}text")
        assert shown.text.endswith("…")
        assert float(shown.get("x")) <= LONGEST_LABEL


def test_no_rows_draw_an_empty_picture():
    assert not _chart([]).findall(f".//{SVG}rect")


def test_numbers_are_written_for_machines_in_every_language():
    from django.utils import translation

    with translation.override("es"):
        bars = _chart([("A", 3, "3"), ("B", 1, "1")]).findall(f".//{SVG}rect")
    assert all("," not in bar.get("width") for bar in bars)
