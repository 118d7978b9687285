"""The keys that bundles are sealed to (HPKE, RFC 9180, in PSK mode), and what a phone is given to seal one by."""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from server.models.log_storage import SESSION
from server.platform.config import ROOT
from server.platform.key_file import KeyFile
from sync.protocol.ids import is_uuid

if TYPE_CHECKING:
    from pyhpke import CipherSuite, KEMKeyPair

SECRET = "LANTOA-BUNDLE-KEY-"
NAME_BYTES, NONCE_BYTES = 8, 12


class Offer(TypedDict):
    """What a session needs to seal bundles, as its phone is told; all but ``key`` are base64url.

    ``key``: the name of the server's key, 16 hex digits. ``public``: that key, an uncompressed point of P-256.
    ``handle``: names the account and its session to the server alone. ``secret``: shows that this session sealed it.
    """

    key: str
    public: str
    handle: str
    secret: str


class Sealer(NamedTuple):
    """Who sealed a bundle: an account, and the first digits of its session's digest, as log entries have them."""

    account: str
    session: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the server. ``name``: 16 hex digits of the hash of its public half. ``seed``: 32 secret bytes of which
    all else is derived."""

    name: str
    seed: bytes
    pair: "KEMKeyPair"

    def offer(self, account: str, session: str) -> Offer:
        """What a phone seals by; ``session``: the digest of its session."""
        handle = self._handle(account, session)
        public = self.pair.public_key.to_public_bytes()
        return {
            "key": self.name,
            "public": _text(public),
            "handle": _text(handle),
            "secret": _text(self.secret_of(handle)),
        }

    def sealer(self, handle: bytes) -> Sealer:
        """Whom a handle names. Raises ValueError if this key has not made it."""
        from cryptography.exceptions import InvalidTag

        try:
            named = self._cipher().decrypt(handle[:NONCE_BYTES], handle[NONCE_BYTES:], None).decode()
        except (InvalidTag, UnicodeDecodeError) as fault:
            raise ValueError("the handle is not this server's") from fault
        account, _, session = named.partition(" ")
        if not is_uuid(account):
            raise ValueError("the handle is not this server's")
        return Sealer(account, session)

    def secret_of(self, handle: bytes) -> bytes:
        """The secret that goes with a handle: 32 bytes."""
        return self._derived(b"secret " + handle)

    def _handle(self, account: str, session: str) -> bytes:
        named = f"{account} {session[:SESSION]}".encode()
        # Of what it encrypts: a session has one handle, and no nonce is used for two.
        nonce = self._derived(b"nonce " + named)[:NONCE_BYTES]
        return nonce + self._cipher().encrypt(nonce, named, None)

    def _cipher(self):
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._derived(b"handle"))

    def _derived(self, purpose: bytes) -> bytes:
        return hmac.digest(self.seed, b"lantoa bundle " + purpose, "sha256")


class BundleKeys:
    """The keys of the file that BUNDLE_KEY names: bundles are sealed to the first one, and opened by all of them."""

    def __init__(self, setting: str):
        self.file = KeyFile(ROOT / setting, SECRET)

    def current(self) -> Key:
        """The key to seal to, made if there is none. Raises OSError if the file can be neither read nor made, and
        ValueError if it holds no key."""
        lines = self.file.lines_or_new(_drawn)
        if not lines:
            raise ValueError(f"{self.file.path} holds no key")
        return _key(lines[0])

    def named(self, name: str) -> Key | None:
        """The key of that name; None if the file does not hold it. Raises OSError, ValueError."""
        return next((key for key in map(_key, self.file.lines()) if key.name == name), None)

    def rotate(self) -> Key:
        """Make a new key the one to seal to; what was sealed to the others still opens. Raises OSError."""
        self.file.put_first(_drawn())
        return self.current()


def suite() -> "CipherSuite":
    """The suite of version 1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM."""
    # Its library is loaded where somebody signs in or brings a file.
    from pyhpke import AEADId, CipherSuite, KDFId, KEMId

    return CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def _drawn() -> str:
    return SECRET + _text(os.urandom(32))


@lru_cache(16)
def _key(line: str) -> Key:
    """The key that a line of the file holds. Raises ValueError."""
    seed = base64.b64decode(line.removeprefix(SECRET) + "=", altchars=b"-_", validate=True)
    if len(seed) != 32:
        raise ValueError("a key has 32 bytes")
    pair = suite().kem.derive_key_pair(seed)
    return Key(hashlib.sha256(pair.public_key.to_public_bytes()).digest()[:NAME_BYTES].hex(), seed, pair)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
