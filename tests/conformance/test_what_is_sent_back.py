"""Whatever is more than a plain own write comes back as a record."""

import pytest

from .phone_probe import applied, code, rev


@pytest.fixture
def settled(gv, shared):
    """The shared record, read by its author's phone: (id, version)."""
    gv.pull()
    return shared


def exchange(phone, *mutations, **members):
    """(outcomes in order, changes by id) of one exchange."""
    answer = phone.exchange(*mutations, **members)
    return [answer["outcomes"][one["id"]] for one in mutations], {record["id"]: record for record in answer["changes"]}


def test_one_that_is_not_named_comes_as_a_record(gv, direct):
    made = gv.put(direct, set={"note": "Không nêu"})
    gv.do(made)
    _, changes = exchange(gv)
    assert changes[made["id"]]["data"] == {"note": "Không nêu"}


def test_half_named_comes_as_a_record(gv, direct):
    first = gv.put(direct, set={"note": "Một"})
    second = gv.put(record=first["id"], after=first["id"], set={"n": 2})
    gv.exchange(first, second)
    _, changes = exchange(gv, second)
    assert changes[first["id"]]["data"] == {"note": "Một", "n": 2}


def test_what_others_wrote_between_comes_as_a_record(gv, gvb, settled):
    record, version = settled
    applied(gvb.do(gvb.put(record=record, base=version, set={"big": "Của Bình"})))
    (outcome,), changes = exchange(gv, gv.put(record=record, base=version, set={"n": 2}))
    assert changes[record]["data"]["big"] == "Của Bình"
    assert changes[record]["data"]["n"] == 2
    assert "status" not in outcome


def test_a_conflict_comes_as_a_record(gv, gvb, settled):
    record, version = settled
    newer = applied(gvb.do(gvb.put(record=record, base=version, set={"n": 5})))
    gv.pull()
    late = gv.put(record=record, base=version, set={"n": 6})
    (outcome,), changes = exchange(gv, late)
    assert rev(outcome["version"]) > rev(newer)
    assert outcome["conflicts"] == ["n"]
    assert late["id"] in changes[record]["conflicts"]["n"]


def test_ending_a_conflict_comes_as_a_record(gv, gvb, settled):
    record, version = settled
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    late = gv.put(record=record, base=version, set={"n": 6})
    gv.do(late)
    gv.pull()
    _, changes = exchange(gv, gv.put(record=record, base=gv.version(record), resolves={"n": [late["id"]]}))
    assert record in changes
    assert not changes[record].get("conflicts")


def test_clearing_ones_own_alternative_comes_as_a_record(gv, gvb, settled):
    record, version = settled
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    late = gv.put(record=record, base=version, set={"n": 6})
    gv.do(late)
    gv.pull()
    _, changes = exchange(gv, gv.put(record=record, base=version, after=late["id"], set={"n": 5}))
    assert record in changes
    assert not changes[record].get("conflicts")


def test_an_altered_text_comes_as_a_record(gv, settled):
    record, version = settled
    _, changes = exchange(gv, gv.put(record=record, base=version, set={"note": "A\u0301o dài"}))
    assert changes[record]["data"]["note"] == "\u00c1o dài"


def test_a_changed_flag_comes_as_a_record(gv, gvb, settled):
    record, version = settled
    applied(gvb.do(gvb.put(record=record, base=version, set={"n": 500})))
    gv.pull()
    _, changes = exchange(gv, gv.put(record=record, base=version, set={"m": 300}))
    assert changes[record]["flags"]


def test_a_half_refused_one_comes_as_a_record(gv, direct):
    made = gv.put(direct, set={"note": "Thiếu số"}, then="submit")
    (outcome,), changes = exchange(gv, made)
    assert code(outcome) == "invalid"
    assert outcome["version"]
    assert changes[made["id"]]["status"] == "draft"


def test_another_phone_of_the_account_gets_the_record(gv, direct):
    other = gv.clone()
    made = gv.put(direct, set={"note": "Hai máy"})
    gv.do(made)
    assert other.pull().changes[made["id"]]["data"] == {"note": "Hai máy"}
