"""The cursor is checked before any mutation: a reset scope takes nothing."""

import pytest

from .phone_probe import applied

UNREADABLE = ["garbage", "!!!", "e30=", "bnVsbA", "W10", "\u0000", "ế" * 20, "a" * 3000, "-1.5"]


def test_the_first_time_there_is_no_cursor_and_no_reset(gv):
    gv.cursor = None
    answer = gv.exchange()
    assert answer["changes"]
    assert not answer["reset"]
    assert isinstance(answer["cursor"], str)


def test_a_cursor_brings_only_what_is_new(gv, gvb, direct):
    assert not gvb.exchange()["changes"]
    made = gv.put(direct, set={"note": "Mới", "whom": [gvb.account]})
    gv.do(made)
    assert set(gvb.pull().changes) == {made["id"]}
    assert not gvb.exchange()["changes"]


@pytest.mark.parametrize("cursor", UNREADABLE)
def test_a_cursor_that_cannot_be_read_resets_the_view(gv, direct, cursor):
    made = gv.put(direct, set={"note": "Chờ đấy"})
    answer = gv.exchange(made, cursor=cursor)
    assert answer["reset"] == {gv.unit: "view"}
    assert made["id"] not in answer["outcomes"]
    assert not gv.sees(made["id"])


def test_a_cut_cursor_resets_the_view(gv, direct):
    made = gv.put(direct, set={"note": "Chờ đấy"})
    answer = gv.exchange(made, cursor=gv.cursor[: len(gv.cursor) // 2])
    assert answer["reset"]
    assert made["id"] not in answer["outcomes"]


def test_the_answers_cursor_starts_the_scope_anew(gv, direct):
    known = gv.put(direct, set={"note": "Đã có"})
    gv.do(known)
    made = gv.put(direct, set={"note": "Sau đó"})
    answer = gv.exchange(made, cursor="garbage")
    seen = {record["id"] for record in answer["changes"]}
    gv.cursor = answer["cursor"]
    outcome = gv.exchange(made)
    applied(outcome["outcomes"][made["id"]])
    seen |= {record["id"] for record in outcome["changes"]}
    gv.cursor = outcome["cursor"]
    assert known["id"] in seen | set(gv.pull().changes)


def test_no_outcome_for_a_confirmed_one_of_a_reset_scope(gv, direct):
    made = gv.put(direct, set={"note": "Đã gửi"})
    applied(gv.do(made))
    assert not gv.exchange(cursor="garbage", confirm={gv.unit: [made["id"]]})["outcomes"]


def test_another_accounts_cursor_is_another_view(gv, gvb, direct):
    made = gvb.put(direct, set={"note": "Nhầm con trỏ"})
    answer = gvb.exchange(made, cursor=gv.cursor)
    assert answer["reset"] == {gvb.unit: "view"}
    assert made["id"] not in answer["outcomes"]


def test_a_cursor_of_another_school_resets(gv, gv2):
    assert gv.exchange(cursor=gv2.cursor)["reset"] == {gv.unit: "view"}


def test_a_reset_of_ones_own_scope_leaves_other_scopes_alone(gv, so, stage):
    record = stage.reach("submitted")
    word = so.verb("comment", record, unit=gv.unit, text="Tốt")
    answer = so.exchange(word, cursor="garbage")
    assert answer["reset"] == {so.unit: "view"}
    applied(answer["outcomes"][word["id"]])


def test_an_old_cursor_still_holds(gv, direct):
    old = gv.cursor
    ids = []
    for number in range(3):
        made = gv.put(direct, set={"n": number})
        applied(gv.do(made))
        ids.append(made["id"])
        gv.pull()
    gv.cursor = old
    assert set(gv.pull().changes) >= set(ids)


def test_the_cursor_is_not_what_an_author_has_seen(gv, gvb, shared):
    """A cursor at the head is not what its author has seen: `base` is."""
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, set={"n": 5}))
    gv.pull()
    assert gv.do(gv.put(record=record, base=version, set={"n": 6}))["conflicts"] == ["n"]


def test_safe_is_told_for_own_scopes(gv):
    """A phone that has read may be told only when it has changed; one that begins is told in any case."""
    safe = gv.exchange(cursor=None)["safe"]
    assert set(safe) == {gv.unit}
    assert safe[gv.unit] == 0
    assert gv.exchange().get("safe", safe) == safe
