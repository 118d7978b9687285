"""How the schools of a cluster stand: their own scores, those by their cluster and the department's, side by side."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from statistics import fmean

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.access.units import compares
from server.access.viewer import Viewer
from server.figures.figure import number
from server.models.log import Record
from server.models.org import Cluster, ClusterMember, Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.query_params import ParamReader, RawParams
from sync.folding import fold
from sync.protocol.canonical import Json
from sync.protocol.ids import is_uuid, natural_id
from sync.protocol.problems import Problem
from sync.registers import Register, Registers, rating_of, section_points, visible_answers
from sync.registers.contributions import THOUSAND

PARAMETERS = ("register", "period")


def ranking(
    session: Session, viewer: Viewer, registers: Registers, cluster: str, given: RawParams, today: date
) -> Json:
    """``{"cluster", "register", "period", "as_of", "sections", "rows"}``, the best first.

    A row is ``{"unit", "name", "rank", "points", "rating", "self", "cluster", "department"}``: ``points`` are the
    department's, else the mean of the cluster's, else the school's own. Records count as their registers say.
    Problem ``not_found``, ``forbidden``, ``malformed``.
    """
    found = session.get(Cluster, cluster) if is_uuid(cluster) else None
    members = list(session.scalars(select(ClusterMember.unit).where(ClusterMember.cluster == cluster)))
    if found is None or not compares(viewer, members):
        raise Problem("forbidden" if found else "not_found")
    own, beside, period = _asked(session, registers, given, members, today)
    rows = [_row(registers, own, *told) for told in _told(session, own, beside, period, members)]
    return {
        "cluster": {"id": found.id, "name": found.name},
        "register": own.key,
        "period": period.key,
        "as_of": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "sections": [
            {"key": one.key, "title": dict(one.title), "most": one.most, "adds": one.adds} for one in own.sections
        ],
        "rows": _ranked(rows),
    }


def _asked(
    session: Session, registers: Registers, given: RawParams, members: list[str], today: date
) -> tuple[Register, list[Register], Period]:
    """The register that schools score themselves by, those that score them by it, and the period.

    Where nobody says which, the last in which one of the schools has a score; the present one, if none has.
    """
    asked = ParamReader(given, PARAMETERS)
    scored = {one.scores.register for one in registers.all_latest() if one.scores}
    key = asked.among("register", scored) or min(scored, default="")
    own = registers.latest(key)
    said = asked.one("period")
    if own is None:
        asked.fault("register", "choices")
        asked.refuse()
    assert own
    period = session.get(Period, said) if said else _last(session, own, members) or ranges.current(session, own, today)
    if period is None or period.kind != own.period:
        asked.fault("period", "choices")
    asked.refuse()
    assert period
    return own, [one for one in registers.all_latest() if one.scores and one.scores.register == key], period


def _last(session: Session, own: Register, members: list[str]) -> Period | None:
    kept = Record.scope.in_(members), Record.register == own.key, Record.status.in_(own.counts)
    query = select(Period).join(Record, Record.period == Period.key).where(*kept)
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def _told(
    session: Session, own: Register, beside: list[Register], period: Period, members: list[str]
) -> Iterable[tuple[Unit, Record | None, list[tuple[Unit, Record]]]]:
    """Each school with its own score and those of others, earliest first."""
    units = {unit.id: unit for unit in session.scalars(select(Unit).where(Unit.id.in_(members)))}
    ids = {natural_id(unit, own.key, period.key): unit for unit in units}
    kept = session.scalars(select(Record).where(Record.id.in_(ids), Record.status.in_(own.counts)))
    themselves = {ids[record.id]: record for record in kept}
    others: dict[str, list[tuple[Unit, Record]]] = {unit: [] for unit in units}
    for register in beside:
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
            others[unit].append((by, record))
    return [(unit, themselves.get(id_), others[id_]) for id_, unit in units.items()]


def _row(
    registers: Registers, own: Register, unit: Unit, record: Record | None, others: list[tuple[Unit, Record]]
) -> Json:
    themselves = _score(registers, record) if record else None
    schools = [{"by": by.name} | _score(registers, one) for by, one in others if by.kind != "province"]
    department = next((_score(registers, one) for by, one in reversed(others) if by.kind == "province"), None)
    mean = round(fmean([float(one["points"]) for one in schools]), 3) if schools else None
    best = department or ({"points": mean} if schools else themselves)
    reached = best["points"] if best else None
    return {
        "unit": unit.id,
        "name": unit.name,
        "points": reached,
        "rating": None if reached is None else rating_of(own, round(reached * THOUSAND)),
        "self": themselves,
        "cluster": schools,
        "department": department,
    }


def _score(registers: Registers, record: Record) -> Json:
    """The points of a record, all and by section."""
    register = registers.get(f"{record.register}@{record.version}")
    assert register
    total = next(field.name for field in register.computed if field.computed and field.computed.how == "total")
    parts = section_points(register, visible_answers(register, record.data))
    sections = {key: number(amount) for key, amount in parts.items()}
    return {"record": record.id, "points": record.computed.get(total, 0), "sections": sections}


def _ranked(rows: list[Json]) -> list[Json]:
    """Equal points share a rank; who has none yet stands last, by name."""
    rows = sorted(rows, key=lambda row: (row["points"] is None, -(row["points"] or 0), fold(row["name"])))
    reached = [row["points"] for row in rows]
    return [{"rank": None if row["points"] is None else reached.index(row["points"]) + 1, **row} for row in rows]
