"""Photos for papers: the server's own rendition, small and as JPEG, which office programs of any age read."""

from base64 import b64encode
from io import BytesIO
from typing import NamedTuple

import structlog

from server.photos.files import PhotoFiles

LONGEST = 640  # pixels of the longer side: 200 to an inch, two in a row on A4
QUALITY = 76

log = structlog.get_logger()


class Print(NamedTuple):
    """A photo as a paper shows it: a JPEG, and its width and height in pixels."""

    jpeg: bytes
    width: int
    height: int

    @property
    def text(self) -> str:
        """The JPEG in base64."""
        return b64encode(self.jpeg).decode()


def read_print(files: PhotoFiles, scope: str, sha256: str) -> Print | None:
    """A photo of a scope for a paper; None, which is logged, if its file is not there or cannot be read."""
    # Pillow is loaded by those processes alone that need it.
    from PIL import Image

    try:
        body = files.read(scope, sha256, small=False)
    except FileNotFoundError:
        log.error("a photo's file is missing", scope=scope, sha256=sha256)
        return None
    try:
        with Image.open(BytesIO(body), formats=["WEBP"]) as opened:
            opened.thumbnail((LONGEST, LONGEST))
            picture = opened.convert("RGB")
    except (OSError, ValueError, RuntimeError):
        log.exception("a photo's file cannot be read", scope=scope, sha256=sha256)
        return None
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Print(out.getvalue(), picture.width, picture.height)
