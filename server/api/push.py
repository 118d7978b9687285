"""Whether notices are sent to the device that asks, over HTTP."""

import marshmallow as ma
import structlog
from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, phone, signed_in
from server.notices.push import subscriptions
from server.notices.push.addresses import LONGEST
from server.notices.push.keys import PushKeys
from server.platform.database import read
from server.platform.fault_text import first_line

log = structlog.get_logger()
blueprint = Blueprint("push", __name__, url_prefix="/api/push", description="Notices on this device")

LANGUAGES = ("vi", "en")
KEY = ma.validate.Length(max=200)


class PushStateSchema(ma.Schema):
    key = ma.fields.String(
        allow_none=True, metadata={"description": "to subscribe with, base64url; null where the server has none"}
    )
    on = ma.fields.Boolean(metadata={"description": "whether notices are sent to this device"})


class Subscribe(ma.Schema):
    endpoint = ma.fields.String(required=True, validate=ma.validate.Length(max=LONGEST))
    p256dh = ma.fields.String(required=True, validate=KEY, metadata={"description": "65 bytes, base64url"})
    auth = ma.fields.String(required=True, validate=KEY, metadata={"description": "16 bytes, base64url"})
    language = ma.fields.String(required=True, validate=ma.validate.OneOf(LANGUAGES))
    desk = ma.fields.Boolean(load_default=False, metadata={"description": "links lead to the desk"})


@blueprint.get("")
@blueprint.alt_response(200, schema=PushStateSchema)
@signed_in
def state() -> Response:
    """Whether notices are sent to this device, and the key that its browser subscribes with."""
    with read() as session:
        on = subscriptions.is_subscribed(session, phone().digest)
    return no_store({"key": _public_key(), "on": on})


@blueprint.put("")
@blueprint.doc(requestBody=request_body(Subscribe))
@blueprint.alt_response(204, description="Notices are sent to this device, until it or its person is signed out.")
@signed_in
def subscribe() -> Response:
    """Send the caller's notices to this device, by what its browser gave. A person's ten latest devices get them.

    Problem ``malformed`` for an endpoint that is not on the internet, or keys that no browser makes.
    """
    wanted: subscriptions.Wanted = read_as(Subscribe())
    loopback = bool(current_app.config.get("PUSH_LOOPBACK"))
    act(lambda by: subscriptions.subscribe(by, phone().digest, wanted, loopback))
    return Response(status=204)


@blueprint.delete("")
@blueprint.alt_response(204, description="Nothing is sent to this device.")
@signed_in
def unsubscribe() -> Response:
    """Send nothing to this device any more."""
    act(lambda by: subscriptions.unsubscribe(by, phone().digest))
    return Response(status=204)


def _public_key() -> str | None:
    try:
        return PushKeys(current_app.config["PUSH_KEY"]).public()
    except (OSError, ValueError) as fault:
        log.error("notices cannot be sent to devices", error=first_line(fault))
        return None
