"""Records of a closed period are locked; the period follows from the day."""

import pytest

from .phone_probe import applied, code
from .stages import CLOSED_DAY, PAST_YEAR


@pytest.mark.parametrize("then", [None, "submit"])
def test_nothing_is_created_in_a_closed_period(gv, forms, direct, then):
    made = gv.put(direct, set=forms.answers("probe_direct", gv, day=CLOSED_DAY), then=then)
    assert code(gv.do(made)) == "locked"
    assert not gv.sees(made["id"])


def test_nothing_is_moved_into_a_closed_period(gv, shared):
    record, version = shared
    assert code(gv.do(gv.put(record=record, base=version, set={"day": CLOSED_DAY}))) == "locked"
    assert gv.version(record) == version


def test_locked_before_the_ranges(gv, direct):
    assert code(gv.do(gv.put(direct, set={"day": CLOSED_DAY, "n": 1001}))) == "locked"


def test_the_leader_is_locked_out_too(ht, direct, forms):
    assert code(ht.do(ht.put(direct, set=forms.answers("probe_direct", ht, day=CLOSED_DAY)))) == "locked"


@pytest.mark.parametrize(
    ("day", "period"),
    [("2026-10-05", "2026-2027"), (PAST_YEAR, "2025-2026"), ("2026-09-01", "2026-2027"), ("2027-08-31", "2026-2027")],
)
def test_the_period_follows_from_the_day(gv, direct, day, period):
    made = gv.put(direct, set={"day": day})
    assert gv.do(made)["period"] == period
    assert gv.read(made["id"])["period"] == period


def test_a_conflicting_day_moves_nothing(gv, gvb, shared):
    record, version = shared
    applied(gvb.do(gvb.put(record=record, base=version, set={"day": "2026-10-06"})))
    assert gv.do(gv.put(record=record, base=version, set={"day": PAST_YEAR}))["conflicts"] == ["day"]
    assert gv.read(record)["period"] == "2026-2027"


def test_a_draft_may_carry_a_day_that_no_period_holds(gv, direct):
    made = gv.put(direct, set={"day": "2090-01-04"})
    applied(gv.do(made))
    assert not gv.read(made["id"]).get("period")
