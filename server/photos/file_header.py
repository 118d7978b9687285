"""What a photo's file says before anything is decoded: format and size, and that it ends where the photo does.

Of a file that is nothing but a photo. A page, an archive or a second picture that hides behind one, or a size that no
memory holds, is found here, in one pass over the file.
"""

from typing import NamedTuple

MOST_PIXELS = {"JPEG": 25_000_000, "PNG": 25_000_000, "WEBP": 12_000_000}
"""Of each format: what decodes WebP holds every pixel three times."""
LONGEST_SIDE = 16_383  # pixels; of WebP, and no phone's camera has more

_STANDALONE = {0x01, *range(0xD0, 0xD8)}  # JPEG markers without a length
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG markers that say the size


class NotAPhoto(ValueError):
    """Raised for a file that is no whole photo of a format that is taken; its text says why, for the log."""


class Header(NamedTuple):
    """The format of a photo, as Pillow calls it, and its width and height in pixels as they are stored."""

    format: str
    width: int
    height: int


def read_header(data: bytes) -> Header:
    """The header of a photo's file. Raises NotAPhoto."""
    if data.startswith(b"\xff\xd8\xff"):
        header = _jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        header = _png(data)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        header = _webp(data)
    else:
        raise NotAPhoto("neither JPEG nor PNG nor WebP")
    sides = (header.width, header.height)
    if min(sides) < 1 or max(sides) > LONGEST_SIDE or header.width * header.height > MOST_PIXELS[header.format]:
        raise NotAPhoto("too few or too many pixels")
    return header


def _jpeg(data: bytes) -> Header:
    found, at, end = None, 2, len(data)
    while at + 4 <= end or data[at:] == b"\xff\xd9":
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _STANDALONE:
            at += 2
        elif marker == 0xD9:
            if found is None or at + 2 != end:
                raise NotAPhoto("a JPEG without a frame, or with something behind it")
            return found
        else:
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            if marker in _FRAMES:
                if found or length < 8 or at + 9 > end:
                    raise NotAPhoto("a JPEG with two frames, or half of one")
                sides = data[at + 5 : at + 9]
                found = Header("JPEG", int.from_bytes(sides[2:], "big"), int.from_bytes(sides[:2], "big"))
            at += 2 + max(length, 2)
            if marker == 0xDA:
                at = _after_scan(data, at)
    raise NotAPhoto("a JPEG that does not end")


def _after_scan(data: bytes, at: int) -> int:
    """Where the next marker stands after the compressed pixels that begin at ``at``; the end of the file if none."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] and data[at + 1] not in _STANDALONE and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def _png(data: bytes) -> Header:
    at, found = 8, None
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if found is None:
            if kind != b"IHDR" or length != 13:
                raise NotAPhoto("a PNG without its header")
            sides = data[at + 8 : at + 16]
            found = Header("PNG", int.from_bytes(sides[:4], "big"), int.from_bytes(sides[4:], "big"))
        elif kind == b"acTL":
            raise NotAPhoto("a PNG that moves")
        at += 12 + length
        if kind == b"IEND":
            if at != len(data):
                raise NotAPhoto("a PNG with something behind it")
            return found
    raise NotAPhoto("a PNG that does not end")


def _webp(data: bytes) -> Header:
    if int.from_bytes(data[4:8], "little") + 8 != len(data):
        raise NotAPhoto("a WebP that does not end, or with something behind it")
    kind, body = data[12:16], data[20:30]
    if len(body) < 10 or int.from_bytes(data[16:20], "little") > len(data) - 20:
        raise NotAPhoto("a WebP without its header")
    if kind == b"VP8X":
        if body[0] & 0x02:
            raise NotAPhoto("a WebP that moves")
        sides = [int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7)]
        _same_size(data, sides)
        return Header("WEBP", *sides)
    return Header("WEBP", *_pixels(kind, body))


def _pixels(kind: bytes, body: bytes) -> tuple[int, int]:
    """Width and height of the compressed pixels in a chunk of a WebP."""
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    if kind == b"VP8L" and body[0] == 0x2F:
        packed = int.from_bytes(body[1:5], "little")
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    raise NotAPhoto("a WebP without pixels")


def _same_size(data: bytes, sides: list[int]) -> None:
    """Raise NotAPhoto unless the pixels of a WebP with an extended header are as many as that says."""
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"VP8 ", b"VP8L"):
            if list(_pixels(kind, data[at + 8 : at + 18].ljust(10, b"\0"))) != sides:
                raise NotAPhoto("a WebP of two sizes")
            return
        at += 8 + length + length % 2
    raise NotAPhoto("a WebP without pixels")
