"""api → {exchange, reports, exports, portal, photos, people} → log → models, where `log` asks `access` who may.

`sync` is imported by the server and imports nothing of it.
"""

import ast
import re
import sys
from graphlib import TopologicalSorter

import pytest

from server.platform.config import ROOT

RANKS = {
    "database": 0,
    "models": 1,
    "log": 2,
    "access": 2,
    "api": 4,
    "assembly": 5,
    "cli": 5,
    "jobs": 5,
    "run": 5,
    "demo": 5,
}
RANKS |= dict.fromkeys(("exchange", "reports", "exports", "portal", "photos", "people"), 3)
OF_A_REQUEST = {"request", "session", "current_app", "g"}
KNOW_REQUESTS = re.compile(
    r"server\.(api\b.*|platform\.(errors|static_files|app_pages)|cli|jobs|migrations\b.*|assembly)"
)
KNOW_TABLES = {"server.platform.database", "server.assembly"}
# What a part of the client may not reach; what is in no part (types, texts, ids) is anybody's.
CLIENT = {
    "store": {"sync", "forms", "photos", "records", "screens"},
    "sync": {"forms", "photos", "records", "screens"},
    "forms": {"sync", "screens"},
    "photos": {"sync", "screens"},
    "records": {"sync", "screens"},
    "screens": {"store", "sync"},
}


def modules(package):
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text())


TREES = {name: tree for package in ("server", "sync") for name, tree in modules(package)}
PACKAGES = {name for name in TREES if (ROOT / name.replace(".", "/")).is_dir()}


def imports(name):
    """(module, name taken from it or None) of every import statement of one of our modules, at the top or not."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(name.split(".")[: -node.level + (name in PACKAGES) or None]) if node.level else ""
            module = ".".join(filter(None, (above, node.module)))
            yield from ((module, alias.name) for alias in node.names)


def ours(name):
    taken = ({f"{module}.{part}", module} & TREES.keys() for module, part in imports(name))
    return {max(found, key=len) for found in taken if found} - {name, "server", "sync"}


GRAPH = {name: ours(name) for name in TREES}


def below(name):
    found, todo = set(), [name]
    while todo:
        new = GRAPH[todo.pop()] - found
        found |= new
        todo += new
    return found


def rank(name):
    return RANKS.get(name.split(".")[1], None) if name.startswith("server.") else None


@pytest.mark.parametrize("name", [name for name in TREES if rank(name) is not None])
def test_nothing_reaches_upwards(name):
    assert [other for other in sorted(below(name)) if (rank(other) or 0) > rank(name)] == []


def test_no_imports_go_in_a_circle():
    TopologicalSorter(GRAPH).prepare()


@pytest.mark.parametrize("name", [name for name in TREES if name.startswith("sync")])
def test_sync_needs_the_standard_library_alone(name):
    roots = {module.split(".")[0] for module, _ in imports(name)}
    assert roots <= sys.stdlib_module_names | {"sync"}


@pytest.mark.parametrize("name", [name for name in TREES if name.startswith("server")])
def test_below_the_api_nobody_knows_of_requests_or_flask_sqlalchemy(name):
    taken = list(imports(name))
    if not KNOW_REQUESTS.fullmatch(name):
        assert not {part for module, part in taken if module == "flask"} & OF_A_REQUEST
    if name not in KNOW_TABLES:
        assert "flask_sqlalchemy" not in {module for module, _ in taken}


def test_the_client_imports_one_way():
    source = ROOT / "client" / "src"
    for path in sorted([*source.rglob("*.ts"), *source.rglob("*.tsx")]):
        part = path.relative_to(source).with_suffix("").parts[0]
        text = path.read_text()
        for target in re.findall(r"""from\s+['"](\.[^'"]*)['"]""", text):
            reached = (path.parent / target).resolve().relative_to(source).with_suffix("").parts[0]
            assert reached not in CLIENT.get(part, ()), f"{path}: {target}"
        if part == "screens":
            assert not re.search(r"\bindexedDB\b|\bfetch\(", text), path
