"""The file of a backup: a compressed tar, encrypted with age if a recipient's key is set."""

import gzip
import tarfile
from pathlib import Path

from pyrage import DecryptError, decrypt_io, encrypt_io, x25519

from server.platform.place import sync

PLAIN, SEALED = ".tar.gz", ".tar.gz.age"
FAST = 1  # of gzip's levels: a backup is made each hour


def pack(folder: Path, file: Path, recipient: str) -> None:
    """Put what lies in a folder into one file, which is on the disk when this returns.

    ``recipient``: an age public key that it is encrypted for; empty: not encrypted. Raises ValueError if it is no key.
    """
    packed = file.with_suffix(".packing") if recipient else file
    with gzip.open(packed, "wb", compresslevel=FAST) as out, tarfile.open(fileobj=out, mode="w") as tar:
        for path in sorted(folder.iterdir()):
            tar.add(path, path.name)
    if recipient:
        key = recipient_of(recipient)
        with packed.open("rb") as source, file.open("wb") as target:
            encrypt_io(source, target, [key])
        packed.unlink()
    sync(file)


def recipient_of(text: str) -> x25519.Recipient:
    """The age public key that a text holds. Raises ValueError if it is none."""
    try:
        return x25519.Recipient.from_str(text)
    except Exception as fault:  # pyrage's RecipientError is no ValueError
        raise ValueError(f"LANTOA_BACKUP_RECIPIENT is no age public key: {fault}") from None


def unpack(file: Path, folder: Path, identity: Path | None = None) -> None:
    """Lay out in a folder what a backup's file holds.

    ``identity``: the file of the age identity that it was encrypted for. Raises ValueError that says what is wrong.
    """
    packed = file
    if file.name.endswith(SEALED):
        if identity is None:
            raise ValueError("the backup is encrypted: give the file of its identity (--identity)")
        packed = folder / "unsealed"
        _unseal(file, packed, identity)
    try:
        with tarfile.open(packed, "r:gz") as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError, EOFError) as fault:
        raise ValueError(f"the backup is damaged: {fault}") from None
    if packed != file:
        packed.unlink()


def identities_in(file: Path) -> list[x25519.Identity]:
    """The age identities that stand in a file."""
    lines = [line.strip() for line in file.read_text().splitlines()]
    return [x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]


def _unseal(file: Path, target: Path, identity: Path) -> None:
    try:
        with file.open("rb") as source, target.open("wb") as out:
            decrypt_io(source, out, identities_in(identity))
    except DecryptError as fault:
        raise ValueError(f"the backup cannot be decrypted with {identity}: {fault}") from None
