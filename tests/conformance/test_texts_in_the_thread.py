"""Every verb with a text adds to the thread; a text may name a field."""

import pytest

from .phone_probe import applied, code


def test_a_comment_moves_nothing_and_is_kept(gvb, gv, stage):
    record = stage.reach("submitted")
    comment = gvb.verb("comment", record, text="Sĩ số mấy em?", field="students")
    version = applied(gvb.do(comment))
    seen = gv.read(record)
    assert (seen["status"], seen["version"]) == ("submitted", version)
    (entry,) = seen["thread"]
    assert (entry["id"], entry["by"], entry["do"]) == (comment["id"], gvb.account, "comment")
    assert (entry["text"], entry["field"]) == ("Sĩ số mấy em?", "students")
    assert entry["at"]


def test_a_reason_is_kept_with_its_field(so, gv, stage):
    record = stage.reach("submitted")
    back = stage.review(so, "return", record, text="Sai số", field="students")
    applied(so.do(back))
    entry = gv.read(record)["thread"][-1]
    assert (entry["do"], entry["text"], entry["field"], entry["by"]) == ("return", "Sai số", "students", so.account)


@pytest.mark.parametrize("verb", ["verify", "delete"])
def test_any_verb_may_have_a_text(ht, stage, verb):
    record = stage.reach("submitted")
    applied(ht.do(stage.review(ht, verb, record, text="Xong")))
    assert [entry["text"] for entry in ht.read(record)["thread"]] == ["Xong"]


def test_texts_stay_in_log_order(gv, gvb, ht, stage):
    record = stage.reach("submitted")
    for phone, at in ((gvb, "2036-01-01"), (ht, "2016-01-01"), (gv, "2026-01-01")):
        applied(phone.do(phone.verb("comment", record, text=at, at=f"{at}T00:00:00Z")))
    assert [entry["text"] for entry in gv.read(record)["thread"]] == ["2036-01-01", "2016-01-01", "2026-01-01"]


def test_a_comment_comes_to_the_others(gv, gvb, stage):
    record = stage.reach("submitted")
    gv.pull()
    gvb.do(gvb.verb("comment", record, text="Hay"))
    assert gv.pull().changes[record]["thread"][0]["text"] == "Hay"


def test_texts_are_made_nfc(gv, stage):
    record = stage.reach("submitted")
    gv.do(gv.verb("comment", record, text="A\u0301o"))
    assert gv.read(record)["thread"][0]["text"] == "\u00c1o"


def test_a_refused_verb_leaves_no_text(gv, ht, stage):
    record = stage.reach("submitted")
    assert code(ht.do(ht.verb("return", record, text="Chưa đọc mà trả"))) == "stale"
    assert not gv.read(record)["thread"]


@pytest.mark.parametrize("text", [5, ["a"], {"a": 1}, True])
def test_a_text_is_text(gv, stage, text):
    record = stage.reach("submitted")
    assert code(gv.do(gv.verb("comment", record, text=text))) == "invalid"


def test_a_comment_on_an_approved_record(gv, stage):
    record = stage.reach("approved")
    applied(gv.do(gv.verb("comment", record, text="Cảm ơn")))
    assert gv.read(record)["status"] == "approved"
