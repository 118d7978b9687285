"""One word for one thing, and it is the field's: words that once named several things here name nothing any more."""

import ast
import re

from server.platform.config import ROOT

RETIRED = {"told", "asked", "said", "living", "stroke", "book", "shelf", "words", "position", "judge", "fate", "fates"}
EMPTY = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services", "common", "misc"}
FILES = [path for part in ("server", "sync") for path in sorted((ROOT / part).rglob("*.py"))]


def members(tree):
    """The members of JSON objects, called as on the wire and in the log; and schemas, called as in the API."""
    for node in ast.walk(tree):
        bases = {ast.unparse(base) for base in node.bases} if isinstance(node, ast.ClassDef) else set()
        if bases & {"TypedDict", "typing.TypedDict"}:
            yield from (one.target for one in node.body if isinstance(one, ast.AnnAssign))
        if "ma.Schema" in bases:
            yield node


def names(tree):
    """(name, line) of whatever is given a name here, but for what only JSON calls so."""
    wire = set(members(tree))
    for node in ast.walk(tree):
        if node in wire:
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


def words(name):
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_nothing_is_called_by_a_retired_word():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in FILES
        if path.parent.name != "versions"  # a migration names columns as they were
        for name, line in names(ast.parse(path.read_text()))
        if words(name) & RETIRED
    ]
    assert found == []


def test_no_file_has_a_name_that_says_nothing():
    assert [str(path.relative_to(ROOT)) for path in FILES if path.stem in EMPTY or words(path.stem) & RETIRED] == []
