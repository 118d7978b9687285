"""A rule across fields that a merge breaks is flagged, not refused."""

import pytest

from .phone_probe import applied


@pytest.fixture
def broken(gv, gvb, shared):
    """n and m that are each fine with what its author saw, and break the rule together."""
    record, version = shared
    applied(gvb.do(gvb.put(record=record, base=version, set={"n": 500})))
    outcome = gv.do(gv.put(record=record, base=version, set={"m": 300}))
    applied(outcome)
    assert not outcome.get("conflicts")
    return record


def test_both_values_are_kept_and_the_record_is_flagged(gv, broken):
    seen = gv.read(broken)
    assert (seen["data"]["n"], seen["data"]["m"], seen["status"]) == (500, 300, "submitted")
    assert seen["flags"]


def test_the_flag_comes_with_the_feed(gvb, broken):
    assert gvb.pull().changes[broken]["flags"]


def test_the_flag_goes_when_the_rule_holds_again(gv, broken):
    applied(gv.do(gv.put(record=broken, base=gv.version(broken), set={"m": 600})))
    assert not gv.read(broken)["flags"]


def test_what_keeps_the_rule_is_not_flagged(gv, shared):
    record, version = shared
    applied(gv.do(gv.put(record=record, base=version, set={"n": 900})))
    assert not gv.read(record)["flags"]


def test_a_missing_side_breaks_no_rule(gv, shared):
    record, version = shared
    applied(gv.do(gv.put(record=record, base=version, set={"m": None, "n": 999})))
    assert not gv.read(record)["flags"]
