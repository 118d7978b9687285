"""Every module of the server and of what it shares with phones stands in a wing, and imports only from wings above.

The wings, top to bottom, are those of docs/architecture.md; ``sync`` is imported by the server, never the other way.
"""

import ast
import re
import sys
from graphlib import TopologicalSorter

import pytest

from server.platform.config import ROOT

SYNC = ("folding", "vietnamese", "protocol", "registers", "merge", "phone")
SERVER = (
    "platform",
    "models",
    "access",
    "audit",
    "org",
    "periods",
    "records",
    "registers",
    "figures",
    "log",
    "auth",
    "exchange",
    "imports",
    "exports",
    "edges",
)
EDGES = {"api", "assembly", "cli", "demo", "jobs", "migrations", "run"}
"""Where the server begins: nothing else imports them. Which of them may import which: see ``AMONG_EDGES``."""
AMONG_EDGES = {
    "api": set(),
    "demo": set(),
    "jobs": set(),
    "migrations": set(),
    "assembly": {"api", "cli"},
    "cli": {"demo", "jobs"},
    "run": {"demo"},
}
OF_A_REQUEST = {"request", "session", "current_app", "g"}
KNOW_REQUESTS = re.compile(
    r"server\.(api\b.*|platform\.(errors|static_files|app_pages)|cli|jobs|migrations\b.*|assembly)"
)
KNOW_FLASK_SQLALCHEMY = {"server.platform.database"}


def modules(package):
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text())


TREES = {name: tree for package in ("server", "sync") for name, tree in modules(package)}
PACKAGES = {name for name in TREES if (ROOT / name.replace(".", "/")).is_dir()}
EMPTY = {"server", "sync"}
"""The packages themselves: ``server`` has the one function by which an application is made."""


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
    return {max(found, key=len) for found in taken if found} - {name} - EMPTY


GRAPH = {name: ours(name) for name in TREES if name not in EMPTY}


def wing(name):
    part = name.split(".")[1]
    return "edges" if name.startswith("server.") and part in EDGES else part


def rank(name):
    """Where a module stands from the top down; fails for one that stands nowhere."""
    if name.startswith("sync."):
        return SYNC.index(wing(name))
    return len(SYNC) + SERVER.index(wing(name))


@pytest.mark.parametrize("name", GRAPH)
def test_every_module_stands_in_a_wing_and_imports_only_from_above(name):
    assert [other for other in sorted(GRAPH[name]) if rank(other) > rank(name)] == []


@pytest.mark.parametrize("name", [name for name in GRAPH if name.startswith("server.") and wing(name) == "edges"])
def test_edges_know_one_another_as_little_as_they_can(name):
    own = name.split(".")[1]
    others = {other.split(".")[1] for other in GRAPH[name] if wing(other) == "edges"}
    assert others - {own} <= AMONG_EDGES[own]


def test_no_imports_go_in_a_circle():
    TopologicalSorter(GRAPH).prepare()


def test_no_two_folders_import_each_other():
    folders = {}
    for name, others in GRAPH.items():
        here = ".".join(name.split(".")[:2])
        folders.setdefault(here, set()).update({".".join(other.split(".")[:2]) for other in others} - {here})
    TopologicalSorter(folders).prepare()


@pytest.mark.parametrize("name", [name for name in TREES if name.startswith("sync")])
def test_sync_needs_the_standard_library_alone(name):
    roots = {module.split(".")[0] for module, _ in imports(name)}
    assert roots <= sys.stdlib_module_names | {"sync"}


@pytest.mark.parametrize("name", [name for name in TREES if name.startswith("server")])
def test_below_the_api_nobody_knows_of_requests_or_flask_sqlalchemy(name):
    taken = list(imports(name))
    if not KNOW_REQUESTS.fullmatch(name):
        assert not {part for module, part in taken if module == "flask"} & OF_A_REQUEST
    if name not in KNOW_FLASK_SQLALCHEMY:
        assert "flask_sqlalchemy" not in {module for module, _ in taken}
