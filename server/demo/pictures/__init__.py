"""Pictures for the demo, drawn by a program: gardens, rooms and mountains, and nobody in them."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image

from server.demo.pictures.canvas import SIZE, Canvas
from server.demo.pictures.outdoors import crossing, garden, terraces
from server.demo.pictures.rooms import classroom, library

__all__ = ["SIZE", "drawn"]

SCENES: dict[str, Callable[[Canvas, Random], None]] = {
    "garden": garden,
    "library": library,
    "traffic": crossing,
    "centred": classroom,
    "volunteers": terraces,
    "own": terraces,
}
"""Kind of a model → what is drawn for it."""
QUALITY, PREVIEW = 78, (240, 180)


def drawn(kind: str, seed: str) -> tuple[bytes, bytes]:
    """A picture for a model of a kind, as a phone makes it of a photo: a WebP, and its small preview.

    The same seed gives the same picture, another one other colours and things.
    """
    canvas = Canvas()
    SCENES[kind](canvas, Random(f"picture {kind} {seed}"))
    picture = canvas.finished()
    return _coded(picture), _coded(picture.resize(PREVIEW))


def _coded(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()
