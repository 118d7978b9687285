"""One's own second factor over HTTP: set it up, see how it stands, end it."""

import marshmallow as ma
from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import BegunFactor, RecoveryCodes
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, origin, person, signed_in
from server.api.typed_factor import factor_keys, typed
from server.auth import enrolment
from server.auth.enrolment import State
from server.platform.database import read

blueprint = Blueprint(
    "second_factor", __name__, url_prefix="/api/session/second-factor", description="One's own second factor"
)
CODE = ma.validate.Length(min=1, max=200)


class FirstCode(ma.Schema):
    code = ma.fields.String(required=True, validate=CODE, metadata={"description": "what the phone shows now"})


class Ending(ma.Schema):
    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000))
    code = ma.fields.String(required=True, validate=CODE, metadata={"description": "of the phone, or a recovery code"})


@blueprint.get("")
@blueprint.alt_response(
    200,
    schema=answer_schema(State),
    description="Since when there is one, recovery codes left, and whether one may and must.",
)
@signed_in
def state() -> Response:
    """How the caller stands with a second factor."""
    with read() as session:
        return no_store(enrolment.state(session, person(), current_app.config["SECOND_FACTOR"]))


@blueprint.post("")
@blueprint.alt_response(
    201, schema=answer_schema(BegunFactor), description="A secret for an authenticator app, and as an otpauth URI."
)
@signed_in
def begin() -> Response:
    """Draw a secret (TOTP: SHA-1, six digits, 30 seconds), in place of one that was not confirmed.

    Problem ``forbidden`` but for the department and administrators; ``invalid`` if there is a second factor already.
    """
    return no_store(act(lambda by: enrolment.begin(by, factor_keys()))._asdict(), 201)


@blueprint.post("/confirm")
@blueprint.doc(requestBody=request_body(FirstCode))
@blueprint.alt_response(
    200, schema=answer_schema(RecoveryCodes), description="Ten recovery codes: in this response and never again."
)
@signed_in
def confirm() -> Response:
    """Let the secret count, by a first code of it: from then on each sign-in needs one. Problem ``invalid``."""
    body = read_as(FirstCode())
    return no_store({"recovery_codes": act(lambda by: enrolment.confirm(by, typed(body["code"])))})


@blueprint.post("/end")
@blueprint.doc(requestBody=request_body(Ending))
@blueprint.alt_response(204, description="Ended: the password alone signs in.")
@signed_in
def end() -> Response:
    """End the caller's second factor, for example to move it to another phone.

    Problem ``invalid`` if the password (``current``) or the code is wrong; ``slow_down`` after too many failures.
    """
    body = read_as(Ending())
    enrolment.end(person().account, origin(), body["password"], typed(body["code"]))
    return Response(status=204)
