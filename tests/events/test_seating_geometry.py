"""Properties of every layout: each once, nobody on another's chair, principals and interpreters where they belong."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.seating import Layout, Occupant, Profile, Seat, Settings, layout
from events.seating.lettering import fitted

FEW = settings(max_examples=40, deadline=None)
SIDED = (Layout.BILATERAL, Layout.U_SHAPE, Layout.SIGNING)


@st.composite
def crews(draw: st.DrawFn, most: int = 300) -> list[Occupant]:
    """Of two sides, or of none; up to every third has an interpreter."""
    count = draw(st.integers(1, most))
    sides = draw(st.sampled_from([("a", "b"), ("",)]))
    interpreted = set(draw(st.lists(st.integers(0, count - 1), max_size=count // 3, unique=True)))
    crew = [
        Occupant(key=f"p{number}", name=f"P {number}", side=sides[number % len(sides)], order=number)
        for number in range(count)
    ]
    helpers = [
        Occupant(key=f"i{number}", name=f"I {number}", side=crew[number].side, order=count + number, beside=f"p{number}", task="interpreter")
        for number in sorted(interpreted)
    ]  # fmt: skip
    return [*crew, *helpers]


rules = st.builds(
    Settings,
    layout=st.sampled_from(list(Layout)),
    profile=st.sampled_from(list(Profile)),
    per_table=st.integers(4, 12),
    per_row=st.sampled_from([0, 6, 11, 20]),
    rows=st.sampled_from([0, 2, 5]),
    head=st.sampled_from([0, 3, 6, 9]),
    heads=st.sampled_from(["middle", "ends"]),
    interpreters=st.sampled_from(["beside", "behind"]),
    hand=st.sampled_from(["right", "left"]),
    door=st.sampled_from(["facing", "end"]),
    host_side=st.sampled_from(["a", "b"]),
)


def seats_by_key(seats: list[Seat]) -> dict[str, Seat]:
    return {seat.key: seat for seat in seats if seat.key}


def apart(one: Seat, other: Seat) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))


def right_of(first: Seat, second: Seat) -> float:
    """How far the second is to the right of the first, as the first sees it; negative for the left."""
    turn = math.radians(first.angle)
    return (second.x - first.x) * math.cos(turn) + (second.y - first.y) * math.sin(turn)


@FEW
@given(crews(), rules)
def test_everybody_sits_once_and_nobody_on_another(crew: list[Occupant], chosen: Settings) -> None:
    plan = layout(crew, chosen)
    assert sorted(seat.key for seat in plan.seats if seat.key) == sorted(one.key for one in crew)
    labels = [seat.label for seat in plan.seats]
    assert len(set(labels)) == len(labels)
    cells: dict[tuple[int, int], list[Seat]] = {}
    for seat in plan.seats:
        assert 0 <= seat.x <= plan.width
        assert 0 <= seat.y <= plan.height
        assert seat.why
        cells.setdefault((int(seat.x), int(seat.y)), []).append(seat)
    for (x, y), here in cells.items():
        near = [one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in cells.get((x + dx, y + dy), [])]
        assert all(apart(one, other) >= 0.5 for one in here for other in near if one is not other)
    assert layout(list(reversed(crew)), chosen) == plan


@FEW
@given(crews(), rules)
def test_interpreters_are_next_to_their_principals(crew: list[Occupant], chosen: Settings) -> None:
    seats = seats_by_key(layout(crew, chosen).seats)
    for one in crew:
        if one.beside:
            assert apart(seats[one.key], seats[one.beside]) <= 2.0


@FEW
@given(crews(120), rules, st.data())
def test_who_is_seated_by_hand_stays_whatever_else_changes(
    crew: list[Occupant], chosen: Settings, data: st.DataObject
) -> None:
    labels = [seat.label for seat in layout(crew, chosen).seats if "+" not in seat.label]
    some = data.draw(st.lists(st.sampled_from(crew), max_size=4, unique=True))
    taken = data.draw(st.lists(st.sampled_from(labels), min_size=len(some), max_size=len(some), unique=True))
    pins = {one.key: label for one, label in zip(some, taken, strict=True)}
    pinned = [replace(one, pinned=pins.get(one.key, ""), reason="asked for") for one in crew]
    for staying in (pinned, [one for one in pinned if one.pinned or one.order % 3]):
        plan = layout(staying, chosen)
        seats = seats_by_key(plan.seats)
        assert set(seats) == {one.key for one in staying}
        assert {key: seats[key].label for key in pins if key not in plan.lost} == {
            key: label for key, label in pins.items() if key not in plan.lost
        }
        if staying is pinned and chosen.layout not in (Layout.LONG, Layout.ROUND, *SIDED):
            assert not plan.lost


@FEW
@given(
    st.integers(1, 60), st.integers(1, 60), st.sampled_from(list(Profile)), st.sampled_from(["facing", "end"])
)
def test_principals_of_a_bilateral_table_sit_opposite_in_the_middle(
    guests: int, hosts: int, profile: Profile, door: str
) -> None:
    crew = [Occupant(key=f"a{n}", name="", side="a", order=n) for n in range(guests)]
    crew += [Occupant(key=f"b{n}", name="", side="b", order=n) for n in range(hosts)]
    plan = layout(crew, Settings(profile=profile, door=door))
    seats = seats_by_key(plan.seats)
    first, second = seats["a0"], seats["b0"]
    assert right_of(first, second) == pytest.approx(0, abs=0.02)
    assert abs(first.angle - second.angle) == 180
    table = next(one for one in plan.furniture if one.kind == "table")
    assert (table.x if door == "facing" else table.y) == pytest.approx(first.x if door == "facing" else first.y, abs=0.02)  # fmt: skip
    if guests > 2:
        honour = 1 if profile == Profile.INTERNATIONAL else -1
        assert right_of(first, seats["a1"]) * honour > 0 > right_of(first, seats["a2"]) * honour
    # The guests face the door; where it is at an end, they are on the right of who comes in.
    assert first.angle == (180 if door == "facing" else 270)


@FEW
@given(st.integers(1, 40), st.sampled_from(list(Profile)))
def test_the_rostrum_keeps_its_convention_for_odd_and_even_numbers(count: int, profile: Profile) -> None:
    crew = [Occupant(key=str(number), name="", order=number) for number in range(count)]
    plan = layout(crew, Settings(layout=Layout.ROSTRUM, profile=profile, head=count))
    seats = seats_by_key(plan.seats)
    middle = (min(one.x for one in plan.seats) + max(one.x for one in plan.seats)) / 2
    honour = 1 if profile == Profile.INTERNATIONAL else -1
    if count % 2:
        assert seats["0"].x == pytest.approx(middle, abs=0.02)
    else:
        assert (seats["0"].x + seats["1"].x) / 2 == pytest.approx(middle, abs=0.02)
    if count > 1:
        assert right_of(seats["0"], seats["1"]) * honour > 0
    if count > 2:
        assert right_of(seats["0"], seats["2"]) * honour < 0


@pytest.mark.parametrize("profile", list(Profile))
def test_guests_sign_at_the_hand_of_honour_of_the_hosts_with_assistants_outside(profile: Profile) -> None:
    crew = [
        Occupant("guest", "", side="a", principal=True),
        Occupant("host", "", side="b", principal=True),
        Occupant("of guest", "", side="a", beside="guest", task="assistant"),
        Occupant("of host", "", side="b", beside="host", task="assistant"),
        *(Occupant(f"w{n}", "", side="ab"[n % 2], order=9 + n) for n in range(6)),
    ]
    plan = layout(crew, Settings(layout=Layout.SIGNING, profile=profile, flags=("CL", "CN")))
    seats = seats_by_key(plan.seats)
    honour = 1 if profile == Profile.INTERNATIONAL else -1
    assert right_of(seats["host"], seats["guest"]) * honour > 0
    assert right_of(seats["guest"], seats["of guest"]) * honour > 0 > right_of(seats["host"], seats["of host"]) * honour  # fmt: skip
    assert seats["of guest"].standing
    assert not seats["guest"].standing
    assert all(seats[f"w{n}"].y < seats["host"].y for n in range(6))
    flags = [one for one in plan.furniture if one.kind == "flag"]
    assert [one.label for one in sorted(flags, key=lambda one: one.x)] == ["CL", "CN"]


def test_the_principal_guest_of_a_mixed_table_is_at_the_right_of_the_host() -> None:
    crew = [Occupant(f"{side}{n}", "", side=side, order=n) for side in "ab" for n in range(5)]
    crew.append(Occupant("interpreter", "", side="b", order=9, beside="b0", task="interpreter"))
    for one in (Layout.ROUND, Layout.PHOTO):
        seats = seats_by_key(layout(crew, Settings(layout=one, per_table=12)).seats)
        assert right_of(seats["b0"], seats["a0"]) > 0
        assert apart(seats["b0"], seats["a0"]) < 1
        assert apart(seats["b0"], seats["interpreter"]) < 1


def test_a_seat_that_a_layout_does_not_have_is_told_and_no_seat_is_lost() -> None:
    crew = [Occupant(str(n), "", order=n, pinned="S9" if n == 2 else "") for n in range(5)]
    plan = layout(crew, Settings(layout=Layout.BILATERAL))
    assert plan.lost == ("2",)
    assert len(seats_by_key(plan.seats)) == 5


@given(st.text(min_size=1, max_size=120), st.floats(40, 200))
@settings(max_examples=100, deadline=None)
def test_names_fit_into_their_cards(text: str, width: float) -> None:
    set_ = fitted(text, width=width, lines=3, size=14)
    assert len(set_.lines) <= 3
    assert 6 <= set_.size <= 14


def test_long_names_break_then_shrink() -> None:
    assert fitted("Niu Qingbao", width=110, lines=3, size=14).lines == ("Niu Qingbao",)
    long = fitted("Maria Aparecida da Conceição Gonçalves de Albuquerque", width=110, lines=3, size=14)
    assert len(long.lines) == 3
    assert 8 <= long.size < 14
    assert (
        "".join(fitted("中国—拉美技术转移中心", width=60, lines=3, size=14).lines) == "中国—拉美技术转移中心"
    )
