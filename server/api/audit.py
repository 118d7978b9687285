"""The audit, over HTTP."""

from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.list_files import list_file
from server.api.query import parameters, query_parameter
from server.api.responses import no_store
from server.api.signed_in import person, signed_in
from server.audit.filters import LARGEST_PAGE, PAGE, WHAT, read_filters
from server.audit.search import Page, search_page
from server.exports.audit_workbook import audit_table
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("audit", __name__, url_prefix="/api/audit", description="Who did what, when, from where")

PARAMETERS = [
    query_parameter("who", "A person's id: what they did.", format="uuid"),
    query_parameter("what", f"One or several, by commas: {', '.join(WHAT)}."),
    query_parameter("from", "The first day, YYYY-MM-DD.", format="date"),
    query_parameter("to", "The last day, YYYY-MM-DD.", format="date"),
    query_parameter("unit", "A unit's id: what concerns it and all below it by place.", format="uuid"),
    query_parameter("target", "The id of a person, unit, cluster or record: what was done to it.", format="uuid"),
    query_parameter("address", "The network address that it came from."),
    query_parameter("q", "Words of names and details, with or without diacritics."),
    query_parameter("cursor", "What the page before called next."),
    query_parameter(
        "limit",
        "Entries on a page.",
        type="integer",
        minimum=1,
        maximum=LARGEST_PAGE,
        default=PAGE,
    ),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200, schema=answer_schema(Page), description="Entries, newest first: of the units that one looks after."
)
@signed_in
def search() -> Response:
    """Search the audit: a page of what was done to people, units, sessions, settings and records, newest first.

    The department and administrators read all of it, other people what concerns their units. Problem ``forbidden`` for
    teachers, ``malformed``.
    """
    with read() as session:
        filters = read_filters(session, parameters())
        return no_store(search_page(session, person(), known_registers(), filters))


@blueprint.get("/file")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, description="What the search finds as an xlsx: its first 2,000 entries.")
@signed_in
def file() -> Response:
    """What a search of the audit finds, newest first, as a workbook. Problem ``forbidden`` for teachers."""
    registers = known_registers()
    return list_file(
        "audit",
        lambda session, written: audit_table(session, person(), registers, parameters(), written, language()),
        "nhat ky",
    )
