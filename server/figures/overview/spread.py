"""How far each model has spread: which units follow it in records of their own.

A register whose records may refer to another record of the same register shows this: the record that is referred to
is a source, and the records that refer to it follow it.
"""

from typing import NotRequired, TypedDict

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from server.access.records import nameable
from server.access.viewer import Viewer
from server.access.visible import visible
from server.figures.question import Question
from server.models.figures import Cell
from server.models.log import Record
from server.models.org import Unit
from server.org.reporting_units import among
from server.records import labels
from sync.protocol.transitions import APPROVED
from sync.registers import Field, Measure, Register, Registers
from sync.registers.values import from_thousandths
from sync.vietnamese import sort_key

MOST_SOURCES = 60  # sources that a page shows, besides those that follow another one


class TakenUp(TypedDict):
    """A unit (id and name) that follows a source, in ``records`` records of its own.

    ``source``: one of these records, if other units follow it in turn.
    """

    unit: str
    name: str
    records: int
    source: NotRequired["Source"]


class Source(TypedDict):
    """A record that other records refer to, with its unit (id and name).

    ``taken``: how many records refer to it directly; ``by``: the units of those records, sorted by name.
    """

    id: str
    title: str
    unit: str
    unit_name: str
    taken: int
    by: list[TakenUp]


class Spread(TypedDict):
    """All sources of a register, as trees. ``field``: the field that refers to a source; ``label``: its label.

    ``taken``: how many records refer to a source; ``more``: how many sources there are beyond those in ``sources``.
    """

    field: str
    label: str
    taken: int
    sources: list[Source]
    more: int


Edges = dict[str, dict[str, int]]
"""Id of a source → id of a unit that follows it → how many records of that unit refer to the source."""


def spread(session: Session, viewer: Viewer, registers: Registers, question: Question, language: str) -> Spread | None:
    """The sources of the question's register and who follows them, those with the most followers first.

    Followers of followers count too. A source that itself follows another one is found only below that one. None if
    no field of the register refers to its own records.
    """
    register = question.register
    reference = _reference(register)
    if reference is None:
        return None
    field, measure = reference
    edges = _edges(session, registers, question, field, measure)
    sources = _sources(session, viewer, registers, register, edges)
    units = {record.scope for record, _ in sources.values()} | {unit for taken in edges.values() for unit in taken}
    names = labels.of_units(session, units)
    nodes = {id_: _source(record, title, edges[id_], names) for id_, (record, title) in sources.items()}
    nested = _nest(nodes, {id_: record.data.get(field.name) for id_, (record, _) in sources.items()})
    top = [source for id_, source in nodes.items() if id_ not in nested]
    top.sort(key=lambda source: (-reach(source), sort_key(source["title"])))
    return {
        "field": field.name,
        "label": field.label[language],
        "taken": sum(sum(taken.values()) for taken in edges.values()),
        "sources": top[:MOST_SOURCES],
        "more": max(0, len(edges) - len(nested) - MOST_SOURCES),
    }


def reach(source: Source) -> int:
    """How many records follow a source, directly or by way of other records."""
    return sum(one["records"] + (reach(one["source"]) if "source" in one else 0) for one in source["by"])


def spread_trace(session: Session, register: Register, units: Select[str]) -> list[int]:
    """Numbers for an ETag that change when the spread seen by ``units`` changes because of records of other units.

    Those are the records that records of ``units`` follow, and records that follow theirs. Empty if ``units`` (a query
    for ids) means all units, or if no field of the register refers to its own records.
    """
    reference = _reference(register)
    if reference is None or units.whereclause is None:
        return []
    field, measure = reference
    edges = and_(Cell.register == register.key, Cell.measure == measure.key, Cell.dimension == field.name)
    followed = select(Cell.key).where(edges, Cell.unit.in_(units))
    own = select(Record.id).where(Record.register == register.key, Record.scope.in_(units))
    above = session.execute(select(func.count(), func.sum(Record.rev)).where(Record.id.in_(followed))).one()
    below = session.execute(
        select(func.count(), func.sum(Cell.value)).where(edges, Cell.status == APPROVED, Cell.key.in_(own))
    ).one()
    return [int(value or 0) for value in (*above, *below)]


def _reference(register: Register) -> tuple[Field, Measure] | None:
    """The field that refers to another record of the same register, and the measure that counts records by this field.

    None if the register has no such field with such a measure.
    """
    for field in register.fields.values():
        for measure in register.measures:
            if field.to == register.key and measure.kind == "count" and not measure.where and field.name in measure.by:
                return field, measure
    return None


def _edges(session: Session, registers: Registers, question: Question, field: Field, measure: Measure) -> Edges:
    """Which units follow which sources: those that the question's units follow and, if the register may be referred to
    across units, all approved records of any unit that follow a record of the question's units."""
    selection, register = question.selection, question.register
    span = Cell.period == selection.last_period if measure.flow == "stock" else selection.span.holds()
    near = and_(among(Cell.unit, selection.units), Cell.status.in_(selection.statuses))
    if nameable(register, registers):
        own = select(Record.id).where(Record.register == register.key, among(Record.scope, selection.units))
        everywhere = Cell.unit.in_(select(Unit.id))
        near = or_(near, and_(everywhere, Cell.status == APPROVED, Cell.key.in_(own)))
    query = select(Cell.key, Cell.unit, func.sum(Cell.value)).where(
        Cell.register == register.key, Cell.measure == measure.key, Cell.dimension == field.name, span, near
    )
    edges: Edges = {}
    for key, unit, value in session.execute(query.group_by(Cell.key, Cell.unit)):
        edges.setdefault(key, {})[unit] = int(from_thousandths(int(value)))
    return edges


def _sources(
    session: Session, viewer: Viewer, registers: Registers, register: Register, edges: Edges
) -> dict[str, tuple[Record, str]]:
    """Id of a source → its record and title, only for those that the viewer may see or refer to.

    At most the 300 sources that most records refer to.
    """
    known = visible(viewer, registers.all_latest())
    if nameable(register, registers):
        known = or_(known, Record.status == APPROVED)
    farthest = sorted(edges, key=lambda key: -sum(edges[key].values()))[: 5 * MOST_SOURCES]
    query = select(Record).where(Record.id.in_(farthest), Record.register == register.key, known)
    return {record.id: (record, labels.title(register, record)) for record in session.scalars(query)}


def _source(record: Record, title: str, taken: dict[str, int], names: dict[str, str]) -> Source:
    """A source as JSON. ``taken``: id of a unit → how many of its records refer to it; ``names``: unit → name."""
    by: list[TakenUp] = [{"unit": unit, "name": names.get(unit, "–"), "records": n} for unit, n in taken.items()]
    return {
        "id": record.id,
        "title": title,
        "unit": record.scope,
        "unit_name": names.get(record.scope, "–"),
        "taken": sum(taken.values()),
        "by": sorted(by, key=lambda one: sort_key(one["name"])),
    }


def _nest(nodes: dict[str, Source], follows: dict[str, str | None]) -> set[str]:
    """Move each source that itself follows another one below that one; returns the ids of those that were moved.

    ``nodes``: id → source, changed in place. ``follows``: id of a source → id of the record that it follows, or None.
    """
    nested = set()
    for id_, node in nodes.items():
        above = follows[id_]
        # Two records may name each other: only what leads up to an end is put away.
        if above not in nodes or id_ in _above(above, follows):
            continue
        branch = next((one for one in nodes[above]["by"] if one["unit"] == node["unit"] and "source" not in one), None)
        if branch:
            branch["source"] = node
            nested.add(id_)
    return nested


def _above(id_: str | None, follows: dict[str, str | None]) -> set[str]:
    """The id itself and the ids of all records that it follows, directly or by way of others; ends at a circle."""
    passed: set[str] = set()
    while id_ and id_ not in passed:
        passed.add(id_)
        id_ = follows.get(id_)
    return passed
