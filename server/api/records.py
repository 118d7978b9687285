"""Records over HTTP, for whoever reads more than a phone's own scopes."""

import marshmallow as ma
import orjson
from flask import Response, current_app
from flask_smorest import Blueprint

from server import reading
from server.api.query import parameters
from server.api.schemas import RecordSchema
from server.api.signed_in import person, signed_in
from server.database import read
from server.feed import describe
from sync.problems import Problem
from sync.transitions import STATUSES

blueprint = Blueprint("records", __name__, url_prefix="/api/records", description="Reading records")


class PageSchema(ma.Schema):
    records = ma.fields.List(ma.fields.Nested(RecordSchema))
    next = ma.fields.String(allow_none=True, metadata={"description": "the cursor of the next page"})


class EntrySchema(ma.Schema):
    id = ma.fields.UUID()
    do = ma.fields.String()
    by = ma.fields.UUID()
    at = ma.fields.AwareDateTime()
    received = ma.fields.AwareDateTime()
    version = ma.fields.String()
    set = ma.fields.Dict()
    text = ma.fields.String()
    taken_in = ma.fields.Dict(metadata={"description": "by whom and when, of work that its unit could not take before"})


class HistorySchema(RecordSchema):
    history = ma.fields.List(ma.fields.Nested(EntrySchema))


def _query(name: str, description: str, **schema: object) -> dict[str, object]:
    return {"in": "query", "name": name, "description": description, "schema": {"type": "string", **schema}}


PARAMETERS = [
    _query("register", "A register's key."),
    _query("unit", "A unit's id: it and all below it by place.", format="uuid"),
    _query("status", f"One or several, by commas: {', '.join(STATUSES)}."),
    _query("period", "A period's key: records of all periods that lie within it."),
    _query("author", "A person's id.", format="uuid"),
    _query("q", "Words, in any order, with or without diacritics."),
    _query("month", "YYYY-MM: records of days in this month.", pattern="^[0-9]{4}-[0-9]{2}$"),
    _query("where", "field:value of the register named: records with this value there."),
    _query("measure", "A measure of the register named: records that add to it."),
    _query("sort", "A minus sign sorts downwards.", enum=list(reading.SORTS), default="-changed"),
    _query("cursor", "What the page before called next; belongs to its sort."),
    _query(
        "limit", "Records on a page.", type="integer", minimum=1, maximum=reading.LARGEST_PAGE, default=reading.PAGE
    ),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=PageSchema, description="Records as the exchange gives them.")
@signed_in
def all_() -> Response:
    """The records that one may see, a page at a time."""
    registers = current_app.extensions["registers"]
    with read() as session:
        wanted = reading.listing(session, registers, parameters())
        found, cursor = reading.records(session, person(), registers, wanted)
        return _json({"records": [describe(each) for each in found], "next": cursor})


@blueprint.get("/<record>")
@blueprint.alt_response(200, schema=HistorySchema, description="The record, and the log's entries of it.")
@signed_in
def one(record: str) -> Response:
    """One record with its history."""
    registers = current_app.extensions["registers"]
    with read() as session:
        found = reading.record(session, person(), registers, record)
        if found is None:
            raise Problem("not_found")
        return _json(reading.with_history(session, found))


def _json(content: object) -> Response:
    response = Response(orjson.dumps(content), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
