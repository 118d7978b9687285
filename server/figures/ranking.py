"""How the schools of a cluster stand: their own scores, those by their cluster and the department's, side by side."""

from collections.abc import Iterable
from datetime import date
from statistics import fmean
from typing import TypedDict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.access.units import compares
from server.access.viewer import Viewer
from server.figures.as_of import as_of
from server.figures.figure import number
from server.models.log import Record
from server.models.org import Cluster, ClusterMember, Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.query_params import ParamReader, RawParams
from sync.folding import fold
from sync.protocol.ids import is_uuid, natural_id
from sync.protocol.problems import Problem
from sync.protocol.register_entry import Bilingual
from sync.registers import Register, Registers, rating_of, section_points, visible_answers
from sync.registers.contributions import THOUSAND

PARAMETERS = ("register", "period")


class Score(TypedDict):
    """A record's points, in all and by section; ``record`` is its id."""

    record: str
    points: int | float
    sections: dict[str, int | float]


class ScoreBy(Score):
    """A score by another school, by name: ``by``."""

    by: str


class RankedSchool(TypedDict):
    """A school in a cluster. Equal points share a ``rank``; one without points has none, and no ``rating``.

    ``points`` are the department's, else the mean of the cluster's, else the school's own; the three follow.
    """

    rank: int | None
    unit: str
    name: str
    points: int | float | None
    rating: str | None
    self: Score | None
    cluster: list[ScoreBy]
    department: Score | None


class RankedSection(TypedDict):
    """A section of the register: no more than ``most`` points count under it; ``adds`` says how they are added."""

    key: str
    title: Bilingual
    most: int | float | None
    adds: str


class ClusterName(TypedDict):
    """A cluster of schools."""

    id: str
    name: str


class Ranking(TypedDict):
    """A cluster's schools in a period of the register that they score themselves by, the best first."""

    cluster: ClusterName
    register: str
    period: str
    as_of: str
    sections: list[RankedSection]
    rows: list[RankedSchool]


def ranking(
    session: Session, viewer: Viewer, registers: Registers, cluster: str, given: RawParams, today: date
) -> Ranking:
    """How a cluster's schools stand; ``cluster`` is its id. Records count in the statuses that their registers name.

    Problem ``not_found``, ``forbidden``, or ``malformed`` with the parameters that are not understood.
    """
    found = session.get(Cluster, cluster) if is_uuid(cluster) else None
    members = list(session.scalars(select(ClusterMember.unit).where(ClusterMember.cluster == cluster)))
    if found is None or not compares(viewer, members):
        raise Problem("forbidden" if found else "not_found")
    own, others, period = _read_params(session, registers, given, members, today)
    schools = _scored(session, own, others, period, members)
    return {
        "cluster": {"id": found.id, "name": found.name},
        "register": own.key,
        "period": period.key,
        "as_of": as_of(),
        "sections": [
            {"key": one.key, "title": dict(one.title), "most": one.most, "adds": one.adds} for one in own.sections
        ],
        "rows": _ranked([_school(registers, own, *school) for school in schools]),
    }


def _read_params(
    session: Session, registers: Registers, given: RawParams, members: list[str], today: date
) -> tuple[Register, list[Register], Period]:
    """The register that schools score themselves by, those that score them by it, and the period.

    Where no period is named, the last in which one of the schools has a score; the present one, if none has.
    """
    params = ParamReader(given, PARAMETERS)
    scored = {one.scores.register for one in registers.all_latest() if one.scores}
    key = params.among("register", scored) or min(scored, default="")
    own = registers.latest(key)
    wanted = params.one("period")
    if own is None:
        params.fault("register", "choices")
        params.refuse()
    assert own
    period = session.get(Period, wanted) if wanted else _last(session, own, members)
    if period is None and not wanted:
        period = ranges.current(session, own, today)
    if period is None or period.kind != own.period:
        params.fault("period", "choices")
    params.refuse()
    assert period
    return own, [one for one in registers.all_latest() if one.scores and one.scores.register == key], period


def _last(session: Session, own: Register, members: list[str]) -> Period | None:
    counted = Record.scope.in_(members), Record.register == own.key, Record.status.in_(own.counts)
    query = select(Period).join(Record, Record.period == Period.key).where(*counted)
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def _scored(
    session: Session, own: Register, others: list[Register], period: Period, members: list[str]
) -> Iterable[tuple[Unit, Record | None, list[tuple[Unit, Record]]]]:
    """Each school with its own score, and those by others with who they are, the earliest first."""
    units = {unit.id: unit for unit in session.scalars(select(Unit).where(Unit.id.in_(members)))}
    ids = {natural_id(unit, own.key, period.key): unit for unit in units}
    records = session.scalars(select(Record).where(Record.id.in_(ids), Record.status.in_(own.counts)))
    by_self = {ids[record.id]: record for record in records}
    by_others: dict[str, list[tuple[Unit, Record]]] = {unit: [] for unit in units}
    for register in others:
        assert register.scores
        school = Record.data[register.scores.unit].as_string()
        query = (
            select(Unit, Record, school)
            .join(Unit, Unit.id == Record.scope)
            .where(
                Record.register == register.key,
                Record.period == period.key,
                Record.status.in_(register.counts),
                or_(*(school == unit for unit in units)),
            )
        )
        for by, record, unit in session.execute(query.order_by(Record.created, Record.id)) if units else ():
            by_others[unit].append((by, record))
    return [(unit, by_self.get(id_), by_others[id_]) for id_, unit in units.items()]


def _school(
    registers: Registers, own: Register, unit: Unit, record: Record | None, others: list[tuple[Unit, Record]]
) -> RankedSchool:
    """A school that has no rank yet."""
    by_self = _score(registers, record) if record else None
    cluster: list[ScoreBy] = [{"by": by.name, **_score(registers, one)} for by, one in others if by.kind != "province"]
    department = next((_score(registers, one) for by, one in reversed(others) if by.kind == "province"), None)
    points: int | float | None = None
    if department:
        points = department["points"]
    elif cluster:
        points = round(fmean([float(one["points"]) for one in cluster]), 3)
    elif by_self:
        points = by_self["points"]
    return {
        "rank": None,
        "unit": unit.id,
        "name": unit.name,
        "points": points,
        "rating": None if points is None else rating_of(own, round(points * THOUSAND)),
        "self": by_self,
        "cluster": cluster,
        "department": department,
    }


def _score(registers: Registers, record: Record) -> Score:
    register = registers.get(f"{record.register}@{record.version}")
    assert register
    total = next(field.name for field in register.computed if field.computed and field.computed.how == "total")
    parts = section_points(register, visible_answers(register, record.data))
    sections = {key: number(amount) for key, amount in parts.items()}
    return {"record": record.id, "points": record.computed.get(total, 0), "sections": sections}


def _ranked(rows: list[RankedSchool]) -> list[RankedSchool]:
    """By points, with their ranks; those without points last, by name."""
    rows = sorted(rows, key=lambda row: (row["points"] is None, -(row["points"] or 0), fold(row["name"])))
    points = [row["points"] for row in rows]
    for row in rows:
        row["rank"] = None if row["points"] is None else points.index(row["points"]) + 1
    return rows
