"""The cursor: how far a phone has read each of its scopes, in which history and view.

Phones keep it without reading it.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

FORMAT = 1
AFTER_RESTORE = 2  # the format of a cursor that names a restore
REMINDED = 2  # added to the format of a cursor that says up to when its phone has reminders
FORMATS = range(FORMAT, AFTER_RESTORE + REMINDED + 1)
RESTORE_BYTES = 4
LATEST = 2**57  # microseconds since 1970 that a reminder may be named by: the year 6537
ZERO = "AAAAAAAA"  # the chain of an empty log


class ScopeCursor(NamedTuple):
    """How far a phone has read one scope's log: up to ``rev``.

    ``chain``: a hash, 8 characters, of the log up to ``rev``; ``view``: 6 hex digits that change with what the account
    may see. ``floor``: the rev up to which the phone had everything when it began the series of pages that it is
    reading; from ``floor`` to ``rev`` it may lack records, as a record that changes meanwhile moves on to a later page.
    ``reminded``: the moment of the unit's last reminder that it has, in microseconds since 1970; 0 without one.
    """

    rev: int
    chain: str
    view: str
    floor: int
    reminded: int = 0


@dataclass(slots=True)
class Cursor:
    """How far a phone has read all of its scopes.

    ``scopes``: ``short_id`` of the scope → how far. ``step``: how often the size of a page has doubled since the first.
    ``restore``: the newest restore from backup that was recorded when it was written, as 8 hex digits; empty if none.
    """

    step: int = 0
    restore: str = ""
    scopes: dict[str, ScopeCursor] = field(default_factory=dict)

    def text(self) -> str:
        """The cursor as it is sent: base64url, some 26 characters for one scope, with a checksum at the end."""
        reminded = any(scope.reminded for scope in self.scopes.values())
        format_ = (AFTER_RESTORE if self.restore else FORMAT) + (REMINDED if reminded else 0)
        out = bytearray((format_, self.step)) + bytes.fromhex(self.restore)
        for short, scope in sorted(self.scopes.items()):
            out += bytes.fromhex(short) + _varint(scope.rev) + _varint(scope.rev - scope.floor)
            out += base64.urlsafe_b64decode(scope.chain) + bytes.fromhex(scope.view)
            out += _varint(scope.reminded) if reminded else b""
        out += _checksum(out)
        return base64.urlsafe_b64encode(out).decode().rstrip("=")


def read(text: str) -> Cursor:
    """Parse the cursor that a phone sent back. Raises ValueError if it is none that this server made."""
    raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    body, checksum = raw[:-2], raw[-2:]
    if len(body) < 2 or body[0] not in FORMATS or checksum != _checksum(body):
        raise ValueError("not a cursor")
    reminded = body[0] > AFTER_RESTORE
    at = 2 if body[0] in (FORMAT, FORMAT + REMINDED) else 2 + RESTORE_BYTES
    cursor = Cursor(body[1], body[2:at].hex())
    while at < len(body):
        short = body[at : at + 4].hex()
        rev, at = _read_varint(body, at + 4)
        unsure, at = _read_varint(body, at)
        chain = base64.urlsafe_b64encode(body[at : at + 6]).decode()
        view = body[at + 6 : at + 9].hex()
        mark, at = _read_varint(body, at + 9) if reminded else (0, at + 9)
        if mark > LATEST:
            raise ValueError("not a cursor")
        cursor.scopes[short] = ScopeCursor(rev, chain, view, rev - unsure, mark)
    if at != len(body):
        raise ValueError("not a cursor")
    return cursor


def short_id(scope: str) -> str:
    """The name of a scope in a cursor: the last 8 characters of its id, as ids made in the same minute begin alike."""
    return scope[-8:]


def _checksum(body: bytes | bytearray) -> bytes:
    return hashlib.sha256(body).digest()[:2]


def _varint(number: int) -> bytes:
    """A number as bytes: seven bits in each, the lowest first; the eighth bit says that more follow."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes((number,)))


def _read_varint(body: bytes, at: int) -> tuple[int, int]:
    """The number that begins at ``at``, and where it ends."""
    number = shift = 0
    while True:
        if at >= len(body) or shift > 56:
            raise ValueError("not a cursor")
        number |= (body[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if body[at - 1] < 128:
            return number, at
