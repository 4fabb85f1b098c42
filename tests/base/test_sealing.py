"""What is sealed opens only with its key, for its row and field, unchanged."""

from __future__ import annotations

import base64
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.sealing import SealError, blind, blinds, parsed_keys, seal, sealed_with_present_key, unseal

ROW = "delegations.traveldocument:1:number"


@given(st.text())
def test_any_text_comes_back_and_does_not_stand_in_it(text: str) -> None:
    sealed = seal(text, bound_to=ROW)
    assert unseal(sealed, bound_to=ROW) == text
    assert len(text) < 4 or text.encode() not in sealed
    assert seal(text, bound_to=ROW) != sealed


@given(st.data())
def test_a_flipped_byte_fails(data: Any) -> None:
    sealed = bytearray(seal("EB1234567", bound_to=ROW))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealError):
        unseal(bytes(sealed), bound_to=ROW)


@pytest.mark.parametrize("cut", [0, 1, 2, 10, 30])
def test_a_cut_text_fails(cut: int) -> None:
    with pytest.raises(SealError):
        unseal(seal("EB1234567", bound_to=ROW)[:cut], bound_to=ROW)


def test_another_row_or_field_fails() -> None:
    for other in ("delegations.traveldocument:2:number", "delegations.traveldocument:1:born_on", ""):
        with pytest.raises(SealError):
            unseal(seal("EB1234567", bound_to=ROW), bound_to=other)


def test_a_wrong_key_fails_closed(settings: Any) -> None:
    settings.SEALING_KEYS = {"one": os.urandom(32)}
    sealed = seal("EB1234567", bound_to=ROW)
    settings.SEALING_KEYS = {"two": os.urandom(32)}
    with pytest.raises(SealError) as unknown:
        unseal(sealed, bound_to=ROW)
    settings.SEALING_KEYS = {"one": os.urandom(32)}
    with pytest.raises(SealError) as wrong:
        unseal(sealed, bound_to=ROW)
    assert "EB1234567" not in f"{unknown.value}{wrong.value}"


def test_earlier_keys_still_open_and_still_find(settings: Any) -> None:
    old, new = os.urandom(32), os.urandom(32)
    settings.SEALING_KEYS = {"old": old}
    sealed, index = seal("EB1234567", bound_to=ROW), blind("EB1234567", purpose="number")
    settings.SEALING_KEYS = {"new": new, "old": old}
    assert unseal(sealed, bound_to=ROW) == "EB1234567"
    assert not sealed_with_present_key(sealed)
    assert sealed_with_present_key(seal("", bound_to=ROW))
    assert index in blinds("EB1234567", purpose="number")
    assert index != blind("EB1234567", purpose="number")
    assert blind("EB1234567", purpose="number") != blind("EB1234567", purpose="name")


@pytest.mark.parametrize("item", ["", "name", "name:short", f":{'A' * 43}", "name:****"])
def test_what_is_no_key_is_refused_by_name(item: str) -> None:
    with pytest.raises(ValueError):
        parsed_keys([item])
    key = os.urandom(32)
    assert parsed_keys([f"2026:{base64.urlsafe_b64encode(key).decode()}"]) == {"2026": key}
