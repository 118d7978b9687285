"""Every refusal in one shape: ``{"type", "title", "status", "code", "detail", "fields"?}``, RFC 9457."""

import orjson
import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from sync.protocol.problems import KINDS, Problem

log = structlog.get_logger()

CODES = {400: "malformed", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed"}
CODES |= {413: "too_large", 422: "malformed", 429: "slow_down", 503: "read_only"}


def language() -> str:
    """The language of the answer to this request: ``vi``, or ``en`` if the caller asks for it first."""
    return request.accept_languages.best_match(("vi", "en")) or "vi"


def respond(problem: Problem) -> Response:
    """The response that tells of a refusal, in the caller's language."""
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
    response = Response(orjson.dumps(body), problem.status, mimetype="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def init(app: Flask) -> None:
    """Answer every refusal and every failure of ``app`` in that shape."""
    app.register_error_handler(Problem, respond)
    app.register_error_handler(HTTPException, _from_http)


def _from_http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # redirects
    if error.code >= 500 and error.code != 503:
        return _broken()
    response = respond(Problem(CODES.get(error.code, "malformed")))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _broken() -> Response:
    """The response to a failure of our own; the log has the trace."""
    return respond(Problem("broken"))
