"""Reads the token that a program sends in the header ``Authorization``: as Bearer, or as the password of Basic."""

from flask import current_app, request

from server.access.viewer import Viewer
from server.audit.append import Origin
from server.platform.database import read
from server.registers import published
from server.tokens import opening
from sync.protocol.canonical import sound_text
from sync.protocol.problems import Problem

LONGEST = 200  # characters


def given_token() -> str | None:
    """The token that the request brings; None without one, and for the pages of the app, which name an account.

    Of Basic the name is ignored: some tools know nothing else. What is no token is returned too, and found out later.
    """
    found = request.authorization
    if found is None or "X-Account" in request.headers:
        return None
    token = found.token if found.type == "bearer" else found.password
    return token if token and len(token) <= LONGEST and sound_text(token) else ""


def viewer_by(token: str) -> tuple[Viewer, str]:
    """Whose token it is, with what it leaves of their view, and the name that they gave it. Problem
    ``unauthenticated``, or ``slow_down`` after too many wrong ones from one address."""
    with read() as session:
        found = opening.find(session, token, current_app.config["SECOND_FACTOR"])
    if found is None:
        if current_app.config["READ_ONLY"]:
            raise Problem("unauthenticated")
        raise opening.refuse(Origin(None, request.remote_addr))
    published.renew(current_app)
    if not current_app.config["READ_ONLY"]:
        opening.note_use(found.token)
    return found.viewer, found.token.name
