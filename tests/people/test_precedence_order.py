"""The order of precedence itself: a total order, the same however it is given, and able to say why."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.dates import PartialDate
from people.precedence import Convention, Criterion, HostPlace, Standing, in_order, in_words, why

unhurried = settings(deadline=None)  # the first Chinese name loads its dictionary
DATES = [
    None,
    *map(PartialDate.parse, ("2023", "2023-06", "2023-06-05", "2023-06-10", "2023-07", "XXXX-06-05")),
]


def standing(key: str, **known: Any) -> Standing:
    empty: dict[str, Any] = {
        "name": f"Participant {key}",
        "sort_name": f"participant {key}",
        "rank": None,
        "notified_on": None,
        "country": "",
        "organization": "",
        "host": False,
        "position": 0,
    }
    return Standing(key=key, **{**empty, **known})


@st.composite
def lists(draw: st.DrawFn) -> list[Standing]:
    size = draw(st.integers(1, 7))
    return [
        standing(
            str(number),
            sort_name=draw(st.sampled_from(["", "li", "santos"])),
            rank=draw(st.sampled_from([None, 1, 2, 3])),
            notified_on=draw(st.sampled_from(DATES)),
            country=draw(st.sampled_from(["", "BR", "CN", "DE"])),
            organization=draw(st.sampled_from(["", "Institute", "University"])),
            host=draw(st.booleans()),
            position=draw(st.sampled_from([number, 0])),
        )
        for number in range(size)
    ]


conventions = st.builds(
    Convention,
    st.lists(st.sampled_from(list(Criterion)), min_size=1, unique=True).map(tuple),
    st.sampled_from(list(HostPlace)),
    st.sampled_from(["en", "zh-hans", "es", "pt"]),
    st.booleans(),
)


def keys(given: list[Standing], convention: Convention) -> list[str]:
    return [placed.standing.key for placed in in_order(given, convention)]


@unhurried
@given(lists(), conventions, st.randoms())
def test_the_order_is_the_same_however_the_list_is_given(
    people: list[Standing], convention: Convention, random: Any
) -> None:
    shuffled = random.sample(people, len(people))

    assert in_order(people, convention) == in_order(shuffled, convention)
    assert sorted(keys(people, convention)) == sorted(one.key for one in people)


@unhurried
@given(lists(), conventions)
def test_every_pair_is_decided_in_the_order_of_the_list_and_says_why(
    people: list[Standing], convention: Convention
) -> None:
    ordered = [placed.standing for placed in in_order(people, convention)]

    for first, second in combinations(ordered, 2):
        said = why(first, second, convention, people)
        assert said == why(second, first, convention, people)
        assert said.startswith(f"{first.name} stands before {second.name}. ")


@unhurried
@given(lists(), conventions)
def test_two_alone_stand_as_they_do_in_the_list(people: list[Standing], convention: Convention) -> None:
    """What others are in the list changes nothing, unless delegations stay together."""
    apart = Convention(convention.criteria, convention.host, convention.language)
    ordered = keys(people, apart)

    for one, other in combinations(people, 2):
        assert keys([one, other], apart) == [key for key in ordered if key in (one.key, other.key)]


@unhurried
@given(lists(), conventions)
def test_each_place_has_its_reason_and_a_tie_is_told(people: list[Standing], convention: Convention) -> None:
    placed = in_order(people, convention)

    assert [one.number for one in placed] == list(range(1, len(people) + 1))
    assert placed[0].because == ""
    for before, after in pairwise(placed):
        assert after.because
        assert why(before.standing, after.standing, convention, people).endswith(after.because)
        assert after.tied is ("Nothing recorded sets them apart" in after.because)


@unhurried
@given(lists(), conventions)
def test_the_host_side_stands_where_the_convention_says(
    people: list[Standing], convention: Convention
) -> None:
    hosts = [placed.standing.host for placed in in_order(people, convention)]

    if convention.host == HostPlace.LAST:
        assert hosts == sorted(hosts)
    if convention.host == HostPlace.FIRST:
        assert hosts == sorted(hosts, reverse=True)


@unhurried
@given(lists(), conventions)
def test_delegations_stay_together_when_the_convention_says_so(
    people: list[Standing], convention: Convention
) -> None:
    together = Convention(convention.criteria, convention.host, convention.language, together=True)
    apart = convention.host == HostPlace.AMONG
    parties = [
        (not apart and one.standing.host, one.standing.country or one.standing.key)
        for one in in_order(people, together)
    ]

    changes = sum(before != after for before, after in pairwise(parties))
    assert changes == len(set(parties)) - 1


RANK = Convention((Criterion.RANK, Criterion.NOTIFIED, Criterion.COUNTRY))


def test_rank_then_notification_then_country() -> None:
    minister = standing("minister", rank=3, country="UY")
    early = standing("early", rank=4, notified_on=PartialDate(2023, 6, 5), country="ZA")
    late = standing("late", rank=4, notified_on=PartialDate(2023, 6, 10), country="AR")
    brazil = standing("brazil", rank=4, notified_on=PartialDate(2023, 6, 10), country="BR")
    host = standing("host", rank=1, host=True)

    placed = in_order([host, brazil, late, early, minister], RANK)

    assert [one.standing.key for one in placed] == ["minister", "early", "late", "brazil", "host"]
    assert [one.because for one in placed] == [
        "",
        "Rank of the post: 3 before 4.",
        "Date of notification: 5 June 2023 before 10 June 2023.",
        "Name of the country: Argentina before Brazil.",
        "The host side stands last.",
    ]


def test_what_is_not_stated_comes_last_part_by_part() -> None:
    dates = ["2023-06-05", "2023-06-10", "2023-06", "2023-07-01", "2023", "2024-01-01", "XXXX-01-01"]
    people = [
        standing(text, notified_on=PartialDate.parse(text), position=place)
        for place, text in enumerate(dates)
    ]

    convention = Convention((Criterion.NOTIFIED,))

    assert keys(people[::-1], convention) == dates
    assert why(people[2], people[1], convention).endswith("10 June 2023 before June 2023.")
    assert why(people[6], standing("none"), convention).endswith("the order in which they were entered.")


@pytest.mark.parametrize(
    ("language", "ordered"),
    [("en", ["BR", "DE", "UY"]), ("es", ["DE", "BR", "UY"]), ("zh-hans", ["BR", "DE", "UY"])],
)
def test_countries_stand_in_the_alphabet_of_the_language(language: str, ordered: list[str]) -> None:
    """Alemania before Brasil; in Chinese by pinyin: Baxi, Deguo, Wulagui."""
    people = [standing(code, country=code) for code in ("UY", "DE", "BR")]

    assert keys(people, Convention((Criterion.COUNTRY,), language=language)) == ordered


def test_who_follows_a_head_says_so() -> None:
    head = standing("head", rank=1, country="BR")
    member = standing("member", rank=9, country="BR")
    other = standing("other", rank=2, country="AR")

    placed = in_order([other, member, head], Convention((Criterion.RANK,), together=True))

    assert [one.standing.key for one in placed] == ["head", "member", "other"]
    assert placed[2].because == (
        "Delegations stay together and follow their heads: Participant head before Participant other. "
        "Rank of the post: 1 before 2."
    )


def test_a_tie_stands_as_entered() -> None:
    first, second = standing("b", position=0), standing("a", position=1)

    [_one, tied] = in_order([second, first], RANK)

    assert tied.standing is second
    assert tied.tied
    assert tied.because == (
        "Nothing recorded sets them apart; they stand in the order in which they were entered."
    )


def test_a_convention_tells_itself_in_a_line() -> None:
    assert in_words(RANK) == (
        "rank of the post → date of notification → name of the country (English); host side: last"
    )
