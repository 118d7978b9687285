"""The session over HTTP: sign in, ask who is signed in, choose a password, sign out."""

from typing import NotRequired, TypedDict

import marshmallow as ma
import structlog
from flask import Response, current_app, jsonify, request
from flask_smorest import Blueprint
from sqlalchemy import select

from server.access.viewer import Viewer
from server.api.request_body import read_as, request_body
from server.api.signed_in import clear_cookie, lacks_second_factor, origin, person, phone, set_cookie, signed_in
from server.api.typed_factor import typed
from server.auth import passwords, sessions
from server.bundles.keys import BundleKeys
from server.models.org import Unit
from server.org import one_time_codes
from server.platform.database import read, write
from server.platform.fault_text import first_line
from server.registers.catalog import unit_entry

log = structlog.get_logger()
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
    code = ma.fields.String(
        allow_none=True,
        validate=ma.validate.Length(max=200),
        metadata={"description": "of the second factor: of the phone, or a recovery code"},
    )


class RoleIn(ma.Schema):
    unit = ma.fields.String()
    role = ma.fields.String()


class OfferSchema(ma.Schema):
    key = ma.fields.String()
    public = ma.fields.String()
    handle = ma.fields.String()
    secret = ma.fields.String()


class WhoSchema(ma.Schema):
    account = ma.fields.String()
    name = ma.fields.String()
    roles = ma.fields.List(ma.fields.Nested(RoleIn))
    units = ma.fields.List(ma.fields.Dict())
    demo = ma.fields.Boolean(metadata={"description": "present where people and figures are invented"})
    must_choose_password = ma.fields.Boolean(
        metadata={"description": "signed in with a one-time code: until a password is chosen, only what a phone needs"}
    )
    must_enrol_second_factor = ma.fields.Boolean(
        metadata={"description": "until a second factor is set up, only what a phone needs"}
    )
    bundle = ma.fields.Nested(
        OfferSchema, metadata={"description": "seals unsent work into a file, docs/implementing-a-client.md"}
    )
    reset_by = ma.fields.String(metadata={"description": "who printed a code for this account, until one is chosen"})
    reset_at = ma.fields.AwareDateTime()


class NewPassword(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000))
    current = ma.fields.String(validate=ma.validate.Length(max=1000), metadata={"description": "or the one-time code"})


@blueprint.post("")
@blueprint.doc(requestBody=request_body(SignIn), security=[])
@blueprint.alt_response(200, schema=WhoSchema, description="Who signed in; the cookie is set.")
def sign_in() -> Response:
    """Sign in with username and password or one-time code: begins a session of some 400 days, kept in a cookie.

    Problem ``second_factor`` if all is right but the ``code``, which an account with a second factor needs each time.
    """
    body: _SignInBody = read_as(SignIn())
    device: _DeviceBody = body.get("device") or {}
    by, code = (device.get("id"), device.get("name")), body.get("code")
    factor = None if code is None else typed(code)
    begun = sessions.sign_in(body["username"], body["password"], request.remote_addr or "", by, factor)
    response = _who(begun.viewer, begun.must_choose, sessions.digest_of(begun.token))
    set_cookie(response, begun.viewer.account, begun.token)
    return response


@blueprint.get("")
@blueprint.alt_response(200, schema=WhoSchema, description="Who is signed in.")
@signed_in
def who() -> Response:
    """Who is signed in: the account, its name, roles and units."""
    return _who(person(), phone().must_choose, phone().digest)


@blueprint.put("/password")
@blueprint.doc(requestBody=request_body(NewPassword))
@blueprint.alt_response(200, schema=WhoSchema, description="The password is kept; other devices stay signed in.")
@signed_in
def choose_password() -> Response:
    """Choose a new password; the current one is needed, unless this session began with a one-time code.

    Problem ``invalid`` if the new one is too weak or the current one is wrong; ``slow_down`` after too many failures.
    """
    body: _PasswordBody = read_as(NewPassword())
    passwords.choose(person().account, body["password"], origin(), body.get("current", ""))
    return _who(person(), False, phone().digest)


@blueprint.delete("")
@blueprint.alt_response(204, description="Signed out.")
@signed_in
def sign_out() -> Response:
    """Sign out: end this session and delete its cookie."""
    with write() as session:
        sessions.end(session, origin())
    response = Response(status=204)
    clear_cookie(response, person().account)
    return response


class _DeviceBody(TypedDict, total=False):
    id: str | None
    name: str | None


class _SignInBody(TypedDict):
    username: str
    password: str
    device: NotRequired[_DeviceBody | None]
    code: NotRequired[str | None]


class _PasswordBody(TypedDict):
    password: str
    current: NotRequired[str]


def _who(viewer: Viewer, must_choose: bool, digest: str) -> Response:
    """The response that describes the signed-in person; ``must_choose``: they have to choose a password first.
    ``digest``: of their session."""
    with read() as session:
        units = session.scalars(select(Unit).where(Unit.id.in_(viewer.scopes)).order_by(Unit.id))
        response = jsonify(
            account=viewer.account,
            name=viewer.name,
            roles=[{"unit": grant.unit, "role": grant.role} for grant in viewer.grants],
            units=[unit_entry(unit) for unit in units],
            **({"must_choose_password": True} if must_choose else {}),
            **({"must_enrol_second_factor": True} if lacks_second_factor(viewer) else {}),
            **({"demo": True} if current_app.config["DEMO"] else {}),
            **one_time_codes.reset_notice(session, viewer.account),
            **_offer(viewer.account, digest),
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def _offer(account: str, digest: str) -> dict[str, object]:
    """What the phone needs to seal its unsent work into a file; nothing while the keys cannot be had, which keeps
    nobody from signing in."""
    try:
        return {"bundle": BundleKeys(current_app.config["BUNDLE_KEY"]).current().offer(account, digest)}
    except (OSError, ValueError) as fault:
        log.error("files of unsent work cannot be sealed", error=first_line(fault))
        return {}
