"""How answers may be packed for a browser over TLS, as phones in use are: with brotli, or else with gzip."""

import gzip
from collections.abc import Callable, Mapping

import brotli

BROWSER: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
"""The name of an encoding → a function that unpacks it; the best first."""
ACCEPTED = ", ".join(BROWSER)


def unpacked(raw: bytes, encoding: str | None) -> bytes:
    """The body of an answer with this ``Content-Encoding``."""
    unpack = BROWSER.get(encoding or "")
    return unpack(raw) if unpack else raw
