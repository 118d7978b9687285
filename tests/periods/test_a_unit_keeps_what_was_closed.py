"""A unit keeps what was closed while it reported where it did, wherever it reports to later."""

import pytest

from server.org.people import add_unit
from server.platform.database import write
from tests.village import code

YEAR = "2026-2027"


@pytest.fixture
def close(village):
    """``close(unit)``: the department closes the year of a register for a unit and all that report to it."""

    def _close(unit):
        body = {"title": "Chốt", "unit": unit.id, "period": YEAR, "registers": ["probe_direct"], "close": True}
        assert village.client("so").post("/api/snapshots", body).status_code == 201

    return _close


def move(village, unit, above):
    so = village.client("so")
    version = so.get(f"/api/units/{unit.id}").json["version"]
    moved = so.send("PATCH", f"/api/units/{unit.id}", {"parent": above, "reports_to": above}, version)
    assert moved.status_code == 200, moved.text


def opens(village, unit):
    body = {"register": "probe_direct", "period": YEAR, "unit": unit.id, "reason": "Nộp bổ sung"}
    return village.client("so").post("/api/closings/open", body).status_code


@pytest.fixture
def beyond(village):
    with village.app.app_context(), write() as session:
        return add_unit(session, kind="commune", name="Nậm Kè", parent=village.province)


def test_a_school_that_reports_elsewhere_stays_closed(village, close, beyond):
    gv = village.client("gv")
    made = gv.put(then="submit")
    assert code(gv.do(made)) is None
    close(village.commune)
    move(village, village.school, beyond.id)
    edit = gv.mutation("put", record=made["id"], base=gv.read(made["id"])["version"], set={"n": 9})
    assert code(gv.do(edit)) == "locked"
    assert gv.get("/api/catalog").json["closed"][village.school.id]["probe_direct"] == [YEAR]
    assert opens(village, village.commune) == 204
    assert code(gv.do(edit | {"id": gv.put()["id"]})) == "locked"
    assert opens(village, village.school) == 204
    assert code(gv.do(edit | {"id": gv.put()["id"]})) is None


def test_what_the_province_closed_is_closed_once(village, close, beyond):
    close(village.province)
    move(village, village.school, beyond.id)
    assert opens(village, village.school) == 404
    assert opens(village, village.province) == 204
    assert code(village.client("gv").do(village.client("gv").put())) is None


def test_a_merged_school_stays_closed(village, close):
    gv, so = village.client("gv"), village.client("so")
    made = gv.put(then="submit")
    assert code(gv.do(made)) is None
    close(village.commune)
    version = so.get(f"/api/units/{village.school.id}").json["version"]
    ended = so.send("POST", f"/api/units/{village.school.id}/end", {"into": [village.other.id]}, version)
    assert ended.status_code == 200, ended.text
    record = so.read(made["id"])
    approve = so.mutation("approve", record=made["id"], base=record["version"])
    assert code(so.do(approve)) == "locked"
