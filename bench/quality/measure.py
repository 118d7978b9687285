"""How many of a world's faults are hinted at, and how many records without one."""

from collections import Counter
from dataclasses import dataclass, field

from bench.quality.faults import KINDS
from bench.quality.stage import stage
from bench.quality.world import make_world
from server.models.log import Record
from server.platform.database import read
from server.quality.find import find_hints
from server.quality.hint import Hint
from server.quality.surroundings import Others


@dataclass
class Measured:
    """``planted`` and ``found``: faults by kind, found by a hint of their own kind; ``clean``: how many records have no
    fault; ``false``: those of them that are hinted at, by kind of hint (a record with two of them counts once in
    ``troubled``); ``hard``: those by what made them look wrong; ``missed`` and ``wrong``: some of each, to look at."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    hard: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    troubled: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Measured") -> None:
        """Add what was measured of another world."""
        for name in ("planted", "found", "false", "hard"):
            getattr(self, name).update(getattr(other, name))
        self.clean, self.troubled = self.clean + other.clean, self.troubled + other.troubled
        self.missed, self.wrong = self.missed + other.missed, self.wrong + other.wrong

    @property
    def share_found(self) -> float:
        """Of all faults."""
        return self.found.total() / self.planted.total()

    @property
    def share_false(self) -> float:
        """Of all records without a fault."""
        return self.troubled / self.clean

    def lines(self) -> list[str]:
        """The figures as a table in Markdown."""
        rows = [f"| {kind} | {self.found[kind]}/{self.planted[kind]} | {self.false[kind]} |" for kind in KINDS]
        total = f"{self.found.total()}/{self.planted.total()} ({self.share_found:.1%})"
        rows.append(f"| **all** | {total} | {self.troubled} of {self.clean} records ({self.share_false:.1%}) |")
        return ["| fault | found | hinted at without a fault |", "|---|---|---|", *rows]


def measure(seed: int) -> Measured:
    """What the product finds in the world of a seed, each record looked at with what had come before it."""
    world, out = make_world(seed), Measured()
    with stage(world) as staged, read() as session:
        others = Others({})
        for entry, id_ in zip(world.entries, staged.records, strict=True):
            hints = find_hints(session, staged.registers, session.get_one(Record, id_), others)
            kinds = {hint.kind for hint in hints}
            if not entry.fault:
                out.clean += 1
                out.troubled += bool(kinds)
                out.false.update(kinds)
                if kinds:
                    out.hard[entry.hard or "nothing"] += 1
                    out.wrong.append(_line(seed, entry.hard, hints, entry.data))
                continue
            out.planted[entry.fault] += 1
            out.found[entry.fault] += entry.fault in kinds
            if entry.fault not in kinds:
                origin = str(entry.of.data) if entry.of else ""
                out.missed.append(f"{entry.fault}: {_line(seed, entry.hard, hints, entry.data)} {origin}")
    return out


def _line(seed: int, hard: str, hints: list[Hint], data: dict[str, object]) -> str:
    found = "; ".join(f"{hint.kind} {hint.field} {hint.detail}" for hint in hints)
    return f"seed {seed}, {hard or 'plain'}: {found or 'no hint'}: {data}"
