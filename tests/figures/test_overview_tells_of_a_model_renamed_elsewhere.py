"""A school that follows another's model keeps its overview open: what happens to that model reaches it at once."""

import pytest

from server.platform.config import ROOT
from tests.fixtures.applications import open_app
from tests.journeys.place import Place
from tests.village import code


@pytest.fixture
def place(sqlite_url):
    with open_app(sqlite_url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        yield Place(app)


def ask(client, place, etag=None):
    headers = {"X-Account": client.account} | ({"If-None-Match": etag} if etag else {})
    answer = client.http.get(f"/api/overview?register=model&period={place.year}", headers=headers)
    return answer.status_code, answer.headers["ETag"], answer.json


@pytest.mark.lengthy
def test_its_new_name_and_who_else_follows_are_told(place):
    source, leader, far = place.models["library"], place.client("ht"), place.client("ht2")
    values = {"kind": "library", "name": "Thư viện trường bạn", "replicates": source}
    put = far.mutation("put", form="model@1", period=place.year, set=values, then="submit")
    assert code(far.do(put)) is None
    place.act(far, "verify", put["id"])
    place.act(place.officer, "approve", put["id"])
    status, etag, answer = ask(far, place)
    assert [one["title"] for one in answer["spread"]["sources"]] == ["Thư viện xanh"]
    assert ask(far, place, etag)[0] == 304
    ours = ask(leader, place)[1]
    place.act(place.officer, "reopen", source, text="Đổi tên")
    rename = leader.mutation(
        "put", record=source, base=leader.read(source)["version"], set={"name": "Thư viện bốn mùa"}
    )
    assert code(leader.do(rename)) is None
    place.act(leader, "verify", source)
    place.act(place.officer, "approve", source)
    status, _, answer = ask(far, place, etag)
    assert status == 200
    assert [one["title"] for one in answer["spread"]["sources"]] == ["Thư viện bốn mùa"]
    mine = ask(leader, place, ours)[1]
    assert ask(leader, place, mine)[0] == 304
    place.act(place.officer, "reopen", put["id"], text="Xem lại")
    status, _, answer = ask(leader, place, mine)
    assert (status, answer["spread"]["sources"]) == (200, [])
