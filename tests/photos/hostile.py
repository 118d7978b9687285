"""Files that are no photos, though each says that it is one: name → its bytes."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZipFile

from PIL import Image

from tests.photos.pictures import coded, drawn

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
OTHERS = {
    "svg": SVG,
    "html": HTML,
    "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "elf": b"\x7fELF" + bytes(200),
    "exe": b"MZ" + bytes(200),
    "script": b"#!/bin/sh\nrm -rf /\n",
    "ps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run",
    "empty": b"\0",
    "zeros": bytes(5_000),
    "noise": Random(1).randbytes(5_000),
    "text": "Không phải ảnh".encode(),
}
GOOD = {"jpeg": coded(drawn()), "png": coded(drawn(), "PNG"), "webp": coded(drawn(), "WEBP"), "lossless": b""}
GOOD["lossless"] = coded(drawn(), "WEBP", lossless=True)
GOOD["extended"] = coded(drawn().convert("RGBA"), "WEBP", exif=b"Exif\0\0" + bytes(20))
GOOD["progressive"] = coded(drawn(), progressive=True)


def files() -> Iterator[tuple[str, bytes]]:
    yield from OTHERS.items()
    for format_ in ("GIF", "BMP", "TIFF", "ICO", "PPM", "TGA", "PCX", "JPEG2000", "SGI", "DDS"):
        yield f"really {format_}", coded(drawn(64, 64), format_)
    for kind, good in GOOD.items():
        for part in (1, 2, 4, 8, 12, 20, 30, len(good) // 4, len(good) // 2, len(good) - 1):
            yield f"{kind} cut at {part}", good[:part]
        for name, more in {"svg": SVG, "html": HTML, "zip": _zip(), "same": good}.items():
            yield f"{kind} with {name} behind it", good + more
        yield f"{kind} with html before it", HTML + good
    yield from _bombs()
    yield from _moving()
    yield from _lying()


def _zip() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.html", HTML)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *more: bytes, rows: bytes | None = None) -> bytes:
    """A PNG of one colour, in grey, without making it."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    if rows is None:
        pack, parts = zlib.compressobj(9), []
        for _ in range(height):
            parts.append(pack.compress(bytes(1 + width)))
        rows = b"".join(parts) + pack.flush()
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _bombs() -> Iterator[tuple[str, bytes]]:
    yield "177 megapixels in half a megabyte", png(13_300, 13_300)
    yield "177 megapixels of JPEG", coded(Image.new("L", (13_300, 13_300)), quality=5)
    yield "26 megapixels", png(5_200, 5_000)
    yield "a strip", png(16_384, 1)
    yield "sides of 31 bits", png(2**31 - 1, 2**31 - 1, rows=zlib.compress(bytes(100)))
    yield "no pixels", png(0, 10, rows=zlib.compress(b"\0" * 10))
    text = b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9)
    yield "200 MB of text", png(9, 9, _chunk(b"zTXt", text))
    yield "200 MB of profile", png(9, 9, _chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(200 << 20), 9)))
    yield "fewer pixels than it says", png(2_000, 2_000, rows=zlib.compress(bytes(1_000)))
    webp = bytearray(coded(drawn(), "WEBP"))
    webp[26:30] = struct.pack("<HH", 16_383, 16_383)
    yield "268 megapixels of WebP", bytes(webp)
    lossless = bytearray(GOOD["lossless"])
    lossless[21:25] = struct.pack("<I", 16_382 | 16_382 << 14)
    yield "268 megapixels of lossless WebP", bytes(lossless)
    canvas = bytearray(GOOD["extended"])
    canvas[24:30] = b"\xfe\x3f\0\xfe\x3f\0"
    yield "a canvas of 268 megapixels", bytes(canvas)


def _moving() -> Iterator[tuple[str, bytes]]:
    frames = [drawn(64, 64, seed) for seed in (1, 2)]
    yield "a WebP that moves", coded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    yield "a PNG that moves", coded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    yield "two pictures in one JPEG", coded(frames[0], "MPO", save_all=True, append_images=frames[1:])


def _lying() -> Iterator[tuple[str, bytes]]:
    chance = Random(7)
    for kind, good in GOOD.items():
        for at in range(3):
            broken = bytearray(good)
            for _ in range(200):
                broken[chance.randrange(12, len(broken))] = chance.randrange(256)
            yield f"{kind} torn {at}", bytes(broken)
    yield "a JPEG whose frame comes twice", GOOD["jpeg"][:2] + _frame(9, 9) + GOOD["jpeg"][2:]
    yield "a JPEG of 65535 by 65535", b"\xff\xd8" + _frame(65_535, 65_535) + b"\xff\xd9"
    yield "a JPEG without pixels", b"\xff\xd8" + _frame(9, 9) + b"\xff\xd9"
    yield "a JPEG of markers alone", b"\xff\xd8" + b"\xff\xe1\0\2" * 50_000
    yield "a JPEG of filling alone", b"\xff\xd8\xff" + b"\xff" * 500_000
    yield "a RIFF that is a song", b"RIFF" + struct.pack("<I", 40) + b"WAVEfmt " + bytes(32)


def _frame(width: int, height: int) -> bytes:
    return b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"
