"""Making a photo anew without what is not to be seen: cut off or blurred in the pixels themselves. Runs in the
sandbox."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple, TypedDict

from PIL import Image, ImageFilter

from server.photos.rendition import REFUSED, Renditions
from server.platform.sandbox.fault import refuse_memory
from server.publishing.examples.photo_files import LARGE, SMALL

QUALITY = {LARGE: 80, SMALL: 72}
WHOLE = 10_000
"""The width, or height, of a photo in the measure of rectangles."""
BLOCKS = 4  # along the longer side of what is blurred: nobody is known by so few

Rectangle = Sequence[int]
"""Left, top, width and height, each in parts of ``WHOLE`` of the photo's."""


class Redaction(TypedDict):
    """What is done to a photo: all but ``crop`` is cut off, None for nothing; each of ``blurs`` is blurred before."""

    crop: list[int] | None
    blurs: list[list[int]]


class Redacted(NamedTuple):
    """A photo made anew: both sizes as WebP, and the pixels of the large one."""

    files: Renditions
    width: int
    height: int


def redact(data: bytes, redaction: bytes) -> bytes:
    """Both sizes of a photo of the server's own (WebP) after a ``Redaction``, given as JSON; ``split`` takes them
    apart. ``REFUSED`` if it cannot be read. The function for the sandbox: it raises MemoryError alone."""
    try:
        wanted: Redaction = json.loads(redaction)
        with Image.open(BytesIO(data), formats=["WEBP"]) as opened:
            picture = opened.convert("RGB")
        for rectangle in wanted["blurs"]:
            _blur(picture, _box(rectangle, picture.size))
        if wanted["crop"]:
            picture = picture.crop(_box(wanted["crop"], picture.size))
        picture.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
        large, small = _webp(picture, LARGE), _webp(picture, SMALL)
        head = b"".join(number.to_bytes(4, "big") for number in (*picture.size, len(large)))
        return head + large + small
    except Exception as fault:
        refuse_memory(fault)
        return REFUSED


def split(made: bytes) -> Redacted | None:
    """The photo in what ``redact`` gave; None if it refused the file."""
    if made == REFUSED:
        return None
    width, height, length = (int.from_bytes(made[at : at + 4], "big") for at in (0, 4, 8))
    return Redacted(Renditions(made[12 : 12 + length], made[12 + length :]), width, height)


def _box(rectangle: Rectangle, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The pixels of a rectangle, whole ones, never none."""
    left, top, width, height = rectangle
    across, down = size
    x, y = left * across // WHOLE, top * down // WHOLE
    right, bottom = -(-(left + width) * across // WHOLE), -(-(top + height) * down // WHOLE)
    return x, y, min(across, max(x + 1, right)), min(down, max(y + 1, bottom))


def _blur(picture: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Leave a few averages of a part's pixels, drawn softly: the pixels themselves cannot be worked out again."""
    part = picture.crop(box)
    side = max(part.size)
    few = part.resize(tuple(max(1, BLOCKS * one // side) for one in part.size), Image.Resampling.BOX)
    picture.paste(few.resize(part.size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(side / 16)), box)


def _webp(picture: Image.Image, side: int) -> bytes:
    shrunk = picture.copy()
    shrunk.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = BytesIO()
    shrunk.save(out, "WEBP", quality=QUALITY[side], method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
