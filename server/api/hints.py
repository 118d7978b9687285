"""What there is to ask about a record at review, over HTTP."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.audit.actor import Act
from server.models.quality import KINDS
from server.platform.database import read
from server.quality.settle import settle
from server.quality.shown import shown_hints
from server.records.history import find_record
from sync.protocol.problems import Problem

blueprint = Blueprint("hints", __name__, url_prefix="/api/records", description="What a reviewer would ask")


class LikeRecordSchema(ma.Schema):
    record = ma.fields.UUID()
    title = ma.fields.String()
    unit = ma.fields.UUID()
    author = ma.fields.String(metadata={"description": "their name"})
    day = ma.fields.Date(allow_none=True)


class SettledSchema(ma.Schema):
    by = ma.fields.String(metadata={"description": "their name"})
    at = ma.fields.AwareDateTime()


class HintSchema(ma.Schema):
    kind = ma.fields.String(validate=ma.validate.OneOf(KINDS))
    field = ma.fields.String(metadata={"description": "the field, or rows.column"})
    detail = ma.fields.Dict(metadata={"description": "value, usual and times; share; day; value, most and within"})
    other = ma.fields.Nested(LikeRecordSchema, allow_none=True, metadata={"description": "the record it is like"})
    hidden = ma.fields.Boolean(metadata={"description": "there is such a record, which the caller may not see"})
    settled = ma.fields.Nested(SettledSchema, metadata={"description": "who found it to be right"})


class HintsSchema(ma.Schema):
    version = ma.fields.String()
    hints = ma.fields.List(ma.fields.Nested(HintSchema))
    may_settle = ma.fields.Boolean()


class HintAnswer(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    version = ma.fields.String(required=True, metadata={"description": "of the record, as the caller saw it"})
    right = ma.fields.Boolean(required=True, metadata={"description": "false: ask again"})


@blueprint.get("/<record>/hints")
@blueprint.alt_response(200, schema=HintsSchema, description="What there is to ask, and what was found to be right.")
@signed_in
def listing(record: str) -> Response:
    """What there is to ask about a record: it refuses nothing. Problem ``not_found``; ``forbidden`` to who reviews
    nothing in its unit."""
    registers = known_registers()
    with read() as session:
        found = find_record(session, person(), registers, record)
        if found is None:
            raise Problem("not_found")
        return no_store(shown_hints(session, person(), registers, found))


@blueprint.put("/<record>/hints/<kind>/<field>")
@blueprint.doc(requestBody=request_body(HintAnswer))
@blueprint.alt_response(200, schema=HintsSchema, description="The hints as they are now.")
@blueprint.alt_response(409, description="The record has changed since.")
@signed_in
def answer(record: str, kind: str, field: str) -> Response:
    """Say that what a hint asks about is right; it then rests until the answers that it is about change.

    Problem ``not_found``, ``malformed``; ``forbidden`` to who does not decide on the record; ``changed_meanwhile``.
    """
    body, registers = read_as(HintAnswer()), known_registers()

    def work(by: Act) -> dict[str, object]:
        found = find_record(by.session, by.viewer, registers, record)
        if found is None:
            raise Problem("not_found")
        settle(by, registers, found, kind, field, body["version"], body["right"])
        by.session.flush()
        return {**shown_hints(by.session, by.viewer, registers, found)}

    return no_store(act(work))
