"""A photo's renditions, made from its pixels alone: what is served, and its thumbnail. Runs in the sandbox."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from server.photos.file_header import NotAPhoto, read_header
from server.platform.sandbox.fault import refuse_memory
from server.platform.sandbox.limits import Limits

LARGE, SMALL = 1_280, 320  # pixels of the longer side
QUALITY = {LARGE: 80, SMALL: 70}
LIMITS = Limits(memory=288 << 20, cpu=8, wall=16, output=8 << 20)
REFUSED = b"refused"
"""What ``render`` gives for a file that is no photo."""

Image.MAX_IMAGE_PIXELS = None  # the header is looked at before; to warn would be to refuse twice


class Renditions(NamedTuple):
    """The bytes of two WebP files: of the photo, and of its thumbnail."""

    large: bytes
    small: bytes


def render(data: bytes) -> bytes:
    """Both renditions of a photo's file, as ``split`` takes them apart; ``REFUSED`` if it is no photo.

    They are upright and hold pixels alone: no EXIF, XMP, profile, comment or thumbnail of the file's own. The function
    for the sandbox: it raises MemoryError alone.
    """
    try:
        header = read_header(data)
        picture = _shrunk(data, header.format)
        large = _webp(picture, LARGE)
        return len(large).to_bytes(4, "big") + large + _webp(picture, SMALL)
    except NotAPhoto:
        return REFUSED
    except Exception as fault:
        # Of what a stranger's file makes a decoder raise there is no list.
        refuse_memory(fault)
        return REFUSED


def split(made: bytes) -> Renditions | None:
    """The renditions in what ``render`` gave; None if it refused the file."""
    if made == REFUSED:
        return None
    length = int.from_bytes(made[:4], "big")
    return Renditions(made[4 : 4 + length], made[4 + length :])


def _shrunk(data: bytes, format_: str) -> Image.Image:
    """The photo upright, in RGB and no larger than it is served, without anything that its file said beside."""
    with Image.open(BytesIO(data), formats=[format_]) as opened:
        if getattr(opened, "n_frames", 1) != 1 or opened.format != format_:
            raise NotAPhoto("more than one picture")
        opened.draft("RGB", (LARGE, LARGE))
        turned = _orientation(opened)
        opened.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        clean = Image.new("RGB", opened.size)
        clean.paste(_flat(opened))
    if turned != 1:
        clean.getexif()[_ORIENTATION] = turned
        clean = ImageOps.exif_transpose(clean)
    clean.info.clear()
    return clean


_ORIENTATION = 0x0112


def _orientation(opened: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 if the file does not say, or says it in a way that cannot be read."""
    try:
        turned = opened.getexif().get(_ORIENTATION, 1)
    except Exception as fault:
        refuse_memory(fault)
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _flat(opened: Image.Image) -> Image.Image:
    """The picture in RGB, on white where it can be seen through."""
    if opened.mode == "RGB":
        return opened
    if "A" not in opened.getbands() and "transparency" not in opened.info:
        return opened.convert("RGB")
    seen_through = opened.convert("RGBA")
    white = Image.new("RGB", seen_through.size, "white")
    white.paste(seen_through, mask=seen_through.getchannel("A"))
    return white


def _webp(picture: Image.Image, side: int) -> bytes:
    shrunk = picture.copy()
    shrunk.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = BytesIO()
    shrunk.save(out, "WEBP", quality=QUALITY[side], method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
