"""A deleted record comes back by its deleter, or by a put of someone who had not seen the delete."""

from .phone_probe import applied, code


def delete(phone, record):
    return applied(phone.do(phone.verb("delete", record, base=phone.version(record))))


def test_a_draft_is_restored_as_a_draft(gv, stage):
    record = stage.reach("draft")
    version = delete(gv, record)
    applied(gv.do(gv.verb("restore", record, base=version)))
    assert gv.read(record)["status"] == "draft"


def test_once_submitted_it_is_restored_as_submitted(gv, stage):
    record = stage.reach("submitted")
    gv.do(gv.verb("withdraw", record, base=gv.version(record)))
    version = delete(gv, record)
    applied(gv.do(gv.verb("restore", record, base=version)))
    assert gv.read(record)["status"] == "submitted"


def test_a_put_that_had_not_seen_the_delete_restores_it(gv, ht, stage):
    record = stage.reach("submitted")
    seen = gv.version(record)
    delete(ht, record)
    outcome = gv.do(gv.put(record=record, base=seen, set={"students": 35}))
    applied(outcome)
    after = gv.read(record)
    assert (after["status"], after["data"]["students"]) == ("submitted", 35)
    assert ht.sees(record)


def test_the_deleters_other_phone_may_not_have_seen_it(gv, stage):
    record = stage.reach("draft")
    seen = gv.version(record)
    delete(gv, record)
    applied(gv.clone().do(gv.put(record=record, base=seen, set={"students": 36})))
    assert gv.read(record)["status"] == "draft"


def test_a_put_after_a_delete_that_was_seen(gv, stage):
    record = stage.reach("submitted")
    version = delete(gv, record)
    assert code(gv.do(gv.put(record=record, base=version, set={"students": 37}))) == "bad_transition"


def test_ones_own_delete_is_seen_through_the_chain(gv, stage):
    record = stage.reach("submitted")
    seen = gv.version(record)
    gone = gv.verb("delete", record, base=seen)
    late = gv.put(record=record, base=seen, after=gone["id"], set={"students": 38})
    assert code(gv.exchange(gone, late)["outcomes"][late["id"]]) == "bad_transition"


def test_a_put_that_had_seen_anothers_delete_is_unknown_record(gv, ht, stage):
    record = stage.reach("submitted")
    version = delete(ht, record)
    assert code(gv.do(gv.put(record=record, base=version, set={"students": 39}))) == "unknown_record"


def test_one_who_never_could_edit_it_restores_nothing(gv, gvb, ht, stage):
    record = stage.reach("submitted")
    seen = gvb.version(record)
    delete(gv, record)
    assert code(gvb.do(gvb.put(record=record, base=seen, set={"students": 40}))) in {"unknown_record", "forbidden"}
    assert gv.read(record)["status"] == "deleted"


def test_only_the_deleter_restores(gv, ht, so, stage):
    record = stage.reach("submitted")
    version = delete(gv, record)
    for phone in (ht, so):
        assert code(phone.do(phone.verb("restore", record, unit=gv.unit, base=version))) == "unknown_record"


def test_content_and_thread_survive_a_delete(gv, ht, stage):
    record = stage.reach("submitted")
    ht.do(ht.verb("comment", record, text="Đã xem"))
    before = gv.read(record)
    version = delete(gv, record)
    gv.do(gv.verb("restore", record, base=version))
    after = gv.read(record)
    assert after["data"] == before["data"]
    assert after["thread"] == before["thread"]
