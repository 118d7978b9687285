"""What is stored is what the log makes: after every verb, and found where it is not."""

import pytest
from sqlalchemy import delete, update

from server.models.figures import Cell
from server.models.log import LogEntry, Record, Scope
from server.platform.database import write
from sync.protocol.ids import natural_id
from tests.log.quarantine import differences
from tests.village import code

PERIOD = "2026-H2"
LISTS = {"note": "Ghi", "n": 1, "day": "2026-10-05"}


def chained(village):
    """The id of the one record of a school and period that its leader and the commune review."""
    return natural_id(village.school.id, "probe", PERIOD)


def act(client, record, do, **members):
    """Do one thing to the record, on the version that stands; the outcome must not be a refusal."""
    outcome = client.do(client.mutation(do, record=record, base=client.read(record)["version"], **members))
    assert code(outcome) is None, (do, outcome)
    return client.read(record).get("status")


@pytest.mark.lengthy
def test_after_each_verb_the_log_makes_what_is_stored(village):
    gv, ht, xa, record = village.client("gv"), village.client("ht"), village.client("xa"), chained(village)
    xa.unit = village.school.id
    first = gv.mutation("put", form="probe@2", record=record, period=PERIOD, set={"note": "Nháp", "n": 1, "m": 2})
    assert code(gv.do(first)) is None
    statuses = [
        act(*step[:1], record, *step[1:2], **dict(step[2:]))
        for step in (
            (gv, "submit"),
            (gv, "withdraw"),
            (gv, "put", ("set", {"n": 2}), ("then", "submit")),
            (ht, "comment", ("text", "Đã xem")),
            (ht, "return", ("text", "Thiếu")),
            (gv, "put", ("set", {"more": "Thêm"})),
            (gv, "submit"),
            (ht, "verify"),
            (gv, "put", ("set", {"n": 1})),
            (ht, "verify"),
            (xa, "reject", ("text", "Sai")),
            (gv, "put", ("set", {"m": 4})),
            (ht, "verify"),
            (xa, "approve"),
            (xa, "reopen", ("text", "Sửa số")),
        )
    ]
    assert statuses == [
        *("submitted", "draft", "submitted", "submitted", "returned", "returned", "submitted", "verified"),
        *("submitted", "verified", "rejected", "submitted", "verified", "approved", "verified"),
    ]
    assert differences(village) == []


def test_lists_refused_submits_and_deletions_are_made_again_too(village):
    gv, gvb = village.client("gv"), village.client("gvb")
    made = gv.put(set=LISTS | {"picks": ["a", "b"]}, then="submit")
    assert code(gv.do(made)) is None
    act(gv, made["id"], "put", add={"picks": ["c"], "whom": [gvb.account]}, remove={"picks": ["a"]})
    assert gv.read(made["id"])["data"]["picks"] == ["b", "c"]
    draft = gv.put(set={"note": "Chưa đủ"}, then="submit")
    outcome = gv.do(draft)
    assert (code(outcome), gv.read(draft["id"])["status"]) == ("invalid", "draft")
    assert act(gv, made["id"], "delete") == "deleted"
    assert differences(village) == []
    back = gv.do(gv.mutation("restore", record=made["id"]))
    assert (code(back), gv.read(made["id"])["status"]) == (None, "submitted")
    assert differences(village) == []


def test_a_period_that_is_an_answer_is_made_again(village):
    ht = village.client("ht")
    answers = {"kind": "own", "name": "Tiếng trống học bài"}
    made = ht.mutation("put", form="model@1", period="2025-2026", set=answers)
    assert code(ht.do(made)) is None
    act(ht, made["id"], "put", period="2026-2027")
    assert ht.read(made["id"])["period"] == "2026-2027"
    assert differences(village) == []


DAMAGE = {
    "the head of a log": (
        update(Scope).values(rev=Scope.rev + 1).where(Scope.rev > 0),
        "scope {unit}: head 2, its log",
    ),
    "a record's status": (update(Record).values(status="rejected"), "record {record}: status is 'rejected', the log"),
    "a record": (delete(Record), "record {record}: missing"),
    "an entry": (delete(LogEntry), "record {record}: not in the log"),
    "an outcome": (
        update(LogEntry).values(stored_outcome={"version": "1.x"}),
        "log entry 1 of {unit}: replayed {{'version'",
    ),
    "a sum": (update(Cell).where(Cell.measure == "n").values(value=2_000), "2000, the log makes it 1000"),
}


@pytest.mark.parametrize("damaged", DAMAGE)
def test_what_is_not_as_the_log_makes_it_is_named(village, damaged):
    gv = village.client("gv")
    made = gv.put(then="submit")
    assert code(gv.do(made)) is None
    assert differences(village) == []
    statement, text = DAMAGE[damaged]
    with village.app.app_context(), write() as session:
        session.execute(statement)
    found = differences(village)
    named = text.format(unit=gv.unit, record=made["id"])
    assert [one for one in found if named in one], found
