"""What is cut off or blurred is gone from the pixels of a new file; the original is reached by nothing public."""

import json
from io import BytesIO

import pytest
from PIL import Image

from server.models.photos import Photo
from server.photos.files import PUBLIC, PhotoFiles
from server.photos.unused import KEPT_FOR, purge_unused
from server.platform.clock import now
from server.platform.database import read, write
from server.publishing.examples.redaction import redact, split
from tests.photos.pictures import coded, drawn
from tests.publishing.desk import DATA, chosen, content, do, garden, office, photographed, prepared

__all__ = ["office", "photographed"]


def board() -> bytes:
    """A chessboard of squares of 20 pixels: of what is averaged over more of them, nothing of the squares is left."""
    picture = Image.new("RGB", (640, 320), "white")
    for across in range(32):
        for down in range(across % 2, 16, 2):
            picture.paste((0, 0, 0), (across * 20, down * 20, across * 20 + 20, down * 20 + 20))
    return coded(picture, "WEBP", lossless=True)


def made(data: bytes, crop=None, blurs=()):
    result = split(redact(data, json.dumps({"crop": crop, "blurs": list(blurs)}).encode()))
    assert result
    return result, Image.open(BytesIO(result.files.large)).convert("L")


def spread(picture: Image.Image, box) -> int:
    least, most = picture.crop(box).getextrema()
    return most - least


def test_a_blur_leaves_averages_alone():
    _, before = made(board())
    _, after = made(board(), blurs=[[0, 0, 5000, 10000]])
    assert spread(before, (0, 0, 320, 320)) > 240
    assert spread(after, (20, 20, 300, 300)) < 30
    assert spread(after, (340, 0, 640, 320)) > 240


def test_a_crop_leaves_nothing_of_the_rest():
    result, picture = made(board(), crop=[0, 0, 2500, 5000])
    assert (result.width, result.height) == picture.size == (160, 160)
    small = Image.open(BytesIO(made(coded(drawn(1280, 960), "WEBP"))[0].files.small))
    assert small.size == (480, 360)
    assert not small.info.get("exif")


def test_a_file_that_is_none_is_refused():
    assert split(redact(b"<script>alert(1)</script>", b'{"crop": null, "blurs": []}')) is None


def test_the_new_file_is_shown_under_a_key_of_its_own(office):
    so, record = office.client("so"), garden(office, DATA)
    example = do(so, prepared(so, record), "PUT", content(chosen(record, DATA, blurs=[[0, 0, 3000, 3000]]))).json
    [first] = example["pictures"]
    answer = so.get(f"/api/examples/{example['id']}/photos/{first['key']}")
    assert answer.mimetype == "image/webp"
    dark = Image.open(BytesIO(answer.data)).convert("RGB").getpixel((150, 100))
    assert dark != (10, 10, 200)
    # The same photo with the same redaction keeps its file, another redaction gets another key, and the old file goes.
    again = do(so, example, "PUT", content(chosen(record, DATA, blurs=[[0, 0, 3000, 3000]], alt="Khác"))).json
    assert again["pictures"][0]["key"] == first["key"]
    cropped = do(so, again, "PUT", content(chosen(record, DATA, crop=[0, 0, 5000, 5000]))).json
    assert cropped["pictures"][0]["key"] != first["key"]
    assert (cropped["pictures"][0]["width"], cropped["pictures"][0]["height"]) == (320, 240)
    assert so.get(f"/api/examples/{example['id']}/photos/{first['key']}").status_code == 404
    with office.app.app_context(), read() as session:
        assert session.get(Photo, (PUBLIC, first["key"])) is None
        assert session.get(Photo, (PUBLIC, cropped["pictures"][0]["key"])).large
    # By its own hash the original is not to be had here.
    source = first["sha256"]
    assert so.get(f"/api/examples/{example['id']}/photos/{source}").status_code == 404


def test_no_sweep_takes_the_new_files(office):
    so, record = office.client("so"), garden(office, DATA)
    example = do(so, prepared(so, record), "PUT", content(chosen(record, DATA))).json
    key = example["pictures"][0]["key"]
    with office.app.app_context():
        with write() as session:
            session.get_one(Photo, (PUBLIC, key)).at = now() - KEPT_FOR * 2
        purge_unused(office.app.extensions["registers"], PhotoFiles(office.app.config["PHOTOS"]), key[:1])
    assert so.get(f"/api/examples/{example['id']}/photos/{key}").status_code == 200


@pytest.mark.parametrize("rectangle", [[0, 0, 0, 100], [-1, 0, 500, 500], [9000, 0, 2000, 500], [0, 0, 1], []])
def test_a_rectangle_that_is_none_is_refused(office, rectangle):
    so, record = office.client("so"), garden(office, DATA)
    answer = do(so, prepared(so, record), "PUT", content(chosen(record, DATA, blurs=[rectangle])))
    assert (answer.status_code, answer.json["fields"]) == (422, {"photos": {"rule": "type"}})
