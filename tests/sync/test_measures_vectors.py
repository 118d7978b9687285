"""What records add to the figures against sync/vectors/measures.json; and that it is exact."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.registers import contributions, parse

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/measures.json").read_text(encoding="utf-8"))
FORMS = {key: parse(definition) for key, definition in VECTORS["registers"].items()}
SUMS = FORMS["sums"]

THOUSANDTHS = st.integers(-(10**10), 10**10)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(-1000, 1000),
        "m": st.integers(-1000, 1000),
        "dec": THOUSANDTHS.map(lambda number: number / 1000),
        "kind": st.sampled_from(["a", "b", "old"]),
        "themes": st.lists(st.sampled_from(["x", "y"]), unique=True),
        "yes": st.booleans(),
        "only_a": st.integers(0, 9),
        "rows": st.lists(st.fixed_dictionaries({"id": st.text(min_size=1)}), max_size=4),
    },
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in VECTORS["cases"]])
def test_a_record_adds_exactly_this(case):
    found = contributions(FORMS[case["form"]], case["data"])
    assert sorted([*key, value] for key, value in found.items()) == case["contributions"]


@given(st.lists(THOUSANDTHS, max_size=30))
def test_a_thousand_tenths_are_a_hundred(numbers):
    found = [contributions(SUMS, {"dec": number / 1000}).get(("dec", "", ""), 0) for number in numbers]
    assert sum(found) == sum(numbers)
    assert all(Decimal(str(number / 1000)) * 1000 == number for number in numbers)


@given(DATA)
def test_only_integers_are_kept_and_never_a_zero(data):
    found = contributions(SUMS, data)
    assert all(type(value) is int and value for value in found.values())
    assert found["records", "", ""] == 1000


@given(DATA)
def test_the_values_of_one_choice_add_up_to_the_total_of_the_records_that_have_one(data):
    found = contributions(SUMS, data)
    by_kind = [value for (measure, dimension, _), value in found.items() if (measure, dimension) == ("n", "kind")]
    assert sum(by_kind) == (found.get(("n", "", ""), 0) if "kind" in data else 0)


@given(DATA)
def test_no_dimension_stands_without_its_total(data):
    found = contributions(SUMS, data)
    assert all(found[measure, "", ""] == value for (measure, _, _), value in found.items())
