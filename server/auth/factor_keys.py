"""The keys that the secrets of second factors are encrypted with: a file of age identities, which lies apart from the
database, so that a copy of the database or a backup makes no codes."""

import base64

from server.platform.config import ROOT
from server.platform.key_file import KeyFile

SEALED = "age:"
"""How an encrypted secret begins; one without it was kept as it is by an earlier release."""
IDENTITY = "AGE-SECRET-KEY-"


class FactorKeys:
    """The keys in a file: the first one encrypts, all of them decrypt.

    ``setting``: the value of FACTOR_KEY. The file is read each time, so that a key that was put back counts at once.
    """

    def __init__(self, setting: str):
        self.file = KeyFile(ROOT / setting, IDENTITY)
        self.path = self.file.path

    def seal(self, person: str, secret: str) -> str:
        """A secret, encrypted for one person: in another's row it opens nothing. The key is made if there is none.

        Raises OSError if the file can be neither read nor made, and ValueError if it holds no key.
        """
        # The library is loaded where somebody has a second factor.
        from pyrage import IdentityError, encrypt, x25519

        lines = self.file.lines_or_new(lambda: str(x25519.Identity.generate()))
        try:
            key = x25519.Identity.from_str(lines[0]).to_public()
        except (IndexError, IdentityError) as fault:
            raise ValueError(f"{self.path} holds no key: {fault}") from None
        sealed = encrypt(f"{person} {secret}".encode(), [key])
        return SEALED + base64.b64encode(sealed).decode()

    def open(self, person: str, kept: str) -> str | None:
        """The secret that is kept for a person, encrypted or as it is; None if no key of the file opens it."""
        if not kept.startswith(SEALED):
            return kept
        from pyrage import DecryptError, IdentityError, decrypt, x25519

        try:
            keys = [x25519.Identity.from_str(line) for line in self.file.lines()]
            owner, _, secret = decrypt(base64.b64decode(kept.removeprefix(SEALED)), keys).decode().partition(" ")
        except (DecryptError, IdentityError, OSError, ValueError):
            return None
        return secret if owner == person else None
