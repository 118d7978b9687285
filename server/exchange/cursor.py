"""The cursor: how far a phone has read each of its scopes, in which history and view.

Phones keep it without reading it.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

SHORT, RESTORED, REMINDED, UNSURE = 128, 64, 32, 16  # the bits of a cursor's first byte beside its step
MOST_STEPS = 15
OLDER = range(1, 5)  # first bytes of cursors of earlier releases: 1, 1 after a restore, 2 more with reminders
RESTORE_BYTES, SAFE_BYTES = 4, 2
LATEST = 2**47  # milliseconds since 1970 that a reminder may be named by: the year 6429
ZERO = "AAAAAAAA"  # the chain of an empty log


class ScopeCursor(NamedTuple):
    """How far a phone has read one scope's log: up to ``rev``.

    ``chain``: a hash, 8 characters, of the log up to ``rev``; ``view``: 6 hex digits that change with what the account
    may see. ``floor``: the rev up to which the phone had everything when it began the series of pages that it is
    reading; from ``floor`` to ``rev`` it may lack records, as a record that changes meanwhile moves on to a later page.
    ``reminded``: the moment of the unit's last reminder that it has, in milliseconds since 1970; 0 without one.
    """

    rev: int
    chain: str
    view: str
    floor: int
    reminded: int = 0


@dataclass(slots=True)
class Cursor:
    """How far a phone has read all of its scopes.

    ``scopes``: ``short_id`` of the scope → how far. ``step``: how often the size of a page has grown since the first,
    up to ``MOST_STEPS``. ``restore``: the newest restore from backup that was recorded when it was written, as 8 hex
    digits; empty if none. ``safe``: what the phone was last given of where backups reach (``safe_digest``); 0 if that
    is nothing.
    """

    step: int = 0
    restore: str = ""
    scopes: dict[str, ScopeCursor] = field(default_factory=dict)
    safe: int = 0

    def text(self) -> str:
        """The cursor as it is sent: base64url, some 28 characters for one scope, with a checksum at the end."""
        reminded = any(scope.reminded for scope in self.scopes.values())
        unsure = any(scope.floor != scope.rev for scope in self.scopes.values())
        out = bytearray((SHORT | RESTORED * bool(self.restore) | REMINDED * reminded | UNSURE * unsure | self.step,))
        out += bytes.fromhex(self.restore) + self.safe.to_bytes(SAFE_BYTES)
        for short, scope in sorted(self.scopes.items()):
            out += bytes.fromhex(short) + _varint(scope.rev) + (_varint(scope.rev - scope.floor) if unsure else b"")
            out += base64.urlsafe_b64decode(scope.chain) + bytes.fromhex(scope.view)
            out += _varint(scope.reminded) if reminded else b""
        out += _checksum(out)
        return base64.urlsafe_b64encode(out).decode().rstrip("=")


class _Head(NamedTuple):
    """What a cursor says before its scopes, and where these begin; ``unit``: of reminders, in a millisecond."""

    cursor: Cursor
    at: int
    reminded: bool
    unsure: bool
    unit: int = 1


def read(text: str) -> Cursor:
    """Parse the cursor that a phone sent back, also one of an earlier release. Raises ValueError if it is none that
    this server made."""
    raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    body, checksum = raw[:-2], raw[-2:]
    if len(body) < 2 or checksum != _checksum(body):
        raise ValueError("not a cursor")
    cursor, at, reminded, unsure, unit = _read_head(body)
    while at < len(body):
        short = body[at : at + 4].hex()
        rev, at = _read_varint(body, at + 4)
        behind, at = _read_varint(body, at) if unsure else (0, at)
        chain = base64.urlsafe_b64encode(body[at : at + 6]).decode()
        view = body[at + 6 : at + 9].hex()
        moment, at = _read_varint(body, at + 9) if reminded else (0, at + 9)
        if moment // unit > LATEST:
            raise ValueError("not a cursor")
        cursor.scopes[short] = ScopeCursor(rev, chain, view, rev - behind, moment // unit)
    if at != len(body):
        raise ValueError("not a cursor")
    return cursor


def safe_digest(safe: Mapping[str, int]) -> int:
    """A number from 1 to 65,535 for what a phone is given of where backups reach (scope id → rev), by which a cursor
    says that it has that. Where two are the same by chance, the phone prunes its journal one backup later."""
    written = "|".join(f"{scope}:{rev}" for scope, rev in sorted(safe.items()))
    return int.from_bytes(hashlib.sha256(written.encode()).digest()[:SAFE_BYTES]) or 1


def _read_head(body: bytes) -> _Head:
    first = body[0]
    if first in OLDER:
        at = 2 if first % 2 else 2 + RESTORE_BYTES
        return _Head(Cursor(min(body[1], MOST_STEPS), body[2:at].hex()), at, first > 2, unsure=True, unit=1000)
    at = 1 + RESTORE_BYTES * bool(first & RESTORED)
    if not first & SHORT or at + SAFE_BYTES > len(body):
        raise ValueError("not a cursor")
    safe = int.from_bytes(body[at : at + SAFE_BYTES])
    cursor = Cursor(first & MOST_STEPS, body[1:at].hex(), safe=safe)
    return _Head(cursor, at + SAFE_BYTES, bool(first & REMINDED), bool(first & UNSURE))


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
