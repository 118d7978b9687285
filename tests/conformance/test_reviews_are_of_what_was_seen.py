"""A reviewer decides on exactly what the reviewer saw; anything else is stale."""

import pytest

from .phone_probe import applied, code

LOST = "AAAAAAAA"


def act(phone, verb, record, base=None, **members):
    text = None if verb in ("verify", "approve") else "Lý do"
    return phone.do(phone.verb(verb, record, base=base, text=text, **members))


@pytest.mark.parametrize("verb", ["verify", "return"])
def test_a_leader_who_missed_a_put_is_stale(gv, ht, stage, verb):
    record = stage.reach("submitted")
    seen = ht.version(record)
    applied(gv.do(gv.put(record=record, base=seen, set={"students": 25})))
    assert code(act(ht, verb, record, seen)) == "stale"
    applied(act(ht, verb, record, ht.version(record)))


@pytest.mark.parametrize("verb", ["approve", "reject", "return"])
def test_an_officer_who_missed_a_put_is_stale(gv, so, stage, verb):
    record = stage.reach("submitted", "probe_direct")
    seen = so.version(record)
    applied(gv.do(gv.put(record=record, base=seen, set={"n": 25})))
    assert code(act(so, verb, record, seen, unit=gv.unit)) == "stale"
    applied(act(so, verb, record, so.version(record), unit=gv.unit))


@pytest.mark.parametrize("verb", ["approve", "reject", "return"])
def test_no_base_is_always_stale(gv, so, stage, verb):
    record = stage.reach("submitted", "probe_direct")
    assert code(act(so, verb, record, unit=gv.unit)) == "stale"


@pytest.mark.parametrize("verb", ["verify", "return"])
def test_no_base_is_always_stale_for_the_leader(ht, stage, verb):
    assert code(act(ht, verb, stage.reach("submitted"))) == "stale"


def test_no_base_is_stale_even_after_ones_own_put(ht, direct, forms, gv):
    ht.pull()
    made = ht.put(forms.form("activity"), set=forms.answers("activity", ht), then="submit")
    applied(ht.do(made))
    assert code(act(ht, "verify", made["id"], after=made["id"])) == "stale"


def test_a_base_of_a_history_that_never_was_is_stale(ht, stage):
    record = stage.reach("submitted")
    base = ht.version(record).split(".")[0] + "." + LOST
    assert code(act(ht, "verify", record, base)) == "stale"


def test_a_put_by_the_reviewers_other_phone_is_unseen(ht, stage):
    record = stage.reach("submitted")
    seen = ht.version(record)
    applied(ht.clone().do(ht.put(record=record, base=seen, set={"students": 26})))
    assert code(act(ht, "verify", record, seen)) == "stale"


def test_a_put_of_the_judges_own_chain_is_seen(ht, stage):
    record = stage.reach("submitted")
    seen = ht.version(record)
    mine = ht.put(record=record, base=seen, set={"students": 26})
    applied(ht.do(mine))
    applied(act(ht, "verify", record, seen, after=mine["id"]))


def test_a_delete_and_a_restore_count_as_changes(gv, ht, stage):
    record = stage.reach("submitted")
    seen = ht.version(record)
    applied(gv.do(gv.verb("delete", record, base=seen)))
    applied(gv.do(gv.verb("restore", record, base=gv.version(record))))
    assert code(act(ht, "verify", record, seen)) == "stale"


def test_words_and_verdicts_do_not_make_stale(gv, gvb, ht, so, stage):
    record = stage.reach("submitted")
    seen = so.version(record)
    applied(gvb.do(gvb.verb("comment", record, text="Hay lắm")))
    applied(act(ht, "verify", record, seen))
    applied(act(so, "approve", record, seen, unit=gv.unit))


def test_a_put_after_approval_cannot_change_it(gv, so, stage):
    record = stage.reach("submitted", "probe_direct")
    seen = so.version(record)
    applied(act(so, "approve", record, seen, unit=gv.unit))
    assert code(gv.do(gv.put(record=record, base=seen, set={"n": 99}))) == "locked"
    after = gv.read(record)
    assert (after["data"]["n"], after["status"]) == (1, "approved")


def test_a_put_in_the_same_breath_as_the_verdict(gv, ht, stage):
    record = stage.reach("submitted")
    seen = ht.version(record)
    mine = ht.put(record=record, base=seen, set={"students": 27})
    blind = ht.verb("verify", record, base=seen)
    assert code(ht.exchange(mine, blind)["outcomes"][blind["id"]]) == "stale"


@pytest.mark.parametrize("role", ["gv", "ht"])
def test_delete_after_an_unseen_change_is_stale(request, gvb, stage, role):
    phone = request.getfixturevalue(role)
    record = stage.reach("submitted", "probe_direct", whom=[gvb.account])
    seen = phone.version(record)
    applied(gvb.do(gvb.put(record=record, base=seen, set={"n": 44})))
    assert code(phone.do(phone.verb("delete", record, base=seen))) == "stale"
    applied(phone.do(phone.verb("delete", record, base=phone.version(record))))


def test_delete_queued_behind_ones_own_draft(gv, direct):
    made = gv.put(direct, set={"note": "Nháp"})
    gone = gv.verb("delete", made["id"], after=made["id"])
    outcomes = gv.exchange(made, gone)["outcomes"]
    applied(outcomes[gone["id"]])
    assert gv.read(made["id"])["status"] == "deleted"
