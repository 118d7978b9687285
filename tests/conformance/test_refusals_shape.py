"""One shape of refusal everywhere: problem JSON with type, title, status, code and detail."""

import pytest

from .phone_probe import JSON, problem


@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing",
        "/api/records/0193a000-0000-7000-8000-000000000001",
        "/api/sync/more",
        "/api/catalog/x",
        "/api/%00",
        "/api/" + "a" * 2000,
    ],
)
def test_an_address_that_is_not_there(gv, path):
    problem(gv.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/sync"), ("PUT", "/api/session"), ("POST", "/api/catalog"), ("DELETE", "/api/records")],
)
def test_a_method_that_is_not_there(gv, method, path):
    answer = gv.client.request(method, path, headers=gv.headers | JSON, content=b"{}" if method != "GET" else None)
    assert answer.status_code in (404, 405)
    problem(answer, answer.status_code, answer.json()["code"])


def test_a_refused_mutation_has_a_code_a_detail_and_its_fields(gv, direct):
    made = gv.put(direct, set={"n": 1001, "pick": "z", "note": "Được"})
    refused = gv.do(made)["refused"]
    assert refused["code"] == "invalid"
    assert refused["detail"]
    fields = str(refused["fields"])
    assert "'n'" in fields
    assert "'pick'" in fields
    assert "'note'" not in fields


def test_a_detail_gives_no_insides_away(gv):
    text = gv.post(b"{").text + gv.get("/api/nothing").text
    for word in ("Traceback", "sqlalchemy", "/work/", ".py", "SELECT "):
        assert word not in text


def test_the_answer_is_json_with_the_nonce(gv):
    answer = gv.post(gv.envelope(nonce="5Jx0q2"))
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    assert answer.json()["nonce"] == "5Jx0q2"


def test_api_answers_are_not_cached_by_others(gv):
    answer = gv.post(gv.envelope())
    assert "public" not in answer.headers.get("cache-control", "")


def test_queue_report_is_taken(gv):
    queue = {"mutations": 120, "photos": 5, "oldest": "2026-11-19T07:12:00+07:00", "free_mb": 412}
    assert gv.exchange(queue=queue, app="1.4.0+3f2a91c", now="2026-11-23T08:00:07+07:00")["cursor"]


def test_unused_members_may_be_left_out_or_empty(gv):
    assert gv.post({"protocol": 1, "nonce": "a"}).status_code == 200
    empty = {"protocol": 1, "nonce": "a", "mutations": [], "confirm": {}, "queue": {}}
    assert gv.post(empty).status_code == 200
