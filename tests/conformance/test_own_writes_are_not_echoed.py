"""Plain own writes come back as a status only, not as records."""

import pytest


@pytest.fixture
def settled(gv, shared):
    """The shared record, read by its author's phone: (id, version)."""
    gv.pull()
    return shared


def exchange(phone, *mutations, **members):
    """(outcomes in order, changes by id) of one exchange."""
    answer = phone.exchange(*mutations, **members)
    return [answer["outcomes"][one["id"]] for one in mutations], {record["id"]: record for record in answer["changes"]}


def test_a_created_draft_answers_status_and_period(gv, direct):
    made = gv.put(direct, set={"note": "Mới", "n": 1, "day": "2026-10-05"})
    (outcome,), changes = exchange(gv, made)
    assert (outcome["status"], outcome["period"]) == ("draft", "2026-2027")
    assert made["id"] not in changes


def test_an_edit_answers_its_status_and_no_period(gv, settled):
    record, version = settled
    (outcome,), changes = exchange(gv, gv.put(record=record, base=version, set={"n": 2}))
    assert outcome["status"] == "submitted"
    assert "period" not in outcome
    assert record not in changes


def test_an_edit_that_moves_the_period_tells_it(gv, settled):
    record, version = settled
    (outcome,), changes = exchange(gv, gv.put(record=record, base=version, set={"day": "2025-10-06"}))
    assert (outcome["status"], outcome["period"]) == ("submitted", "2025-2026")
    assert record not in changes


def test_a_verb_is_not_echoed(gv, settled):
    record, version = settled
    (outcome,), changes = exchange(gv, gv.verb("withdraw", record, base=version))
    assert outcome["status"] == "draft"
    assert record not in changes


def test_a_chain_in_one_request_is_not_echoed(gv, direct):
    first = gv.put(direct, set={"note": "Một"})
    second = gv.put(record=first["id"], after=first["id"], set={"n": 2})
    outcomes, changes = exchange(gv, first, second)
    assert {outcome["status"] for outcome in outcomes} == {"draft"}
    assert not changes


def test_after_a_lost_answer_the_mutation_again_is_not_echoed(gv, direct):
    made = gv.put(direct, set={"note": "Mất lời đáp"})
    gv.do(made)
    (outcome,), changes = exchange(gv, made)
    assert (outcome["status"], made["id"] in changes) == ("draft", False)


def test_confirm_counts_as_naming_it(gv, direct):
    made = gv.put(direct, set={"note": "Xác nhận"})
    gv.do(made)
    answer = gv.exchange(confirm={gv.unit: [made["id"]]})
    assert answer["outcomes"][made["id"]]["status"] == "draft"
    assert not [record for record in answer["changes"] if record["id"] == made["id"]]
