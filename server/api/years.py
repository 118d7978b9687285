"""The evidence sheet of a person's or a school's year over HTTP, as a workbook to print."""

from pathlib import Path

from flask import Response
from flask_smorest import Blueprint

from server.api.exports import TYPES
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.responses import attachment
from server.api.signed_in import origin, person, signed_in
from server.audit import append as audit
from server.exports import year_workbook
from server.exports.notation_choice import notation
from server.exports.workbook_bytes import workbook_bytes
from server.figures.question import COUNTABLE
from server.platform.database import read, write
from server.platform.errors import language
from server.platform.query_params import ParamReader
from server.platform.texts import statuses_text
from server.records import year_sheet

blueprint = Blueprint("years", __name__, url_prefix="/api/years", description="A year's evidence sheet")

YEAR = {
    "in": "query",
    "name": "year",
    "description": "A school year's key; the present one by default.",
    "schema": {"type": "string"},
}

STATUS = query_parameter("status", f"Which records, by commas: {', '.join(COUNTABLE)}. Those that count by default.")


@blueprint.get("/<whose>")
@blueprint.doc(parameters=[YEAR, STATUS])
@blueprint.alt_response(200, description="An xlsx of the records that count, or have the statuses asked for.")
@signed_in
def sheet(whose: str) -> Response:
    """The evidence sheet of a school year, as a workbook: of the caller (their account) or of a unit (its id).

    Problem ``not_found`` if the caller may not read it, ``malformed`` without such a school year or status.
    """
    params = ParamReader(parameters(), ("year", "status"))
    key, statuses = params.one("year"), params.several("status", COUNTABLE)
    params.refuse()

    def make(path: Path) -> str:
        with read() as session:
            year = year_sheet.year(session, person(), known_registers(), whose, key, statuses)
            year_workbook.workbook(path, year, notation(session), language(), statuses_text(statuses, language()))
            return year.period.key

    body, period = workbook_bytes(make)
    with write() as session:
        audit.record(session, origin(), "export.make", ("year", whose), None, what="year", period=period)
    return attachment(body, TYPES["xlsx"], f"nam-{period}.xlsx")
