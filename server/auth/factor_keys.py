"""The keys that the secrets of second factors are encrypted with: a file of age identities, which lies apart from the
database, so that a copy of the database or a backup makes no codes."""

import base64
import os
import tempfile
from pathlib import Path

from server.platform.config import ROOT
from server.platform.private_files import make_private

SEALED = "age:"
"""How an encrypted secret begins; one without it was kept as it is by an earlier release."""
IDENTITY = "AGE-SECRET-KEY-"


class FactorKeys:
    """The keys in a file: the first one encrypts, all of them decrypt.

    ``setting``: the value of FACTOR_KEY. The file is read each time, so that a key that was put back counts at once.
    """

    def __init__(self, setting: str):
        self.path = ROOT / setting

    def seal(self, person: str, secret: str) -> str:
        """A secret, encrypted for one person: in another's row it opens nothing. The key is made if there is none.

        Raises OSError if the file can be neither read nor made, and ValueError if it holds no key.
        """
        # The library is loaded where somebody has a second factor.
        from pyrage import IdentityError, encrypt, x25519

        lines = self._lines() or self._make()
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
            keys = [x25519.Identity.from_str(line) for line in self._lines()]
            owner, _, secret = decrypt(base64.b64decode(kept.removeprefix(SEALED)), keys).decode().partition(" ")
        except (DecryptError, IdentityError, OSError, ValueError):
            return None
        return secret if owner == person else None

    def _lines(self) -> list[str]:
        """The keys of the file, one a line; none if it is not there."""
        try:
            lines = self.path.read_text().splitlines()
        except FileNotFoundError:
            return []
        return [line.strip() for line in lines if line.startswith(IDENTITY)]

    def _make(self) -> list[str]:
        """The keys of the file, which is made with a new one unless it is there.

        It is on the disk, whole, when it gets its name, so that nothing is encrypted with a key that a power cut takes
        away; of processes that make it at once one does.
        """
        from pyrage import x25519

        make_private(self.path.parent)
        handle, name = tempfile.mkstemp(prefix=".key-", dir=self.path.parent)  # for this account alone
        drawn = Path(name)
        try:
            with os.fdopen(handle, "w") as file:
                file.write(f"{x25519.Identity.generate()}\n")
                file.flush()
                os.fsync(file.fileno())
            _give_name(drawn, self.path)
        finally:
            drawn.unlink()
        return self._lines()


def _give_name(file: Path, name: Path) -> None:
    """Give a file a second name, on the disk, unless another file has that name by now."""
    try:
        os.link(file, name)
    except FileExistsError:
        return
    folder = os.open(name.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
