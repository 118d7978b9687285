"""Finds out who makes a request: the account that its header ``X-Account`` names, by the cookie of that account."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, g, request

from server.access.viewer import Viewer
from server.api import multipart
from server.api.token_header import given_token, viewer_by
from server.audit.actor import Act
from server.audit.append import Origin
from server.auth import enrolment, sessions
from server.auth.sessions import Phone
from server.bundles import sealed
from server.models.acts import DoneAct
from server.platform import workbook_limits
from server.platform.database import again, read_once, write
from server.registers import published
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.protocol.refusals import DISABLED

P = ParamSpec("P")
LONGEST_KEY = 100  # characters of an Idempotency-Key
T = TypeVar("T")

PART = "application/offset+octet-stream"
"""The content type of a part of a photo."""
TYPES = {
    "application/json",
    "application/toml",
    workbook_limits.TYPE,
    workbook_limits.OLD_TYPE,
    PART,
    sealed.TYPE,
}  # none that a form of another site could send
WITHOUT_ORIGIN = {"odk_sessions.begin"}
"""What a program may send from nowhere: it is answered with a token and sets no cookie, so no site acts for anybody."""
WITH_FILES = {"registers.upload"}
"""What takes several files at once, as a form of another site could send them, but not with ``X-Account``."""
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# What a phone that signed in with a one-time code may do at once: send, so that nothing unsent waits for a choice.
BEFORE_A_PASSWORD = {"session", "sync"}
BEFORE_A_SECOND_FACTOR = BEFORE_A_PASSWORD | {"second_factor"}
PROVEN_BY_ADDRESS = {"letter_stop"}  # programs of mail press it, and have no session that another site could use
MAX_AGE = int(sessions.LIFETIME.total_seconds())


def signed_in(view: Callable[P, T]) -> Callable[P, T]:
    """Decorate a view so that only signed-in people can call it; in it ``person()`` and ``phone()`` give the caller.

    The view raises Problem ``unauthenticated`` to others, and ``choose_password`` after a sign-in with a one-time code,
    except for signing in and out, choosing a password, and sending; ``enrol_second_factor``, except for those and for
    setting one up, to whoever lacks a second factor that they must have.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        if given_token() is not None:
            raise Problem("forbidden")  # no token opens what does not say so
        account = request.headers.get("X-Account", "")
        g.person, g.phone, g.drafts = authenticate(account)
        refuse_unready(g.person, g.phone)
        return view(*args, **kwargs)

    return guarded


def open_to_tokens(view: Callable[P, T]) -> Callable[P, T]:
    """Decorate a view that only reads as ``signed_in`` does; but a program with somebody's token may call it, too.

    In it ``person()`` is then the token's owner, narrowed to what the token leaves of their view.
    """
    guarded = signed_in(view)

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> T:
        token = given_token()
        if token is None:
            return guarded(*args, **kwargs)
        if request.method not in SAFE_METHODS:
            raise Problem("forbidden")
        g.person, g.program = viewer_by(token)
        return view(*args, **kwargs)

    vars(opened)["open_to_tokens"] = True  # for the description
    return opened


def person() -> Viewer:
    """The person who makes the request, with their roles; only in a view that is ``signed_in``."""
    return g.person


def phone() -> Phone:
    """The stored session of the device that makes the request; only in a view that is ``signed_in``."""
    return g.phone


def drafts_wait() -> bool:
    """Whether a file has brought drafts of the person that this phone lacks; only in a view that is ``signed_in``."""
    return g.drafts


def refuse_unready(viewer: Viewer, signed: Phone) -> None:
    """Raise Problem ``choose_password`` or ``enrol_second_factor`` for who has to do that first."""
    if signed.must_choose and request.blueprint not in BEFORE_A_PASSWORD:
        raise Problem("choose_password")
    if request.blueprint not in BEFORE_A_SECOND_FACTOR and lacks_second_factor(viewer):
        raise Problem("enrol_second_factor")


def lacks_second_factor(viewer: Viewer) -> bool:
    """Whether somebody has to set up a second factor before they may do more than send."""
    return enrolment.lacks(viewer, current_app.config["SECOND_FACTOR"])


def origin() -> Origin:
    """Who makes the request, from which address and device, as the audit records it; a program by its token's name."""
    if program := g.get("program"):
        return Origin(person().account, request.remote_addr, None, program)
    signed = phone()
    return Origin(person().account, request.remote_addr, signed.digest, signed.device_name)


def act(work: Callable[[Act], T]) -> T:
    """Do ``work`` in one transaction on behalf of the caller, and return its result.

    It is done again, up to five times, if the transaction fails because of another one at the same time.
    """

    def once() -> T:
        with write() as session:
            return work(Act(session, person(), origin()))

    return again(once)


def act_once(work: Callable[[Act], str]) -> str:
    """Do ``work``, which returns the id of what it made, as ``act`` does; but once for each ``Idempotency-Key``.

    A request with the key of an earlier one is not done again: it gets the earlier one's result. Without that header it
    is done. Problem ``malformed`` for a key that is too long, or that came with another method or path.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return act(work)
    if not 0 < len(key) <= LONGEST_KEY or not sound_text(key):
        raise Problem("malformed", {"Idempotency-Key": {"rule": "length"}})
    route = f"{request.method} {request.path}"

    def once(by: Act) -> str:
        done = by.session.get(DoneAct, (by.viewer.account, key))
        if done is None:
            result = work(by)
            by.session.add(DoneAct(person=by.viewer.account, key=key, route=route, result=result))
            return result
        if done.route != route:
            raise Problem("malformed", {"Idempotency-Key": {"rule": "unique"}})
        return done.result

    return act(once)


def refuse_cross_site() -> None:
    """Called before each request: refuse one that would change something, unless it comes from the app's own pages.

    Raises Problem ``csrf`` for another site's request or a content type that a form could send, ``read_only`` while the
    server takes no changes.
    """
    if request.method in SAFE_METHODS or request.blueprint in PROVEN_BY_ADDRESS:
        return
    if request.endpoint not in WITHOUT_ORIGIN and not _same_origin():
        raise Problem("csrf")
    if request.method != "DELETE" and request.mimetype not in TYPES and not _with_files():
        raise Problem("csrf")
    if current_app.config["READ_ONLY"]:
        raise Problem("read_only")


def _with_files() -> bool:
    return request.endpoint in WITH_FILES and request.mimetype == multipart.TYPE and "X-Account" in request.headers


def cookie_name(account: str) -> str:
    """The name of an account's cookie. Each account has its own, so that several people can share a phone."""
    return f"{'__Host-' if request.is_secure else ''}lantoa_{account}"


def set_cookie(response: Response, account: str, token: str) -> None:
    """Set the cookie of an account's new session in a response; ``token``: the session's secret."""
    response.set_cookie(
        cookie_name(account), token, max_age=MAX_AGE, path="/", httponly=True, samesite="Lax", secure=request.is_secure
    )


def clear_cookie(response: Response, account: str) -> None:
    """Delete the account's cookie from the browser that gets the response."""
    response.set_cookie(
        cookie_name(account), "", max_age=0, path="/", httponly=True, samesite="Lax", secure=request.is_secure
    )


def authenticate(account: str) -> tuple[Viewer, Phone, bool]:
    """The person and session to which the account's cookie belongs, and whether drafts wait for this phone. Problem
    ``unauthenticated``.

    Takes over the registers that another process has published meanwhile, as the statement that finds the session sees
    whether there are any.
    """
    token = request.cookies.get(cookie_name(account)) if is_uuid(account) else None
    if not token:
        raise Problem("unauthenticated")
    with read_once() as session:
        found = sessions.find(session, token, account)
    if found is None:
        raise Problem("unauthenticated")
    if found.viewer is None:
        raise Problem("unauthenticated", kind=DISABLED)
    published.renew(current_app, found.turn)
    return found.viewer, found.phone, found.drafts


def _same_origin() -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None and origin is None:
        return False
    return site in (None, "same-origin") and (origin is None or _is_ours(origin))


def _is_ours(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.host)
