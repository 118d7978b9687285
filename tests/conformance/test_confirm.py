"""`confirm` asks after mutations whose body is not sent again."""

import pytest

from .phone_probe import applied, code, problem, uuid7


def confirmed(phone, *ids):
    return phone.exchange(confirm={phone.unit: list(ids)})["outcomes"]


def test_an_applied_one_is_answered_with_its_version(gv, direct):
    made = gv.put(direct, set={"note": "Có"})
    version = applied(gv.do(made))
    assert confirmed(gv, made["id"])[made["id"]]["version"] == version


def test_a_refused_one_is_answered_with_its_refusal(gv, direct):
    bad = gv.put(direct, set={"n": -1})
    gv.do(bad)
    assert code(confirmed(gv, bad["id"])[bad["id"]]) == "invalid"


def test_one_that_never_arrived_is_unknown(gv):
    lost = uuid7()
    assert confirmed(gv, lost)[lost] == {"unknown": True}


def test_an_unknown_one_is_then_sent_and_applied(gv, direct):
    made = gv.put(direct, set={"note": "Gửi lại"})
    assert confirmed(gv, made["id"])[made["id"]] == {"unknown": True}
    applied(gv.do(made))


def test_another_accounts_mutation_is_unknown(gv, gvb, direct):
    theirs = gvb.put(direct, set={"note": "Của Bình"})
    applied(gvb.do(theirs))
    assert confirmed(gv, theirs["id"])[theirs["id"]] == {"unknown": True}


def test_confirm_and_a_mutation_in_one_request(gv, direct):
    first, second = gv.put(direct, set={"note": "Một"}), gv.put(direct, set={"note": "Hai"})
    gv.do(first)
    outcomes = gv.exchange(second, confirm={gv.unit: [first["id"]]})["outcomes"]
    assert set(outcomes) == {first["id"], second["id"]}
    assert all(applied(outcome) for outcome in outcomes.values())


def test_five_hundred_ids_are_answered(gv):
    ids = [uuid7() for _ in range(500)]
    assert set(confirmed(gv, *ids)) == set(ids)


def test_more_than_five_hundred_ids_are_malformed(gv):
    problem(gv.post(gv.envelope(confirm={gv.unit: [uuid7() for _ in range(501)]})), 400, "malformed")


@pytest.mark.parametrize("confirm", [["id"], "id", {"unit": "id"}, {"unit": {"a": 1}}, 5])
def test_confirm_of_another_shape_is_malformed(gv, confirm):
    problem(gv.post(gv.envelope(confirm=confirm)), 400, "malformed")
