"""`gone` names what this view once showed and no longer does."""

from .phone_probe import applied, code


def test_a_withdrawn_record_leaves_the_others(gv, gvb, ht, stage):
    record = stage.reach("submitted")
    for phone in (gvb, ht):
        assert record in phone.pull().changes
    applied(gv.do(gv.verb("withdraw", record, base=gv.version(record))))
    for phone in (gvb, ht):
        feed = phone.pull()
        assert record in feed.gone
        assert record not in feed.changes
        assert not phone.sees(record)
        assert record not in phone.pull().gone
    assert record not in gv.pull().gone
    assert gv.read(record)["status"] == "draft"


def test_submitted_again_it_comes_back(gv, gvb, stage):
    record = stage.reach("submitted")
    gvb.pull()
    gv.do(gv.verb("withdraw", record, base=gv.version(record)))
    assert record in gvb.pull().gone
    applied(gv.do(gv.verb("submit", record, base=gv.version(record))))
    assert gvb.pull().changes[record]["status"] == "submitted"


def test_a_record_deleted_by_its_author(gv, gvb, ht, stage):
    record = stage.reach("submitted")
    for phone in (gvb, ht):
        phone.pull()
    other = gv.clone()
    other.pull()
    applied(gv.do(gv.verb("delete", record, base=gv.version(record))))
    for phone in (gvb, ht):
        assert record in phone.pull().gone
    feed = other.pull()
    assert record not in feed.gone
    assert feed.changes[record]["status"] == "deleted"


def test_a_record_deleted_by_the_leader_leaves_its_author(gv, ht, stage):
    record = stage.reach("submitted")
    gv.pull()
    applied(ht.do(ht.verb("delete", record, base=ht.version(record))))
    assert record in gv.pull().gone
    assert not gv.sees(record)
    assert ht.read(record)["status"] == "deleted"
    assert code(gv.do(gv.verb("restore", record))) == "unknown_record"
    assert code(gv.do(gv.verb("comment", record, text="Đâu rồi?"))) == "unknown_record"


def test_a_restored_record_comes_back(gv, ht, gvb, stage):
    record = stage.reach("submitted")
    gvb.pull()
    ht.do(ht.verb("delete", record, base=ht.version(record)))
    assert record in gvb.pull().gone
    applied(ht.do(ht.verb("restore", record, base=ht.version(record))))
    assert gvb.pull().changes[record]["status"] == "submitted"


def test_a_coauthor_who_is_taken_out_of_a_draft_loses_it(gv, gvb, direct):
    made = gv.put(direct, set={"n": 1, "whom": [gvb.account]})
    gv.do(made)
    assert made["id"] in gvb.pull().changes
    gv.do(gv.put(record=made["id"], after=made["id"], remove={"whom": [gvb.account]}))
    assert made["id"] in gvb.pull().gone
    assert not gvb.sees(made["id"])


def test_ones_own_delete_is_a_plain_write(gv, stage):
    record = stage.reach("submitted")
    gv.pull()
    gone = gv.verb("delete", record, base=gv.version(record))
    answer = gv.exchange(gone)
    assert answer["outcomes"][gone["id"]]["status"] == "deleted"
    assert record not in answer["gone"]
    assert record not in [change["id"] for change in answer["changes"]]


def test_a_new_phone_hears_nothing_of_what_it_never_had(gv, gvb, stage, direct):
    deleted = stage.reach("deleted")
    hidden = gv.put(direct, set={"n": 1})
    gv.do(hidden)
    gvb.cursor = None
    feed = gvb.pull()
    assert deleted not in feed.changes
    assert hidden["id"] not in feed.changes
