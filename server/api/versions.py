"""The header ``If-Match``, in which a request names the version that its sender has seen of what it changes."""

import re

from flask import request

from sync.protocol.problems import Problem

IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The version that one saw; changed_meanwhile if it is no longer that.",
    "schema": {"type": "string"},
}
"""The header's entry in the API's description, as OpenAPI has it."""
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?\Z')


def version() -> int:
    """The number of the version in the header ``If-Match``. Problem ``malformed`` if there is none."""
    match = _VERSION.match(request.headers.get("If-Match", ""))
    if not match:
        raise Problem("malformed", {"If-Match": {"rule": "required"}})
    return int(match[1])
