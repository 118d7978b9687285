"""A leader takes in what a former member made, once, in its author's name, by the rules that hold for everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from server.platform.clock import now
from tests.log.quarantine import decide, differences, early, log_of, send, transfer, waiting
from tests.village import code


def test_a_former_members_entry_is_taken_in_under_its_authors_name(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    made = early(gv, then="submit")
    assert code(send(gv, made)[made["id"]]) == "moved"
    [item] = waiting(ht)
    assert (item["author"]["name"], item["code"], item["known"], item["there"]) == ("gv", "moved", True, False)
    assert item["mutations"][0]["set"] == made["set"]
    done = decide(ht, item["id"], "take_in")
    assert done.status_code == 200, done.text
    assert done.json.keys() == {"id", "state", "by", "at", "outcomes"}
    assert (done.json["state"], done.json["by"]) == ("taken_in", ht.account)
    assert datetime.fromisoformat(done.json["at"]) <= now()
    record = ht.read(made["id"])
    assert (record["author"], record["status"], record["data"]) == (gv.account, "submitted", made["set"])
    [entry] = record["history"]
    assert (entry["by"], entry["taken_in"]["by"]) == (gv.account, ht.account)
    assert waiting(ht) == []
    assert differences(village) == []


def test_an_item_says_who_decided_and_when(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    made = early(gv, set={"note": "Ghi", "n": 7, "day": "2026-10-05"}, then="submit")
    send(gv, made)
    [item] = waiting(ht)
    assert item["mutations"][0]["set"]["n"] == 7
    assert (item["by"], item["at"]) == (None, None)
    decide(ht, item["id"], "refuse", "Không phải của trường")
    [decided] = waiting(ht, "?state=decided")
    assert (decided["by"], decided["text"]) == ("ht", "Không phải của trường")
    assert datetime.fromisoformat(decided["at"]) <= now()


def test_two_people_who_wrote_to_one_record_wait_apart(village):
    gv, gvb, ht = village.client("gv"), village.client("gvb"), village.client("ht")
    shared = gv.put(set={"note": "Ghi", "n": 1, "day": "2026-10-05", "whom": [gvb.account]}, then="submit")
    version = gv.do(shared)["version"]
    for name, client in (("gv", gv), ("gvb", gvb)):
        transfer(village, name, village.other)
        edit = early(client, record=shared["id"], base=version, set={"n": 2})
        assert code(send(client, edit)[edit["id"]]) == "moved"
    answer = ht.get("/api/quarantine").json
    assert (len(answer["items"]), answer["waiting"]) == (2, 2)


def test_it_counts_at_the_old_school(village):
    gv, ht, so = village.client("gv"), village.client("ht"), village.client("so")
    transfer(village, "gv", village.other)
    made = early(gv, set={"note": "Ghi", "n": 7, "day": "2026-10-05"}, then="submit")
    send(gv, made)
    decide(ht, waiting(ht)[0]["id"], "take_in")
    seen = so.read(made["id"])
    assert code(so.do(so.mutation("approve", record=made["id"], base=seen["version"]))) is None
    for unit, value in ((village.school, 7), (village.other, 0)):
        decided = so.get(f"/api/figures?register=probe_direct&period=2026-2027&unit={unit.id}").json["measures"]
        assert next(each["total"]["value"] for each in decided if each["key"] == "n") == value


def test_a_chain_is_taken_in_in_its_order_however_it_arrived(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv")
    made = early(gv)
    more = early(gv, record=made["id"], after=made["id"], form="probe_direct@1", set={"n": 5})
    sent = early(gv, "submit", record=made["id"], after=more["id"])
    assert [code(send(gv, each)[each["id"]]) for each in (more, made, sent)] == ["moved", "moved", "moved"]
    [item] = waiting(ht)
    assert [each["id"] for each in item["mutations"]] == [made["id"], more["id"], sent["id"]]
    decide(ht, item["id"], "take_in")
    record = ht.read(made["id"])
    assert (record["status"], record["data"]["n"], record.get("conflicts", {})) == ("submitted", 5, {})
    assert differences(village) == []


def test_an_edit_of_what_is_there_meets_what_others_wrote_meanwhile(village):
    gv, ht = village.client("gv"), village.client("ht")
    old = gv.put(then="submit")
    base = gv.do(old)["version"]
    assert code(ht.do(ht.put(record=old["id"], base=base, set={"n": 8}))) is None
    transfer(village, "gv")
    edit = early(gv, record=old["id"], base=base, after=old["id"], set={"n": 3, "note": "Sửa lại", "m": 9})
    assert code(send(gv, edit)[edit["id"]]) == "moved"
    decide(ht, waiting(ht)[0]["id"], "take_in")
    record = ht.read(old["id"])
    assert record["data"] | {"n": 8, "note": "Sửa lại", "m": 9} == record["data"]
    assert [kept["value"] for kept in record["conflicts"]["n"].values()] == [3]
    assert differences(village) == []


def test_taking_in_twice_and_asking_again_changes_nothing(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv")
    made = early(gv)
    first = send(gv, made)
    [item] = waiting(ht)
    decide(ht, item["id"], "take_in")
    again = decide(ht, item["id"], "take_in")
    assert (again.status_code, again.json["state"], again.json["outcomes"]) == (200, "taken_in", {})
    assert send(gv, made) == first  # what the phone was told stays true
    assert [entry.stands_for for entry in log_of(village, made["id"]) if entry.rev] == [made["id"]]


@pytest.mark.parametrize("second", ["take_in", "refuse"])
def test_of_two_leaders_at_once_one_wins(village, second):
    village.add("ht.b", "leader", village.school)
    gv, ht, other = village.client("gv"), village.client("ht"), village.client("ht.b")
    transfer(village, "gv")
    made = early(gv)
    send(gv, made)
    [item] = waiting(ht)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(decide, ht, item["id"], "take_in", "Nhận")
        two = pool.submit(decide, other, item["id"], second, "Hai")
        answers = [one.result(), two.result()]
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == ([200, 200] if second == "take_in" else [200, 409])
    assert len([entry for entry in log_of(village, made["id"]) if entry.rev]) <= 1
    assert len({answer.json["by"] for answer in answers if answer.status_code == 200}) == 1


def test_what_is_still_not_valid_stays_waiting_with_its_faults(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv")
    made = early(gv)
    wrong = early(gv, record=made["id"], form="probe_direct@1", after=made["id"], set={"n": 5_000})
    send(gv, made, wrong)
    [item] = waiting(ht)
    done = decide(ht, item["id"], "take_in").json
    assert done["state"] == "waiting"
    assert done["outcomes"][wrong["id"]]["refused"]["fields"] == {"n": {"rule": "range", "range": [0, 1000]}}
    assert "version" in done["outcomes"][made["id"]]
    [left_over] = waiting(ht)
    assert [each["id"] for each in left_over["mutations"]] == [wrong["id"]]
    assert decide(ht, left_over["id"], "refuse", "Số quá lớn").json["state"] == "refused"
    assert differences(village) == []


def test_what_came_after_the_leader_looked_is_not_taken_in_with_it(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv")
    made = early(gv)
    send(gv, made)
    [item] = waiting(ht)
    late = early(gv, record=made["id"], form="probe_direct@1", after=made["id"], set={"n": 9})
    send(gv, late)
    decide(ht, item["id"], "take_in")
    assert waiting(ht)[0]["mutations"][0]["id"] == late["id"]
    decide(ht, waiting(ht)[0]["id"], "take_in")
    with village.app.app_context():
        assert log_of(village, made["id"])[-1].outcome.get("conflicts") is None
    assert differences(village) == []


def test_the_author_reads_which(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    made, other = early(gv), early(gv)
    send(gv, made, other)
    decided = {item["mutation"]: item for item in gv.get("/api/quarantine/mine").json["items"]}
    assert [decided[each["id"]]["state"] for each in (made, other)] == ["waiting", "waiting"]
    ids = {item["record"]: item["id"] for item in waiting(ht)}
    decide(ht, ids[made["id"]], "take_in")
    decide(ht, ids[other["id"]], "refuse", "Trùng với bài của cô Lan")
    decided = {item["mutation"]: item for item in gv.get("/api/quarantine/mine").json["items"]}
    assert decided[made["id"]]["state"] == "taken_in"
    assert (decided[other["id"]]["state"], decided[other["id"]]["text"]) == ("refused", "Trùng với bài của cô Lan")
    assert decided[other["id"]]["by"] == "ht"


def test_a_refusal_needs_a_reason_and_strangers_decide_nothing(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    made = early(gv)
    send(gv, made)
    [item] = waiting(ht)
    assert decide(ht, item["id"], "refuse", " ").status_code == 400
    for name in ("gv", "gvb", "xa", "ht2", "admin"):
        assert decide(village.client(name), item["id"], "take_in").status_code == 404, name
    assert waiting(village.client("so"), f"?unit={village.school.id}") == [item]
    assert waiting(village.client("ht2")) == []
    assert ht.post(f"/api/quarantine/{item['id']}", {"do": "approve"}).status_code == 400
