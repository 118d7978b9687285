"""One's own tokens over HTTP: make one, list them, end one."""

from datetime import date
from typing import TypedDict

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.schemas import NAME, Id
from server.api.signed_in import act, origin, person, signed_in
from server.platform.database import read
from server.tokens import own

blueprint = Blueprint(
    "tokens", __name__, url_prefix="/api/session/tokens", description="Tokens with which other programs read"
)
SEVERAL = ma.validate.Length(max=200)


class NewToken(ma.Schema):
    name = ma.fields.String(required=True, validate=NAME, metadata={"description": "what it is for"})
    registers = ma.fields.List(
        ma.fields.String(), load_default=list, validate=SEVERAL, metadata={"description": "their keys; none: all"}
    )
    units = ma.fields.List(
        Id(), load_default=list, validate=SEVERAL, metadata={"description": "with all below them; none: all"}
    )
    until = ma.fields.Date(required=True, metadata={"description": "the last day, at most a year ahead"})
    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000))


class TokenUnit(ma.Schema):
    id = ma.fields.UUID()
    name = ma.fields.String()


class TokenSchema(ma.Schema):
    id = ma.fields.UUID()
    name = ma.fields.String()
    brief = ma.fields.Boolean(metadata={"description": "a program began it with a password, for a day"})
    registers = ma.fields.List(ma.fields.String())
    units = ma.fields.List(ma.fields.Nested(TokenUnit))
    created = ma.fields.AwareDateTime()
    expires = ma.fields.AwareDateTime()
    ended = ma.fields.Boolean()
    used = ma.fields.AwareDateTime(allow_none=True, metadata={"description": "last, to within an hour"})


class TokensSchema(ma.Schema):
    tokens = ma.fields.List(ma.fields.Nested(TokenSchema))


class MadeSchema(ma.Schema):
    token = ma.fields.String(metadata={"description": "in this answer and never again"})
    id = ma.fields.UUID()
    expires = ma.fields.AwareDateTime()


@blueprint.get("")
@blueprint.alt_response(200, schema=TokensSchema, description="The newest first.")
@signed_in
def all_() -> Response:
    """List the caller's tokens: what each opens, until when, and when it was used last."""
    with read() as session:
        return no_store({"tokens": own.own(session, person())})


@blueprint.post("")
@blueprint.doc(requestBody=request_body(NewToken))
@blueprint.alt_response(201, schema=MadeSchema, description="The token: in this answer and never again.")
@signed_in
def make() -> Response:
    """Make a token with which a program reads records in the caller's name.

    Problem ``forbidden`` to whoever reviews no records; ``invalid`` if the password (``current``) is wrong, or names a
    day, register or unit that cannot be; ``slow_down`` after too many failures.
    """
    body: _NewToken = read_as(NewToken())
    wanted = own.Wanted(body["name"], body["registers"], body["units"], body["until"])
    return no_store(own.make(person(), origin(), known_registers(), wanted, body["password"]), 201)


@blueprint.delete("/<token>")
@blueprint.alt_response(204, description="It opens nothing any more.")
@signed_in
def end(token: str) -> Response:
    """End one of the caller's tokens at once. Problem ``not_found``."""
    act(lambda by: own.end(by, token))
    return Response(status=204)


class _NewToken(TypedDict):
    name: str
    registers: list[str]
    units: list[str]
    until: date
    password: str
