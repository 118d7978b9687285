"""The responses of views: JSON that no cache keeps, JSON that is polled, and files."""

import orjson
from flask import Response, request


def no_store(content: object, status: int = 200) -> Response:
    """JSON that no cache keeps."""
    response = Response(orjson.dumps(content), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def revalidated(content: object) -> Response:
    """JSON that a page polls: while it is unchanged, the response is a 304 without a body."""
    response = Response(orjson.dumps(content), mimetype="application/json")
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie"
    return if_changed(response)


def if_changed(response: Response) -> Response:
    """The response, or a 304 if its ETag is the one that the request names."""
    response.make_conditional(request)
    return response


def attachment(content: bytes, type_: str, name: str) -> Response:
    """A file to be saved under ``name``; no cache keeps it."""
    response = Response(content, mimetype=type_)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
