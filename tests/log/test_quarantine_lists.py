"""What a leader and an author read of refused work, member by member, and what the audit log keeps of a decision."""

from datetime import datetime

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry, AuditPersonal
from server.platform.clock import now
from server.platform.database import read
from tests.log.quarantine import decide, early, send, transfer, waiting


@pytest.mark.lengthy
def test_a_leader_and_an_author_read_all_of_it(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    made = early(gv, set={"note": "Ghi", "n": 7, "day": "2026-10-05"}, then="submit")
    began = now()
    send(gv, made)
    [item] = waiting(ht)
    [shown] = item.pop("mutations")
    assert datetime.fromisoformat(shown.pop("made")) <= now()
    assert shown == {
        "id": made["id"],
        "do": "put",
        "at": made["at"],
        "code": "moved",
        "form": "probe_direct@1",
        "set": made["set"],
        "then": "submit",
    }
    assert began <= datetime.fromisoformat(item.pop("received")) <= now()
    undecided = {"state": "waiting", "by": None, "at": None, "text": None}
    id_ = item.pop("id")
    assert item == undecided | {
        "unit": {"id": village.school.id, "name": "TH Sín Thầu"},
        "author": {"id": gv.account, "name": "gv"},
        "record": made["id"],
        "there": False,
        "form": "probe_direct@1",
        "known": True,
        "code": "moved",
    }
    named = {"mutation": made["id"], "record": made["id"]}
    assert gv.get("/api/quarantine/mine").json == {"items": [named | undecided]}

    done = decide(ht, id_, "refuse", "Không phải của trường")
    decided = {"state": "refused", "at": done.json["at"], "text": "Không phải của trường"}
    assert began <= datetime.fromisoformat(done.json["at"]) <= now()
    assert gv.get("/api/quarantine/mine").json == {"items": [named | decided | {"by": "ht"}]}
    assert done.json == {"id": id_, "state": "refused", "by": ht.account, "at": done.json["at"], "outcomes": {}}


def test_an_edit_is_of_the_form_that_its_record_has(village):
    gv, ht = village.client("gv"), village.client("ht")
    put = gv.put(then="submit")
    version = gv.do(put)["version"]
    transfer(village, "gv", village.other)
    send(gv, early(gv, record=put["id"], base=version, after=put["id"], set={"n": 2}))
    [item] = waiting(ht)
    assert (item["there"], item["form"], item["known"]) == (True, "probe_direct@1", True)


def test_what_waits_is_listed_oldest_first_and_what_was_decided_latest_first(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    works = [early(gv) for _ in range(3)]
    for work in works:
        send(gv, work)
    ids = [work["id"] for work in works]
    items = waiting(ht)
    assert [item["record"] for item in items] == ids
    for place in (1, 0, 2):
        decide(ht, items[place]["id"], "refuse", "Trùng")
    assert [item["record"] for item in waiting(ht, "?state=decided")] == [ids[2], ids[0], ids[1]]
    assert [item["record"] for item in waiting(ht, "?state=decided&limit=1")] == [ids[2]]


def test_the_audit_log_says_who_decided_about_whose_work_and_where(village):
    gv, ht = village.client("gv"), village.client("ht")
    transfer(village, "gv", village.other)
    made = early(gv)
    send(gv, made)
    decide(ht, waiting(ht)[0]["id"], "take_in", "Nhận")
    with village.app.app_context(), read() as session:
        entries = [one for one in session.query(AuditEntry) if one.action.startswith("quarantine.")]
        reasons = session.scalars(select(AuditPersonal.details).where(AuditPersonal.person == gv.account)).all()
    [kept] = [(one.action, one.actor, one.kind, one.target, one.unit, one.details) for one in entries]
    details = {"record": made["id"], "author": gv.account, "mutations": 1}
    assert kept == ("quarantine.take", ht.account, "person", gv.account, village.school.id, details)
    assert [one for one in reasons if one] == [{"text": "Nhận"}]
