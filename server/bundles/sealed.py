"""The format of a bundle, version 1: a head that the carrier may read, of which nothing can be learned, and a body that
only this server opens."""

import base64
from typing import NamedTuple

from server.bundles.keys import NAME_BYTES, BundleKeys, Sealer, suite

TYPE = "application/vnd.lantoa.bundle"
MAGIC = b"LANTOA-BUNDLE/1\n"
AS_TEXT = b"LANTOA-BUNDLE/1 base64\n"  # the same, as a text: share sheets pass those on
POINT = 65  # bytes of the key that a phone draws for one bundle: an uncompressed point of P-256
INFO = b"lantoa bundle 1"
LARGEST = 16 << 20  # bytes of a bundle; a phone splits what is more


class Opened(NamedTuple):
    """A bundle that was opened: who sealed it, and what it holds."""

    by: Sealer
    content: bytes


class _Head(NamedTuple):
    key: str
    handle: bytes
    point: bytes
    size: int


def plain(raw: bytes) -> bytes:
    """The bytes of a bundle that may have come as a text. Raises ValueError."""
    if not raw.startswith(AS_TEXT):
        return raw
    return base64.b64decode(b"".join(raw.removeprefix(AS_TEXT).split()), validate=True)


def unseal(keys: BundleKeys, raw: bytes) -> Opened:
    """Open a bundle. Raises ValueError, in words that say why, if it is none, is damaged, is sealed to a key that the
    server does not hold, or was not sealed by the session that it names; OSError if the keys cannot be read."""
    from pyhpke import PyHPKEError

    head = _read_head(raw)
    key = keys.named(head.key)
    if key is None:
        raise ValueError("sealed for another server, or to a key that this one has lost")
    by = key.sealer(head.handle)
    try:
        context = suite().create_recipient_context(
            head.point, key.pair.private_key, INFO, psk=key.secret_of(head.handle), psk_id=head.handle
        )
        return Opened(by, context.open(raw[head.size :], raw[: head.size]))
    except (PyHPKEError, ValueError) as fault:
        raise ValueError("damaged, or not sealed by the session that it names") from fault


def _read_head(raw: bytes) -> _Head:
    if not raw.startswith(MAGIC):
        raise ValueError("not a file of unsent work, or of a later version")
    at = len(MAGIC)
    name, at = raw[at : at + NAME_BYTES], at + NAME_BYTES
    length, at = raw[at : at + 1], at + 1
    size = at + (length[0] if length else 0) + POINT
    if len(raw) <= size:
        raise ValueError("cut off: it is not whole")
    return _Head(name.hex(), raw[at : size - POINT], raw[size - POINT : size], size)
