"""Search without diacritics against sync/vectors/folding.json; and that folding twice changes nothing."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.folding import fold, matches

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/folding.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: ascii(case["text"]))
def test_marks_case_and_the_stroke_of_d_make_no_difference(case):
    assert fold(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", VECTORS["matches"], ids=lambda case: ascii(f"{case['query']} in {case['text']}"))
def test_a_query_finds_what_holds_each_of_its_words(case):
    assert matches(case["query"], case["text"]) is case["matches"]


@pytest.mark.lengthy
def test_folding_any_single_character_twice_changes_nothing():
    folded = [fold(chr(point)) for point in range(0x20000)]  # above, no letter has case
    assert [fold(text) for text in folded] == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(), st.text())
def test_any_part_of_a_text_finds_it(before, after):
    assert matches("vuon", f"{before}Vườn{after}")
