"""The ETag of an overview: what it is made of, told by the heads of the logs in sight, without reading a figure."""

import hashlib
from datetime import date
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import queries
from server.figures.completeness import unsent
from server.figures.overview.query import PARAMETERS, first
from server.figures.overview.spread import trace
from server.models.log import Restore, Scope
from server.models.registers import CatalogVersion
from server.org.reporting_units import among
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Registers


def mark(session: Session, viewer: Viewer, registers: Registers, given: RawParams, today: date, language: str) -> str:
    """Changes with every record, person, unit or period of what is in sight, with unsent data there, and by the day.

    Problem ``malformed`` or ``forbidden`` where the unit is not one's to read; the rest is left to ``ask``.
    """
    asked = ParamReader(given, PARAMETERS)
    unit_id = asked.id("unit")
    asked.refuse()
    unit = queries.readable(session, viewer, unit_id)
    units = queries.within(session, viewer, unit)
    register = registers.latest("".join(given.get("register", []))) or first(registers)
    heads = select(func.count(), func.sum(Scope.rev)).where(among(Scope.unit, units))
    scopes, written = session.execute(heads).one()
    made_of: list[Any] = [
        viewer.account,
        viewer.grants,
        language,
        today,
        [register.form for register in registers.all_latest()],
        unit.id,
        sorted(given.items()),
        session.scalar(select(CatalogVersion.number)),
        [scopes, int(written or 0), session.scalar(select(func.max(Restore.id)))],
        sorted(unsent(session, units)),
        trace(session, register, units),
    ]
    return hashlib.sha256(orjson.dumps(made_of)).hexdigest()[:24]
