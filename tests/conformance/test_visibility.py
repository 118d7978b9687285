"""Who sees what, in the feed, in reading and in refusals alike."""

import pytest

from .phone_probe import applied, code, uuid7

EVERYONE = ["gv", "gvb", "ht", "xa", "so", "gv2", "ht2", "admin"]
LATER = {"gv", "gvb", "ht", "xa", "so"}


@pytest.mark.parametrize("status", ["submitted", "verified", "returned", "approved", "rejected"])
@pytest.mark.parametrize("who", EVERYONE)
def test_submitted_and_later_records(request, stage, status, who):
    assert request.getfixturevalue(who).sees(stage.reach(status)) == (who in LATER)


@pytest.mark.parametrize("status", ["draft", "deleted"])
@pytest.mark.parametrize("who", EVERYONE)
def test_drafts_and_deleted_ones(request, stage, status, who):
    assert request.getfixturevalue(who).sees(stage.reach(status)) == (who == "gv")


@pytest.mark.parametrize("who", EVERYONE)
def test_comment_is_for_who_sees(request, gv, stage, who):
    phone = request.getfixturevalue(who)
    record = stage.reach("submitted")
    outcome = phone.do(phone.verb("comment", record, unit=gv.unit, text="Lời"))
    assert code(outcome) == (None if who in LATER else "unknown_record")


@pytest.mark.parametrize("who", ["gvb", "ht", "so", "xa", "gv2", "admin"])
def test_a_hidden_record_is_refused_as_if_it_were_not_there(request, gv, direct, who):
    phone = request.getfixturevalue(who)
    made = gv.put(direct, set={"n": 1})
    applied(gv.do(made))
    for verb in ("put", "comment", "submit", "delete", "restore", "approve"):
        members = {"set": {"n": 2}} if verb == "put" else {"text": "Lời"}
        there = phone.do(phone.verb(verb, made["id"], unit=gv.unit, base=gv.version(made["id"]), **members))
        nowhere = phone.do(phone.verb(verb, uuid7(), unit=gv.unit, base=gv.version(made["id"]), **members))
        assert code(there) == code(nowhere) == "unknown_record"
        assert there["refused"].keys() == nowhere["refused"].keys()


def test_the_feed_of_the_unit_shows_what_is_submitted(gv, gvb, ht, stage, direct):
    draft = gv.put(direct, set={"n": 1})
    gv.do(draft)
    record = stage.reach("submitted")
    for phone in (gvb, ht):
        feed = phone.pull()
        assert record in feed.changes
        assert draft["id"] not in feed.changes
        assert draft["id"] not in feed.gone


def test_the_feed_holds_own_scopes_alone(xa, so, gv2, ht2, admin, stage):
    record = stage.reach("submitted")
    for phone in (xa, so, gv2, ht2, admin):
        assert record not in phone.pull().changes
        assert {copy["unit"] for copy in phone.copies.values()} <= {role["unit"] for role in phone.me["roles"]}


def test_admin_sees_no_records(admin):
    admin.cursor = None
    assert not admin.pull().changes
    listed = admin.get("/api/records")
    assert listed.status_code in (403, 404) or not listed.json()["records"]


@pytest.mark.parametrize("who", ["gv2", "ht2", "so", "xa", "admin"])
def test_who_is_not_of_the_unit_creates_nothing_there(request, gv, forms, direct, who):
    phone = request.getfixturevalue(who)
    made = phone.put(direct, unit=gv.unit, set={"n": 1, "note": "Lạ"})
    assert code(phone.do(made)) == "forbidden"
    assert not gv.sees(made["id"])


def test_the_register_says_who_creates(gv, ht, forms):
    assert forms.register("model")["by"] == ["leader"]
    assert code(gv.do(gv.put(forms.form("model"), period="2026-2027"))) == "forbidden"
    applied(ht.do(ht.put(forms.form("model"), period="2026-2027")))


@pytest.mark.parametrize("who", ["gv2", "gv"])
def test_a_record_is_not_reached_through_another_unit(request, gv2, gv, stage, who):
    phone = request.getfixturevalue(who)
    record = stage.reach("submitted")
    before = gv.version(record)
    outcome = phone.do(phone.put(record=record, unit=gv2.unit, base=before, set={"students": 1}))
    assert code(outcome) in {"unknown_record", "forbidden"}
    assert gv.version(record) == before


def test_the_leader_edits_what_a_teacher_submitted(ht, gv, stage):
    record = stage.reach("submitted")
    applied(ht.do(ht.put(record=record, base=ht.version(record), set={"students": 28})))
    assert (gv.read(record)["data"]["students"], gv.read(record)["author"]) == (28, gv.account)
