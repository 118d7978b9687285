"""The cursor: how far a phone has read each of its scopes, in which history and view. Opaque to phones."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

FORMAT = 1
ZERO = "AAAAAAAA"  # the chain before anything happened


class Place(NamedTuple):
    """Read up to ``rev`` of the history that ``chain`` names, as ``view`` (6 hex digits) sees it.

    ``floor``: the rev up to which the phone had everything when it began the pages that it is reading now. A record
    that was changed in between moved on to a later page, so the revs from ``floor`` to ``rev`` were not all delivered.
    """

    rev: int
    chain: str
    view: str
    floor: int


@dataclass(slots=True)
class Cursor:
    """``places`` by the scope's mark; ``step``: how often the page has doubled."""

    step: int = 0
    places: dict[str, Place] = field(default_factory=dict)

    def text(self) -> str:
        """Some 26 characters for one scope."""
        out = bytearray((FORMAT, self.step))
        for mark, place in sorted(self.places.items()):
            out += bytes.fromhex(mark) + _varint(place.rev) + _varint(place.rev - place.floor)
            out += base64.urlsafe_b64decode(place.chain) + bytes.fromhex(place.view)
        out += _check(out)
        return base64.urlsafe_b64encode(out).decode().rstrip("=")


def read(text: str) -> Cursor:
    """ValueError if it is not one of ours."""
    raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    body, check = raw[:-2], raw[-2:]
    if len(body) < 2 or body[0] != FORMAT or check != _check(body):
        raise ValueError("not a cursor")
    cursor, at = Cursor(body[1]), 2
    while at < len(body):
        mark = body[at : at + 4].hex()
        rev, at = _read_varint(body, at + 4)
        unsure, at = _read_varint(body, at)
        chain = base64.urlsafe_b64encode(body[at : at + 6]).decode()
        cursor.places[mark] = Place(rev, chain, body[at + 6 : at + 9].hex(), rev - unsure)
        at += 9
    if at != len(body):
        raise ValueError("not a cursor")
    return cursor


def mark_of(scope: str) -> str:
    """What a cursor calls a scope: the end of its id, as ids made in the same minute begin alike."""
    return scope[-8:]


def _check(body: bytes | bytearray) -> bytes:
    return hashlib.sha256(body).digest()[:2]


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes((number,)))


def _read_varint(body: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        if at >= len(body) or shift > 56:
            raise ValueError("not a cursor")
        number |= (body[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if body[at - 1] < 128:
            return number, at
