"""Reports of one month over HTTP: switched on for a unit, made again while they wait, and signed."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import MonthlyReports
from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.audit.actor import Act
from server.figures import monthly_reports
from server.figures.reach import readable
from server.platform.database import read

blueprint = Blueprint("monthly_reports", __name__, url_prefix="/api/monthly-reports", description="A report each month")


class Switch(ma.Schema):
    on = ma.fields.Boolean(required=True, metadata={"description": "whether each month's report is made by itself"})


class Sign(ma.Schema):
    sha256 = ma.fields.String(required=True, validate=ma.validate.Length(equal=64))


@blueprint.get("")
@blueprint.alt_response(
    200,
    schema=answer_schema(MonthlyReports),
    description="The units in whose name one signs, with their reports, the newest first.",
)
@signed_in
def all_() -> Response:
    """List the monthly reports of the units in whose name the caller signs: those that wait, and those signed."""
    with read() as session:
        return no_store({"units": monthly_reports.of_viewer(session, person())})


@blueprint.put("/<unit>")
@blueprint.doc(requestBody=request_body(Switch))
@blueprint.alt_response(204, description="It is switched.")
@signed_in
def switch(unit: str) -> Response:
    """Let a unit's report of each month be made by itself from this month on, or no longer.

    Problem ``malformed``; ``forbidden`` but to the unit's leader, its commune's officers and the department.
    """
    on = read_as(Switch())["on"]
    act(lambda by: monthly_reports.switch(by, readable(by.session, by.viewer, unit), on))
    return Response(status=204)


@blueprint.post("/<unit>/<month>/renew")
@blueprint.alt_response(204, description="It holds the figures of now.")
@signed_in
def renew(unit: str, month: str) -> Response:
    """Make a report that waits for a signature again, from the figures of now.

    Problem ``forbidden``, ``not_found``, ``changed_meanwhile`` if it was signed.
    """
    registers = known_registers()

    def work(by: Act) -> None:
        monthly_reports.renew(by, registers, readable(by.session, by.viewer, unit), month)

    act(work)
    return Response(status=204)


@blueprint.post("/<unit>/<month>/sign")
@blueprint.doc(requestBody=request_body(Sign))
@blueprint.alt_response(204, description="It is signed, and never changes.")
@signed_in
def sign(unit: str, month: str) -> Response:
    """Sign a report that waits, by the hash of the content that was seen.

    Problem ``malformed``, ``forbidden``, ``not_found``, ``changed_meanwhile`` if it was signed or made again since.
    """
    sha256 = read_as(Sign())["sha256"]
    act(lambda by: monthly_reports.sign(by, readable(by.session, by.viewer, unit), month, sha256))
    return Response(status=204)
