"""Signing in as at ODK Central, and the account that reads."""

from typing import TypedDict

import marshmallow as ma
from flask import Response, request

from server.api.odk_answers import answered, central
from server.api.request_body import read_as, request_body
from server.api.signed_in import open_to_tokens, person
from server.odk import forms
from server.odk.problems import CentralProblem, not_found
from server.platform.clock import utc_text
from server.platform.database import read
from server.tokens import brief
from sync.protocol.canonical import sound_text
from sync.protocol.problems import Problem

blueprint = central("odk_sessions")
FACTOR = "This account has a second factor: make an access token in Lan Tỏa and use it in place of the password."
LONGEST = 80  # characters of a program's name


class Credentials(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    email = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=200))
    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000))


class CentralSession(ma.Schema):
    token = ma.fields.String(metadata={"description": "to be sent as Authorization: Bearer"})
    csrf = ma.fields.String(metadata={"description": "empty: there is no cookie"})
    createdAt = ma.fields.AwareDateTime()
    expiresAt = ma.fields.AwareDateTime()


class CentralUser(ma.Schema):
    id = ma.fields.Integer()
    type = ma.fields.String()
    displayName = ma.fields.String()
    email = ma.fields.String(metadata={"description": "the username"})
    createdAt = ma.fields.AwareDateTime()
    updatedAt = ma.fields.AwareDateTime(allow_none=True)
    deletedAt = ma.fields.AwareDateTime(allow_none=True)


@blueprint.post("/sessions")
@blueprint.doc(requestBody=request_body(Credentials), security=[])
@blueprint.alt_response(200, schema=CentralSession, description="A token for 24 hours; no cookie is set.")
def begin() -> Response:
    """Sign a program in with a username (as ``email``) and a password. Accounts with a second factor make a token."""
    body: _Credentials = read_as(Credentials())
    agent = request.headers.get("User-Agent", "")[:LONGEST].strip()
    program = agent if agent and sound_text(agent) else None
    try:
        begun = brief.begin(body["email"], body["password"], request.remote_addr or "", program)
    except Problem as problem:
        if problem.code == "second_factor":
            raise CentralProblem("401.2", FACTOR) from None
        raise
    moments = {"createdAt": utc_text(begun.created), "expiresAt": utc_text(begun.expires)}
    return answered({"token": begun.token, "csrf": "", **moments})


@blueprint.get("/users/current")
@blueprint.alt_response(200, schema=CentralUser, description="The account.")
@open_to_tokens
def current() -> Response:
    """The account in whose name the caller reads."""
    with read() as session:
        return answered(forms.user(session, person()))


@blueprint.get("/<path:rest>")
@blueprint.alt_response(404, description="There is no such address of Central's here.")
def other(rest: str) -> Response:
    """Any other address of Central's. Problem 404.1."""
    raise not_found()


class _Credentials(TypedDict):
    email: str
    password: str
