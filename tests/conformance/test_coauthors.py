"""Accounts named in a person or persons field see the draft and edit it."""

import pytest

from .phone_probe import applied, code


@pytest.mark.parametrize("field", ["who", "whom"])
def test_a_named_colleague_sees_and_edits_the_draft(gv, gvb, direct, field):
    made = gv.put(direct, set={"n": 1, field: gvb.account if field == "who" else [gvb.account]})
    version = applied(gv.do(made))
    assert gvb.pull().changes[made["id"]]["status"] == "draft"
    assert not gvb.do(gvb.put(record=made["id"], base=version, set={"n": 2})).get("conflicts")
    seen = gv.read(made["id"])
    assert (seen["data"]["n"], seen["author"]) == (2, gv.account)


def test_one_who_is_not_named_does_not(gv, gvb, ht, direct):
    made = gv.put(direct, set={"n": 1, "whom": [gvb.account]})
    applied(gv.do(made))
    assert not ht.sees(made["id"])
    assert code(ht.do(ht.put(record=made["id"], set={"n": 2}))) == "unknown_record"


def test_naming_later_brings_the_record_into_the_view(gv, gvb, direct):
    made = gv.put(direct, set={"n": 1})
    gv.do(made)
    assert made["id"] not in gvb.pull().changes
    gv.do(gv.put(record=made["id"], after=made["id"], add={"whom": [gvb.account]}))
    assert gvb.pull().changes[made["id"]]["data"]["n"] == 1


def test_an_activitys_coauthors(gv, gvb, stage):
    record = stage.reach("draft", "activity", coauthors=[gvb.account])
    assert gvb.sees(record)
    applied(gvb.do(gvb.put(record=record, base=gvb.version(record), set={"students": 29})))


def test_a_colleague_who_is_not_named_edits_nothing(gvb, stage):
    record = stage.reach("submitted")
    assert code(gvb.do(gvb.put(record=record, base=gvb.version(record), set={"students": 1}))) == "forbidden"


@pytest.mark.parametrize("verb", ["submit", "withdraw", "delete", "verify"])
def test_a_coauthor_is_not_the_author(gv, gvb, stage, verb):
    record = stage.reach("submitted", "activity", coauthors=[gvb.account])
    assert code(gvb.do(gvb.verb(verb, record, base=gvb.version(record)))) == "forbidden"


def test_a_coauthor_of_a_withdrawn_record_still_has_it(gv, gvb, stage):
    record = stage.reach("submitted", "activity", coauthors=[gvb.account])
    gvb.pull()
    applied(gv.do(gv.verb("withdraw", record, base=gv.version(record))))
    feed = gvb.pull()
    assert feed.changes[record]["status"] == "draft"
    assert record not in feed.gone
