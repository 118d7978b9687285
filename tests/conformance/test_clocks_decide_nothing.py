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


NO_TIMES = [
    None,
    "",
    "yesterday",
    5,
    ["2026-11-20T08:00:00+07:00"],
    "2026-11-20T08:00:00",
    "1969-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-11-20T08:00:00+14:01",
    "2026-11-20T08:00:00-23:59",
    "2026-13-20T08:00:00Z",
    "1970-01-01T00:00:00+07:00",
]
EDGES = ["1970-01-01T00:00:00Z", "2199-12-31T23:59:59Z", "1970-01-01T14:00:00+14:00", "2026-11-20T08:00:00-14:00"]


def with_clock(mutation, at):
    return {name: value for name, value in mutation.items() if name != "at"} | ({} if at is None else {"at": at})


@pytest.mark.parametrize("at", NO_TIMES, ids=str)
def test_an_impossible_time_is_the_time_of_arrival_and_nothing_is_refused(gv, direct, at):
    before, made, after = (gv.put(direct, set={"n": n, "day": "2026-10-05"}) for n in (1, 2, 3))
    gv.pull()
    answer = gv.exchange(before, with_clock(made, at), after)
    assert [code(answer["outcomes"][one["id"]]) for one in (before, made, after)] == [None] * 3
    entry = gv.read(made["id"])["history"][0]
    assert entry["at"][:10] == entry["received"][:10]
    # It is not what the phone wrote: the record is sent back.
    assert made["id"] in {one["id"] for one in answer["changes"]}
    assert before["id"] not in {one["id"] for one in answer["changes"]}
    assert "status" not in answer["outcomes"][made["id"]]


@pytest.mark.parametrize("at", EDGES)
def test_a_possible_time_is_kept_as_it_came(gv, direct, at):
    made = gv.put(direct, set={"n": 1, "day": "2026-10-05"}, at=at)
    assert gv.do(made)["status"] == "draft"
    assert gv.read(made["id"])["history"][0]["at"] == at


@pytest.mark.parametrize("at", [*NO_TIMES, *EDGES], ids=str)
def test_what_is_refused_and_what_is_commented_takes_any_time(gv2, gv, stage, at):
    """Also on the way into the quarantine, and into a thread."""
    record = stage.reach("submitted")
    outcomes = gv.exchange(
        with_clock(gv.verb("comment", record, text="Lời"), at),
        with_clock(gv.put("nosuch@1", set={"n": 1}), at),
        now="9999-12-31T23:59:59-14:00",
    )["outcomes"]
    assert sorted(code(one) or "" for one in outcomes.values()) == ["", "unknown_form"]


@pytest.mark.parametrize("now", NO_TIMES, ids=str)
def test_an_impossible_now_counts_as_absent(gv, direct, now):
    made = gv.put(direct, set={"n": 1, "day": "2026-10-05"})
    answer = gv.exchange(made, now=now, queue={"mutations": 1, "oldest": now})
    applied(answer["outcomes"][made["id"]])
