"""The quarantine over HTTP: mutations that were refused, until a leader takes them in or refuses them for good."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import OwnItems, QuarantinePage
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import no_store, revalidated
from server.api.signed_in import origin, person, signed_in
from server.bundles import inbox
from server.exchange.run import with_detail
from server.log import quarantine, quarantine_list
from server.platform.database import again, read, write
from server.platform.errors import language
from sync.protocol.mutation import TEXT_LIMIT
from sync.protocol.problems import Problem

blueprint = Blueprint(
    "quarantine", __name__, url_prefix="/api/quarantine", description="Work that its unit could not take"
)
PARAMETERS = [
    query_parameter("unit", "A unit's id: it and all below it; all that are one's own to decide for by default."),
    query_parameter("state", "waiting (by default) or decided."),
    query_parameter("limit", "Items of the list; 0 for the count alone."),
]


class Decision(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    do = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(quarantine.DECISIONS)))
    text = ma.fields.String(allow_none=True, validate=ma.validate.Length(max=TEXT_LIMIT))


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200,
    schema=answer_schema(QuarantinePage),
    description="Each author's work on one record, what it would do and why it was refused.",
)
@signed_in
def listing() -> Response:
    """List the items of the quarantine that the caller decides on, and how many of them wait; ``files``: how many files
    of ended sessions wait for the caller, too, whatever ``unit`` is asked for (``GET /api/bundles`` lists them).

    An item is everything that one author did to one record and that was refused. Waiting items come the oldest first,
    decided ones the last first. Problem ``forbidden``, ``malformed``.
    """
    with read() as session:
        content = quarantine_list.list_items(session, person(), known_registers(), parameters())
        files = inbox.count(session, person())
    return revalidated(content | {"files": files})


@blueprint.get("/mine")
@blueprint.alt_response(
    200, schema=answer_schema(OwnItems), description="What became of one's own work that a unit could not take."
)
@signed_in
def mine() -> Response:
    """List the caller's own mutations in the quarantine, the last first.

    Each of them waits, was taken in, or was refused with a reason.
    """
    with read() as session:
        return no_store(quarantine_list.list_own(session, person()))


@blueprint.post("/<id_>")
@blueprint.doc(requestBody=request_body(Decision))
@blueprint.alt_response(
    200, schema=answer_schema(quarantine.Decision), description="How it stands now, and what became of each mutation."
)
@blueprint.alt_response(409, description="It was decided the other way.")
@signed_in
def decide(id_: str) -> Response:
    """Take an item of the quarantine in, or refuse it with a reason.

    Problem ``not_found``; ``decided`` if somebody decided the opposite; ``malformed``.
    """
    body = read_as(Decision())
    text = (body.get("text") or "").strip() or None
    registers = known_registers()
    if body["do"] == "refuse" and text is None:
        raise Problem("malformed", {"text": {"rule": "required"}})

    def once() -> quarantine.Decision:
        with write() as session:
            return quarantine.decide(session, person(), registers, id_, body["do"], text, origin())

    done = again(once)
    spoken = language()
    done["outcomes"] = {id_: with_detail(outcome, spoken) for id_, outcome in done["outcomes"].items()}
    return no_store(done)
