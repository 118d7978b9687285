"""The ETag of an overview, by which a client that has the present page is spared a new one.

It is a digest of the revisions of the logs and of all else that the page depends on; no figure is computed for it.
"""

import hashlib
from datetime import datetime

import orjson
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.completeness import unsent
from server.figures.overview.main_figures import chosen_registers
from server.figures.overview.needs import needs_trace
from server.figures.overview.query import PARAMETERS, everyday_register
from server.figures.overview.spread import spread_trace
from server.figures.reach import readable, readable_below
from server.figures.trace import figures_trace
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Registers


def overview_etag(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime, language: str
) -> str:
    """The ETag of the overview that ``given`` requests: 24 hexadecimal digits, which differ when the page would.

    They change with each mutation in the units shown, each change of people, units, periods or registers, unsent data
    on phones, the viewer's roles, the language, the parameters and the day. Raises Problem ``malformed`` for unknown
    parameters or a bad ``unit``, ``forbidden`` if the unit is not theirs to read; ``read_overview`` checks the rest.
    """
    params = ParamReader(given, PARAMETERS)
    unit_id = params.id("unit")
    params.refuse()
    unit = readable(session, viewer, unit_id)
    units = readable_below(session, viewer, unit)
    register = registers.latest("".join(given.get("register", []))) or everyday_register(registers)
    made_of: list[object] = [
        *figures_trace(session, viewer, registers, units, given, now, language),
        unit.id,
        sorted(unsent(session, units)),
        spread_trace(session, register, units),
        needs_trace(session, unit, now),
        chosen_registers(session),
    ]
    return hashlib.sha256(orjson.dumps(made_of)).hexdigest()[:24]
