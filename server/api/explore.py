"""Tables of figures over HTTP: any measure by one or two dimensions; a page that has the present one gets a 304."""

import orjson
from flask import Response, request
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.responses import revalidated
from server.api.signed_in import act, person, signed_in
from server.figures.explore import explored, fields_count, read_explore
from server.figures.explore.etag import explore_etag
from server.figures.explore.fields_count import Progress
from server.figures.explore.table import Table
from server.figures.question import COUNTABLE
from server.platform.clock import now
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("explore", __name__, url_prefix="/api/explore", description="Figures by what one chooses")

BY = "unit (directly below), reporting_unit (each itself), unit_level, month, or a field that the measure is kept by"
PARAMETERS = [
    query_parameter("register", "A register's key. By default the one of everyday work."),
    query_parameter("measure", "A measure of it. By default its large number on the overview."),
    query_parameter("rows", f"By what: {BY}. By default unit, in a school month."),
    query_parameter("columns", "The same, for columns. None by default."),
    query_parameter("period", "A period's key. The present one by default, or the last that has figures."),
    query_parameter("unit", "A unit's id: it and all below it by place. The largest of one's own by default."),
    query_parameter("status", f"Which count, by commas: {', '.join(COUNTABLE)}. What the register says by default."),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200, schema=answer_schema(Table), description="Rows, columns, cells and their totals; one snapshot."
)
@blueprint.alt_response(304, description="Nothing in sight has changed.")
@signed_in
def one() -> Response:
    """A measure by one or two dimensions, with the query of the records behind each cell.

    Cells of two fields are counted over the records themselves. Of more than 20,000 there are only the totals, and
    ``uncounted``, until that is done: ``POST /api/explore/counts`` orders it.
    Problem ``malformed``, ``forbidden`` if the caller may not read the unit's figures.
    """
    registers, viewer, tongue = known_registers(), person(), language()
    given, moment = parameters(), now()
    with read() as session:
        etag = explore_etag(session, viewer, registers, given, moment, tongue)
        if request.if_none_match.contains_weak(etag):
            response = Response(status=304)
        else:
            wanted = read_explore(session, viewer, registers, given, moment)
            content = explored(session, viewer, registers, wanted, tongue)
            response = Response(orjson.dumps(content), mimetype="application/json")
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie, Accept-Language"
    return response


@blueprint.get("/counts")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200,
    schema=answer_schema(Progress),
    description="``state``: none, queued, working, done or failed; ``left`` of ``records``.",
)
@signed_in
def count_progress() -> Response:
    """How far a table of two fields is counted, of the units that the caller may read.

    Problem ``malformed``, ``forbidden`` as for the table itself.
    """
    registers, viewer, given = known_registers(), person(), parameters()
    with read() as session:
        wanted = read_explore(session, viewer, registers, given, now())
        return revalidated(dict(fields_count.progress(session, viewer, registers, wanted)))


@blueprint.post("/counts")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    202, schema=answer_schema(Progress), description="It is counted, or will be; the same as ``GET`` gives."
)
@signed_in
def count() -> Response:
    """Have a table of two fields counted that is too large to be counted while one waits. The same twice is one order.

    Problem ``malformed``, ``forbidden`` as for the table itself, ``slow_down`` while three orders are unfinished.
    """
    registers, viewer, given = known_registers(), person(), parameters()
    with read() as session:
        wanted = read_explore(session, viewer, registers, given, now())
    found = act(lambda by: fields_count.order(by, registers, wanted))
    return Response(orjson.dumps(found), status=202, mimetype="application/json")
