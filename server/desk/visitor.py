"""Who looks at a page: a link carries no ``X-Account``, so the account is found among the browser's cookies."""

from flask import request
from sqlalchemy.orm import Session

from server import access, sessions
from server.access import Viewer
from server.api.signed_in import cookie_name
from sync.ids import is_uuid
from sync.problems import Problem

RANKS = ("department", "commune", "leader", "teacher", "admin")
MOST = 20  # cookies of ours that are tried


def find(session: Session) -> Viewer:
    """The account that ``?account=`` names, else the officer's. Problem ``unauthenticated`` if it is not signed in."""
    asked = request.args.get("account")
    signed_in = [viewer for viewer in everybody(session) if asked in (None, "", viewer.account)]
    if not signed_in:
        raise Problem("unauthenticated")
    return min(signed_in, key=_rank)


def everybody(session: Session) -> list[Viewer]:
    """All accounts that are signed in in this browser."""
    prefix = cookie_name("")
    accounts = [name.removeprefix(prefix) for name in request.cookies if name.startswith(prefix)]
    found = []
    for account in [account for account in accounts if is_uuid(account)][:MOST]:
        if sessions.find(session, request.cookies[cookie_name(account)], account):
            found.append(access.viewer(session, account))
    return [viewer for viewer in found if viewer]


def _rank(viewer: Viewer) -> tuple[int, str]:
    return min((RANKS.index(grant.role) for grant in viewer.grants), default=len(RANKS)), viewer.account
