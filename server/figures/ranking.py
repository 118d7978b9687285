"""The ranking of a cluster's schools by points in a period.

Each school scores itself; other units of the cluster and the department score it too, and all scores are shown.
"""

from collections.abc import Iterable
from datetime import date
from statistics import fmean
from typing import TypedDict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.access.units import compares
from server.access.viewer import Viewer
from server.figures.as_of import as_of
from server.models.log import Record
from server.models.org import Cluster, ClusterMember, Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.ids import is_uuid, natural_id
from sync.protocol.problems import Problem
from sync.protocol.register_entry import Bilingual
from sync.registers import Register, Registers, rating_of, section_points, visible_answers
from sync.registers.values import THOUSAND, from_thousandths
from sync.vietnamese import sort_key

PARAMETERS = ("register", "period")


class Score(TypedDict):
    """The points that one record gives a school. ``record`` is the id of that record.

    ``points`` is the total; ``sections``: key of a section of the register → its points, in points, not thousandths.
    """

    record: str
    points: int | float
    sections: dict[str, int | float]


class ScoreBy(Score):
    """A score that another unit gave a school; ``by`` is that unit's name."""

    by: str


class RankedSchool(TypedDict):
    """A school's row in the ranking. ``unit`` is its id; ``self``, ``cluster`` and ``department`` are all its scores.

    ``points``: the department's score, else the mean of those by the cluster, else the school's own. ``rank`` counts
    from 1, and schools with equal points share it. ``rank``, ``points`` and ``rating`` are None without any score.
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
    """A section of the register that gives points, up to ``most``; without ``most`` (None) it is only a heading.

    ``adds``: what the points are to the total: ``points`` (of the hundred), ``bonus`` or ``penalty`` (taken off).
    """

    key: str
    title: Bilingual
    most: int | float | None
    adds: str


class ClusterName(TypedDict):
    """A cluster of schools, by id and name."""

    id: str
    name: str


class Ranking(TypedDict):
    """The ranking of a cluster in a period, the best school first in ``rows``.

    ``register`` and ``period`` are keys, of the register in which schools score themselves; ``as_of`` is the moment at
    which it was read, as text; ``sections`` are those of the register.
    """

    cluster: ClusterName
    register: str
    period: str
    as_of: str
    sections: list[RankedSection]
    rows: list[RankedSchool]


def ranking(
    session: Session, viewer: Viewer, registers: Registers, cluster: str, given: RawParams, today: date
) -> Ranking:
    """The ranking of the schools of a cluster, given by id; ``given`` may hold ``register`` and ``period``.

    Only records in the statuses that their register counts give points. Raises Problem ``not_found`` without such a
    cluster, ``forbidden`` if the viewer may not see its ranking, ``malformed`` with every parameter that is not valid.
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
    """The register in which schools score themselves, the registers in which others score them, and the period.

    If no period is named: the last in which a school of the cluster scored itself, else the present one. Raises
    Problem ``malformed``. ``members``: ids of the cluster's units.
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
    """The last period in which one of the units ``members`` scored itself; None if none did."""
    counted = Record.scope.in_(members), Record.register == own.key, Record.status.in_(own.counts)
    query = select(Period).join(Record, Record.period == Period.key).where(*counted)
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def _scored(
    session: Session, own: Register, others: list[Register], period: Period, members: list[str]
) -> Iterable[tuple[Unit, Record | None, list[tuple[Unit, Record]]]]:
    """Each of the units ``members`` with its own record, None if it has none, and the records in which others score it.

    Those are pairs of the unit that scores and its record, the earliest created first. ``own``: the register in which
    schools score themselves; ``others``: those in which they are scored by others.
    """
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
    """A school's row in the ranking, with ``rank`` None: ``_ranked`` fills it in.

    ``own``: the register in which schools score themselves; ``record``: this school's record of it, None if it has
    none; ``others``: pairs of a unit that scored this school and its record. The department's last score is used.
    """
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
    """The points in one record, computed by the version of the register that it was written by."""
    register = registers.get(f"{record.register}@{record.version}")
    assert register
    total = next(field.name for field in register.computed if field.computed and field.computed.how == "total")
    parts = section_points(register, visible_answers(register, record.data))
    sections = {key: from_thousandths(amount) for key, amount in parts.items()}
    return {"record": record.id, "points": record.computed.get(total, 0), "sections": sections}


def _ranked(rows: list[RankedSchool]) -> list[RankedSchool]:
    """Sort the rows by points, the highest first and those without points last, then by name; fill in each ``rank``."""
    rows = sorted(rows, key=lambda row: (row["points"] is None, -(row["points"] or 0), sort_key(row["name"])))
    points = [row["points"] for row in rows]
    for row in rows:
        row["rank"] = None if row["points"] is None else points.index(row["points"]) + 1
    return rows
