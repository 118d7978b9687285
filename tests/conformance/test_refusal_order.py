"""Of several reasons to refuse a mutation, the first in the contract's order is given."""

import pytest

from .phone_probe import applied, code, uuid7

NOWHERE = "0193a000-0000-7000-8000-00000000dead"


def test_invalid_in_itself_before_unknown_record(gv):
    assert code(gv.do(gv.put(record=NOWHERE, set={"note": "a\u0000"}))) == "invalid"
    assert code(gv.do(gv.verb("obliterate", NOWHERE))) == "invalid"


def test_invalid_in_itself_before_unknown_form(gv):
    assert code(gv.do(gv.put("nosuch@1", set={"note": "a\u0000"}))) == "invalid"


def test_invalid_in_itself_before_forbidden(gvb, stage):
    record = stage.reach("submitted")
    assert code(gvb.do(gvb.put(record=record, set={"title": "a\u0000"}))) == "invalid"


def test_invalid_in_itself_before_locked(gv, stage):
    record = stage.reach("approved")
    assert code(gv.do(gv.put(record=record, set={"title": "a\u0000"}))) == "invalid"


def test_a_put_without_form_on_nothing_is_unknown_record(gv):
    assert code(gv.do(gv.put(record=uuid7(), set={"n": 5000}))) == "unknown_record"


@pytest.mark.parametrize("verb", ["submit", "withdraw", "verify", "approve", "delete", "restore", "comment"])
def test_a_verb_on_nothing_is_unknown_record(gv, verb):
    text = "Lời" if verb == "comment" else None
    assert code(gv.do(gv.verb(verb, uuid7(), text=text))) == "unknown_record"


def test_a_base_that_is_lost_waits_for_nothing_without_a_restore(gv):
    outcome = gv.do(gv.put(record=uuid7(), base="1.AAAAAAAA", set={"n": 5}))
    assert code(outcome) == "unknown_record"
    assert "wait" not in outcome


@pytest.mark.parametrize("form", ["nosuch@1", "probe_direct@99", "probe_direct@0"])
def test_a_creation_with_an_unknown_form(gv, form):
    assert code(gv.do(gv.put(form, set={"n": 5000}))) == "unknown_form"


def test_an_unknown_form_on_what_one_may_not_see_is_judged_as_a_creation(gvb, gv, direct):
    hidden = gv.put(direct, set={"n": 1})
    gv.do(hidden)
    assert code(gvb.do(gvb.put("nosuch@1", record=hidden["id"], set={"n": 2}))) == "unknown_form"


def test_unknown_record_before_unknown_form(gv, direct, gvb):
    hidden = gv.put(direct, set={"n": 1})
    gv.do(hidden)
    assert code(gvb.do(gvb.verb("delete", hidden["id"], base="1.AAAAAAAA"))) == "unknown_record"


def test_unknown_form_before_forbidden(gv2, gvb, gv, shared):
    assert code(gv2.do(gv2.put("nosuch@1", unit=gv.unit, set={"n": 1}))) == "unknown_form"


def test_unknown_form_before_locked(gv, stage):
    record = stage.reach("approved", "probe_direct")
    newer = gv.put("probe_direct@99", record=record, base=gv.version(record), set={"n": 1})
    assert code(gv.do(newer)) == "unknown_form"


def test_forbidden_before_locked(gvb, stage):
    record = stage.reach("approved", "probe_direct")
    assert code(gvb.do(gvb.put(record=record, base=gvb.version(record), set={"n": 2}))) == "forbidden"
    assert code(gvb.do(gvb.verb("delete", record, base=gvb.version(record)))) == "forbidden"


def test_forbidden_before_bad_transition(gvb, stage):
    record = stage.reach("returned")
    assert code(gvb.do(gvb.verb("verify", record, base=gvb.version(record)))) == "forbidden"


def test_forbidden_before_the_registers_invalid(gvb, stage):
    record = stage.reach("submitted", "probe_direct")
    assert code(gvb.do(gvb.put(record=record, base=gvb.version(record), set={"n": 1001}))) == "forbidden"


def test_forbidden_before_stale(gvb, stage):
    record = stage.reach("submitted")
    assert code(gvb.do(gvb.verb("verify", record))) == "forbidden"


@pytest.mark.parametrize("who", ["gv", "ht"])
def test_locked_before_bad_transition(request, stage, who):
    record = stage.reach("approved")
    phone = request.getfixturevalue(who)
    assert code(phone.do(phone.verb("delete", record, base=phone.version(record)))) == "locked"


def test_locked_before_the_registers_invalid(gv, stage):
    record = stage.reach("approved", "probe_direct")
    assert code(gv.do(gv.put(record=record, base=gv.version(record), set={"n": 1001}))) == "locked"


def test_locked_before_stale(gv, stage):
    record = stage.reach("approved", "probe_direct")
    assert code(gv.do(gv.verb("delete", record))) == "locked"


def test_bad_transition_before_the_registers_invalid(gv, direct):
    made = gv.put(direct, set={"n": 1})
    gone = gv.verb("delete", made["id"], after=made["id"])
    sent = gv.verb("submit", made["id"], after=gone["id"])
    assert code(gv.exchange(made, gone, sent)["outcomes"][sent["id"]]) == "bad_transition"


def test_bad_transition_before_stale(ht, stage):
    record = stage.reach("returned")
    assert code(ht.do(ht.verb("verify", record))) == "bad_transition"


def test_a_refused_one_says_why(gv, stage):
    refused = gv.do(gv.verb("approve", stage.reach("submitted")))["refused"]
    assert refused["code"] == "forbidden"
    assert isinstance(refused["detail"], str)
    assert refused["detail"]


def test_reused_id_before_everything_else(gv, direct):
    made = gv.put(direct, set={"n": 1})
    applied(gv.do(made))
    assert code(gv.do(made | {"do": "obliterate"})) == "reused_id"
    assert code(gv.do(made | {"set": {"n": 5000}})) == "reused_id"
    assert code(gv.do(made | {"form": "nosuch@1"})) == "reused_id"
