"""The responses of views: JSON that no cache keeps, JSON that is polled, and files."""

import re
from collections.abc import Iterator
from unicodedata import combining, normalize
from urllib.parse import quote

import orjson
from flask import Response, request

LONGEST_NAME, LONGEST_ENDING = 150, 10  # characters of a file's name before and after its last dot
STROKES = str.maketrans("đĐ", "dD")  # letters that are no other letter with a mark


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


def attachment(content: bytes | Iterator[bytes], type_: str, name: str, size: int | None = None) -> Response:
    """A response with a file that browsers save under ``name``; ``type_``: its media type. No cache stores it.

    ``size``: in bytes, of a content that comes piece by piece.
    """
    # To a type that says its encoding Flask would add another.
    response = Response(content, content_type=type_) if ";" in type_ else Response(content, mimetype=type_)
    if size is not None:
        response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "no-store"
    return response


def disposition(name: str) -> str:
    """The header ``Content-Disposition`` of a file to be saved under ``name`` (RFC 6266), whatever letters that has.

    Browsers take the name as it is (``filename*``, RFC 8187); a program that knows only the old form gets it in ASCII.
    What could lead into another folder, or end the header, is replaced by ``-``.
    """
    stem, dot, end = name.rpartition(".")
    whole = _harmless(stem[:LONGEST_NAME] + dot + end[:LONGEST_ENDING])
    marks = normalize("NFKD", whole.translate(STROKES))
    plain = _harmless(re.sub("[^ -~]", "-", "".join(letter for letter in marks if not combining(letter))))
    if plain == whole:
        return f'attachment; filename="{plain}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(whole, safe='')}"


def _harmless(name: str) -> str:
    """The name with ``-`` for what a folder, a line or a quoted text could end at, and for what nobody sees."""
    seen = "".join(letter if letter.isprintable() else "-" for letter in name)
    return re.sub(r'[\\/:*?"<>|%]', "-", seen).strip(". ") or "-"
