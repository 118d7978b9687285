"""Who still has something to send, over HTTP."""

from flask import Response, request
from flask_smorest import Blueprint

from server import devices
from server.api.answer import no_store
from server.api.signed_in import person, signed_in
from server.database import read
from sync.ids import is_uuid
from sync.problems import Problem

blueprint = Blueprint("devices", __name__, url_prefix="/api/devices", description="What phones say of themselves")
UNIT = {
    "in": "query",
    "name": "unit",
    "description": "A unit's id; one's own school by default.",
    "schema": {"type": "string"},
}


@blueprint.get("")
@blueprint.doc(parameters=[UNIT])
@blueprint.alt_response(200, description="Each person of the unit: last sync, unsent records and photos, as told when.")
@signed_in
def of_unit() -> Response:
    """Who of a unit has unsent data, for its leaders and those above."""
    unit = request.args.get("unit")
    if unit is not None and not is_uuid(unit):
        raise Problem("forbidden")
    with read() as session:
        content = devices.of_unit(session, person(), unit)
    return no_store(content)
