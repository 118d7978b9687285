"""Records over HTTP, for people who read and review records of many units, which their phones do not hold."""

from pathlib import Path

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.api.answer_schema import answer_schema
from server.api.answers import Seen
from server.api.known_registers import known_registers
from server.api.list_files import audited_file
from server.api.query import parameters, query_parameter
from server.api.request_body import read_sound_json, request_body
from server.api.responses import no_store, revalidated
from server.api.signed_in import open_to_tokens, person, signed_in
from server.exports import list_workbook
from server.exports.table_workbook import MOST_LINES
from server.exports.workbook_bytes import workbook_bytes
from server.figures import counts
from server.figures.reach import topmost
from server.models.log import Record
from server.platform.database import again, read, write
from server.platform.errors import language
from server.records import review
from server.records.cursor import OF_A_MEASURE, SORTS
from server.records.hinted import ANY_OR_KIND
from server.records.history import find_record
from server.records.listing import LARGEST_PAGE, PAGE, read_first, read_listing, read_page
from server.records.measure_values import Sum, sum_of
from sync.protocol.problems import Problem
from sync.protocol.transitions import STATUSES

blueprint = Blueprint("records", __name__, url_prefix="/api/records", description="Reading records")


class SeenSchema(ma.Schema):
    version = ma.fields.String(required=True)


FILTERS = [
    query_parameter("register", "A register's key."),
    query_parameter("unit", "A unit's id: it and all below it by place.", format="uuid"),
    query_parameter("status", f"One or several, by commas: {', '.join(STATUSES)}."),
    query_parameter("period", "A period's key: records of all periods that lie within it."),
    query_parameter("author", "A person's id.", format="uuid"),
    query_parameter("q", "Words, in any order, with or without diacritics."),
    query_parameter("month", "YYYY-MM, or YYYY-MM..YYYY-MM: records of days in these months; none: without a day."),
    query_parameter(
        "where",
        "field:value of the register named: records with this value there; several, by commas, with all of them. "
        "unit:id, reporting_unit:id, unit_level:level say it of a record's unit.",
    ),
    query_parameter("measure", "A measure of the register named: records that add to it."),
    query_parameter("of", "The period of the figure, where the list's is a part of it: units are those of then."),
    query_parameter("age", "Days at its present status: 7 for seven or more, 3-7 for three to seven."),
    query_parameter("day", "YYYY-MM-DD..YYYY-MM-DD: what was on these days; an end may be left out."),
    query_parameter("since", "The same, for the days on which records came to their present status."),
    query_parameter("import", "The id of an import: records that its workbook's rows became.", format="uuid"),
    query_parameter("hint", "Records with something to ask about, or one kind of it.", enum=[*ANY_OR_KIND]),
    query_parameter("for", "Only what waits for one's own word.", enum=["me"]),
    query_parameter("whose", "What a colleague reviews: an account, me, or nobody for what nobody has taken."),
]
PARAMETERS = [
    *FILTERS,
    query_parameter("sort", "A minus sign sorts downwards.", enum=[*SORTS, *OF_A_MEASURE], default="-changed"),
    query_parameter("cursor", "What the page before called next; belongs to its sort."),
    query_parameter("limit", "Records on a page.", type="integer", minimum=1, maximum=LARGEST_PAGE, default=PAGE),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=answer_schema(review.RecordPage), description="Records as the exchange gives them.")
@open_to_tokens
def all_() -> Response:
    """List the records that the caller may see, filtered and sorted by the query, a page at a time.

    Problem ``malformed`` with every parameter that is not valid.
    """
    registers = known_registers()
    with read() as session:
        listing = read_listing(session, person(), registers, parameters())
        found, cursor = read_page(session, listing)
        return revalidated(review.record_page(session, person(), registers, found, cursor, listing.behind))


@blueprint.get("/file")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, description="The list as an xlsx: its first 2,000 lines.")
@signed_in
def file() -> Response:
    """The list of records with these filters and in this order, as a workbook with a line for each record.

    Problem ``malformed`` with every parameter that is not valid.
    """
    registers, whose = known_registers(), person()

    def make(path: Path) -> tuple[str, str | None, int]:
        with read() as session:
            listing = read_listing(session, whose, registers, parameters())
            found, more = read_first(session, listing, MOST_LINES)
            behind = listing.behind
            total = sum_of(session, behind, registers, listing.conditions) if behind else None
            list_workbook.workbook(path, session, registers, found, more, language(), behind, total)
            unit = topmost(session, whose)
            title = list_workbook.name(unit.name if unit else "", "for" in parameters())
            return title, unit.id if unit else None, len(found)

    body, (title, unit, rows) = workbook_bytes(make)
    return audited_file(body, title, "list", unit, rows)


@blueprint.get("/sum")
@blueprint.doc(parameters=FILTERS)
@blueprint.alt_response(
    200, schema=answer_schema(Sum), description="What the records behind a figure add up to, all pages."
)
@open_to_tokens
def added_up() -> Response:
    """Add up what all records of a list with these filters add to the measure named: the figure that they stand behind.

    Problem ``malformed`` with every parameter that is not valid, or without a measure.
    """
    registers = known_registers()
    with read() as session:
        listing = read_listing(session, person(), registers, parameters())
        if listing.behind is None:
            raise Problem("malformed", {"measure": {"rule": "required"}})
        return revalidated(sum_of(session, listing.behind, registers, listing.conditions))


@blueprint.get("/counts")
@blueprint.doc(parameters=FILTERS)
@blueprint.alt_response(
    200, schema=answer_schema(counts.RecordCounts), description="How many of each register and status."
)
@signed_in
def counted() -> Response:
    """Count the records that a list with these filters would have, for each register and status.

    The filters ``register`` and ``status`` themselves are ignored; ``register`` is not, with ``where`` or ``measure``.
    Problem ``malformed`` with every parameter that is not valid.
    """
    with read() as session:
        return revalidated(counts.counts(session, person(), known_registers(), parameters()))


@blueprint.get("/<record>")
@blueprint.alt_response(
    200, schema=answer_schema(review.ReviewedRecord), description="The record, and the log's entries of it."
)
@open_to_tokens
def one(record: str) -> Response:
    """One record with its history. Problem ``not_found`` if there is none, or the caller may not see it."""
    registers = known_registers()
    with read() as session:
        return no_store(review.reviewed_record(session, person(), registers, _one(session, record)))


@blueprint.put("/<record>/seen")
@blueprint.doc(requestBody=request_body(SeenSchema))
@blueprint.alt_response(
    200,
    schema=answer_schema(Seen),
    description='What is kept as seen: `{"seen": …}`; a version of before changes nothing.',
)
@signed_in
def seen(record: str) -> Response:
    """Store which version of a record the caller sees now, so that later changes to it can be shown to them.

    Nothing is stored if the record has changed since that version. Problem ``not_found``, ``malformed``.
    """
    body = read_sound_json()

    def keep() -> dict[str, object]:
        with write() as session:
            return {"seen": review.note_seen(session, person(), _one(session, record), body)}

    return no_store(again(keep))


def _one(session: Session, record: str) -> Record:
    """The record with this id. Problem ``not_found`` if there is none, or the caller may not see it."""
    found = find_record(session, person(), known_registers(), record)
    if found is None:
        raise Problem("not_found")
    return found
