"""Every module of the server and of what it shares with phones stands in a wing, and imports only from wings above.

The wings, top to bottom, are those of docs/architecture.md; ``sync`` is imported by the server, never the other way.
"""

import ast
import re
import sys
from functools import cache
from graphlib import TopologicalSorter

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
    "quality",
    "figures",
    "log",
    "auth",
    "photos",
    "bundles",
    "exchange",
    "imports",
    "exports",
    "tokens",
    "odk",
    "publishing",
    "notices",
    "privacy",
    "backups",
    "doctor",
    "metrics",
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
    r"server\.(api\b.*|platform\.(errors|static_files|app_pages|request_log)|cli\b.*|jobs\b.*|migrations\b.*|assembly)"
)
KNOW_FLASK_SQLALCHEMY = {"server.platform.database"}


def modules(package):
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text())


EMPTY = {"server", "sync"}
"""The packages themselves: ``server`` has the one function by which an application is made."""


@cache
def trees():
    """Our modules by name, parsed, in the one worker that asks."""
    return {name: tree for package in ("server", "sync") for name, tree in modules(package)}


def is_package(name):
    return (ROOT / name.replace(".", "/")).is_dir()


@cache
def imports(name):
    """(module, name taken from it or None) of every import statement of one of our modules, at the top or not."""
    found = []
    for node in ast.walk(trees()[name]):
        if isinstance(node, ast.Import):
            found += ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(name.split(".")[: -node.level + is_package(name) or None]) if node.level else ""
            module = ".".join(filter(None, (above, node.module)))
            found += ((module, alias.name) for alias in node.names)
    return found


def ours(name):
    taken = ({f"{module}.{part}", module} & trees().keys() for module, part in imports(name))
    return {max(found, key=len) for found in taken if found} - {name} - EMPTY


@cache
def graph():
    """Each of our modules → those of ours that it imports."""
    return {name: ours(name) for name in trees() if name not in EMPTY}


def wing(name):
    part = name.split(".")[1]
    return "edges" if name.startswith("server.") and part in EDGES else part


def rank(name):
    """Where a module stands from the top down; fails for one that stands nowhere."""
    if name.startswith("sync."):
        return SYNC.index(wing(name))
    return len(SYNC) + SERVER.index(wing(name))


def test_every_module_stands_in_a_wing_and_imports_only_from_above():
    wrong = [(name, other) for name, others in graph().items() for other in others if rank(other) > rank(name)]
    assert sorted(wrong) == []


def test_edges_know_one_another_as_little_as_they_can():
    for name, others in graph().items():
        if wing(name) == "edges":
            own = name.split(".")[1]
            known = {other.split(".")[1] for other in others if wing(other) == "edges"}
            assert known - {own} <= AMONG_EDGES[own], name


def test_no_imports_go_in_a_circle():
    TopologicalSorter(graph()).prepare()


def test_no_two_folders_import_each_other():
    folders = {}
    for name, others in graph().items():
        here = ".".join(name.split(".")[:2])
        folders.setdefault(here, set()).update({".".join(other.split(".")[:2]) for other in others} - {here})
    TopologicalSorter(folders).prepare()


def test_sync_needs_the_standard_library_alone():
    for name in trees():
        if name.startswith("sync"):
            roots = {module.split(".")[0] for module, _ in imports(name)}
            assert roots <= sys.stdlib_module_names | {"sync"}, name


def test_below_the_api_nobody_knows_of_requests_or_flask_sqlalchemy():
    for name in trees():
        if not KNOW_REQUESTS.fullmatch(name):
            assert not {part for module, part in imports(name) if module == "flask"} & OF_A_REQUEST, name
        if name not in KNOW_FLASK_SQLALCHEMY:
            assert "flask_sqlalchemy" not in {module for module, _ in imports(name)}, name
