"""Records over HTTP, for whoever reads and reviews more than a phone's own scopes."""

import marshmallow as ma
import orjson
from flask import Response, request
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.api.known_registers import known_registers
from server.api.query import parameters
from server.api.request_body import read_sound_json
from server.api.schemas import RecordSchema
from server.api.signed_in import person, signed_in
from server.figures import counts
from server.models.log import Record
from server.platform.database import again, read, write
from server.records import review
from server.records.cursor import SORTS
from server.records.history import find_record
from server.records.listing import LARGEST_PAGE, PAGE, read_listing, read_page
from sync.protocol.problems import Problem
from sync.protocol.transitions import STATUSES

blueprint = Blueprint("records", __name__, url_prefix="/api/records", description="Reading records")


class CalledSchema(ma.Schema):
    people = ma.fields.Dict(metadata={"description": "account → name"})
    titles = ma.fields.Dict(metadata={"description": "record referred to → title"})


class ListedSchema(RecordSchema):
    since = ma.fields.AwareDateTime(metadata={"description": "when it came to its status"})
    seen = ma.fields.String(metadata={"description": "the version that one had last before one's eyes"})


class PageSchema(CalledSchema):
    records = ma.fields.List(ma.fields.Nested(ListedSchema))
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


class SeenSchema(ma.Schema):
    version = ma.fields.String(required=True)
    status = ma.fields.String(dump_only=True)
    data = ma.fields.Dict(dump_only=True)
    at = ma.fields.AwareDateTime(dump_only=True)


class HistorySchema(RecordSchema, CalledSchema):
    since = ma.fields.AwareDateTime()
    history = ma.fields.List(ma.fields.Nested(EntrySchema))
    seen = ma.fields.Nested(SeenSchema, metadata={"description": "what one had last before one's eyes"})
    may = ma.fields.List(ma.fields.String(), metadata={"description": "verbs that one could say now"})


class CountSchema(ma.Schema):
    register = ma.fields.String()
    status = ma.fields.String(validate=ma.validate.OneOf(STATUSES))
    n = ma.fields.Integer()


class CountsSchema(ma.Schema):
    counts = ma.fields.List(ma.fields.Nested(CountSchema))
    waiting = ma.fields.Integer(metadata={"description": "with for=me: all of them"})


def _query(name: str, description: str, **schema: object) -> dict[str, object]:
    return {"in": "query", "name": name, "description": description, "schema": {"type": "string", **schema}}


FILTERS = [
    _query("register", "A register's key."),
    _query("unit", "A unit's id: it and all below it by place.", format="uuid"),
    _query("status", f"One or several, by commas: {', '.join(STATUSES)}."),
    _query("period", "A period's key: records of all periods that lie within it."),
    _query("author", "A person's id.", format="uuid"),
    _query("q", "Words, in any order, with or without diacritics."),
    _query("month", "YYYY-MM, or YYYY-MM..YYYY-MM: records of days in these months."),
    _query("where", "field:value of the register named: records with this value there."),
    _query("measure", "A measure of the register named: records that add to it."),
    _query("age", "Days at its present status: 7 for seven or more, 3-7 for three to seven."),
    _query("for", "Only what waits for one's own word.", enum=["me"]),
]
PARAMETERS = [
    *FILTERS,
    _query("sort", "A minus sign sorts downwards.", enum=list(SORTS), default="-changed"),
    _query("cursor", "What the page before called next; belongs to its sort."),
    _query(
        "limit",
        "Records on a page.",
        type="integer",
        minimum=1,
        maximum=LARGEST_PAGE,
        default=PAGE,
    ),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=PageSchema, description="Records as the exchange gives them.")
@signed_in
def all_() -> Response:
    """The records that one may see, a page at a time."""
    registers = known_registers()
    with read() as session:
        found, cursor = read_page(session, read_listing(session, person(), registers, parameters()))
        return _polled(review.record_page(session, person(), registers, found, cursor))


@blueprint.get("/counts")
@blueprint.doc(parameters=FILTERS)
@blueprint.alt_response(200, schema=CountsSchema, description="How many of each register and status.")
@signed_in
def counted() -> Response:
    """The numbers of the records that a list would have; filters on register and status are left out."""
    with read() as session:
        return _polled(counts.counts(session, person(), known_registers(), parameters()))


@blueprint.get("/<record>")
@blueprint.alt_response(200, schema=HistorySchema, description="The record, and the log's entries of it.")
@signed_in
def one(record: str) -> Response:
    """One record with its history."""
    registers = known_registers()
    with read() as session:
        return _json(review.reviewed_record(session, person(), registers, _one(session, record)))


@blueprint.put("/<record>/seen")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": SeenSchema}}, "required": True})
@blueprint.alt_response(200, description='What is kept as seen: `{"seen": …}`; a version of before changes nothing.')
@signed_in
def seen(record: str) -> Response:
    """Keep which version one has before one's eyes, so that what changed since can be shown."""
    said = read_sound_json()

    def keep() -> dict[str, object]:
        with write() as session:
            return {"seen": review.note_seen(session, person(), _one(session, record), said)}

    return _json(again(keep))


def _one(session: Session, record: str) -> Record:
    found = find_record(session, person(), known_registers(), record)
    if found is None:
        raise Problem("not_found")
    return found


def _polled(content: object) -> Response:
    """What a page asks for again and again: unchanged, it costs no body."""
    response = Response(orjson.dumps(content), mimetype="application/json")
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie"
    return response.make_conditional(request)  # type: ignore[return-value]


def _json(content: object) -> Response:
    response = Response(orjson.dumps(content), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
