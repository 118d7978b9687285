"""Saved tables of Explore over HTTP."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import Views
from server.api.request_body import read_as, request_body
from server.api.responses import revalidated
from server.api.signed_in import act, person, signed_in
from server.figures.explore import views
from server.platform.database import read

blueprint = Blueprint("views", __name__, url_prefix="/api/views", description="Tables that were saved by name")


class View(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    name = ma.fields.String(required=True, validate=ma.validate.Length(max=80))
    query = ma.fields.String(required=True, validate=ma.validate.Length(max=1_000))
    shared = ma.fields.Boolean(required=True)


@blueprint.get("")
@blueprint.alt_response(
    200, schema=answer_schema(Views), description="One's own, and those shared with all of a unit that one works in."
)
@signed_in
def all_() -> Response:
    """List the saved tables that the caller sees, by name."""
    with read() as session:
        return revalidated({"views": views.views(session, person())})


@blueprint.put("/<view>")
@blueprint.doc(requestBody=request_body(View))
@blueprint.alt_response(204, description="It is saved under this id.")
@signed_in
def save(view: str) -> Response:
    """Save a table under an id (a UUID) that the caller gives: a new one, or another name or content for an own one.

    Problem ``malformed``, ``not_found`` for somebody else's, ``forbidden`` to whoever works in no unit.
    """
    body = read_as(View())
    act(lambda by: views.save(by, view, body["name"], body["query"], body["shared"]))
    return Response(status=204)


@blueprint.delete("/<view>")
@blueprint.alt_response(204, description="It is no longer there.")
@signed_in
def delete(view: str) -> Response:
    """Delete a saved table of one's own. Problem ``not_found`` for somebody else's."""
    act(lambda by: views.delete(by, view))
    return Response(status=204)
