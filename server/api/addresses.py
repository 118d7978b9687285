"""What an address of the API may hold: texts and whole numbers that every database takes. All else names nothing."""

from flask import request
from werkzeug.routing import IntegerConverter, Map

from server.platform.hosts import WRONG
from sync.protocol.problems import Problem

GREATEST = 2**31 - 1
"""The greatest number that names something: databases keep such names in four bytes."""


class WholeNumber(IntegerConverter):
    """``<int:…>`` in an address: plain digits, at most ``GREATEST``; where there is anything else nothing is found."""

    regex = "[0-9]{1,10}"

    def __init__(self, map: Map):
        super().__init__(map, max=GREATEST)


def refuse_wrong_host() -> None:
    """Called before each request: Problem ``wrong_host`` if it names a host that is not ours."""
    if WRONG in request.environ:
        raise Problem("wrong_host")


def refuse_unsound_path() -> None:
    """Called before each request: Problem ``not_found`` if its path holds NUL, which PostgreSQL keeps in no text. Other
    bytes that are no text have been replaced by then."""
    if "\0" in request.path:
        raise Problem("not_found")
