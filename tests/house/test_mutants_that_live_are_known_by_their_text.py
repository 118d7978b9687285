"""What justifies a mutant outlives changes elsewhere in its function, and goes when its line or its function goes."""

import ast

import pytest

from bench.mutants.__main__ import GROUPS, read_arguments
from bench.mutants.survivors import justified, reason
from server.platform.config import ROOT

TABLE = {"server.a.x_f": {"return 2": "nobody reads it"}}
DIFF = """# server.a.x_f__mutmut_{number}: survived
--- server/a.py
+++ server/a.py
@@ -1,2 +1,2 @@
 def f():
-    return 1
+    return {now}
"""


@pytest.mark.parametrize("number", [1, 17])
def test_whatever_its_number_a_mutant_is_known_by_what_it_changes(number):
    assert reason(f"server.a.x_f__mutmut_{number}", DIFF.format(number=number, now=2), TABLE) == "nobody reads it"
    assert reason(f"server.a.x_f__mutmut_{number}", DIFF.format(number=number, now=3), TABLE) is None
    assert reason(f"server.a.x_g__mutmut_{number}", DIFF.format(number=number, now=2), TABLE) is None


@pytest.mark.parametrize("name", justified())
def test_each_justified_mutant_is_of_a_function_that_is_there(name):
    module, _, function = name.rpartition(".x")
    *_, wanted = function.split("ǁ")
    path = ROOT / f"{module.replace('.', '/')}.py"
    defined = {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}
    assert (wanted if "ǁ" in function else wanted.removeprefix("_")) in defined


def test_all_groups_are_tried_where_none_is_named():
    assert read_arguments([]).groups == list(GROUPS)
    assert read_arguments(["log", "merge"]).groups == ["log", "merge"]
    assert sum(group["share"] for group in GROUPS.values()) == pytest.approx(1)
