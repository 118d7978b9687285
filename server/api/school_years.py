"""School years over HTTP: on which day one opens, and on which its second semester begins."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.periods import school_years
from server.platform.database import read

blueprint = Blueprint("school_years", __name__, url_prefix="/api/school-years", description="When school years begin")


class Days(ma.Schema):
    opens = ma.fields.Date(required=True, metadata={"description": "its first day"})
    second = ma.fields.Date(required=True, metadata={"description": "the first day of its second semester"})


@blueprint.get("")
@blueprint.alt_response(200, description="Those that have not ended, the earliest first.")
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
