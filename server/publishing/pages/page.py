"""A page as it is sent: its bytes, plain and packed, and the tag by which a reader's copy is known to be good."""

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import brotli

QUALITY = 9  # of brotli: a page is packed once and sent thousands of times


@dataclass(frozen=True)
class Page:
    """An answer of the public pages. ``type``: its media type with the charset; ``to``: where it has moved to."""

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    to: str | None = None

    @cached_property
    def etag(self) -> str:
        """The tag of this content."""
        return sha256(self.body).hexdigest()[:24]

    @cached_property
    def brotli(self) -> bytes:
        """The body as brotli packs it."""
        return brotli.compress(self.body, quality=QUALITY)

    @cached_property
    def gzip(self) -> bytes:
        """The body as gzip packs it."""
        return gzip.compress(self.body, mtime=0)
