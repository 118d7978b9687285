"""A snapshot that was made by mistake can be withdrawn with a reason; it stays readable, and says so."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from server.models.figures import SnapshotWithdrawal
from server.platform.database import write
from tests.exports.test_exported_files import YEAR, write_some

WHY = "Chốt nhầm kỳ"


def frozen(village, **more):
    body = {"title": "Sơ kết", "unit": village.province.id, "period": YEAR, "registers": ["probe_direct"]} | more
    return village.client("so").post("/api/snapshots", body).json


def test_it_is_marked_and_stays_as_it_was_signed(village):
    write_some(village, ["Một"])
    one, other = frozen(village), frozen(village)
    officer = village.client("so")
    before = officer.get(f"/api/snapshots/{one['id']}").json
    answer = officer.post(f"/api/snapshots/{one['id']}/withdraw", {"text": WHY})
    assert answer.status_code == 201, answer.text
    assert (answer.json["withdrawn"]["by"], answer.json["withdrawn"]["text"]) == ("so", WHY)
    after = officer.get(f"/api/snapshots/{one['id']}").json
    assert after == before | {"withdrawn": answer.json["withdrawn"]}
    listed = {head["id"]: head.get("withdrawn") for head in officer.get("/api/snapshots").json["snapshots"]}
    assert listed == {one["id"]: answer.json["withdrawn"], other["id"]: None}
    found = officer.get("/api/audit?what=report.withdraw").json["entries"]
    assert [entry["details"]["text"] for entry in found] == [WHY]
    again = officer.post(f"/api/snapshots/{one['id']}/withdraw", {"text": "Lý do khác"})
    assert again.json["withdrawn"] == answer.json["withdrawn"]


def test_what_was_closed_with_it_stays_closed(village):
    one = frozen(village, close=True)
    officer = village.client("so")
    closed = officer.get("/api/closings").json
    officer.post(f"/api/snapshots/{one['id']}/withdraw", {"text": WHY})
    assert officer.get("/api/closings").json == closed
    assert closed["closings"]


@pytest.mark.parametrize(("name", "status"), [("xa", 404), ("ht", 404), ("gv", 404), ("admin", 404)])
def test_only_who_may_sign_it_withdraws_it(village, name, status):
    one = frozen(village)
    assert village.client(name).post(f"/api/snapshots/{one['id']}/withdraw", {"text": WHY}).status_code == status
    assert "withdrawn" not in village.client("so").get(f"/api/snapshots/{one['id']}").json


def test_a_withdrawal_needs_a_reason_and_is_never_taken_back(village):
    one = frozen(village)
    officer = village.client("so")
    for body in ({}, {"text": ""}):
        assert officer.post(f"/api/snapshots/{one['id']}/withdraw", body).status_code == 400
    officer.post(f"/api/snapshots/{one['id']}/withdraw", {"text": WHY})
    for change in (update(SnapshotWithdrawal).values(text="khác"), delete(SnapshotWithdrawal)):
        with village.app.app_context(), pytest.raises(DatabaseError, match="only added to"), write() as session:
            session.execute(change)
