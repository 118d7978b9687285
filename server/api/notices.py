"""What concerns somebody, and whether they have read it, over HTTP."""

import marshmallow as ma
from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import revalidated
from server.api.signed_in import act, person, signed_in
from server.notices import listing
from server.notices.notice import KINDS
from server.notices.taken_up import BySchool, KeptTakers
from server.platform.clock import now
from server.platform.database import read
from server.platform.query_params import ParamReader

blueprint = Blueprint("notices", __name__, url_prefix="/api/notices", description="What concerns somebody")

LONGEST_ID = 200
PARAMETERS = [
    query_parameter("cursor", "What the page before called next."),
    query_parameter(
        "limit", "Notices on a page.", type="integer", minimum=1, maximum=listing.LARGEST_PAGE, default=listing.PAGE
    ),
]


class NoticeSchema(ma.Schema):
    id = ma.fields.String()
    kind = ma.fields.String(validate=ma.validate.OneOf(KINDS))
    at = ma.fields.AwareDateTime()
    read = ma.fields.Boolean()
    needs = ma.fields.Boolean(metadata={"description": "there is something to do, and it stays until it is done"})
    register = ma.fields.String()
    unit = ma.fields.UUID()
    record = ma.fields.UUID()
    title = ma.fields.String(metadata={"description": "of the record"})
    period = ma.fields.String()
    due = ma.fields.Date()
    by = ma.fields.String(metadata={"description": "who reminded, or the school that took a model up: a name"})
    text = ma.fields.String(metadata={"description": "what who reminded wrote"})


class NoticePageSchema(ma.Schema):
    notices = ma.fields.List(ma.fields.Nested(NoticeSchema))
    unread = ma.fields.Integer()
    needs = ma.fields.Integer()
    next = ma.fields.String(allow_none=True)


class ReadNotices(ma.Schema):
    notices = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=LONGEST_ID)),
        required=True,
        validate=ma.validate.Length(max=listing.MOST_MARKED),
        metadata={"description": "ids"},
    )


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=NoticePageSchema, description="What needs something first; with an ETag.")
@signed_in
def page() -> Response:
    """What the caller is to hear: records returned or approved, reports due or reminded of, models that others took up,
    new registers. What is settled is not among it. Problem ``malformed``."""
    params = ParamReader(parameters(), ("cursor", "limit"))
    limit = params.number("limit", 1, listing.LARGEST_PAGE, listing.PAGE)
    after = params.one("cursor")
    params.refuse()
    registers, taken = known_registers(), _taken()
    with read() as session:
        return revalidated(listing.page_of(session, person(), registers, taken, after, limit))


@blueprint.post("/read")
@blueprint.doc(requestBody=request_body(ReadNotices))
@blueprint.alt_response(204, description="They are marked; ids of no notice of the caller's are passed over.")
@signed_in
def mark_read() -> Response:
    """Say that one has read these notices. Problem ``malformed``."""
    ids, registers, taken = read_as(ReadNotices())["notices"], known_registers(), _taken()
    act(lambda by: listing.mark_read(by, registers, taken, ids))
    return Response(status=204)


def _taken() -> BySchool:
    """Who took up what, as this process has read it last."""
    kept: KeptTakers = current_app.extensions.setdefault("kept_takers", KeptTakers())
    with read() as session:
        return kept.get(session, known_registers(), now())
