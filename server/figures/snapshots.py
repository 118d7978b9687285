"""Chốt số liệu: a period's report kept as it was signed, and what has changed in the figures since.

A snapshot's content: ``{"as_of", "unit": {"id", "name"}, "period": {"key", "starts", "ends"}, "registers": [what
``server.figures.snapshot_content`` tells of each]}``.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.units import freezes, reads_figures
from server.access.viewer import Viewer
from server.figures import queries, snapshot_content
from server.models.figures import Snapshot
from server.models.org import Person, Unit
from server.models.periods import Period
from server.org.people import change_catalog, new_id
from server.periods import closings, ranges
from server.platform.clock import now
from sync.protocol.canonical import Json, canonical
from sync.protocol.problems import Problem
from sync.registers import Registers


def content(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: str,
    period: str,
    keys: Iterable[str],
    today: date,
    statuses: Iterable[str] = (),
) -> Json:
    """The report of a unit and period as it is now. ``statuses``: which count, where not what each register says.

    Problem as ``reports.question``.
    """
    given = {"unit": [unit], "period": [period], "status": list(statuses)}
    asked = [queries.question(session, viewer, registers, given | {"register": [key]}, today) for key in keys]
    if not asked:
        raise Problem("malformed", {"registers": {"rule": "required"}})
    first = asked[0]
    return {
        "as_of": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "unit": {"id": first.unit.id, "name": first.unit.name, "kind": first.unit.kind},
        "period": {
            "key": first.period.key,
            "starts": first.period.starts.isoformat(),
            "ends": first.period.ends.isoformat(),
        },
        "registers": [snapshot_content.register(session, viewer, registers, one) for one in asked],
    }


def behind(
    session: Session, viewer: Viewer, registers: Registers, unit: str, period: str, keys: Iterable[str], today: date
) -> dict[tuple[str, str], Json]:
    """(register, measure) → what the list of the records behind its figures of now is asked for with."""
    given = {"unit": [unit], "period": [period]}
    asked = [queries.question(session, viewer, registers, given | {"register": [key]}, today) for key in keys]
    return {(one.register.key, of.key): queries.behind(one, of) for one in asked for of in one.register.measures}


def told(session: Session, registers: Registers, period: Period) -> list[str]:
    """Keys of the registers that have figures for a period."""
    found = [item for item in registers.all_latest() if item.measures]
    return [item.key for item in found if not ranges.span(session, item, period).empty]


def freeze(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: Unit,
    period: Period,
    keys: list[str],
    title: str,
    closes: bool,
    today: date,
) -> Snapshot:
    """Keep the report for good; with ``closes`` its registers' period is closed for the unit in the same breath.

    Problem ``forbidden`` where a register is not the person's to freeze.
    """
    for key in keys:
        register = registers.latest(key)
        if register is None or not freezes(viewer, register, unit.id):
            raise Problem("forbidden")
    # Whoever writes comes either wholly before the figures are read, or after the period is closed.
    closings.lock(session, unit)
    body = canonical(content(session, viewer, registers, unit.id, period.key, keys, today))
    orjson.loads(body)  # raises: what could not be read again is never signed
    snapshot = Snapshot(
        id=new_id(),
        unit=unit.id,
        period=period.key,
        registers=keys,
        title=title,
        at=now(),
        by=viewer.account,
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
    )
    session.add(snapshot)
    session.flush()
    if closes:
        closings.close(session, _own(session, registers, keys, period), unit.id, viewer.account, snapshot.id)
        change_catalog(session)
    return snapshot


def _own(session: Session, registers: Registers, keys: list[str], period: Period) -> list[tuple[str, str]]:
    """(register, period) of the records that the report tells: a school year's has the semesters' scores in it."""
    found = [(register, ranges.span(session, register, period)) for register in map(registers.latest, keys) if register]
    return [(register.key, one) for register, span in found for one in span.periods]


def snapshots(session: Session, viewer: Viewer) -> list[Json]:
    """Those of units whose figures one may read, the newest first, without their content."""
    query = (
        select(Snapshot, Unit.name, Unit.path, Person.name)
        .join(Unit, Unit.id == Snapshot.unit)
        .join(Person, Person.id == Snapshot.by)
        .order_by(Snapshot.at.desc())
    )
    rows = session.execute(query)
    return [head(one, unit, by) for one, unit, path, by in rows if reads_figures(viewer, one.unit, path)]


def head(snapshot: Snapshot, unit: str, by: str) -> Json:
    return {
        "id": snapshot.id,
        "title": snapshot.title,
        "unit": snapshot.unit,
        "unit_name": unit,
        "period": snapshot.period,
        "registers": snapshot.registers,
        "at": snapshot.at.isoformat().replace("+00:00", "Z"),
        "by": by,
        "sha256": snapshot.sha256,
    }


def snapshot(session: Session, viewer: Viewer, id_: str) -> tuple[Snapshot, Unit]:
    """One that the person may read. Problem ``not_found``."""
    found = session.get(Snapshot, id_)
    unit = session.get(Unit, found.unit) if found else None
    if found is None or unit is None or not reads_figures(viewer, unit.id, unit.path):
        raise Problem("not_found")
    return found, unit


def differences(frozen: Json, live: Json) -> list[Json]:
    """What is no longer as it was: ``[{"register", "measure", "by", "key", "label", "frozen", "live",
    "measure_label", "by_label"?}]``. ``by`` is "" for a total; ``frozen`` or ``live`` is None where no row was.
    """
    before, after = _cells(frozen), _cells(live)
    places = [*before, *(place for place in after if place not in before)]
    changed = [place for place in places if _figure(before.get(place)) != _figure(after.get(place))]
    called = {
        (register["key"], measure["key"]): measure["label"]
        for report in (live, frozen)
        for register in report["registers"]
        for measure in register["measures"]
    }
    dimensions = {
        (register["key"], by): label
        for report in (live, frozen)
        for register in report["registers"]
        for by, label in register["by"].items()
    }
    return [
        _difference(place, before.get(place), after.get(place))
        | {"measure_label": called[place[:2]]}
        | ({"by_label": dimensions[place[0], place[2]]} if place[2] else {})
        for place in changed
    ]


Place = tuple[str, str, str, str]


def _cells(report: Json) -> dict[Place, Json]:
    found: dict[Place, Json] = {}
    for register in report["registers"]:
        for measure in register["measures"]:
            found[register["key"], measure["key"], "", ""] = measure["total"]
            for by, rows in measure["rows"].items():
                found |= {(register["key"], measure["key"], by, row["key"]): row for row in rows}
    return found


def _figure(cell: Json | None) -> tuple[Any, ...] | None:
    return None if cell is None else tuple(cell.get(name) for name in ("value", "n", "d"))


def _difference(place: Place, frozen: Json | None, live: Json | None) -> Json:
    def bare(cell: Json | None) -> Json | None:
        return cell and {name: cell[name] for name in ("value", "n", "d") if name in cell}

    label = (frozen or live or {}).get("label", "")
    named = dict(zip(("register", "measure", "by", "key"), place, strict=True))
    return {**named, "label": label, "frozen": bare(frozen), "live": bare(live)}


def read_body(kept: Snapshot) -> Json:
    """Its content. Raises ValueError if it is not what was signed."""
    if hashlib.sha256(kept.body).hexdigest() != kept.sha256:
        raise ValueError(f"snapshot {kept.id} is not what was signed")
    return orjson.loads(kept.body)
