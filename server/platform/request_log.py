"""A request's id, which stands in each entry that the log gets while it is answered, and an entry for each request that
was refused, failed or slow."""

import re
import secrets
import time

import structlog
from flask import Flask, Response, current_app, g, request

HEADER = "X-Request-ID"
SOUND = re.compile(r"[A-Za-z0-9-]{8,64}")
SLOW = 1.0  # seconds from which a request has an entry, whatever came of it
WITHOUT_HEADER = {"/api/sync"}  # each byte of an exchange costs somebody on a hill

log = structlog.get_logger()


def init(app: Flask) -> None:
    """Give each request of ``app`` an id. To be called before any other function is registered with it."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


def _begin() -> None:
    given = request.headers.get(HEADER, "") if current_app.config["PROXIES"] else ""
    g.request_id = given if SOUND.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _end(response: Response) -> Response:
    """The response, with the request's id if it refuses or fails."""
    seconds = time.perf_counter() - g.began
    if response.status_code >= 400 or seconds >= SLOW:
        route = request.url_rule.rule if request.url_rule else None
        status, took = response.status_code, round(seconds * 1000)
        log.info("request", method=request.method, route=route, status=status, ms=took, account=_account())
    if response.status_code >= 400 and request.path not in WITHOUT_HEADER:
        response.headers[HEADER] = g.request_id
    return response


def _account() -> str | None:
    """The id of the signed-in account; None without one."""
    person = g.get("person")
    return person.account if person else None


def _forget(_error: BaseException | None) -> None:
    """Threads answer one request after another: nothing of this one may stand in the next one's entries."""
    structlog.contextvars.clear_contextvars()
