"""A file holds one noun and fits on a few screens; a function fits on one; what has a shape has a name."""

import ast
import re
from statistics import median

import pytest

from server.platform.config import ROOT

LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FILE, MOST_UNSHAPED = 250, 50, 90, 300
PARTS = ("server", "sync", "tests", "bench")
OURS = [
    path
    for part in PARTS
    for path in sorted((ROOT / part).rglob("*.py"))
    if "node_modules" not in path.parts and path.parent.name != "versions"  # a migration is as long as what it makes
]
PRODUCT = [path for path in OURS if path.relative_to(ROOT).parts[0] in ("server", "sync")]


def lines(path):
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("part", PARTS)
def test_no_file_is_longer_than_a_reader_bears(part):
    long = {str(path.relative_to(ROOT)): lines(path) for path in OURS if path.is_relative_to(ROOT / part)}
    assert {name: count for name, count in long.items() if count > LONGEST_FILE} == {}


def test_half_of_the_files_are_shorter_than_ninety_lines():
    assert median(lines(path) for path in PRODUCT) <= MEDIAN_FILE


@pytest.mark.parametrize("part", PARTS)
def test_no_function_is_longer_than_a_screen(part):
    long = []
    for path in (path for path in OURS if path.is_relative_to(ROOT / part)):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = node.end_lineno - node.lineno + 1
                if count > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.name} {count}")
    assert long == []


def test_what_has_a_shape_has_a_name():
    """``Any`` and ``Json`` are for what is truly free, and ``Json`` is defined once."""
    texts = [path.read_text() for path in PRODUCT]
    assert sum(len(re.findall(r"\b(?:Any|Json)\b", text)) for text in texts) <= MOST_UNSHAPED
    assert sum(len(re.findall(r"^Json = ", text, re.MULTILINE)) for text in texts) == 1
