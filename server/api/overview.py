"""The overview page's content over HTTP; while nothing has changed, a page that polls it gets a 304."""

import marshmallow as ma
import orjson
from flask import Response, current_app, request
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.signed_in import act, person, signed_in
from server.figures import overview
from server.figures.overview.page import OverviewPage
from server.figures.question import COUNTABLE
from server.platform.clock import now
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("overview", __name__, url_prefix="/api/overview", description="How the movement goes")


class Choice(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    registers = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=100)), required=True, validate=ma.validate.Length(max=6)
    )


PARAMETERS = [
    query_parameter("unit", "A unit's id: it and all below it by place. The largest of one's own by default."),
    query_parameter("register", "A register's key. By default the one of everyday work."),
    query_parameter("period", "A period's key. The present one by default, or the last that has figures."),
    query_parameter("status", f"Which count, by commas: {', '.join(COUNTABLE)}. What the register says by default."),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200,
    schema=answer_schema(OverviewPage),
    description="Figures, charts, statuses, completeness with names, spread; one snapshot.",
)
@blueprint.alt_response(304, description="Nothing in sight has changed.")
@signed_in
def one() -> Response:
    """Everything that the overview page shows of a register in a unit and period, read in one transaction.

    A 304 while nothing of it has changed. Problem ``malformed``, ``forbidden`` if the caller may not read the unit's
    figures.
    """
    registers, viewer, tongue = known_registers(), person(), language()
    given, moment = parameters(), now()
    with read() as session:
        etag = overview.overview_etag(session, viewer, registers, given, moment, tongue)
        if request.if_none_match.contains_weak(etag):
            response = Response(status=304)
        else:
            wanted = overview.read_overview(session, viewer, registers, given, moment)
            content = overview.overview_page(session, viewer, registers, wanted, tongue)
            content["demo"] = bool(current_app.config["DEMO"])
            response = Response(orjson.dumps(content), mimetype="application/json")
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie, Accept-Language"
    return response


@blueprint.post("/figures")
@blueprint.doc(requestBody=request_body(Choice))
@blueprint.alt_response(204, description="They stand first on everybody's overview.")
@signed_in
def choose() -> Response:
    """Choose the registers, at most six, whose figures stand first for everybody, in this order; none: the usual ones.

    Problem ``forbidden`` to all but the department and administrators, ``malformed`` for a register without a figure.
    """
    keys, registers = read_as(Choice())["registers"], known_registers()
    act(lambda by: overview.choose(by, registers, keys))
    return Response(status=204)
