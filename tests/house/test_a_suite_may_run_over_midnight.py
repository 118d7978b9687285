"""No test holds on to the day on which the suite began: it runs for twenty minutes, and midnight comes once a day."""

import ast

import pytest

from server.platform.config import ROOT

CLOCKS = {"now", "today", "utcnow", "day_in", "time"}
FILES = sorted((ROOT / "tests").rglob("*.py"))


def at_import(node: ast.AST):
    """The nodes that are evaluated when the module is read: those of no function and no lambda."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for one in [*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)]:
                yield from [one, *at_import(one)]
        elif not isinstance(child, ast.Lambda):
            yield from [child, *at_import(child)]


def reads_the_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in CLOCKS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_day_is_kept_from_when_the_module_was_read(path):
    kept = [node.lineno for node in at_import(ast.parse(path.read_text())) if reads_the_clock(node)]
    assert kept == [], f"{path.relative_to(ROOT)} reads the clock at lines {kept} for all its tests"
