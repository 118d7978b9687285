"""Finding the unit that a cell means, by its code, its name, or a name that it had before."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer, units_reached
from server.imports.records.faults import CellFault, cell_fault
from server.models.org import Unit
from server.platform.clock import now
from sync.folding import fold

SHORT = (
    ("pho thong dan toc ban tru", "ptdtbt"),
    ("pho thong dan toc noi tru", "ptdtnt"),
    ("trung hoc co so", "thcs"),
    ("trung hoc pho thong", "thpt"),
    ("tieu hoc", "th"),
    ("mam non", "mn"),
)
"""How kinds of schools are written out, and in short."""
IDLE = {"truong", "xa", "phuong", "thi", "tran", "so", "tinh"}
"""Words that are left out or not as people like."""
MOST = 5  # units that are offered where none, or several, are meant


class Found(NamedTuple):
    """A unit as far as an import needs it; the members are those of ``Unit``."""

    id: str
    name: str
    code: str | None
    kind: str
    path: str
    parent: str | None
    ended: bool


class UnitSearch:
    """The units that somebody may mean: by code all, by name those alone that they act in. Sites are none."""

    def __init__(self, session: Session, viewer: Viewer, chosen: Mapping[str, str]):
        moment = now()
        self.by_id: dict[str, Found] = {}
        self._chosen = {fold(text).strip(): unit for text, unit in chosen.items()}
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        by_sector_code: dict[str, str] = {}
        reached = set(session.scalars(units_reached(viewer.grants)))
        for unit in session.scalars(select(Unit).where(Unit.kind != "site")):
            ended = not unit.open_at(moment)
            self.by_id[unit.id] = Found(unit.id, unit.name, unit.code, unit.kind, unit.path, unit.parent, ended)
            if unit.code:
                self._by_code[fold(unit.code).strip()] = unit.id
            if unit.sector_code:
                by_sector_code[fold(unit.sector_code).strip()] = unit.id
            if unit.id in reached:
                for name in (unit.name, *unit.aliases):
                    self._by_name[plain_name(name)].add(unit.id)
        self._by_code = (
            by_sector_code | self._by_code
        )  # our own code wins over that of another in the sector's database

    def find(self, text: str) -> Found | CellFault:
        """The unit that a text means, or why none is: of several with the same name none is guessed."""
        folded = fold(text).strip()
        id_ = self._chosen.get(folded) or self._by_code.get(folded)
        if id_ in self.by_id:
            return self.by_id[id_]
        named = self._by_name.get(plain_name(text), set())
        still = {one for one in named if not self.by_id[one].ended} or named
        if len(still) == 1:
            return self.by_id[next(iter(still))]
        fault = cell_fault("several_units", n=len(still)) if still else cell_fault("unknown_unit")
        offered = sorted(still) if still else self._alike(text)
        fault["units"] = [(one, self._distinct_name(one)) for one in offered[:MOST]]
        return fault

    def _alike(self, text: str) -> list[str]:
        """The units whose names share the most words with a text, half of its words at least."""
        sought = set(plain_name(text).split())
        scored = [(len(sought & set(name.split())) / max(len(sought), 1), ids) for name, ids in self._by_name.items()]
        return [id_ for score, ids in sorted(scored, key=lambda one: -one[0]) if score >= 0.5 for id_ in sorted(ids)]

    def _distinct_name(self, id_: str) -> str:
        unit = self.by_id[id_]
        above = self.by_id[unit.parent].name if unit.parent in self.by_id else ""
        return ", ".join(part for part in (unit.name, above, unit.code) if part)


def plain_name(name: str) -> str:
    """A unit's name in the form in which names are compared: folded, kinds of schools in short, idle words left out."""
    text = " ".join(re.findall(r"\w+", fold(name)))
    for long, short in SHORT:
        text = text.replace(long, short)
    return " ".join([word for word in text.split() if word not in IDLE] or text.split())
