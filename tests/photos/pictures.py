"""Pictures drawn by a program, and phones that send them."""

import hashlib
from functools import lru_cache
from io import BytesIO

import pytest
from PIL import Image

from server.platform.sandbox.run import run
from tests.village import SAME_ORIGIN, Client

PART = "application/offset+octet-stream"


@pytest.fixture
def photographed(gallery, tmp_path, monkeypatch):
    """A village whose photos lie in a folder of the test's own."""
    gallery.app.config["PHOTOS"] = str(tmp_path / "photos")
    monkeypatch.setattr("server.photos.receiving.run", _once)
    return gallery


@lru_cache(maxsize=64)
def _once(*job, limits):
    """What the sandbox makes of a file, once for each worker: all tests send the same few pictures."""
    return run(*job, limits=limits)


def drawn(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A picture without anybody in it: waves of colour, with a dark corner at the top left."""
    bands = [Image.linear_gradient("L").resize((width, height)).rotate(90 * at * seed) for at in range(3)]
    picture = Image.merge("RGB", bands)
    picture.paste((10, 10, 200), (0, 0, width // 4, height // 4))
    return picture


def coded(picture: Image.Image, format_: str = "JPEG", **more) -> bytes:
    out = BytesIO()
    picture.save(out, format_, **more)
    return out.getvalue()


def value(data: bytes, type_: str = "image/jpeg", **more) -> dict:
    """The value of a photo whose file is ``data``."""
    sha256 = hashlib.sha256(data).hexdigest()
    return {"sha256": sha256, "bytes": len(data), "type": type_, "w": 640, "h": 480} | more


def announce(client: Client, record: str, data: bytes, type_: str = "image/jpeg", **more):
    body = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "type": type_, "record": record} | more
    return client.post("/api/photos", body)


def append(client: Client, sha256: str, offset: int, body: bytes):
    headers = SAME_ORIGIN | {"X-Account": client.account, "Upload-Offset": str(offset), "Content-Type": PART}
    return client.http.patch(f"/api/photos/{sha256}", data=body, headers=headers)


def send(client: Client, record: str, data: bytes, type_: str = "image/jpeg", part: int = 64 << 10):
    """Send a photo whole, from where the server is; the last answer."""
    answer = announce(client, record, data, type_)
    while answer.status_code == 200 and (offset := answer.json["offset"]) < len(data):
        answer = append(client, hashlib.sha256(data).hexdigest(), offset, data[offset : offset + part])
    return answer


def show(client: Client, record: str, data: bytes, small: bool = False):
    sha256 = hashlib.sha256(data).hexdigest()
    return client.get(f"/api/records/{record}/photos/{sha256}{'?size=small' if small else ''}")
