"""One author on one phone never conflicts with oneself: what `after` sees."""

from .phone_probe import applied, code, uuid7


def create(phone, direct, **given):
    return phone.put(direct, set={"note": "Chuỗi", "n": 1, "day": "2026-10-05"} | given)


def test_edits_queued_offline_do_not_conflict(gv, direct):
    first = create(gv, direct)
    second = gv.put(record=first["id"], after=first["id"], set={"n": 2})
    third = gv.put(record=first["id"], after=second["id"], set={"n": 3})
    outcomes = gv.exchange(first, second, third)["outcomes"]
    assert not any(outcome.get("conflicts") for outcome in outcomes.values())
    assert gv.read(first["id"])["data"]["n"] == 3


def test_the_chain_reaches_through_several_requests(gv, direct):
    first = create(gv, direct)
    applied(gv.do(first))
    second = gv.put(record=first["id"], after=first["id"], set={"note": "Hai"})
    applied(gv.do(second))
    assert not gv.do(gv.put(record=first["id"], after=second["id"], set={"n": 3, "note": "Ba"})).get("conflicts")


def test_the_chain_goes_through_refused_ones(gv, direct):
    first = create(gv, direct)
    refused = gv.put(record=first["id"], after=first["id"], set={"n": 5000})
    third = gv.put(record=first["id"], after=refused["id"], set={"n": 3})
    outcomes = gv.exchange(first, refused, third)["outcomes"]
    assert code(outcomes[refused["id"]]) == "invalid"
    assert not outcomes[third["id"]].get("conflicts")
    assert gv.read(first["id"])["data"]["n"] == 3


def test_the_chain_goes_through_comments(gv, direct):
    first = create(gv, direct)
    word = gv.verb("comment", first["id"], after=first["id"], text="Ghi thêm")
    third = gv.put(record=first["id"], after=word["id"], set={"n": 3})
    assert not gv.exchange(first, word, third)["outcomes"][third["id"]].get("conflicts")


def test_a_mutation_of_another_account_ends_the_chain(gv, gvb, shared):
    record, version = shared
    theirs = gvb.put(record=record, base=version, set={"n": 5})
    applied(gvb.do(theirs))
    assert gv.do(gv.put(record=record, base=version, after=theirs["id"], set={"n": 6}))["conflicts"] == ["n"]


def test_a_mutation_of_another_record_ends_the_chain(gv, direct):
    first = create(gv, direct)
    other = create(gv, direct) | {"after": first["id"]}
    third = gv.put(record=first["id"], after=other["id"], set={"n": 3})
    assert gv.exchange(first, other, third)["outcomes"][third["id"]]["conflicts"] == ["n"]


def test_an_unknown_after_sees_nothing(gv, shared):
    record, _ = shared
    assert gv.do(gv.put(record=record, after=uuid7(), set={"n": 9}))["conflicts"] == ["n"]


def test_the_chain_does_not_see_what_others_wrote_between(gv, gvb, shared):
    record, version = shared
    mine = gv.put(record=record, base=version, set={"big": "Một"})
    applied(gv.do(mine))
    applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5})))
    outcome = gv.do(gv.put(record=record, base=version, after=mine["id"], set={"n": 6, "big": "Hai"}))
    assert outcome["conflicts"] == ["n"]


def test_a_later_conflict_replaces_ones_own_alternative(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    second = gv.put(record=record, base=version, set={"n": 6})
    third = gv.put(record=record, base=version, after=second["id"], set={"n": 7})
    gv.exchange(second, third)
    assert set(gv.read(record)["conflicts"]["n"]) == {third["id"]}


def test_a_seen_write_clears_ones_own_alternative(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    second = gv.put(record=record, base=version, set={"n": 6})
    newer = applied(gv.do(second))
    assert not gv.do(gv.put(record=record, base=newer, after=second["id"], set={"n": 7})).get("conflicts")
    seen = gv.read(record)
    assert seen["data"]["n"] == 7
    assert not seen["conflicts"]


def test_an_equal_value_clears_ones_own_alternative(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    second = gv.put(record=record, base=version, set={"n": 6})
    third = gv.put(record=record, base=version, after=second["id"], set={"n": 5})
    assert not gv.exchange(second, third)["outcomes"][third["id"]].get("conflicts")
    assert not gv.read(record)["conflicts"]


def test_an_alternative_outside_the_chain_stays(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    elsewhere = gv.put(record=record, base=version, set={"n": 6})
    newer = applied(gv.do(elsewhere))
    assert not gv.do(gv.put(record=record, base=newer, set={"n": 7})).get("conflicts")
    assert set(gv.read(record)["conflicts"]["n"]) == {elsewhere["id"]}
