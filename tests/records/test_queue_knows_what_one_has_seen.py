"""What changed since somebody last looked: kept per person, never further than what they had before their eyes."""

from tests.village import SAME_ORIGIN, Village


def see(client, record, body):
    return client.http.put(
        f"/api/records/{record}/seen", json=body, headers=SAME_ORIGIN | {"X-Account": client.account}
    )


def test_what_was_seen_stands_beside_what_is(village: Village):
    gv, so, xa = village.client("gv"), village.client("so"), village.client("xa")
    put = gv.put(set={"note": "Trước", "n": 1, "day": "2026-10-05"}, then="submit")
    gv.do(put)
    first = so.read(put["id"])
    assert "seen" not in first
    answer = see(so, put["id"], {"version": first["version"]})
    assert answer.json["seen"]["data"] == put["set"]

    gv.do(gv.put(record=put["id"], base=first["version"], set={"note": "Sau"}))
    again = so.read(put["id"])
    assert again["seen"]["data"]["note"] == "Trước"
    assert again["seen"]["version"] == first["version"] != again["version"]
    assert again["data"]["note"] == "Sau"
    assert "seen" not in xa.read(put["id"])
    listed = so.get("/api/records").json["records"][0]
    assert (listed["seen"], listed["version"]) == (first["version"], again["version"])


def test_a_version_of_before_is_not_taken_for_what_came_meanwhile(village: Village):
    gv, so = village.client("gv"), village.client("so")
    put = gv.put(then="submit")
    gv.do(put)
    first = so.read(put["id"])["version"]
    gv.do(gv.put(record=put["id"], base=first, set={"note": "Sau"}))
    assert see(so, put["id"], {"version": first}).json == {"seen": None}
    assert "seen" not in so.read(put["id"])


def test_bad_words_are_refused_and_strangers_find_nothing(village: Village):
    gv, so = village.client("gv"), village.client("so")
    put = gv.put(then="submit")
    gv.do(put)
    for body in ({}, [], {"version": 1}, {"version": None}, "x"):
        answer = see(so, put["id"], body)
        assert (answer.status_code, answer.json["code"]) == (400, "malformed"), body
    assert see(village.client("ht2"), put["id"], {"version": "1.x"}).status_code == 404
    assert see(so, "x", {"version": "1.x"}).status_code == 404


def test_verbs_that_one_could_say_are_told(village: Village):
    gv, so, ht = village.client("gv"), village.client("so"), village.client("ht")
    put = gv.put(then="submit")
    gv.do(put)
    id_ = put["id"]
    assert so.read(id_)["may"] == ["approve", "comment", "reject", "return"]
    assert ht.read(id_)["may"] == ["comment", "delete", "return"]
    assert {"submit", "withdraw", "delete"} & set(gv.read(id_)["may"]) == {"withdraw", "delete"}
    so.do(so.mutation("approve", record=id_, base=so.read(id_)["version"]))
    assert so.read(id_)["may"] == ["comment", "reopen"]
