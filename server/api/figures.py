"""Figures over HTTP."""

from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.responses import no_store
from server.api.signed_in import open_to_tokens, person
from server.figures.question import COUNTABLE, read_question, remembering
from server.figures.result import FiguresResult, figures_result
from server.figures.two_years import read_two_years, two_years
from server.figures.two_years.answer import TwoYears
from server.platform.clock import now
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("figures", __name__, url_prefix="/api/figures", description="What registers add up to")


PARAMETERS = [
    query_parameter("register", "A register's key.") | {"required": True},
    query_parameter(
        "period", "A period's key; the register's periods that lie within it count. The present one by default."
    ),
    query_parameter("unit", "A unit's id: it and all below it by place. The largest of one's own by default."),
    query_parameter("measure", "With by: give the rows of this measure too."),
    query_parameter("by", "unit, month, or a field that the measure is kept by."),
    query_parameter("status", f"Which count, by commas: {', '.join(COUNTABLE)}. What the register says by default."),
]


OF_TWO_YEARS = [
    query_parameter("register", "A register's key. By default the one of everyday work."),
    query_parameter("measure", "A measure of it. By default its large number on the overview."),
    query_parameter("where", "dimension:value, a field or unit_level: of this row alone."),
    *(one for one in PARAMETERS if one["name"] in ("period", "unit", "status")),
]


@blueprint.get("/years")
@blueprint.doc(parameters=OF_TWO_YEARS)
@blueprint.alt_response(
    200,
    schema=answer_schema(TwoYears),
    description="Month by month and added up to the same day, of both years; one snapshot.",
)
@open_to_tokens
def years() -> Response:
    """A measure of a period beside the one a year before: month by month, and added up to the same day of both.

    A stock is not added up. Problem ``malformed``, ``forbidden`` if the caller may not read the unit's figures.
    """
    registers = known_registers()
    with read() as session:
        wanted = read_two_years(session, person(), registers, parameters(), now())
        content = two_years(session, registers, wanted, language())
    response = no_store(content)
    response.headers["Vary"] = "X-Account, Cookie, Accept-Language"
    return response


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200, schema=answer_schema(FiguresResult), description="All measures of the register, in one snapshot."
)
@open_to_tokens
def all_() -> Response:
    """The figures of a register in a unit and period: the total of each measure and, with ``by``, rows of one of them.

    Problem ``malformed``, ``forbidden`` if the caller may not read the unit's figures.
    """
    registers = known_registers()
    with read() as session:
        moment = now()
        question = read_question(session, person(), registers, parameters(), moment)
        question = remembering(session, question, moment)
        content = figures_result(session, person(), registers, question, language())
    response = no_store(content)
    response.headers["Vary"] = "X-Account, Cookie, Accept-Language"
    return response
