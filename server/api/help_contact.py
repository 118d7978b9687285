"""Whom teachers call when they are stuck, over HTTP; it is read with the catalog."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.request_body import read_as, request_body
from server.api.signed_in import act, signed_in
from server.org.help_contact import set_contact

blueprint = Blueprint("help_contact", __name__, url_prefix="/api/help-contact", description="Whom to call for help")

PHONE = r"\+?[0-9](?:[ .-]?[0-9]){2,17}"


class Contact(ma.Schema):
    name = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=80))
    phone = ma.fields.String(
        required=True,
        validate=ma.validate.Regexp(rf"{PHONE}\Z"),
        metadata={"description": "3 to 18 digits, which spaces, points or hyphens may divide"},
    )


@blueprint.put("")
@blueprint.doc(requestBody=request_body(Contact))
@blueprint.alt_response(204, description="It is said; phones get it with their next catalog.")
@signed_in
def set_() -> Response:
    """Say whom everybody calls for help. Problem ``forbidden`` but to the department and administrators,
    ``malformed``."""
    body = read_as(Contact())
    act(lambda by: set_contact(by, {"name": body["name"], "phone": body["phone"]}))
    return Response(status=204)


@blueprint.delete("")
@blueprint.alt_response(204, description="Nobody is named any more.")
@signed_in
def remove() -> Response:
    """Name nobody to call for help. Problem ``forbidden`` but to the department and administrators."""
    act(lambda by: set_contact(by, None))
    return Response(status=204)
