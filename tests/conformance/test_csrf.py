"""State-changing requests need a same-origin sign and a JSON body."""

import json

import httpx
import pytest

from .phone_probe import JSON, PASSWORD, problem

FOREIGN = [
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
]


@pytest.fixture
def bare(server_url, gv):
    """A client with the author's cookies and no sign of where it comes from."""
    with httpx.Client(base_url=server_url, cookies=gv.client.cookies, timeout=60) as client:
        yield client


@pytest.mark.parametrize("sign", FOREIGN, ids=str)
def test_a_foreign_sync_writes_nothing(bare, gv, direct, sign):
    made = gv.put(direct, set={"n": 1})
    problem(bare.post("/api/sync", json=gv.envelope([made]), headers=gv.headers | sign), 403, "csrf")
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("sign", FOREIGN, ids=str)
def test_a_foreign_page_does_not_sign_one_out(bare, gv, sign):
    problem(bare.delete("/api/session", headers=gv.headers | JSON | sign), 403, "csrf")
    assert gv.get("/api/session").status_code == 200


@pytest.mark.parametrize("sign", FOREIGN, ids=str)
def test_a_foreign_page_does_not_sign_one_in(bare, sign):
    body = {"username": "gv.demo", "password": PASSWORD, "device": {"id": "1", "name": "m"}}
    problem(bare.post("/api/session", json=body, headers=sign), 403, "csrf")


def test_the_same_origin_is_enough(bare, gv, server_url):
    answer = bare.post("/api/sync", json=gv.envelope(), headers=gv.headers | {"Origin": server_url.rstrip("/")})
    assert answer.status_code == 200


def test_the_same_site_header_is_enough(bare, gv):
    answer = bare.post("/api/sync", json=gv.envelope(), headers=gv.headers | {"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_another_content_type_writes_nothing(gv, direct, kind):
    made = gv.put(direct, set={"n": 1})
    headers = gv.headers | ({"Content-Type": kind} if kind else {})
    answer = gv.client.post("/api/sync", content=json.dumps(gv.envelope([made])).encode(), headers=headers)
    assert answer.status_code in (400, 403, 415)
    assert not gv.sees(made["id"])


def test_reading_needs_no_sign(bare, gv):
    for path in ("/api/session", "/api/catalog", "/api/records"):
        assert bare.get(path, headers=gv.headers).status_code == 200
