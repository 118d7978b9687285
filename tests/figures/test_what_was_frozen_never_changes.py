"""Chốt số liệu: the report stays as it was signed, its records are locked, and opening them again is told why."""

import hashlib
from datetime import datetime

import pytest
from sqlalchemy import and_, delete, select, update
from sqlalchemy.exc import DatabaseError

from server.models.audit import AuditEntry, AuditPersonal
from server.models.figures import Snapshot
from server.platform.clock import now
from server.platform.database import read, write
from sync.protocol.canonical import canonical
from sync.protocol.ids import natural_id
from tests.village import code

YEAR = "2026-2027"


def approved(village, n=5):
    author, officer = village.client("gv"), village.client("so")
    put = author.put(set={"note": "Ghi chú", "n": n, "day": "2026-10-05"}, then="submit")
    author.do(put)
    assert "refused" not in officer.do(approval(officer, author, put["id"]))
    return put["id"]


def approval(officer, author, record):
    base = author.read(record)["version"]
    return officer.mutation("approve", record=record, base=base, unit=author.unit)


def frozen(village, close=False, **more):
    body = {"title": "Tổng kết", "unit": village.province.id, "period": YEAR, "registers": ["probe_direct"]}
    answer = village.client("so").post("/api/snapshots", body | {"close": close} | more)
    assert answer.status_code == 201, answer.text
    return answer.json


def test_a_snapshot_stays_what_it_was(village):
    approved(village, 5)
    made = frozen(village)
    approved(village, 7)
    officer = village.client("so")
    stored = officer.get(f"/api/snapshots/{made['id']}").json
    assert hashlib.sha256(canonical(stored["content"])).hexdigest() == made["sha256"]
    assert stored["content"]["unit"] == {"id": village.province.id, "name": "Điện Biên", "kind": "province"}
    totals = {m["key"]: m["total"] for m in stored["content"]["registers"][0]["measures"]}
    found = officer.get(f"/api/snapshots/{made['id']}/differences").json["differences"]
    changed = {d["measure"]: d for d in found if not d["by"]}
    assert changed
    for key, difference in changed.items():
        assert difference["frozen"] == totals[key] != difference["live"]
    assert {d["by"] for d in found} >= {"", "unit"}
    assert {d["by_label"]["en"] for d in found if d["by"] == "unit"} == {"Unit"}


def test_a_snapshot_says_what_it_is_and_who_signed_it(village):
    before, made = now(), frozen(village)
    officer = village.client("so")
    [head] = officer.get("/api/snapshots").json["snapshots"]
    assert head == made
    assert before <= datetime.fromisoformat(head.pop("at")) <= now()
    assert head == {
        "id": made["id"],
        "title": "Tổng kết",
        "unit": village.province.id,
        "unit_name": "Điện Biên",
        "period": YEAR,
        "registers": ["probe_direct"],
        "by": "so",
        "sha256": made["sha256"],
    }
    stored = officer.get(f"/api/snapshots/{made['id']}").json
    assert {name: stored[name] for name in made} == made | {"at": made["at"]}


def test_the_database_refuses_to_change_it(village):
    made = frozen(village)
    for statement in (
        update(Snapshot).values(title="Khác"),
        delete(Snapshot).where(Snapshot.id == made["id"]),
    ):
        with village.app.app_context(), pytest.raises(DatabaseError), write() as session:
            session.execute(statement)


def test_records_of_a_closed_period_are_locked_until_it_is_opened_with_a_reason(village):
    author, officer = village.client("gv"), village.client("so")
    draft = author.put(then="submit")
    author.do(draft)
    frozen(village, close=True)
    edit = {"record": draft["id"], "set": {"n": 2}}
    assert code(author.do(author.mutation("put", **edit))) == "locked"
    assert code(author.do(author.put())) == "locked"
    assert code(author.do(author.mutation("delete", record=draft["id"]))) == "locked"
    other = author.put(form="probe@2", set={"title": "Một biểu khác"})
    assert code(author.do(other)) != "locked"

    params = {"register": "probe_direct", "period": YEAR, "unit": village.province.id}
    assert officer.post("/api/closings/open", params).status_code == 400
    assert officer.post("/api/closings/open", params | {"reason": "   "}).status_code == 400
    assert author.post("/api/closings/open", params | {"reason": "Em quên"}).status_code == 403
    assert officer.post("/api/closings/open", params | {"reason": "Trường nộp bổ sung"}).status_code == 204
    assert officer.post("/api/closings/open", params | {"reason": "Trường nộp bổ sung"}).status_code == 404
    assert code(author.do(author.mutation("put", **edit))) is None
    with village.app.app_context(), read() as session:
        of_periods = AuditEntry.action.like("period.%")
        found = session.execute(
            select(AuditEntry.action, AuditPersonal.details)
            .outerjoin(AuditPersonal, and_(AuditPersonal.seq == AuditEntry.seq, AuditPersonal.person == ""))
            .where(of_periods)
            .order_by(AuditEntry.seq)
        ).all()
    assert found == [("period.close", None), ("period.open", {"reason": "Trường nộp bổ sung"})]


def test_a_period_closed_for_a_commune_locks_no_other(village):
    """What a commune freezes is what its own review ends; a school elsewhere goes on."""
    body = {"title": "Của xã", "unit": village.commune.id, "period": YEAR, "registers": ["probe_direct"], "close": True}
    assert village.client("xa").post("/api/snapshots", body).status_code == 403
    assert village.client("ht").post("/api/snapshots", body).status_code == 403
    frozen(village, close=True, unit=village.commune.id)
    near, far = village.client("gv"), village.client("gv2")
    assert code(near.do(near.put())) == "locked"
    assert code(far.do(far.put())) is None


def test_a_report_of_what_is_not_there_is_refused(village):
    officer = village.client("so")
    body = {"title": "Thử", "unit": village.province.id, "period": YEAR}
    for wrong in ({"period": "0202"}, {"registers": ["không có"]}, {"title": ""}, {"unit": "x"}, {"registers": []}):
        assert officer.post("/api/snapshots", body | wrong).status_code in (400, 403), wrong


@pytest.mark.slow
def test_a_school_year_closes_the_semesters_and_halves_that_it_tells(village):
    """A report of a year adds up records that are kept by shorter periods: they are signed with it."""
    leader = village.client("ht")
    semester = {"form": "criteria_score@1", "period": f"{YEAR}-HK1", "set": {"curriculum": 9}}
    record = natural_id(leader.unit, "criteria_score", f"{YEAR}-HK1")
    assert code(leader.do(leader.mutation("put", record=record, **semester))) is None
    body = {"title": "Tổng kết", "unit": village.province.id, "period": YEAR, "close": True}
    assert village.client("so").post("/api/snapshots", body).status_code == 201
    assert code(leader.do(leader.mutation("put", record=record, set={"curriculum": 10}))) == "locked"
    closed = leader.get("/api/catalog").json["closed"][leader.unit]
    assert closed["criteria_score"] == [f"{YEAR}-HK1", f"{YEAR}-HK2"]  # so that no phone offers them
    assert closed["school_profile"] == [YEAR]
    params = {"register": "criteria_score", "period": f"{YEAR}-HK1", "unit": village.province.id, "reason": "Bổ sung"}
    assert village.client("so").post("/api/closings/open", params).status_code == 204
    assert leader.get("/api/catalog").json["closed"][leader.unit]["criteria_score"] == [f"{YEAR}-HK2"]
    assert code(leader.do(leader.mutation("put", record=record, set={"curriculum": 10}))) is None


def test_what_is_signed_is_worded_in_both_languages(village):
    approved(village)
    made = frozen(village)
    register = village.client("so").get(f"/api/snapshots/{made['id']}").json["content"]["registers"][0]
    labels = [row["label"] for measure in register["measures"] for rows in measure["rows"].values() for row in rows]
    assert labels
    assert all(set(word) == {"vi", "en"} and all(word.values()) for word in labels)


def test_a_semester_closes_nothing_that_is_kept_by_the_year(village):
    frozen(village, close=True, period=f"{YEAR}-HK1")
    assert village.client("so").get("/api/closings").json["closings"] == []
    author = village.client("gv")
    assert code(author.do(author.put())) is None


def test_what_is_signed_can_be_read_again_with_shares_and_missing_units_in_it(village):
    author, officer = village.client("gv"), village.client("so")
    put = author.put(set={"note": "Ghi chú", "n": 1, "m": 3, "dec": 2.5, "day": "2026-10-05"}, then="submit")
    author.do(put)
    assert "refused" not in officer.do(approval(officer, author, put["id"]))
    stored = officer.get(f"/api/snapshots/{frozen(village)['id']}").json["content"]
    (register,) = stored["registers"]
    assert register["places"] == [["Tủa Thàng", 1]]
    assert any(isinstance(measure["total"]["value"], float) for measure in register["measures"])
