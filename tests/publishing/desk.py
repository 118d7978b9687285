"""Officers of a village who prepare examples of records with photos that have arrived."""

import hashlib

import pytest

from tests.photos.pictures import coded, drawn, photographed, send, value
from tests.publishing.shelf import approved
from tests.village import Client, Village

__all__ = ["photographed"]

DATA, OTHER = coded(drawn()), coded(drawn(seed=2))
STORY = "Cả trường cùng làm vườn, mỗi tuần một buổi, rau sạch đủ cho bữa trưa."


@pytest.fixture
def office(photographed):
    """A village whose department has two officers."""
    photographed.add("so2", "department", photographed.province)
    return photographed


def garden(village: Village, *datas: bytes, agreed: bool = True, **answers) -> str:
    """The id of an approved record whose photos have arrived."""
    answers = {"note": "Vườn rau em chăm", "text": STORY} | answers
    record = approved(village, *(value(data) for data in datas), agreed=agreed, **answers)
    for data in datas:
        assert send(village.client("gv"), record, data).status_code == 200
    return record


def chosen(record: str, data: bytes, **more) -> dict:
    """A photo as it is given to an example."""
    sha256 = hashlib.sha256(data).hexdigest()
    return {"record": record, "sha256": sha256, "alt": "Luống rau", "crop": None, "blurs": []} | more


def content(*photos: dict, **more) -> dict:
    texts = {"title": "Vườn rau em chăm", "story": STORY, "credit": "Tổ chuyên môn 2"}
    return texts | {"photos": list(photos)} | more


def prepared(client: Client, *records: str) -> dict:
    answer = client.post("/api/examples", {"records": list(records)})
    assert answer.status_code == 201, answer.text
    return seen(client, answer.json["id"])


def seen(client: Client, example: str) -> dict:
    answer = client.get(f"/api/examples/{example}")
    assert answer.status_code == 200, answer.text
    return answer.json


def do(client: Client, example: dict, verb: str, body: dict | None = None):
    """The answer to an act on an example as it was seen."""
    path = f"/api/examples/{example['id']}" + ("" if verb in ("PUT", "DELETE") else f"/{verb}")
    method = verb if verb in ("PUT", "DELETE") else "PUT" if verb == "announcement" else "POST"
    return client.send(method, path, {} if body is None and method == "POST" else body, example["version"])


def published(village: Village, *datas: bytes, **answers) -> dict:
    """An example that one officer has prepared and another published."""
    so, so2 = village.client("so"), village.client("so2")
    record = garden(village, *datas, **answers)
    example = do(so, prepared(so, record), "PUT", content(*(chosen(record, data) for data in datas))).json
    example = do(so, example, "propose").json
    answer = do(so2, example, "publish")
    assert answer.status_code == 200, answer.text
    return answer.json
