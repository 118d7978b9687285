"""Taking away somebody's second factor, over HTTP, after they have lost phone and recovery codes."""

from flask import Response
from flask_smorest import Blueprint

from server.api.signed_in import act, signed_in
from server.auth import enrolment

blueprint = Blueprint("lost_factors", __name__, url_prefix="/api/people", description="Second factors that are lost")


@blueprint.delete("/<account>/second-factor")
@blueprint.alt_response(204, description="There is none any more: the password alone signs in.")
@signed_in
def take_away(account: str) -> Response:
    """Take away a person's second factor, if they have one; an administrator may, and never their own.

    Problem ``not_found``, ``forbidden``.
    """
    act(lambda by: enrolment.take_away(by, account))
    return Response(status=204)
