"""The search for records to which a field of another record may refer, over HTTP."""

from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.responses import no_store
from server.api.signed_in import person, signed_in
from server.platform.database import read
from server.platform.errors import language
from server.records import lookup
from server.records.lookup import References

blueprint = Blueprint("references", __name__, url_prefix="/api/references", description="Records to refer to")


PARAMETERS = [
    query_parameter("register", "A register's key."),
    query_parameter("q", "Words of the record, its school or its commune; diacritics may be left out."),
    query_parameter("id", "One record's id."),
    query_parameter("limit", f"Records in the answer, at most {lookup.MOST}."),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200,
    schema=answer_schema(References),
    description="Names of approved records, and how they are classed; no person's data.",
)
@signed_in
def all_() -> Response:
    """Find approved records of one register that the caller may see or may refer to, the latest changed first.

    Problem ``malformed`` with every parameter that is not valid.
    """
    with read() as session:
        registers = known_registers()
        content = lookup.search(session, person(), registers, parameters(), language())
    return no_store(content)
