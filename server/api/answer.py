"""What answers are made of that are this person's alone, and the version that a change is made on."""

import re
from typing import Any

import marshmallow as ma
import orjson
from flask import Response, request

from sync.protocol.problems import Problem

NAME = ma.validate.And(ma.validate.Length(min=1, max=200), ma.validate.Regexp(r"\s*\S"))
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The version that one saw; changed_meanwhile if it is no longer that.",
    "schema": {"type": "string"},
}
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?\Z')


def no_store(content: Any, status: int = 200) -> Response:
    """JSON that no cache keeps."""
    response = Response(orjson.dumps(content), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def version() -> int:
    """The version in ``If-Match``. Problem ``malformed`` if it is not there: nothing is changed unseen."""
    found = _VERSION.match(request.headers.get("If-Match", ""))
    if not found:
        raise Problem("malformed", {"If-Match": {"rule": "required"}})
    return int(found[1])
