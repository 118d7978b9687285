"""The weekly letter over HTTP: its reader begins it at the desk, and ends it there or by the link in a letter."""

import marshmallow as ma
from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.notices.letters import recipients
from server.notices.letters.post import mail_server
from server.notices.letters.week import home_of
from server.platform.database import read

blueprint = Blueprint("weekly_letter", __name__, url_prefix="/api/weekly-letter", description="A letter each week")


class LetterStateSchema(ma.Schema):
    available = ma.fields.Boolean(metadata={"description": "whether this server sends letters"})
    address = ma.fields.String(allow_none=True, metadata={"description": "where the caller's go; null: none go"})


class BeginLetter(ma.Schema):
    address = ma.fields.String(required=True, validate=ma.validate.Length(max=recipients.LONGEST))
    language = ma.fields.String(required=True, validate=ma.validate.OneOf(("vi", "en")))


@blueprint.get("")
@blueprint.alt_response(200, schema=LetterStateSchema)
@signed_in
def state() -> Response:
    """Whether the caller gets a letter each week, and where. Problem ``forbidden`` but to leaders and officers."""
    available = mail_server(current_app.config) is not None and home_of(current_app.config) is not None
    with read() as session:
        return no_store(recipients.state_of(session, person(), available))


@blueprint.put("")
@blueprint.doc(requestBody=request_body(BeginLetter))
@blueprint.alt_response(204, description="A letter comes each Monday: what waits, what is late, what came.")
@signed_in
def begin() -> Response:
    """Send the caller a letter each week. Problem ``malformed``, ``forbidden`` but to leaders and officers."""
    body = read_as(BeginLetter())
    act(lambda by: recipients.begin(by, body["address"], body["language"]))
    return Response(status=204)


@blueprint.delete("")
@blueprint.alt_response(204, description="None comes any more.")
@signed_in
def end() -> Response:
    """Send the caller no letter any more."""
    act(recipients.end)
    return Response(status=204)
