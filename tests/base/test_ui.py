"""The components of the pages and the wording of dates."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from base import wording
from base.dates import PartialDate
from base.widgets import DoorForm

HEAD = "{% load i18n ui %}"
JUNE_26, JUNE_29, JULY_3 = dt.date(2023, 6, 26), dt.date(2023, 6, 29), dt.date(2023, 7, 3)


def render(source: str, **context: Any) -> str:
    request = context.pop("request", None) or RequestFactory().get("/?q=x&page=2")
    return Template(HEAD + source).render(RequestContext(request, context))


@pytest.mark.parametrize(
    ("language", "day", "month", "unstated", "span", "two_months"),
    [
        ("en", "29 June 2023", "June 2023", "29 June", "26–29 June 2023", "29 June – 3 July 2023"),
        ("zh-hans", "2023年6月29日", "2023年6月", "6月29日", "2023年6月26–29日", "2023年6月29日 – 7月3日"),
        (
            "es",
            "29 de junio de 2023",
            "junio de 2023",
            "29 de junio",
            "26–29 de junio de 2023",
            "29 de junio – 3 de julio de 2023",
        ),
        (
            "pt",
            "29 de junho de 2023",
            "junho de 2023",
            "29 de junho",
            "26–29 de junho de 2023",
            "29 de junho – 3 de julho de 2023",
        ),
    ],
)
def test_dates_are_worded_in_the_readers_language(
    language: str, day: str, month: str, unstated: str, span: str, two_months: str
) -> None:
    with translation.override(language):
        assert wording.date_in_words(JUNE_29) == day
        assert wording.date_in_words(PartialDate(2023, 6, 29)) == day
        assert wording.date_in_words(PartialDate(2023, 6)) == month
        assert wording.date_in_words(PartialDate(None, 6, 29)) == unstated
        assert wording.span_in_words(JUNE_26, JUNE_29) == span
        assert wording.span_in_words(JUNE_29, JULY_3) == two_months


def test_a_span_without_another_end_is_one_date() -> None:
    assert wording.span_in_words(JUNE_29, None) == "29 June 2023"
    assert wording.span_in_words(JUNE_29, JUNE_29) == "29 June 2023"
    assert wording.span_in_words(PartialDate(2023, 6), PartialDate(2023, 7)) == "June 2023 – July 2023"


def test_a_moment_is_told_on_the_clock_of_the_event() -> None:
    moment = dt.datetime(2023, 6, 29, 1, 0, tzinfo=dt.UTC)
    assert render("{{ at|moment:'Asia/Shanghai' }}", at=moment) == "29 June 2023, 09:00"
    assert render("{% clock at 'America/Lima' %}", at=moment) == "20:00"


def test_a_state_shows_its_label_in_the_tone_of_the_state() -> None:
    assert 'state-good">Published<' in render("{% badge 'published' 'Published' %}")
    assert "state-bad" in render("{% badge 'cancelled' %}")
    assert "state-neutral" in render("{% badge 'never heard of' %}")


def test_a_component_escapes_its_parameters_and_keeps_its_body() -> None:
    html = render(
        '{% component "card" title=title %}<p>{{ body }}</p>{% endcomponent %}', title="<b>", body="<i>"
    )
    assert "&lt;b&gt;" in html
    assert "<p>&lt;i&gt;</p>" in html


def test_an_empty_fact_is_not_stated() -> None:
    assert "Not stated" in render('{% component "fact" label="Venue" %}{{ none }}{% endcomponent %}', none="")


def test_a_confirmation_posts_with_a_token() -> None:
    html = render('{% component "confirm" button="Cancel it" %}Sure?{% endcomponent %}', csrf_token="t" * 32)
    assert 'method="post"' in html
    assert 'name="csrfmiddlewaretoken"' in html


def test_bars_are_relative_to_the_largest() -> None:
    html = render(
        '{% include "components/bar_chart.html" with rows=rows %}', rows=[("Brazil", 8), ("Cuba", 2)]
    )
    assert 'width="1000"' in html
    assert 'width="250"' in html


def test_pages_keep_the_other_parameters() -> None:
    from django.core.paginator import Paginator

    html = render('{% include "components/pagination.html" %}', page=Paginator(range(30), 10).page(2))
    assert "q=x&amp;page=1" in html
    assert "q=x&amp;page=3" in html


class Typed(DoorForm):
    title_en = forms.CharField(label="Title", help_text="As on the invitation.")
    title_zh_hans = forms.CharField(label="Title", required=False)
    day = forms.DateField(initial=JUNE_29)
    closes = forms.DateTimeField(initial=dt.datetime(2023, 6, 29, 9, 30), required=False)
    begins = forms.TimeField(required=False)
    public = forms.BooleanField(required=False)
    mode = forms.ChoiceField(
        choices=[("a", "In person"), ("b", "Online")], widget=forms.RadioSelect, required=False
    )


def test_dates_use_the_inputs_of_the_browser_in_every_language() -> None:
    with translation.override("es"):
        html = str(Typed())
    assert 'type="date"' in html
    assert 'value="2023-06-29"' in html
    assert 'type="datetime-local"' in html
    assert 'value="2023-06-29T09:30"' in html
    assert 'type="time"' in html


def test_a_wrong_field_names_its_error_to_screen_readers_and_in_the_summary() -> None:
    form = Typed({"title_en": "", "day": "2023-06-29"})
    html = str(form["title_en"].as_field_group())
    assert 'aria-describedby="id_title_en_helptext id_title_en_error"' in html
    assert 'id="id_title_en_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_title_en"' in render('{% include "components/form_errors.html" %}', form=form)


def test_text_fields_are_grouped_by_language() -> None:
    html = render(
        '{% language_fields form "title" "summary" as tabs %}{% include "components/language_tabs.html" %}',
        form=Typed(),
    )
    assert 'lang="zh-Hans"' in html
    assert html.count('class="language-panel"') == 2
    assert html.index("title_en") < html.index("title_zh_hans")


@pytest.mark.parametrize(
    ("view_name", "current"), [("events:list", True), ("events:calendar", False), ("people:persons", False)]
)
def test_navigation_marks_where_one_is(view_name: str, current: bool) -> None:
    request = RequestFactory().get("/")
    request.resolver_match = type("Match", (), {"view_name": view_name})()
    html = render('{% here "events:* !events:calendar*" %}', request=request)
    assert (html == ' aria-current="page"') is current
