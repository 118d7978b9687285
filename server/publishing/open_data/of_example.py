"""Figures that stand beside an example: of its school and of its models, as the department froze and published them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from sqlalchemy.orm import Session

from server.figures.figure import Figure
from server.figures.public_snapshots import public_snapshots
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister
from server.figures.snapshots import signed_content
from server.models.figures import Snapshot
from server.platform.clock import day_of
from server.publishing.examples.readable import PublicExample
from server.publishing.open_data.figures import public_dimensions, row_labels
from sync.protocol.register_entry import Bilingual
from sync.registers import Registers

MOST, OF_A_REGISTER = 8, 6  # figures of a school or a model: in all, and of one register
UNIT = "unit"


@dataclass(frozen=True)
class Fact:
    """One figure: of ``measure``, with numerator and denominator if it is a share or a ratio."""

    measure: SnapshotMeasure
    figure: Figure


@dataclass(frozen=True)
class Facts:
    """The figures of one snapshot that are about an example. ``about``: its school, or the kind of its model; ``area``:
    the name of the unit for which they were added up; ``period``: a key; ``day``: on which they were frozen."""

    about: Bilingual
    area: str
    snapshot: str
    title: str
    period: str
    day: date
    facts: tuple[Fact, ...]


Row = tuple[Bilingual, Fact]
Find = Callable[[Registers, SnapshotContent], Iterator[Row]]
"""What finds the figures in a snapshot that are about something, each with what that is called."""


def facts_of(session: Session, registers: Registers, example: PublicExample) -> list[Facts]:
    """The figures of an example's school, then of the kind of each of its models; only what was frozen and published.

    They are those of its own school year if these are public, else of the newest snapshot that has any.
    """
    kinds = dict.fromkeys(one.kind for one in example.models if one.kind)
    own = {register.ripple.own for register in registers.all_latest() if register.ripple}
    wanted: list[Find] = [partial(_of_unit, example.unit_id)]
    wanted += [partial(_of_kind, kind) for kind in kinds if kind not in own]
    found: dict[int, Facts] = {}
    for snapshot in sorted(public_snapshots(session), key=lambda one: one.period != example.year):
        content = signed_content(snapshot)
        for place, find in enumerate(wanted):
            if place not in found and (rows := list(find(registers, content))):
                found[place] = _facts(snapshot, content, rows)
        if len(found) == len(wanted):
            break
    return [found[place] for place in sorted(found)]


def _facts(snapshot: Snapshot, content: SnapshotContent, rows: list[Row]) -> Facts:
    return Facts(
        about=rows[0][0],
        area=content["unit"]["name"],
        snapshot=snapshot.id,
        title=snapshot.title,
        period=snapshot.period,
        day=day_of(snapshot.at),
        facts=tuple(fact for _, fact in rows[:MOST]),
    )


def _of_unit(unit: str, registers: Registers, content: SnapshotContent) -> Iterator[Row]:
    """Of a unit: the totals if the snapshot is of it, else its row where figures are divided by the units below. What
    only tells units apart, or is a score, is left out: of one unit it says nothing, or is nobody else's concern."""
    for part in content["registers"]:
        register = registers.latest(part["key"])
        if register is None or register.scores or any(field.points for field in register.fields.values()):
            continue
        if content["unit"]["id"] == unit:
            name = content["unit"]["name"]
            rows: list[Row] = [({"vi": name, "en": name}, Fact(one, one["total"])) for one in part["measures"]]
        else:
            rows = list(_rows(part, UNIT, unit))
        yield from _telling(row for row in rows if not _of_one(row[1]))


def _of_kind(kind: str, registers: Registers, content: SnapshotContent) -> Iterator[Row]:
    """Of a kind of model: in the register in which models are registered, and where it is copied from there."""
    fields = dict(_fields_of_kinds(registers))
    for part in content["registers"]:
        field = fields.get(part["key"])
        if field in public_dimensions(registers, part):
            yield from _telling(_rows(part, field, kind))


def _fields_of_kinds(registers: Registers) -> Iterator[tuple[str, str]]:
    """Key of a register → its field that says of which kind a model is."""
    all_ = registers.all_latest()
    kinds = {(one.key, one.ripple.kind) for one in all_ if one.ripple}
    for register in all_:
        for field in register.fields.values():
            copied = field.copy_from
            to = register.fields[copied.field].to if copied else register.key
            if (to, copied.of if copied else field.name) in kinds:
                yield register.key, field.name


def _rows(part: SnapshotRegister, dimension: str, key: str) -> Iterator[Row]:
    for measure in part["measures"]:
        for row in measure["rows"].get(dimension, []):
            if row["key"] == key:
                yield row_labels(row), Fact(measure, row)


def _telling(rows: Iterable[Row]) -> Iterator[Row]:
    """The first of some figures of a register that say anything: neither nothing nor 0."""
    yield from islice((row for row in rows if row[1].figure["value"]), OF_A_REGISTER)


def _of_one(fact: Fact) -> bool:
    """Whether a figure of one unit only says that it is one: *1 school*, *1 of 1*."""
    return fact.measure["kind"] in ("units", "share") or fact.figure.get("d", fact.figure["value"]) == 1
