"""Nothing that a photo's file says beside its pixels is in any byte that is served or kept."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from tests.log.album import album
from tests.photos.pictures import coded, drawn, photographed, send, show, value

__all__ = ["photographed"]
SECRET = b"21 deg 23 min N, by Nguyen Van An"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>' + SECRET + b"</a></x:xmpmeta>"


def exif(turned: int = 1) -> Image.Exif:
    """With a maker, a place and a thumbnail."""
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x9286] = turned, SECRET.decode(), SECRET
    made.get_ifd(0x8825).update({1: "N", 2: (21.0, 23.0, 11.0), 3: "E", 4: (103.0, 1.0, 7.0), 27: SECRET})
    return made


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return coded(drawn(), "PNG", pnginfo=told, exif=exif())


def with_thumbnail() -> bytes:
    """As cameras write it: a second JPEG within the EXIF."""
    data = coded(drawn(), exif=exif())
    inside = b"Exif\0\0" + coded(drawn(160, 120), comment=SECRET)
    return data[:2] + b"\xff\xe1" + (len(inside) + 2).to_bytes(2, "big") + inside + data[2:]


PLANTED = {
    "jpeg": (coded(drawn(), exif=exif(), xmp=XMP, comment=SECRET, icc_profile=SECRET * 9), "image/jpeg"),
    "thumbnail": (with_thumbnail(), "image/jpeg"),
    "png": (png(), "image/png"),
    "webp": (coded(drawn(), "WEBP", exif=exif(), xmp=XMP, icc_profile=SECRET * 9), "image/webp"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_nothing_planted_is_served_or_kept(photographed, tmp_path, kind):
    data, type_ = PLANTED[kind]
    assert SECRET in data
    gv = photographed.client("gv")
    record = album(gv, value(data, type_))
    assert send(gv, record, data, type_).status_code == 200
    kept = [file.read_bytes() for file in (tmp_path / "photos").rglob("*") if file.is_file()]
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "photos", *(tmp_path / "photos").iterdir())} == {0}
    served = [show(gv, record, data, small).data for small in (False, True)]
    assert sorted(kept) == sorted(served)
    for body in served:
        assert not any(mark in body for mark in (SECRET, b"Nguyen", b"EXIF", b"Exif", b"XMP ", b"ICCP", b"xmpmeta"))
        with Image.open(BytesIO(body)) as picture:
            assert picture.format == "WEBP"
            assert not {"exif", "xmp", "icc_profile"} & picture.info.keys()


@pytest.mark.parametrize("turned", range(1, 9))
def test_it_is_upright(photographed, turned):
    """The dark corner is where whoever held the camera saw it."""
    upright = drawn(200, 100)
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back[turned]) if turned in back else upright
    data = coded(stored, exif=exif(turned), quality=95)
    gv = photographed.client("gv")
    record = album(gv, value(data))
    assert send(gv, record, data).status_code == 200
    with Image.open(BytesIO(show(gv, record, data).data)) as picture:
        assert picture.size == (200, 100)
        red, green, blue = picture.convert("RGB").getpixel((20, 10))
        assert (red < 60, green < 60, blue > 150) == (True, True, True)


def test_large_ones_are_made_smaller_and_small_ones_stay(photographed):
    gv = photographed.client("gv")
    for width, height, large, small in ((3000, 1500, (1280, 640), (320, 160)), (90, 60, (90, 60), (90, 60))):
        data = coded(drawn(width, height))
        record = album(gv, value(data))
        assert send(gv, record, data).status_code == 200
        for wanted, size in ((False, large), (True, small)):
            with Image.open(BytesIO(show(gv, record, data, wanted).data)) as picture:
                assert picture.size == size


def test_what_can_be_seen_through_stands_on_white(photographed):
    data = coded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")
    gv = photographed.client("gv")
    record = album(gv, value(data, "image/png"))
    assert send(gv, record, data, "image/png").status_code == 200
    with Image.open(BytesIO(show(gv, record, data).data)) as picture:
        assert min(picture.convert("RGB").getpixel((32, 32))) > 250
