"""Signing in, who one is, signing out."""

from typing import Any

import marshmallow as ma
from flask import Response, jsonify, request
from flask_smorest import Blueprint
from sqlalchemy import select

from server import sessions
from server.access import Viewer
from server.api.body import read_sound_json
from server.api.signed_in import clear_cookie, person, phone, set_cookie, signed_in
from server.catalog import unit_entry
from server.database import again, read, write
from server.models import Unit
from sync.problems import Problem

blueprint = Blueprint("session", __name__, url_prefix="/api/session", description="Signing in")


class Device(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    id = ma.fields.String(allow_none=True, validate=ma.validate.Length(max=200))
    name = ma.fields.String(allow_none=True, validate=ma.validate.Length(max=200))


class SignIn(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    username = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=200))
    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000))
    device = ma.fields.Nested(Device, allow_none=True)


class RoleIn(ma.Schema):
    unit = ma.fields.String()
    role = ma.fields.String()


class WhoSchema(ma.Schema):
    account = ma.fields.String()
    name = ma.fields.String()
    roles = ma.fields.List(ma.fields.Nested(RoleIn))
    units = ma.fields.List(ma.fields.Dict())


@blueprint.post("")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": SignIn}}, "required": True}, security=[])
@blueprint.alt_response(200, schema=WhoSchema, description="Who signed in; the cookie is set.")
def sign_in() -> Response:
    """Begin a session of some 400 days."""
    try:
        asked = SignIn().load(read_sound_json())
    except ma.ValidationError as fault:
        raise Problem("malformed", {name: {"rule": "type"} for name in fault.messages}) from None
    outcome = again(lambda: _try(asked))
    if isinstance(outcome, Problem):
        raise outcome
    response = _who(outcome.viewer)
    set_cookie(response, outcome.viewer.account, outcome.token)
    return response


@blueprint.get("")
@blueprint.alt_response(200, schema=WhoSchema, description="Who is signed in.")
@signed_in
def who() -> Response:
    """Who one is, in which units."""
    return _who(person())


@blueprint.delete("")
@blueprint.alt_response(204, description="Signed out.")
@signed_in
def sign_out() -> Response:
    """End this session."""
    with write() as session:
        sessions.end(session, phone().digest)
    response = Response(status=204)
    clear_cookie(response, person().account)
    return response


def _try(asked: dict[str, Any]) -> sessions.SignedIn | Problem:
    device = asked.get("device") or {}
    with write() as session:
        return sessions.sign_in(
            session,
            asked["username"],
            asked["password"],
            request.remote_addr or "",
            (device.get("id"), device.get("name")),
        )


def _who(viewer: Viewer) -> Response:
    with read() as session:
        units = session.scalars(select(Unit).where(Unit.id.in_(viewer.scopes)).order_by(Unit.id))
        response = jsonify(
            account=viewer.account,
            name=viewer.name,
            roles=[{"unit": grant.unit, "role": grant.role} for grant in viewer.grants],
            units=[unit_entry(unit) for unit in units],
        )
    response.headers["Cache-Control"] = "no-store"
    return response
