"""Who did what, when, from where: found by those who may know it, and by nobody else."""

from tests.village import PASSWORD


def what(client, query=""):
    answer = client.get(f"/api/audit?{query}")
    assert answer.status_code == 200, answer.text
    return [one["what"] for one in answer.json["entries"]]


def test_records_and_sign_ins_and_people_stand_in_one_list(village):
    gv, ht = village.sign_in("gv"), village.sign_in("ht")
    put = gv.put(then="submit")
    gv.do(put)
    ht.send("POST", f"/api/people/{village.accounts['gvb']}/code", {})
    ht.do(ht.mutation("return", record=put["id"], base=gv.read(put["id"])["version"], text="Thêm ảnh"))
    assert what(ht) == ["record.return", "code.issue", "record.put", "session.begin", "session.begin"]
    entry = ht.get("/api/audit?what=record.put").json["entries"][0]
    assert (entry["by"]["name"], entry["address"]) == ("gv", "127.0.0.1")
    assert entry["target"] == {"kind": "record", "id": put["id"], "name": None}
    assert what(ht, f"target={village.accounts['gvb']}") == ["code.issue"]
    assert what(ht, f"who={gv.account}") == ["record.put", "session.begin"]
    assert what(ht, "q=gvb") == ["code.issue"]
    assert what(ht, "what=session.begin,code.issue&address=127.0.0.1") == ["code.issue", *["session.begin"] * 2]
    assert what(ht, "from=2000-01-01&to=2000-01-02") == []


def test_pages_meet_and_nothing_is_told_twice(village):
    gv, so = village.sign_in("gv"), village.sign_in("so")
    for _ in range(3):
        gv.do(gv.put(then="submit"))
    whole = so.get("/api/audit").json["entries"]
    seen, cursor = [], ""
    while cursor is not None:
        page = so.get(f"/api/audit?limit=2{cursor and f'&cursor={cursor}'}").json
        seen += page["entries"]
        cursor = page["next"]
    assert seen == whole
    assert len(whole) == 5


def test_each_reads_what_concerns_their_own(village):
    gv2 = village.sign_in("gv2")
    gv2.do(gv2.put(then="submit"))
    village.app.test_client().post("/api/session", json={"username": "khong.co", "password": PASSWORD})
    assert gv2.get("/api/audit").status_code == 403
    assert what(village.sign_in("ht"), "what=record.put") == []
    assert what(village.sign_in("ht"), f"who={gv2.account}") == []
    assert what(village.sign_in("xa"), f"who={gv2.account}") == []
    assert what(village.sign_in("ht2"), f"who={gv2.account}") == ["record.put", "session.begin"]
    assert what(village.sign_in("so"), f"who={gv2.account}") == ["record.put", "session.begin"]
    assert what(village.sign_in("admin"), f"who={gv2.account}") == ["session.begin"]


def test_a_filter_that_is_not_understood_is_told(village):
    answer = village.sign_in("so").get("/api/audit?what=x&from=gestern&cursor=1&limit=0")
    assert answer.status_code == 400
    assert set(answer.json["fields"]) == {"what", "from", "cursor", "limit"}
