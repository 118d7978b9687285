"""core → {text, routes, platform} → store → {sync, records} → {account, api} → parts → forms → phone, desk → the edges.

Each folder of the client's source has a rank; a module may import from its own folder and from folders of lower rank.
A module without a rank fails, and so does a circle. ``import()`` and ``import type`` count as any other import.
"""

import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import PurePosixPath

from server.platform.config import ROOT

SOURCE = ROOT / "client" / "src"
RANKS = {
    "core": 0,
    "text": 1,
    "routes": 1,
    "platform": 1,
    "store": 2,
    "sync": 3,
    "records": 3,
    "account": 4,
    "api": 4,
    "parts": 5,
    "forms": 6,
    "phone/signin": 7,
    "phone/school": 7,
    "phone/replicate": 7,
    "phone/year": 7,
    "phone/file": 8,
    "phone/pin": 8,
    "phone/teacher": 9,
    "desk/shared": 7,
    "desk/devices": 8,
    "desk/overview": 8,
    "desk/review": 8,
    "desk/units": 8,
    "desk/import": 8,
    "desk/intake": 8,
    "desk/registers": 8,
    "desk/deadlines": 8,
    "desk/examples": 8,
    "desk/account": 8,
    "desk/tokens": 8,
    "desk/notices": 8,
    "desk/backups": 8,
    "desk/audit": 9,
    "desk/people": 9,
    "desk/queue": 9,
    "desk/explore": 9,
    "desk/reports": 9,
    "desk/school": 9,
    "desk/frame": 10,
    "app": 11,
    "main": 12,
    "sw": 12,
}
# What a wing may not import though it stands lower: screens leave the database and the exchange to others.
KEPT_AWAY = {
    "phone": {"store", "sync"},
    "desk": {"store", "sync"},
    "parts": {"store"},
    "forms": {"sync"},
    "api": {"records"},
}
# A row of a form holds entries, and an entry may hold rows.
KNOW_EACH_OTHER = {("forms/Rows", "forms/Entry")}
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]""")
NETWORK_OR_DATABASE = re.compile(r"\bindexedDB\b|\bopenDB\b|\bfetch\(")


def module(path):
    return path.relative_to(SOURCE).with_suffix("").as_posix()


FILES = {module(path): path for path in sorted(SOURCE.rglob("*.ts*"))}


@cache
def targets(name):
    """The files that a module names in its imports, relative to the source, with no ending where it is code."""
    found = []
    for target in IMPORT.findall(FILES[name].read_text()):
        path = (FILES[name].parent / target).resolve()
        assert path.is_relative_to(SOURCE), f"{name} imports {target}, outside of client/src"
        found.append(path.relative_to(SOURCE).as_posix())
    return found


def code(name):
    return {target for target in targets(name) if not target.endswith((".css", ".json"))}


def wing(name):
    """The folder, or the edge, that ``RANKS`` knows a module by; None where it knows none."""
    above = (str(folder) for folder in [PurePosixPath(name), *PurePosixPath(name).parents])
    return next((folder for folder in above if folder in RANKS), None)


def test_every_module_has_a_rank():
    assert [name for name in FILES if not wing(name)] == [], "no rank says what these may import"


def test_every_module_imports_from_its_own_wing_or_from_lower_ones():
    for name in FILES:
        own, away = wing(name), KEPT_AWAY.get(name.split("/")[0], set())
        for target in code(name):
            assert target in FILES, f"{name} imports {target}, which is no module"
            other = wing(target)
            assert other == own or RANKS[other] < RANKS[own], f"{name} imports {target}"
            assert target.split("/")[0] not in away, f"{name} imports {target}"


def test_no_imports_go_in_a_circle():
    TopologicalSorter(
        {name: {other for other in code(name) if (name, other) not in KNOW_EACH_OTHER} for name in FILES}
    ).prepare()


def test_screens_touch_neither_the_database_nor_the_network():
    screens = [name for name in FILES if name.startswith(("phone", "desk", "parts", "forms"))]
    assert [name for name in screens if NETWORK_OR_DATABASE.search(FILES[name].read_text())] == []


def test_a_style_stands_beside_a_screen_or_in_what_all_screens_share():
    for name in FILES:
        own = wing(name)
        for target in targets(name):
            if target.endswith(".css") and not target.startswith("look/"):
                other = wing(target)
                assert other == own or RANKS[other] < RANKS[own], f"{name} imports {target}"
