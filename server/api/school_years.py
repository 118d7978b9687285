"""School years over HTTP: on which day one opens, on which its second semester begins, and its deadlines."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import SchoolYears
from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.periods import school_years, year_deadlines
from server.periods.year_deadlines import YearDeadlines
from server.platform.database import read

blueprint = Blueprint("school_years", __name__, url_prefix="/api/school-years", description="When school years begin")


class Days(ma.Schema):
    opens = ma.fields.Date(required=True, metadata={"description": "its first day"})
    second = ma.fields.Date(required=True, metadata={"description": "the first day of its second semester"})


DAYS = ma.validate.Range(min=0, max=year_deadlines.LONGEST)


class DueDays(ma.Schema):
    register = ma.fields.String(required=True, validate=ma.validate.Length(max=100))
    days = ma.fields.Integer(
        required=True,
        allow_none=True,
        strict=True,
        validate=DAYS,
        metadata={"description": "after the period's end; null: what the register says"},
    )


class Deadlines(ma.Schema):
    dues = ma.fields.List(ma.fields.Nested(DueDays), required=True, validate=ma.validate.Length(max=200))
    closes = ma.fields.Integer(
        required=True,
        allow_none=True,
        strict=True,
        validate=DAYS,
        metadata={"description": "days after a deadline after which the period closes by itself; null: it does not"},
    )


@blueprint.get("")
@blueprint.alt_response(
    200, schema=answer_schema(SchoolYears), description="Those that have not ended, the earliest first."
)
@signed_in
def all_() -> Response:
    """List the school years that have not ended, with their days. Problem ``forbidden`` but to the department and
    administrators."""
    with read() as session:
        return no_store({"years": school_years.school_years(session, person())})


@blueprint.put("/<year>")
@blueprint.doc(requestBody=request_body(Days))
@blueprint.alt_response(204, description="They are set; phones get them with their next catalog.")
@signed_in
def set_days(year: str) -> Response:
    """Set the days of a school year that are still to come.

    Problem ``forbidden`` but to the department and administrators, ``not_found``, ``malformed`` with why a day cannot
    move: ``range``, ``past``, ``closed`` or ``records``.
    """
    body = read_as(Days())
    act(lambda by: school_years.set_year(by, year, body["opens"], body["second"]))
    return Response(status=204)


@blueprint.get("/<year>/deadlines")
@blueprint.alt_response(
    200,
    schema=answer_schema(YearDeadlines),
    description="Register by register, with the days of each period that ends in the year.",
)
@signed_in
def deadlines(year: str) -> Response:
    """List when registers are due in a school year, and when their periods close by themselves.

    Problem ``forbidden`` but to the department and administrators, ``not_found``.
    """
    with read() as session:
        return no_store(year_deadlines.year_deadlines(session, person(), known_registers(), year))


@blueprint.put("/<year>/deadlines")
@blueprint.doc(requestBody=request_body(Deadlines))
@blueprint.alt_response(204, description="They are set; phones get them with their next catalog.")
@signed_in
def set_deadlines(year: str) -> Response:
    """Set how many days after a period's end registers are due, and how many days after that its periods close.

    Registers that are not named stay as they are, and so do deadlines that have passed. Problem ``forbidden`` but to
    the department and administrators, ``not_found``, ``malformed``: ``year`` has ended (``past``), ``dues`` names no
    register of the year (``choices``) or moves a deadline to a day that has passed (``past``).
    """
    body, registers = read_as(Deadlines()), known_registers()
    dues = {one["register"]: one["days"] for one in body["dues"]}
    act(lambda by: year_deadlines.set_deadlines(by, registers, year, dues, body["closes"]))
    return Response(status=204)
