"""Phones ten years off give the same records."""

import pytest

from .phone_probe import applied, code

TIMES = ["2016-01-01T00:00:00+07:00", "2036-12-31T23:59:59Z", "1999-01-01T00:00:00-11:00"]


@pytest.mark.parametrize("at", TIMES)
def test_the_one_that_arrived_first_stays(gv, gvb, shared, at):
    record, version = shared
    applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5}, at=at)))
    late = gv.put(record=record, base=version, set={"n": 6}, at="2026-11-20T08:00:00+07:00")
    assert gv.do(late)["conflicts"] == ["n"]
    assert gv.read(record)["data"]["n"] == 5


@pytest.mark.parametrize("now", TIMES)
def test_the_requests_clock_changes_nothing(gv, direct, now):
    made = gv.put(direct, set={"n": 1, "day": "2026-10-05"}, at=now)
    answer = gv.exchange(made, now=now)
    applied(answer["outcomes"][made["id"]])
    assert answer["now"] > "2026" and answer["now"] < "2030" or answer["now"] != now
    assert gv.read(made["id"])["period"] == "2026-2027"


@pytest.mark.parametrize("at", TIMES)
def test_a_verdict_from_a_wrong_clock_binds_as_well(gv, ht, stage, at):
    record = stage.reach("submitted")
    seen = ht.version(record)
    applied(gv.do(gv.put(record=record, base=seen, set={"students": 25}, at=TIMES[1])))
    assert code(ht.do(ht.verb("verify", record, base=seen, at=at))) == "stale"


def test_ids_of_another_time_are_as_good(gv, direct):
    old = "00d677c6-5000-7000-8000-" + gv.put()["id"][-12:]
    made = gv.put(direct, set={"n": 1}) | {"id": old}
    applied(gv.do(made))
    assert gv.read(old)["data"] == {"n": 1}


def test_the_servers_time_is_told(gv):
    assert gv.exchange()["now"].endswith("Z")
