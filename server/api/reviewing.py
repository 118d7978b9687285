"""How reviewers share out the records that wait for them, over HTTP."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import Assigned
from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.platform.database import again, read, write
from server.records import assignments

blueprint = Blueprint("reviewing", __name__, url_prefix="/api/reviewing", description="Sharing out the review")


class ColleagueSchema(ma.Schema):
    id = ma.fields.UUID()
    name = ma.fields.String()


class ColleaguesSchema(ma.Schema):
    people = ma.fields.List(ma.fields.Nested(ColleagueSchema))


class Assign(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    records = ma.fields.List(ma.fields.UUID(), required=True, validate=ma.validate.Length(min=1, max=assignments.MOST))
    person = ma.fields.UUID(required=True, allow_none=True, metadata={"description": "null: nobody any more"})


class Open(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    record = ma.fields.UUID(required=True, allow_none=True, metadata={"description": "null: none any more"})


class OpenedSchema(ma.Schema):
    assigned = ma.fields.UUID(metadata={"description": "who has taken it; absent if nobody has"})
    open = ma.fields.List(ma.fields.UUID(), metadata={"description": "who else has it open; absent if nobody has"})


@blueprint.get("/people")
@blueprint.alt_response(200, schema=ColleaguesSchema, description="Who reviews the same records, by name.")
@signed_in
def people() -> Response:
    """List who reviews what the caller reviews, the caller among them. Problem ``forbidden`` to whoever does not."""
    with read() as session:
        return no_store({"people": assignments.people(session, person())})


@blueprint.post("/assignments")
@blueprint.doc(requestBody=request_body(Assign))
@blueprint.alt_response(
    200, schema=answer_schema(Assigned), description="The records that were given: those that wait for both."
)
@signed_in
def assign() -> Response:
    """Give records that wait for the caller to a colleague, to the caller, or to nobody.

    It keeps nobody from deciding. Problem ``forbidden`` to whoever does not review, ``malformed``.
    """
    body = read_as(Assign())
    records, to = [str(id_) for id_ in body["records"]], body["person"]
    return no_store({"records": act(lambda by: assignments.assign(by, records, str(to) if to else None))})


@blueprint.put("/open")
@blueprint.doc(requestBody=request_body(Open))
@blueprint.alt_response(200, schema=OpenedSchema, description="Who has taken it, and who else has it open.")
@signed_in
def open_() -> Response:
    """Say which record the caller has open, for a little over a minute, and read who else has; said every half minute.

    Problem ``forbidden`` to whoever does not review, ``not_found`` for a record that the caller may not see,
    ``malformed``.
    """
    id_ = read_as(Open())["record"]

    def note() -> assignments.Shared:
        with write() as session:
            return assignments.note_open(session, person(), known_registers(), str(id_) if id_ else None)

    return no_store(again(note))
