"""People end a conflict: the alternatives they name are cleared, and no others."""

import pytest

from .phone_probe import applied, code


@pytest.fixture
def disputed(gv, gvb, ht, shared):
    """A record where the leader's n stands, and two others are kept: (record, gv's id, gvb's id)."""
    record, version = shared
    applied(ht.do(ht.put(record=record, base=version, set={"n": 10})))
    mine = gv.put(record=record, base=version, set={"n": 20})
    theirs = gvb.put(record=record, base=version, set={"n": 30})
    assert gv.do(mine)["conflicts"] == gvb.do(theirs)["conflicts"] == ["n"]
    return record, mine["id"], theirs["id"]


def test_every_alternative_is_kept(gv, gvb, disputed):
    record, mine, theirs = disputed
    kept = gv.read(record)["conflicts"]["n"]
    assert {one: kept[one]["value"] for one in kept} == {mine: 20, theirs: 30}
    assert (kept[mine]["by"], kept[theirs]["by"]) == (gv.account, gvb.account)


def test_the_named_one_is_cleared_and_no_other(ht, disputed):
    record, mine, theirs = disputed
    applied(ht.do(ht.put(record=record, base=ht.version(record), resolves={"n": [mine]})))
    seen = ht.read(record)
    assert set(seen["conflicts"]["n"]) == {theirs}
    assert seen["data"]["n"] == 10


def test_another_value_is_chosen_with_set(ht, disputed):
    record, mine, theirs = disputed
    chosen = ht.put(record=record, base=ht.version(record), set={"n": 30}, resolves={"n": [mine, theirs]})
    assert not ht.do(chosen).get("conflicts")
    seen = ht.read(record)
    assert seen["data"]["n"] == 30
    assert not seen["conflicts"]


def test_one_that_arrives_meanwhile_stays_open(gv, gvb, ht, disputed):
    record, mine, theirs = disputed
    looked_at = ht.version(record)
    late = gvb.put(record=record, base=None, set={"n": 40})
    assert gvb.do(late)["conflicts"] == ["n"]
    applied(ht.do(ht.put(record=record, base=looked_at, set={"n": 20}, resolves={"n": [mine, theirs]})))
    assert set(ht.read(record)["conflicts"]["n"]) == {late["id"]}


def test_a_choice_made_on_an_older_value_conflicts_itself(gv, ht, disputed):
    record, mine, theirs = disputed
    looked_at = ht.version(record)
    applied(gv.do(gv.put(record=record, base=looked_at, set={"n": 50})))
    late = ht.put(record=record, base=looked_at, set={"n": 30}, resolves={"n": [mine, theirs]})
    assert ht.do(late)["conflicts"] == ["n"]
    seen = ht.read(record)
    assert seen["data"]["n"] == 50
    assert set(seen["conflicts"]["n"]) == {late["id"]}


@pytest.mark.parametrize("verb", ["approve"])
def test_nothing_is_approved_while_a_conflict_is_open(so, gv, disputed, verb):
    record = disputed[0]
    decision = so.verb(verb, record, unit=gv.unit, base=so.version(record))
    assert code(so.do(decision)) == "bad_transition"


def test_a_conflict_may_be_returned(so, gv, disputed):
    record = disputed[0]
    applied(so.do(so.verb("return", record, unit=gv.unit, base=so.version(record), text="Chọn một số")))


def test_once_resolved_it_is_approved(so, gv, ht, disputed):
    record, mine, theirs = disputed
    ht.do(ht.put(record=record, base=ht.version(record), resolves={"n": [mine, theirs]}))
    applied(so.do(so.verb("approve", record, unit=gv.unit, base=so.version(record))))


def test_nothing_is_verified_while_a_conflict_is_open(gv, ht, stage):
    record = stage.reach("submitted")
    version = gv.version(record)
    ht.do(ht.put(record=record, base=version, set={"students": 31}))
    assert gv.do(gv.put(record=record, base=version, set={"students": 32}))["conflicts"] == ["students"]
    assert code(ht.do(ht.verb("verify", record, base=ht.version(record)))) == "bad_transition"


def test_an_open_conflict_comes_before_stale(gv, ht, stage):
    record = stage.reach("submitted")
    version = gv.version(record)
    ht.do(ht.put(record=record, base=version, set={"students": 31}))
    gv.do(gv.put(record=record, base=version, set={"students": 32}))
    assert code(ht.do(ht.verb("verify", record, base=version))) == "bad_transition"


@pytest.mark.parametrize("resolves", ["n", ["n"], {"n": "id"}, {"n": [5]}, {"n": {}}, 5])
def test_resolves_of_another_shape_is_invalid(ht, disputed, resolves):
    record = disputed[0]
    assert code(ht.do(ht.put(record=record, base=ht.version(record), resolves=resolves))) == "invalid"
