"""Answers to a register against sync/vectors/check.json, which the browser's client plays too."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.registers import (
    check_put,
    check_submit,
    computed_values,
    contributions,
    flags,
    form_fields,
    parse,
    section_points,
    visible_answers,
)

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/check.json").read_text(encoding="utf-8"))
FORMS = {key: parse(definition) for key, definition in VECTORS["registers"].items()}
PUTS = [case for case in VECTORS["cases"] if "put" in case]
SUBMITS = [case for case in VECTORS["cases"] if "submit" in case]


def each(cases: list[dict[str, Any]]):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


def typed(value: Any) -> str:
    """Tells 24 from 24.0 and True from 1, which Python calls equal."""
    return json.dumps(value, sort_keys=True)


@each(PUTS)
def test_a_put_is_made_clean_and_its_faults_are_named(case):
    options = {source: set(values) for source, values in case["options"].items()} if "options" in case else None
    put = case["put"]
    clean, faults = check_put(FORMS[case["form"]], put.get("set"), put.get("add"), put.get("remove"), options)
    assert faults == case["faults"]
    assert typed(clean) == typed(case["clean"])


@each(PUTS)
def test_what_is_clean_stays_as_it_is(case):
    clean = case["clean"]
    assert check_put(FORMS[case["form"]], clean["set"], clean["add"], clean["remove"]) == (clean, {})


@each(SUBMITS)
def test_a_submit_names_what_it_lacks(case):
    assert check_submit(FORMS[case["form"]], case["submit"], case.get("unit")) == case["faults"]


@each(VECTORS["flags"])
def test_broken_rules_are_flagged(case):
    assert flags(FORMS[case["form"]], case["data"]) == case["flags"]


@each(VECTORS["shown"])
def test_a_form_shows_what_the_answers_so_far_ask_for(case):
    assert sorted(form_fields(FORMS[case["form"]], case["data"], case.get("unit"))) == case["shown"]


@each(VECTORS["computed"])
def test_what_follows_from_the_answers(case):
    form = FORMS[case["form"]]
    assert typed(computed_values(form, case["data"])) == typed(case["computed"])
    assert section_points(form, visible_answers(form, case["data"])) == case["points"]


def test_every_type_and_every_rule_has_its_cases():
    types = {field.type for form in FORMS.values() for field in form.fields.values()}
    assert types == {
        "text", "longtext", "barcode", "integer", "decimal", "date", "time", "datetime", "choice", "choices", "yesno",
        "place", "person", "persons", "ref", "rows",
    }  # fmt: skip
    rules = {fault["rule"] for case in VECTORS["cases"] for fault in case["faults"].values()}
    assert rules == {
        "type",
        "unknown",
        "range",
        "length",
        "choices",
        "required",
        "places",
        "count",
        "computed",
        "check",
        "repeat_count",
    }
    names = [case["name"] for part in ("cases", "flags", "shown", "computed") for case in VECTORS[part]]
    assert len(names) == len(set(names))


WORDS = sorted({name for form in FORMS.values() for name in form.fields} | {"a", "garden", "2026-10-05", "id", "name"})
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WORDS) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=4),
    max_leaves=12,
)
ANSWERS = st.dictionaries(st.sampled_from(WORDS) | st.text(), ANYTHING, max_size=6)


@pytest.mark.slow
@given(form=st.sampled_from(sorted(FORMS)), put=ANSWERS, add=ANSWERS, remove=ANSWERS)
def test_no_value_breaks_a_check(form, put, add, remove):
    register = FORMS[form]
    clean, faults = check_put(register, put, add, remove)
    copied = {field.name for field in register.fields.values() if field.copy_from}
    assert faults.keys().isdisjoint(copied)
    for part, values in (("set", put), ("add", add), ("remove", remove)):
        # A wrong value of a copied field is left out and is no fault: the server writes it.
        assert values.keys() - copied == (clean[part].keys() | (faults.keys() & values.keys())) - copied
    check_submit(register, put)
    flags(register, put)
    form_fields(register, put)
    contributions(register, put)


@given(form=st.sampled_from(sorted(FORMS)), put=ANSWERS)
def test_clean_answers_are_clean_again(form, put):
    clean, _ = check_put(FORMS[form], put)
    assert check_put(FORMS[form], clean["set"]) == (clean, {})


@pytest.mark.parametrize("field", ["n", "any", "dec"])
def test_a_number_too_long_to_print_is_out_of_range(field):
    assert check_put(FORMS["types"], {field: 10**5000})[1][field]["rule"] == "range"
