"""Ids and versions: what they look like, and how a version is read."""

import base64
import hashlib
import re
import uuid
from typing import NamedTuple, TypeGuard

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,15})\.([A-Za-z0-9_-]{8})\Z")


class Version(NamedTuple):
    """A place in a scope's log and a name for everything before it."""

    rev: int
    chain: str

    def __str__(self) -> str:
        return f"{self.rev}.{self.chain}"


def is_uuid(text: object, version: int | None = None) -> TypeGuard[str]:
    """Whether it is a canonical lower-case UUID (of that version)."""
    found = _UUID.match(text) if isinstance(text, str) else None
    return found is not None and version in (None, int(found[1], 16))


def read_version(text: str) -> Version | None:
    """``"402.Qm3x9A_c"`` → ``Version(402, "Qm3x9A_c")``; None if it is not a version."""
    found = _VERSION.match(text)
    return Version(int(found[1]), found[2]) if found else None


def natural_id(unit: str, register: str, period: str) -> str:
    """The id of the one record that a unit has in a register and period."""
    return str(uuid.uuid5(uuid.UUID(unit), f"{register}:{period}"))


def next_digest(digest: bytes, mutation: str) -> bytes:
    """The hash over a log's ids, one id further; 32 bytes."""
    return hashlib.sha256(digest + mutation.encode()).digest()


def chain_of(digest: bytes) -> str:
    """The eight characters of a version that name the history behind it."""
    return base64.urlsafe_b64encode(digest[:6]).decode()
