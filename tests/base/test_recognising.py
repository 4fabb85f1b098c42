"""Columns by heading and by example; names that may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from base.errors import Invalid
from base.matching import Name, NameIndex, agree
from base.recognising import by_hand, recognised
from people.services.contact_fields import FIELDS

NAMES = st.text(alphabet="abcdefghijklmnoprstuvz", min_size=3, max_size=9)


def keys(cells: list[list[str]]) -> list[str]:
    return [column.key for column in recognised(cells, FIELDS).columns]


def test_headings_in_four_languages() -> None:
    assert keys([["姓名", "Correo electrónico", "País", "Telephone"], ["x", "y", "z", "1"]]) == [
        "full_name", "email", "country", "phone",
    ]  # fmt: skip


def test_cells_tell_where_headings_do_not() -> None:
    cells = [
        ["Kontakt", "Land", "Wer", "Rufnummer", "Anmerkung"],
        ["a@example.org", "Brasil", "Ana Exemplo", "+55 11 5555 0001", "vegetarian, please"],
        ["b@example.org", "秘鲁", "Luis de la Muestra", "+51 1 555 0002", "none"],
    ]
    found = recognised(cells, FIELDS)
    assert found.headed
    assert [column.key for column in found.columns] == ["email", "country", "full_name", "phone", ""]
    assert {column.because for column in found.columns[:4]} == {"example"}
    assert found.columns[0].samples == ("a@example.org", "b@example.org")


def test_a_table_without_headings() -> None:
    found = recognised([["王小明", "a@example.org"], ["李小红", "b@example.org"]], FIELDS)
    assert not found.headed
    assert found.layout().start == 0
    assert [column.key for column in found.columns] == ["native_name", "email"]


def test_a_person_has_the_last_word() -> None:
    cells = [["A", "B"], ["Ana Exemplo", "b@example.org"]]
    found = recognised(cells, FIELDS)
    changed = by_hand(found, cells, {0: "organization", 1: ""}, headed=True)
    assert changed.layout().columns == {"organization": 0}
    assert changed.layout().unknown == ["B"]
    with pytest.raises(Invalid, match="Two columns"):
        by_hand(found, cells, {0: "email", 1: "email"}, headed=True)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (Name("Xiaoming", "Wang"), Name(native="王小明", family="王小明")),
        (Name(native="欧阳建国", family="欧阳建国"), Name("Jianguo", "Ouyang")),
        (Name("Xiao Ming", "WANG"), Name(native="王小明", family="王小明")),
        (Name("Maria", "Silva"), Name("Maria Clara", "da Silva Santos")),
        (Name("Antônio", "Pereira"), Name("Antonio", "Perreira")),
        (Name("Joaquín", "Fernández"), Name("Joaquin", "Fernandes")),
    ],
)
def test_similar_names(known: Name, asked: Name) -> None:
    index: NameIndex[int] = NameIndex()
    index.add(1, known)
    assert index.similar(asked) == [1]


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (Name("Ana", "Silva"), Name("Maria", "Silva")),
        (Name("Participant", "17"), Name("Participant", "18")),
        (Name(native="王小明", family="王小明"), Name("Wei", "Li")),
    ],
)
def test_names_of_different_people(known: Name, asked: Name) -> None:
    index: NameIndex[int] = NameIndex()
    index.add(1, known)
    assert index.similar(asked) == []


@given(NAMES, NAMES)
def test_the_order_of_words_does_not_matter(one: str, other: str) -> None:
    assert agree(Name(one, other), Name(other, one))
    index: NameIndex[int] = NameIndex()
    index.add(1, Name(one, other))
    assert index.same(Name(other.upper(), one)) == [1]


@given(NAMES, NAMES, st.integers(0, 8))
def test_one_missing_letter_is_a_slip(one: str, other: str, place: int) -> None:
    """Words are compared in their alphabetical order, so a slip that changes this order is not seen as one."""
    assume(len(one) + len(other) > 7 and place < len(one))
    slipped = one[:place] + one[place + 1 :]
    assume((one <= other) == (slipped <= other))
    index: NameIndex[int] = NameIndex()
    index.add(1, Name(one, other))
    assert index.similar(Name(slipped, other)) == [1]
