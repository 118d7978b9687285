"""A trace of what figures in a unit are made of, for ETags: it differs when any figure or its words would."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.catalog import CatalogVersion
from server.models.log import Restore, Scope
from server.org.reporting_units import among
from server.platform.clock import day_of
from server.platform.query_params import RawParams
from sync.registers import Registers


def figures_trace(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    units: Select[str],
    given: RawParams,
    now: datetime,
    language: str,
) -> list[object]:
    """What figures of ``units`` (a query for ids) depend on, without computing any, as a list for JSON.

    It changes with each mutation in the units, each change of people, units, periods or registers, the viewer's roles,
    the language, the parameters and the day.
    """
    heads = select(func.count(), func.sum(Scope.rev)).where(among(Scope.unit, units))
    scopes, written = session.execute(heads).one()
    return [
        viewer.account,
        viewer.grants,
        language,
        day_of(now),
        [register.form for register in registers.all_latest()],
        sorted(given.items()),
        session.scalar(select(CatalogVersion.number)),
        [scopes, int(written or 0), session.scalar(select(func.max(Restore.id)))],
    ]
