"""A server put back from an older copy gets back what phones hold, and takes nothing for seen that was lost."""

from datetime import timedelta

import pytest

from server.models.log import Restore
from server.platform.clock import now
from server.platform.database import write
from tests.log.put_back import Backup
from tests.log.quarantine import differences
from tests.village import code


@pytest.fixture
def restore(village):
    return Backup(village)


def test_a_cursor_of_the_lost_history_resets_and_nothing_of_the_request_is_applied(village, restore):
    gv = village.client("gv")
    gv.do(gv.put())
    restore.keep()
    gv.do(gv.put())
    restore.put_back()
    sent = gv.put()
    answer = gv.sync(sent, confirm={village.school.id: [sent["id"]]})
    assert answer["reset"] == {village.school.id: "history"}
    assert "outcomes" not in answer
    assert [change["version"].split(".")[0] for change in answer["changes"]] == ["1"]
    assert "reset" not in gv.sync(sent)


def test_what_was_lost_is_told_as_unknown_and_sent_again_becomes_part_of_the_log(village, restore):
    gv = village.client("gv")
    restore.keep()
    made = gv.put(then="submit")
    lost = gv.do(made)
    restore.put_back()
    gv.cursor = None
    assert gv.sync(confirm={village.school.id: [made["id"]]})["outcomes"] == {made["id"]: {"unknown": True}}
    assert gv.do(made)["version"] == lost["version"]


def test_an_edit_waits_for_the_record_that_a_restore_took_away(village, restore):
    gv, ht = village.client("gv"), village.client("ht")
    restore.keep()
    made = gv.put(then="submit")
    version = gv.do(made)["version"]
    restore.put_back()
    comment = ht.mutation("comment", record=made["id"], base=version, text="Tốt")
    assert ht.do(comment) == {"wait": True}
    gv.cursor = None
    gv.do(made)
    ht.cursor = None
    assert code(ht.do(comment)) is None


def test_a_judgement_waits_until_the_log_has_come_as_far_and_is_then_stale(village, restore):
    gv, so = village.client("gv"), village.client("so")
    made = gv.put(then="submit")
    first = gv.do(made)["version"]
    restore.keep()
    edit = gv.put(record=made["id"], base=first, after=made["id"], set={"n": 2})
    version = gv.do(edit)["version"]
    restore.put_back()
    approve = so.mutation("approve", record=made["id"], base=version)
    assert so.do(approve) == {"wait": True}
    gv.cursor = None
    gv.do(gv.put())
    gv.do(edit)
    assert code(so.do(approve)) == "stale"


def test_without_a_recorded_restore_nothing_waits(village, restore):
    gv = village.client("gv")
    restore.keep()
    made = gv.put(then="submit")
    version = gv.do(made)["version"]
    restore.put_back(recorded=False)
    gv.cursor = None
    assert code(gv.do(gv.mutation("comment", record=made["id"], base=version, text="?"))) == "unknown_record"


def test_waiting_ends_after_thirty_days(village, restore):
    gv = village.client("gv")
    restore.keep()
    made = gv.put(then="submit")
    version = gv.do(made)["version"]
    restore.put_back()
    with village.app.app_context(), write() as session:
        session.query(Restore).update({"at": now() - timedelta(days=31)})
    gv.cursor = None
    assert code(gv.do(gv.mutation("comment", record=made["id"], base=version, text="?"))) == "unknown_record"


def test_a_lost_base_counts_as_far_as_the_fork(village, restore):
    gv, gvb = village.client("gv"), village.client("gvb")
    made = gv.put(set={"note": "Ghi chú", "n": 1, "day": "2026-10-05", "whom": [gvb.account]}, then="submit")
    gv.do(made)
    restore.keep()
    base = gv.do(gv.mutation("comment", record=made["id"], text="của lịch sử đã mất"))["version"]
    restore.put_back()
    theirs = gvb.put(record=made["id"], set={"note": "Khác"}, base=gvb.sync()["changes"][0]["version"])
    assert code(gvb.do(theirs)) is None
    gv.cursor = None
    mine = gv.put(record=made["id"], base=base, set={"n": 5, "note": "Của tôi"})
    outcome = gv.do(mine)
    assert outcome["conflicts"] == ["note"]
    assert gv.read(made["id"])["data"]["n"] == 5
    # This backup keeps no cells.
    assert [one for one in differences(village) if not one.startswith("cell")] == []


def test_what_was_locked_by_what_is_lost_waits(village, restore):
    """The record was approved when the backup was made, and had been opened again since."""
    gv, so = village.client("gv"), village.client("so")
    made = gv.put(then="submit")
    version = gv.do(made)["version"]
    version = so.do(so.mutation("approve", record=made["id"], base=version))["version"]
    restore.keep()
    version = so.do(so.mutation("reopen", record=made["id"], base=version, text="Mở lại"))["version"]
    restore.put_back()
    edit = gv.put(record=made["id"], base=version, after=made["id"], set={"n": 2})
    gv.cursor = None
    assert gv.do(edit) == {"wait": True}


def test_what_follows_something_that_is_lost_waits_for_it(village, restore):
    """Whatever it would come to by itself, applied or refused, and whoever may see its record."""
    gv = village.client("gv")
    made = gv.put()
    version = gv.do(made)["version"]
    restore.keep()
    first = gv.put(record=made["id"], base=version, after=made["id"], set={"n": 2})
    gv.do(first)
    restore.put_back()
    gv.cursor = None
    second = gv.put(record=made["id"], base=version, after=first["id"], set={"n": 3})
    unseen = gv.put(record=gv.put()["id"], after=gv.put()["id"], set={"n": 3})
    third = gv.mutation("submit", record=made["id"], after=second["id"])
    outcomes = gv.sync(second, third, unseen)["outcomes"]
    assert all(outcomes[one["id"]] == {"wait": True} for one in (second, third, unseen))
    outcomes = gv.sync(first, second, third)["outcomes"]
    assert all("version" in outcomes[one["id"]] for one in (first, second, third))
    assert gv.read(made["id"])["data"]["n"] == 3
    with village.app.app_context(), write() as session:
        session.query(Restore).update({"at": now() - timedelta(days=31)})
    gv.cursor = None
    assert code(gv.do(unseen)) == "unknown_record"


def test_only_ones_own_work_that_the_log_holds_is_not_waited_for(village, restore):
    gv, ht = village.client("gv"), village.client("ht")
    mine, theirs = gv.put(then="submit"), ht.put(then="submit")
    gv.do(mine)
    ht.do(theirs)
    restore.keep()
    restore.put_back()
    gv.cursor = None
    assert "version" in gv.do(gv.put(after=mine["id"]))
    assert gv.do(gv.put(after=theirs["id"])) == {"wait": True}
    assert gv.do(gv.put(after=gv.put()["id"])) == {"wait": True}
    assert [one for one in differences(village) if not one.startswith("cell")] == []


def test_a_cursor_from_before_the_restore_resets_all_own_scopes_and_nothing_is_applied(village, restore):
    """Nothing of the officer's own scope was lost; their decision in a school was."""
    gv, so = village.client("gv"), village.client("so")
    made = gv.put(then="submit")
    version = gv.do(made)["version"]
    so.sync()
    restore.keep()
    approve = so.mutation("approve", record=made["id"], base=version)
    so.do(approve)
    restore.put_back()
    answer = so.sync(approve, confirm={village.school.id: [approve["id"]]})
    assert answer["reset"] == {village.province.id: "history"}
    assert "outcomes" not in answer
    again = so.sync(approve)
    assert "reset" not in again
    assert "version" in again["outcomes"][approve["id"]]


def test_a_second_restore_that_takes_the_first_away_is_another(village, restore):
    gv = village.client("gv")
    restore.keep()
    gv.sync()
    restore.put_back()
    assert gv.sync()["reset"] == {village.school.id: "history"}
    assert "reset" not in gv.sync()
    with village.app.app_context(), write() as session:
        session.query(Restore).delete()
    restore.put_back()
    assert gv.sync()["reset"] == {village.school.id: "history"}
    assert "reset" not in gv.sync()


def test_what_the_earlier_server_had_applied_waits_though_its_base_stands(village, restore):
    """The backup holds a delete that was taken back since; what was written before it comes first."""
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(then="submit")
    base = gv.do(made)["version"]
    delete = ht.mutation("delete", record=made["id"], base=ht.sync()["changes"][0]["version"])
    ht.do(delete)
    restore.keep()
    back = ht.mutation("restore", record=made["id"], after=delete["id"])
    assert code(ht.do(back)) is None
    withdraw = gv.mutation("withdraw", record=made["id"], base=base)
    was = gv.do(withdraw)["version"]
    restore.put_back()
    gv.cursor = ht.cursor = None
    assert gv.sync(withdraw, applied={withdraw["id"]: was})["outcomes"][withdraw["id"]] == {"wait": True}
    assert code(ht.do(back)) is None
    assert "version" in gv.sync(withdraw, applied={withdraw["id"]: was})["outcomes"][withdraw["id"]]
