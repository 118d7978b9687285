"""Where to report a weakness of this server: /.well-known/security.txt, as RFC 9116 has it."""

from datetime import timedelta

from flask import Blueprint, Response, current_app

from server.platform.clock import now, utc_text
from sync.protocol.problems import Problem

blueprint = Blueprint("security_contact", __name__)
VALID = timedelta(days=180)  # the RFC asks for less than a year


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Who takes reports, until when this page may be believed, and in which languages.

    Problem ``not_found`` if nobody is named by the setting SECURITY_CONTACT.
    """
    contact = current_app.config["SECURITY_CONTACT"]
    if not contact:
        raise Problem("not_found")
    expires = utc_text((now() + VALID).replace(hour=0, minute=0, second=0, microsecond=0))
    text = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: vi, en\n"
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
