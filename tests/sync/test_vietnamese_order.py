"""The order of Vietnamese lists against sync/vectors/order.json, which the browser plays too; and what it promises."""

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.vietnamese import LETTERS, person_key, sort_key

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/order.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["keys"], ids=lambda case: ascii(case["text"]))
def test_a_text_has_one_key_on_both_sides(case):
    assert sort_key(case["text"]) == case["key"]


@pytest.mark.parametrize("case", VECTORS["people"], ids=lambda case: ascii(case["person"]))
def test_people_are_sorted_by_given_name(case):
    assert person_key(case["person"]) == case["key"]


@pytest.mark.parametrize("case", VECTORS["sorted"], ids=lambda case: case["of"])
def test_lists_stand_in_their_order(case):
    key = person_key if case["of"] == "people" else sort_key
    assert sorted(sorted(case["texts"]), key=key) == case["texts"]


def test_letters_follow_the_alphabet_and_tones_are_level_falling_asking_tumbling_rising_heavy():
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(LETTERS))
    assert all(sort_key(f"m{one}") < sort_key(f"m{other}") for one, other in pairwise("aàảãáạ"))


@given(st.text())
def test_a_key_is_ascii_and_the_same_for_either_composition(text):
    assert sort_key(text).isascii()
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))
