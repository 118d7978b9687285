"""The responses of views: JSON that no cache keeps, JSON that is polled, and files."""

import orjson
from flask import Response, request


def no_store(content: object, status: int = 200) -> Response:
    """A response of JSON that no cache stores."""
    response = Response(orjson.dumps(content), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def revalidated(content: object) -> Response:
    """A response of JSON that a page polls: a 304 without a body if it is what the page has already, by its ETag."""
    response = Response(orjson.dumps(content), mimetype="application/json")
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie"
    return if_changed(response)


def if_changed(response: Response) -> Response:
    """The response, or a 304 without a body if the request's ``If-None-Match`` names the response's ETag."""
    response.make_conditional(request)
    return response


def attachment(content: bytes, type_: str, name: str) -> Response:
    """A response with a file that browsers save under ``name``; ``type_``: its media type. No cache stores it."""
    response = Response(content, mimetype=type_)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
