"""The plates of pictures of a Word report, as they go into the sandbox that makes it."""

from collections.abc import Sequence
from typing import TypedDict


class PlatePicture(TypedDict):
    """A picture of a plate: a JPEG in base64, and the lines under it."""

    jpeg: str
    width: int
    height: int
    lines: Sequence[str]


class Plate(TypedDict):
    """The plate of a register. ``note``: how many pictures, of how many records."""

    title: str
    note: str
    pictures: list[PlatePicture]
