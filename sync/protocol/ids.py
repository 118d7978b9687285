"""Ids and versions: their form, and how a version is read and made."""

import base64
import hashlib
import re
import uuid
from typing import NamedTuple, TypeGuard

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,15})\.([A-Za-z0-9_-]{8})\Z")


class Version(NamedTuple):
    """A version of a record: the number ``rev`` of an entry in its scope's log, and ``chain``, a hash of the log."""

    rev: int
    chain: str

    def __str__(self) -> str:
        return f"{self.rev}.{self.chain}"


def is_uuid(text: object, version: int | None = None) -> TypeGuard[str]:
    """Whether ``text`` is a canonical lower-case UUID, of that UUID version if one is given."""
    found = _UUID.match(text) if isinstance(text, str) else None
    return found is not None and version in (None, int(found[1], 16))


def is_sha256(text: object) -> TypeGuard[str]:
    """Whether ``text`` is a SHA-256 in small hexadecimal digits: the name of a photo."""
    return isinstance(text, str) and _SHA256.match(text) is not None


def read_version(text: str) -> Version | None:
    """``"402.Qm3x9A_c"`` → ``Version(402, "Qm3x9A_c")``; None if the text is not a version."""
    found = _VERSION.match(text)
    return Version(int(found[1]), found[2]) if found else None


def natural_id(unit: str, register: str, period: str) -> str:
    """The id of the one record that a unit has for a period in a register with ``natural_key``.

    ``unit`` is the unit's id, ``register`` and ``period`` are keys. The id is the UUIDv5 of ``register:period`` in the
    namespace ``unit``.
    """
    return str(uuid.uuid5(uuid.UUID(unit), f"{register}:{period}"))


def next_digest(digest: bytes, mutation: str) -> bytes:
    """The SHA-256 hash (32 bytes) over a log's mutation ids, extended by the id ``mutation``.

    It begins as 32 zero bytes.
    """
    return hashlib.sha256(digest + mutation.encode()).digest()


def chain_of(digest: bytes) -> str:
    """The eight characters of a record's version that stand for the log up to it, made of the hash ``digest``."""
    return base64.urlsafe_b64encode(digest[:6]).decode()
