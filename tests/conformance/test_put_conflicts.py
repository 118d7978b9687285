"""A value replaced unseen is kept beside the one that came first."""

import pytest

from .phone_probe import applied, uuid7


def test_change_of_an_unseen_value_is_a_conflict_and_first_stays(gv, gvb, shared):
    record, version = shared
    assert "conflicts" not in gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    late = gv.put(record=record, base=version, set={"n": 6})
    outcome = gv.do(late)
    applied(outcome)
    assert outcome["conflicts"] == ["n"]
    seen = gv.read(record)
    assert seen["data"]["n"] == 5
    kept = seen["conflicts"]["n"][late["id"]]
    assert (kept["value"], kept["by"]) == (6, gv.account)
    assert kept["at"]


def test_different_fields_of_one_record_merge(gv, gvb, shared):
    record, version = shared
    applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5})))
    outcome = gv.do(gv.put(record=record, base=version, set={"note": "Khác"}))
    assert not outcome.get("conflicts")
    data = gv.read(record)["data"]
    assert (data["n"], data["note"]) == (5, "Khác")


def test_only_the_fields_in_conflict_are_held_back(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    outcome = gv.do(gv.put(record=record, base=version, set={"n": 6, "big": "Dài"}))
    assert outcome["conflicts"] == ["n"]
    assert gv.read(record)["data"]["big"] == "Dài"


def test_seen_value_is_replaced(gv, gvb, shared):
    record, version = shared
    newer = applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5})))
    assert not gv.do(gv.put(record=record, base=newer, set={"n": 6})).get("conflicts")
    assert gv.read(record)["data"]["n"] == 6


def test_without_base_nothing_is_seen_not_even_ones_own(gv, shared):
    record, _ = shared
    assert gv.do(gv.put(record=record, set={"n": 77}))["conflicts"] == ["n"]
    assert gv.read(record)["data"]["n"] == 1


def test_without_base_a_field_that_nobody_wrote_is_free(gv, shared):
    record, _ = shared
    assert not gv.do(gv.put(record=record, set={"big": "Mới"})).get("conflicts")


@pytest.mark.parametrize("chain", ["AAAAAAAA", "________"])
@pytest.mark.parametrize("ahead", [0, 1000000])
def test_base_of_a_history_that_never_was_has_seen_nothing(gv, shared, chain, ahead):
    record, version = shared
    base = f"{int(version.split('.')[0]) + ahead}.{chain}"
    assert gv.do(gv.put(record=record, base=base, set={"n": 78}))["conflicts"] == ["n"]


def test_equal_value_is_no_conflict(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    assert not gv.do(gv.put(record=record, base=version, set={"n": 5})).get("conflicts")
    assert not gv.read(record)["conflicts"]


def test_equal_value_leaves_the_writer(gv, gvb, ht, shared):
    record, version = shared
    newer = applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5})))
    applied(gv.do(gv.put(record=record, base=newer, set={"n": 5})))
    assert not ht.do(ht.put(record=record, base=newer, set={"n": 7})).get("conflicts")


def test_value_after_a_conflict_still_belongs_to_the_first_writer(gv, gvb, ht, shared):
    record, version = shared
    newer = applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5})))
    assert gv.do(gv.put(record=record, base=version, set={"n": 6}))["conflicts"] == ["n"]
    assert not ht.do(ht.put(record=record, base=newer, set={"n": 7})).get("conflicts")
    assert gv.read(record)["data"]["n"] == 7


def test_null_clears_a_field(gv, shared):
    record, version = shared
    applied(gv.do(gv.put(record=record, base=version, set={"m": None})))
    assert "m" not in gv.read(record)["data"]


def test_unseen_clearing_is_a_conflict(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"m": None}))
    late = gv.put(record=record, base=version, set={"m": 800})
    assert gv.do(late)["conflicts"] == ["m"]
    seen = gv.read(record)
    assert "m" not in seen["data"]
    assert seen["conflicts"]["m"][late["id"]]["value"] == 800


def test_clearing_an_unseen_value_is_a_conflict(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"m": 800}))
    late = gv.put(record=record, base=version, set={"m": None})
    assert gv.do(late)["conflicts"] == ["m"]
    seen = gv.read(record)
    assert seen["data"]["m"] == 800
    assert seen["conflicts"]["m"][late["id"]].get("value") is None


def test_clearing_what_was_cleared_is_equal(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"m": None}))
    assert not gv.do(gv.put(record=record, base=version, set={"m": None})).get("conflicts")


def test_rows_are_merged_as_one_value(gv, gvb, shared):
    record, version = shared
    mine, theirs = ([{"id": uuid7(), "name": name, "count": 1}] for name in ("Một", "Hai"))
    assert not gvb.do(gvb.put(record=record, base=version, set={"rows": theirs})).get("conflicts")
    assert gv.do(gv.put(record=record, base=version, set={"rows": mine}))["conflicts"] == ["rows"]
    assert gv.read(record)["data"]["rows"] == theirs
