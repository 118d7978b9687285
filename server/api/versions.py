"""The version that a change is made on, in the header If-Match: nothing is changed that one has not seen."""

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
"""How the API's description names the header."""
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?\Z')


def version() -> int:
    """The version in ``If-Match``. Problem ``malformed`` if there is none."""
    match = _VERSION.match(request.headers.get("If-Match", ""))
    if not match:
        raise Problem("malformed", {"If-Match": {"rule": "required"}})
    return int(match[1])
