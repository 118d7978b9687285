"""A drawn photo as a phone has it: the file, its preview, and its value in a record."""

import hashlib
from typing import Any, NamedTuple


class Photo(NamedTuple):
    """A photo: the file and its preview, and its value in the record."""

    file: bytes
    preview: bytes
    value: dict[str, Any]


def drawn_photo(kind: str, seed: str) -> Photo:
    """A photo for a kind of model, the same at each call with the same seed."""
    # Pillow draws when the demo is loaded, and never else.
    from server.demo.pictures import SIZE, drawn

    file, preview = drawn(kind, seed)
    value = {"sha256": hash_of(file), "bytes": len(file), "type": "image/webp", "w": SIZE[0], "h": SIZE[1]}
    return Photo(file, preview, value | {"preview": hash_of(preview)})


def hash_of(file: bytes) -> str:
    """The name of a photo's file: its SHA-256 in hexadecimal."""
    return hashlib.sha256(file).hexdigest()
