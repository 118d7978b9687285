"""The one shape in which every refusal is answered: ``{"type", "title", "status", "code", "detail", "fields"?}``, RFC
9457."""

import orjson
import structlog
from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from server.platform.outages import is_outage, lost_a_race
from sync.protocol.problems import KINDS, Problem

log = structlog.get_logger()

# HTTP status of an error that Flask raises → the code of the refusal that is answered; else malformed.
CODES = {400: "malformed", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed"}
CODES |= {413: "too_large", 422: "malformed", 429: "slow_down", 503: "read_only"}
RETRY_AFTER = 30  # seconds after which a phone asks again while nothing can be written


def language() -> str:
    """The language in which to answer the current request: ``vi``, or ``en`` if its Accept-Language prefers that."""
    return request.accept_languages.best_match(("vi", "en")) or "vi"


def respond(problem: Problem) -> Response:
    """The HTTP response for a refusal, in the language of the current request; ``Retry-After`` is set if the problem
    has ``retry_after``, in seconds, and in each answer 503."""
    kind = KINDS[problem.code]
    body = {
        "type": f"/api/docs#refusal-{problem.code}",
        "title": kind.en.split(".")[0],
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail(language()),
    }
    if problem.fields:
        body["fields"] = problem.fields
    if problem.offset is not None:
        body["offset"] = problem.offset
    response = Response(orjson.dumps(body), problem.status, mimetype="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    if retry_after := problem.retry_after or (RETRY_AFTER if problem.status == 503 else None):
        response.headers["Retry-After"] = str(retry_after)
    return response


def init(app: Flask) -> None:
    """Make ``app`` answer every ``Problem`` and every HTTP error that is raised in a request as ``respond`` does, and
    ``read_only`` while the database is away or the disk is full."""
    app.register_error_handler(Problem, respond)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(SQLAlchemyError, _from_storage)
    app.register_error_handler(OSError, _from_storage)


def _from_http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # redirects
    if error.code >= 500 and error.code != 503:
        return _broken()
    response = respond(Problem(CODES.get(error.code, "malformed")))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _from_storage(error: SQLAlchemyError | OSError) -> Response:
    """The response when reading or writing failed; raises the error again where it is a fault of the server itself."""
    if not is_outage(error) and not lost_a_race(error):
        raise error
    log.error("nothing can be written now", error=type(getattr(error, "orig", None) or error).__name__)
    return respond(Problem("read_only"))


def _broken() -> Response:
    """The response to an internal error of the server; its traceback is in the log."""
    return respond(Problem("broken"))
