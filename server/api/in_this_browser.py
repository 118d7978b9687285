"""Finds out whose sessions a browser holds, for pages that it opens itself: these cannot name an account."""

from collections.abc import Callable
from contextlib import suppress

from flask import request

from server.access.viewer import Viewer
from server.api.signed_in import authenticate, cookie_name, refuse_unready
from sync.protocol.problems import Problem

MOST_ACCOUNTS = 8  # of a browser that are looked up for one page: more than share a phone


def somebody_is_signed_in() -> bool:
    """Whether the browser holds the session of anybody who may read, for a page that it opens without naming whom.

    Such a page shows what is the same for everybody who is signed in, and nothing of a person.
    """
    with suppress(Problem):
        in_this_browser(lambda _: True)
        return True
    return False


def in_this_browser(may: Callable[[Viewer], bool]) -> Viewer:
    """Who of those that are signed in in the browser ``may``, for a page that it opens without naming whom.

    Raises Problem ``unauthenticated`` if nobody is; else why the last of them may not: ``forbidden``, or as
    ``signed_in``.
    """
    prefix, refusal = cookie_name(""), Problem("unauthenticated")
    for account in [name.removeprefix(prefix) for name in request.cookies if name.startswith(prefix)][:MOST_ACCOUNTS]:
        try:
            viewer, signed, _ = authenticate(account)
            refuse_unready(viewer, signed)
        except Problem as found:
            refusal = found
            continue
        if may(viewer):
            return viewer
        refusal = Problem("forbidden")
    raise refusal
