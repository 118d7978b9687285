"""A tree of conditions holds on the phone where it holds on the server: drawn trees, and those that are hard."""

import json
import subprocess
from random import Random

import pytest

from server.platform.config import ROOT
from sync.registers import load
from sync.registers.conditions import holds, well_formed
from sync.registers.expressions import true
from tests.fixtures import trees

VECTORS = json.loads((ROOT / "sync/vectors/conditions.json").read_text(encoding="utf-8"))["cases"]
BROKEN = [
    None, [], ["and"], ["and", ["=", {"field": "a"}, 1]], ["not"], ["=", 1, 1], ["=", {"field": "A"}, 1],
    ["=", {"field": "a"}], ["selected", "a", "b"], ["selected", {"field": "a"}, 1], ["xor", [], []],
    ["=", {"field": "a"}, None], ["=", {"field": "a"}, ["today"]], [["="], 1, 2],
]  # fmt: skip


@pytest.mark.parametrize("case", VECTORS, ids=json.dumps)
def test_what_has_no_answer_is_empty_and_neither_less_nor_more(case):
    assert well_formed(case["tree"])
    assert holds(case["tree"], case["answers"].get) == case["holds"]


@pytest.mark.parametrize("value", BROKEN, ids=json.dumps)
def test_what_is_no_tree_is_refused(value):
    assert not well_formed(value)


def test_a_tree_is_no_deeper_and_no_larger_than_a_phone_should_follow():
    leaf = ["=", {"field": "a"}, 1]
    deep = leaf
    for _ in range(12):
        deep = ["not", deep]
    assert not well_formed(deep)
    assert well_formed(deep[1])
    assert not well_formed(["or", *[leaf] * 200])


def test_drawn_trees_mean_the_same_on_the_phone():
    chance = Random(20260929)
    drawn = [(trees.tree(chance), trees.answers(chance)) for _ in range(3_000)]
    cases = [*((one["tree"], one["answers"]) for one in VECTORS), *drawn]
    assert all(well_formed(tree) for tree, _ in cases)
    script = str(ROOT / "tests/fixtures/conditions.mjs")
    done = subprocess.run(
        ["node", script, str(ROOT / "client")], input=json.dumps(cases), stdout=subprocess.PIPE, text=True, check=True
    )
    here = [holds(tree, answers.get) for tree, answers in cases]
    assert json.loads(done.stdout) == here
    # Where a phone follows expressions, it follows conditions as these.
    assert [true(tree, answers.get) for tree, answers in cases] == here
    assert 0.2 < sum(here) / len(here) < 0.8


def test_every_drawn_tree_may_stand_in_a_register():
    chance = Random(7)
    for _ in range(300):
        tree = json.dumps(trees.tree(chance), ensure_ascii=False).replace('{"field": ', "{ field = ").replace("}", " }")
        field = f'[[fields]]\nname = "shown"\ntype = "text"\nlabel = {{ vi = "x", en = "x" }}\nwhen = {tree}\n'
        assert load(f"{trees.definition()}\n{field}").needs == ("barcode", "datetime", "time", "when")
