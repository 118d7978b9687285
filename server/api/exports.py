"""Exported files over HTTP: order one, follow how far it is, fetch it."""

from collections.abc import Iterator

import marshmallow as ma
from flask import Response, current_app, stream_with_context
from flask_smorest import Blueprint
from sqlalchemy import select

from server.api.answer_schema import answer_schema
from server.api.answers import Exports
from server.api.known_registers import known_registers
from server.api.request_body import read_sound_json, request_body
from server.api.responses import attachment, no_store
from server.api.signed_in import act, act_once, open_to_tokens, person, signed_in
from server.exports import orders, withdrawals
from server.exports.orders import JobEntry, left_by_token
from server.exports.storage import Store
from server.models.jobs import ExportJob
from server.platform.database import read
from server.platform.errors import language
from sync.protocol.problems import Problem
from sync.protocol.refusals import REMADE

blueprint = Blueprint("exports", __name__, url_prefix="/api/exports", description="Files for Excel and Word")

MOST_LISTED = 50
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "csv_excel": "text/csv; charset=utf-16",
    "json": "application/json",
    "zip": "application/zip",
}


class Order(ma.Schema):
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(orders.FORMATS)))
    format = ma.fields.String(required=True, metadata={"description": str(orders.FORMATS)})
    register = ma.fields.String(metadata={"description": "a key; several by commas where figures are asked for"})
    unit = ma.fields.UUID(metadata={"description": "it and all below it; the largest of one's own by default"})
    period = ma.fields.String()
    status = ma.fields.String(metadata={"description": "one or several, by commas"})
    author = ma.fields.UUID(metadata={"description": "this and the next: as in /api/records, for that very list"})
    q = ma.fields.String()
    month = ma.fields.String()
    where = ma.fields.String()
    measure = ma.fields.String()
    age = ma.fields.String()
    day = ma.fields.String()
    since = ma.fields.String()
    hint = ma.fields.String()
    snapshot = ma.fields.UUID(metadata={"description": "frozen figures in place of those of now"})


@blueprint.get("")
@blueprint.alt_response(200, schema=answer_schema(Exports), description="One's own files, the newest first.")
@open_to_tokens
def all_() -> Response:
    """List the caller's last 50 orders of files, the newest first, and how far each of them is."""
    query = select(ExportJob).where(ExportJob.person == person().account).order_by(ExportJob.created.desc())
    with read() as session:
        found = [job for job in session.scalars(query.limit(MOST_LISTED)) if left_by_token(session, person(), job)]
        return no_store({"exports": [orders.entry(job, language()) for job in found]})


@blueprint.post("")
@blueprint.doc(requestBody=request_body(Order))
@blueprint.alt_response(
    202, schema=answer_schema(JobEntry), description="It is on order; follow it at /api/exports/<id>."
)
@signed_in
def order() -> Response:
    """Order a file of records or figures that the caller may read; ``flask jobs`` makes it.

    Problem ``malformed``, ``forbidden``, ``not_found`` without such a snapshot; ``slow_down`` while five of the
    caller's orders are unfinished.
    """
    given = read_sound_json()
    if not isinstance(given, dict):
        raise Problem("malformed")
    id_ = act_once(lambda by: orders.create(by, known_registers(), given, language()).id)
    with read() as session:
        return no_store(orders.entry(orders.own(session, person(), id_), language()), 202)


@blueprint.get("/<export>")
@blueprint.alt_response(
    200,
    schema=answer_schema(JobEntry),
    description="State (queued, working, done, failed), why, and records done of how many.",
)
@open_to_tokens
def one(export: str) -> Response:
    """How far one of the caller's ordered files is. Problem ``not_found`` if there is none, or somebody else's."""
    with read() as session:
        return no_store(orders.entry(orders.own(session, person(), export), language()))


@blueprint.get("/<export>/file")
@blueprint.alt_response(200, description="The file.")
@open_to_tokens
def file(export: str) -> Response:
    """Fetch a finished file, which the caller has ordered. Problem ``not_found``, also while it is not finished;
    ``slow_down`` if it is made again, as consent to a photo that may be in it was taken back."""
    store = Store(current_app.config["EXPORTS"])
    with read() as session:
        job = orders.own(session, person(), export)
        if job.state != "done" or store.read(session, job) is None:
            raise Problem("not_found")
        outdated = withdrawals.is_outdated(session, job)
    if outdated:
        act(lambda by: withdrawals.make_again(orders.own(by.session, by.viewer, export)))
        raise Problem("slow_down", retry_after=30, kind=REMADE)
    return attachment(stream_with_context(_bytes(store, job)), TYPES[job.format], job.name, job.bytes)


def _bytes(store: Store, job: ExportJob) -> Iterator[bytes]:
    with read() as session:
        yield from store.read(session, job) or ()
