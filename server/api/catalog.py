"""The catalog over HTTP."""

from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.responses import if_changed
from server.api.signed_in import person, signed_in
from server.platform.database import read
from server.registers import catalog
from sync.protocol.catalog import Catalog

blueprint = Blueprint("catalog", __name__, url_prefix="/api/catalog", description="What a phone needs to work offline")


@blueprint.get("")
@blueprint.alt_response(
    200, schema=answer_schema(Catalog), description="Units, registers, periods and colleagues; the ETag is the hash."
)
@blueprint.alt_response(304, description="The phone has it.")
@signed_in
def get() -> Response:
    """The catalog: the units, registers, periods and colleagues that this account needs to work offline.

    A phone that names the ETag of its own copy gets a 304 while nothing has changed.
    """
    with read() as session:
        found = catalog.current(session, person(), known_registers())
    response = Response(found.body, mimetype="application/json")
    response.set_etag(found.hash)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie"
    return if_changed(response)
