"""The key by which makers of browsers know who sends (VAPID, RFC 8292), in a file apart from the database."""

import base64
import hashlib
from typing import TYPE_CHECKING

from server.platform.config import ROOT
from server.platform.key_file import KeyFile

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SECRET = "LANTOA-PUSH-KEY-"
"""How a key's line begins; 32 bytes follow, in base64url."""


class PushKeys:
    """The keys in a file: the first one signs. ``setting``: the value of PUSH_KEY."""

    def __init__(self, setting: str):
        self.file = KeyFile(ROOT / setting, SECRET)
        self.path = self.file.path

    def private(self) -> "EllipticCurvePrivateKey":
        """The key, which is made if there is none. Raises OSError if the file can be neither read nor made, ValueError
        if it holds no key."""
        from cryptography.hazmat.primitives.asymmetric import ec

        lines = self.file.lines_or_new(_draw)
        if not lines:
            raise ValueError(f"{self.path} holds no key")
        number = int.from_bytes(from_text(lines[0].removeprefix(SECRET)))
        return ec.derive_private_key(number, ec.SECP256R1())

    def secret(self) -> bytes:
        """What only this server knows: links in letters are signed with it. Raises as ``private``."""
        number = self.private().private_numbers().private_value
        return hashlib.sha256(b"letters" + number.to_bytes(32)).digest()

    def public(self) -> str:
        """What a browser is given to subscribe with: the public half, base64url. Raises as ``private``."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        point = self.private().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return to_text(point)


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """The bytes of base64url, padded or not. Raises ValueError for what is none."""
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True)


def _draw() -> str:
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return SECRET + to_text(number.to_bytes(32))
