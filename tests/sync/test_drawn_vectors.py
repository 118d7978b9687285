"""Drawn registers and answers in sync/vectors/drawn.json, which the browser's client plays too."""

import json
from collections import Counter
from pathlib import Path

import pytest

from sync.registers import check_submit, flags, parse, visible_answers
from tests.sync.test_rows_mean_the_same_on_phone_and_server import as_json

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/drawn.json").read_text(encoding="utf-8"))
FORMS = {key: parse(definition) for key, definition in VECTORS["registers"].items()}


@pytest.mark.parametrize("form", FORMS)
def test_a_drawn_register_shows_demands_and_flags_what_its_vectors_say(form):
    for case in VECTORS["cases"]:
        if case["form"] == form:
            data = case["data"]
            assert as_json(visible_answers(FORMS[form], data)) == as_json(case["shown"])
            assert as_json(check_submit(FORMS[form], data)) == as_json(case["faults"])
            assert flags(FORMS[form], data) == case["flags"]


def test_the_sample_has_every_rule_of_rows():
    faults = [fault for case in VECTORS["cases"] for fault in case["faults"].values()]
    rules = Counter(fault["rule"] for fault in faults)
    assert min(rules[rule] for rule in ("check", "required", "length", "choices", "repeat_count")) > 2
    assert len({flag for case in VECTORS["cases"] for flag in case["flags"]}) > 2
