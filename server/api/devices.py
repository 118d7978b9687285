"""Who still has something to send, over HTTP."""

from flask import Response, request
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.list_files import list_file
from server.api.query import parameters, query_parameter
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.auth import devices
from server.auth.devices import Holders
from server.exports.devices_workbook import devices_table
from server.platform.database import read
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

blueprint = Blueprint("devices", __name__, url_prefix="/api/devices", description="What phones say of themselves")
PERSON = query_parameter("person", "A person's id.")
UNIT = query_parameter("unit", "A unit's id; one's own school by default.")


PAGES = [
    query_parameter("below", "true: also the people of all units that report to it."),
    query_parameter("unsent", "true: those only whose phones told of something unsent; long: for over two days."),
    query_parameter("cursor", "What the page before called next."),
    query_parameter("limit", f"People on a page, at most {devices.LARGEST_PAGE}."),
]


@blueprint.get("")
@blueprint.doc(parameters=[UNIT, PERSON, *PAGES])
@blueprint.alt_response(
    200,
    schema=answer_schema(Holders),
    description="Each person of the unit: last sync, unsent records and photos, as told when.",
)
@signed_in
def of_unit() -> Response:
    """List the people of a unit, or one person, with their phones and what these have not sent yet, by name.

    Only for leaders of the unit and officers above it. Problem ``forbidden``, ``malformed``, ``not_found``.
    """
    unit = request.args.get("unit")
    if unit is not None and not is_uuid(unit):
        raise Problem("forbidden")
    with read() as session:
        account = request.args.get("person")
        if account is not None:
            content = devices.of_person(session, person(), account)
        else:
            content = devices.of_unit(session, person(), parameters())
    return no_store(content)


@blueprint.get("/file")
@blueprint.doc(parameters=[UNIT, *PAGES])
@blueprint.alt_response(200, description="The list as an xlsx: its first 2,000 people, a line for each phone.")
@signed_in
def file() -> Response:
    """The people of a unit with their phones and what these have not sent yet, as a workbook.

    Only for leaders of the unit and officers above it. Problem ``forbidden``, ``malformed``.
    """
    return list_file("devices", lambda session, written: devices_table(session, person(), parameters(), written), "may")


@blueprint.delete("/<device>")
@blueprint.alt_response(204, description="Signed out; what is unsent stays on it.")
@signed_in
def revoke(device: str) -> Response:
    """Sign a device out for good, for example a lost phone; what it has not sent yet stays on it.

    It may be the caller's own, or of somebody whose password they may reset. Problem ``not_found``, ``forbidden``.
    """
    act(lambda by: devices.revoke(by, device))
    return Response(status=204)
