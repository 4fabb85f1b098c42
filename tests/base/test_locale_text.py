import pytest

from base.locale_text import country_name, language_name, list_in_words


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Brazil"), ("zh-hans", "巴西"), ("es", "Brasil"), ("pt", "Brasil")]
)
def test_country_names(language, expected):
    assert country_name("BR", language) == expected


def test_dominica_is_not_the_dominican_republic():
    assert [country_name(code, "zh-hans") for code in ("DM", "DO")] == ["多米尼克", "多米尼加共和国"]


def test_an_unknown_code_is_shown_as_it_is():
    assert country_name("XQ", "en") == "XQ"
    assert language_name("xx", "en") == "xx"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Spanish"), ("zh-hans", "西班牙语"), ("es", "español"), ("pt", "espanhol")],
)
def test_language_names(language, expected):
    assert language_name("es", language) == expected


def test_script_of_a_language():
    assert language_name("zh-hans", "en") == "Simplified Chinese"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "A, B and C"), ("zh-hans", "A、B和C"), ("es", "A, B y C"), ("pt", "A, B e C")],
)
def test_lists(language, expected):
    assert list_in_words(["A", "B", "C"], language) == expected


def test_short_lists():
    assert list_in_words([], "en") == ""
    assert list_in_words(["A"], "en") == "A"
    assert list_in_words(["A", "B"], "en") == "A and B"
    assert list_in_words(["A}{0}", "{1}"], "en") == "A}{0} and {1}"
