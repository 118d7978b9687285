"""The ETag of a table of Explore, by which a client that has the present one is spared a new one."""

import hashlib
from datetime import datetime

import orjson
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.explore import fields_count
from server.figures.explore.query import PARAMETERS
from server.figures.overview.query import everyday_register
from server.figures.overview.spread import spread_trace
from server.figures.reach import readable, readable_below
from server.figures.trace import figures_trace
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Registers


def explore_etag(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime, language: str
) -> str:
    """The ETag of the table that ``given`` requests: 24 hexadecimal digits, which differ when the table would.

    Raises Problem ``malformed`` for unknown parameters or a bad ``unit``, ``forbidden`` if the unit is not theirs to
    read; ``read_explore`` checks the rest.
    """
    params = ParamReader(given, PARAMETERS)
    unit_id = params.id("unit")
    params.refuse()
    unit = readable(session, viewer, unit_id)
    units = readable_below(session, viewer, unit)
    register = registers.latest("".join(given.get("register", []))) or everyday_register(registers)
    made_of = [
        "explore",
        unit.id,
        *figures_trace(session, viewer, registers, units, given, now, language),
        spread_trace(session, register, units),
        fields_count.trace(session, viewer),
    ]
    return hashlib.sha256(orjson.dumps(made_of)).hexdigest()[:24]
