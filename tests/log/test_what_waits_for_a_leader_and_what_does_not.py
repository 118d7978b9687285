"""A leader finds what somebody sent too late; what was wrong in itself, or was none of the unit's work, never waits."""

import pytest

from tests.log.quarantine import decide, differences, early, send, transfer, waiting
from tests.village import code


@pytest.mark.parametrize(
    ("members", "refused"),
    [
        ({"set": {"n": -1}}, "invalid"),
        ({"record": "01993c4e-0000-7000-8000-000000000000", "set": {}}, "unknown_record"),
    ],
)
def test_what_is_refused_to_somebody_who_is_there_does_not_wait(village, members, refused):
    gv = village.client("gv")
    assert code(gv.do(gv.put(**members))) == refused
    assert waiting(village.client("ht")) == []
    assert village.client("ht").get("/api/quarantine").json["waiting"] == 0


def test_what_is_refused_to_a_stranger_does_not_wait(village):
    stranger = village.client("gv2")
    theirs = stranger.put() | {"unit": village.school.id}
    assert code(stranger.do(theirs)) == "forbidden"
    assert waiting(village.client("ht")) == []


def test_new_work_of_a_school_that_has_ended_is_refused_to_all_and_late_work_is_taken_in(village):
    gv, so = village.client("gv"), village.client("so")
    version = so.get(f"/api/units/{village.school.id}").json["version"]
    ended = so.send("POST", f"/api/units/{village.school.id}/end", {"into": [village.other.id]}, version)
    assert ended.status_code == 200, ended.text
    answers = {"name": "Kế hoạch"}
    plan = so.mutation("put", form="plan@1", period="2026-2027", set=answers)
    assert code(so.do(plan)) == "forbidden"
    late = early(gv, then="submit")
    assert code(send(gv, late)[late["id"]]) == "moved"
    successor = village.client("ht2")
    [item] = waiting(successor)
    done = decide(successor, item["id"], "take_in").json
    assert code(done["outcomes"][late["id"]]) is None
    assert successor.read(late["id"])["status"] == "submitted"
    assert differences(village) == []


def test_what_one_made_in_ones_new_school_is_not_refused_for_the_old_one(village):
    gv = village.client("gv")
    transfer(village, "gv", village.other)
    made = early(gv, then="submit") | {"unit": village.other.id}
    assert code(send(gv, made)[made["id"]]) is None
    assert waiting(village.client("ht2")) == []
