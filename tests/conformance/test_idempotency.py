"""A mutation has at most one effect, and its stored outcome is given again."""

import json

import pytest

from .phone_probe import applied, code, uuid7


def lasting(outcome: dict) -> dict:
    """The stored part: status and period belong to one answer only."""
    return {name: value for name, value in outcome.items() if name not in ("status", "period")}


def raw_say(phone, mutation: str) -> dict:
    """One exchange whose only mutation is spelled exactly like this."""
    frame = json.dumps(phone.envelope(nonce="spelling", mutations=["@"]))
    response = phone.post(frame.replace('"@"', mutation).encode())
    assert response.status_code == 200, response.text
    return response.json()["outcomes"]


def test_a_creation_sent_again_answers_the_same(gv, direct):
    made = gv.put(direct, set={"note": "Một lần", "n": 1})
    first, second = gv.do(made), gv.do(made)
    assert applied(first)
    assert lasting(first) == lasting(second)
    assert [entry["id"] for entry in gv.read(made["id"])["history"]] == [made["id"]]


def test_an_old_edit_sent_again_does_not_undo_a_newer_one(gv, direct):
    made = gv.put(direct, set={"note": "Cũ"})
    gv.do(made)
    gv.do(gv.put(record=made["id"], after=made["id"], set={"note": "Mới"}))
    before = gv.read(made["id"])
    gv.do(made)
    after = gv.read(made["id"])
    assert after["data"]["note"] == "Mới"
    assert after["version"] == before["version"]


def test_a_conflict_sent_again_is_told_again(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    late = gv.put(record=record, base=version, set={"n": 6})
    first = gv.do(late)
    assert lasting(gv.do(late)) == lasting(first)
    assert first["conflicts"] == ["n"]


def test_a_refusal_is_stored_too(gv, direct):
    record = uuid7()
    early = gv.put(record=record, set={"note": "Sớm"})
    assert code(gv.do(early)) == "unknown_record"
    applied(gv.do(gv.put(direct, record=record, set={"n": 2})))
    assert code(gv.do(early)) == "unknown_record"
    assert "note" not in gv.read(record)["data"]


def test_an_invalid_one_is_stored_too(gv, direct):
    bad = gv.put(direct, set={"n": "năm"})
    assert lasting(gv.do(bad)) == lasting(gv.do(bad))
    assert code(gv.do(bad | {"set": {"n": 5}})) == "reused_id"


def test_put_applied_and_submit_refused_is_told_again_whole(gv, direct):
    half = gv.put(direct, set={"note": "Thiếu số"}, then="submit")
    first = gv.do(half)
    assert code(first) == "invalid"
    assert first["version"]
    assert lasting(gv.do(half)) == lasting(first)


@pytest.mark.parametrize(
    "change",
    [
        {"set": {"note": "Khác"}},
        {"at": "2026-11-21T09:00:00+07:00"},
        {"then": "submit"},
        {"do": "comment", "text": "x"},
        {"base": "1.AAAAAAAA"},
    ],
)
def test_the_same_id_with_other_content_is_reused(gv, direct, change):
    made = gv.put(direct, set={"note": "Gốc"})
    first = gv.do(made)
    assert code(gv.do(made | change)) == "reused_id"
    assert lasting(gv.do(made)) == lasting(first)
    assert gv.read(made["id"])["data"] == {"note": "Gốc"}


def test_of_two_with_one_id_in_a_request_the_first_counts(gv, direct):
    first = gv.put(direct, set={"note": "Thứ nhất"})
    outcomes = gv.exchange(first, first | {"set": {"note": "Thứ hai"}})["outcomes"]
    applied(outcomes[first["id"]])
    assert gv.read(first["id"])["data"]["note"] == "Thứ nhất"


def test_the_very_same_mutation_twice_in_a_request(gv, direct):
    made = gv.put(direct, set={"note": "Hai lần"})
    applied(gv.exchange(made, made)["outcomes"][made["id"]])
    assert len(gv.read(made["id"])["history"]) == 1


SPELLINGS = [
    '{head}, "set": {"n": 24.0, "note": "Á"}}',
    '{head}, "set": {"n": 2.4e1, "note": "Á"}}',
    '{head}, "set": {"note": "\\u00c1", "n": 24}}',
    ' {  "set" :{"note":"Á" ,\n"n":24 }, {body}',
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_content_is_compared_as_canonical_json(gv, direct, spelling):
    body = json.dumps(gv.put(direct))[1:]
    original = "{" + body[:-1] + ', "set": {"n": 24, "note": "Á"}}'
    identity = json.loads(original)["id"]
    first = raw_say(gv, original)[identity]
    applied(first)
    other = spelling.replace("{head}", "{" + body[:-1]).replace("{body}", body)
    assert lasting(raw_say(gv, other)[identity]) == lasting(first)


def test_another_normal_form_is_other_content(gv, direct):
    made = gv.put(direct, set={"note": "A\u0301 đây"})
    applied(gv.do(made))
    assert code(gv.do(made | {"set": {"note": "\u00c1 đây"}})) == "reused_id"


def test_true_is_not_one(gv, direct):
    made = gv.put(direct, set={"n": 1})
    applied(gv.do(made))
    assert code(gv.do(made | {"set": {"n": True}})) == "reused_id"


def test_an_id_that_another_account_used_on_this_record_is_reused(gv, gvb, shared):
    record, version = shared
    theirs = gvb.put(record=record, base=version, set={"big": "Của Bình"})
    applied(gvb.do(theirs))
    assert code(gv.do(theirs | {"set": {"big": "Của An"}})) == "reused_id"
    assert code(gv.clone().do(theirs | {"set": {"big": "Của An"}})) == "reused_id"
    assert gv.read(record)["data"]["big"] == "Của Bình"


def test_an_id_that_another_account_used_elsewhere_is_free(gv, gvb, direct):
    theirs = gvb.put(direct, record=uuid7(), set={"note": "Của Bình"})
    applied(gvb.do(theirs))
    mine = gv.put(direct, record=uuid7(), set={"note": "Của An"}) | {"id": theirs["id"]}
    applied(gv.do(mine))
    assert gv.read(mine["record"])["data"]["note"] == "Của An"
    assert gvb.read(theirs["record"])["data"]["note"] == "Của Bình"


def test_a_hidden_record_is_not_told_by_its_id(gv, gvb, direct):
    hidden = gv.put(direct, set={"note": "Kín"})
    applied(gv.do(hidden))
    outcome = gvb.do(gvb.put(record=hidden["id"], set={"note": "Dò"}) | {"id": hidden["id"]})
    assert code(outcome) == "unknown_record"
    assert gv.read(hidden["id"])["data"] == {"note": "Kín"}
