"""An expression comes to the same on the phone as on the server, to the last digit: drawn, and those that are hard."""

import json
import subprocess
from random import Random

import pytest

from server.platform.config import ROOT
from sync.registers.expression_form import well_formed
from sync.registers.expressions import value
from tests.fixtures import expression_trees

VECTORS = json.loads((ROOT / "sync/vectors/expressions.json").read_text(encoding="utf-8"))["cases"]
BROKEN = [
    None, [], {}, ["+", 1], ["+"], ["-", 1, 2, 3], ["today", 1], ["sum", 1], ["sum", {"field": "a.b.c"}],
    ["regex", "a", "("], ["regex", "a", ["concat", "b"]], ["selected", {"field": "a"}, 1], ["xor", 1, 2], [["+"], 1, 2],
    float("inf"), {"field": "A"}, ["if", True, 1],
]  # fmt: skip


def as_json(found):
    """Tells true from 1, and makes nothing of 3.0 and 3, as JSON of the phone does."""
    whole = isinstance(found, float) and found.is_integer()
    return json.dumps(int(found) if whole else found, ensure_ascii=False)


@pytest.mark.parametrize("case", VECTORS, ids=json.dumps)
def test_what_is_missing_is_missing_in_what_is_worked_out_of_it(case):
    assert well_formed(case["tree"])
    assert as_json(value(case["tree"], case["answers"].get)) == as_json(case["value"])


@pytest.mark.parametrize("tree", BROKEN, ids=str)
def test_what_is_no_expression_is_refused(tree):
    assert not well_formed(tree)


def test_an_expression_is_no_deeper_and_no_larger_than_a_phone_should_follow():
    deep = 1
    for _ in range(24):
        deep = ["int", deep]
    assert not well_formed(deep)
    assert well_formed(deep[1])
    assert not well_formed(["+", *[["+", *[1] * 20]] * 20])


def test_drawn_expressions_mean_the_same_on_the_phone():
    chance = Random(20261130)
    drawn = [(expression_trees.tree(chance), expression_trees.answers(chance)) for _ in range(4_000)]
    cases = [*((one["tree"], one["answers"]) for one in VECTORS), *drawn]
    assert all(well_formed(tree) for tree, _ in cases)
    script = str(ROOT / "tests/fixtures/expressions.mjs")
    done = subprocess.run(
        ["node", script, str(ROOT / "client")], input=json.dumps(cases), stdout=subprocess.PIPE, text=True, check=True
    )
    here = [value(tree, answers.get) for tree, answers in cases]
    there = json.loads(done.stdout)
    differ = [
        (case, mine, theirs) for case, mine, theirs in zip(cases, here, there, strict=True)
        if as_json(mine) != as_json(theirs)
    ]  # fmt: skip
    assert differ == []
    kinds = [type(one) for one in here]
    assert min(map(kinds.count, (float, str, bool, type(None)))) > 100
