"""The style, the script and the worker of the public pages: small files, each under a name that changes with it."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from server.publishing.pages.addresses import FILES

FOLDER = Path(__file__).parent / "static"
KEPT, OF_SLIDES = ("site.css", "site.js"), ("slides.css", "slides.js")
"""What every page names, and a reader keeps from the start; what slides alone name."""
TYPES = {".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True)
class File:
    """A file: its address, which changes with its content, its media type and content."""

    address: str
    type: str
    content: bytes


@cache
def file(name: str) -> File:
    """The file of a name in the folder ``static``."""
    content = (FOLDER / name).read_bytes()
    stem, end = name.rsplit(".", 1)
    return File(f"{FILES}/{stem}.{sha256(content).hexdigest()[:12]}.{end}", TYPES[f".{end}"], content)


@cache
def by_address() -> dict[str, File]:
    """Address → file, of all that pages name."""
    return {one.address: one for one in map(file, (*KEPT, *OF_SLIDES))}


@cache
def worker() -> bytes:
    """The service worker, which knows the files that it keeps from the start."""
    kept = [file(name).address for name in KEPT]
    names = "".join(f"{address!r}, " for address in [*kept, "/mark.svg"])
    return (FOLDER / "worker.js").read_bytes().replace(b"/* files */", names.encode())
