"""Before a period is closed it is said what that closes: periods within, those that still run, unfinished records."""

import pytest

from server.figures import closing_preview
from tests.exports.test_exported_files import YEAR, write_some
from tests.figures.test_figures_add_up import approve


def preview(client, **params):
    query = "&".join(f"{name}={value}" for name, value in ({"period": YEAR} | params).items())
    return client.get(f"/api/closings/preview?{query}")


def test_records_that_wait_or_were_returned_are_named(village, monkeypatch):
    so, gv, far = village.client("so"), village.client("gv"), village.client("gv2")
    write_some(village, ["Chờ duyệt"])
    approve(so, gv, gv.put(set={"note": "Đã duyệt", "n": 1, "day": "2026-10-05"}, then="submit"))
    put = far.put(set={"note": "Bị trả", "n": 2, "day": "2026-10-06"}, then="submit")
    seen = far.do(put)["version"]
    so.sync(so.mutation("return", record=put["id"], base=seen, unit=put["unit"], text="Thiếu minh chứng"))
    gv.do(gv.put(set={"note": "Bản nháp", "n": 1, "day": "2026-10-05"}))
    found = preview(so, register="probe_direct").json
    named = [(one["title"], one["status"]) for one in found["unfinished"]]
    assert named == [("Chờ duyệt", "submitted"), ("Bị trả", "returned")]
    assert found["count"] == 2
    assert [(one["period"], one["runs"], one["closed"]) for one in found["periods"]] == [(YEAR, True, False)]
    monkeypatch.setattr(closing_preview, "MOST_NAMED", 1)
    found = preview(so, register="probe_direct").json
    assert (len(found["unfinished"]), found["count"]) == (1, 2)


def test_shorter_periods_within_are_told_with_those_that_run_and_their_due_days(sector):
    officer = sector.client("so")
    semesters = preview(officer, register="green_school").json["periods"]
    assert [one["period"] for one in semesters] == [f"{YEAR}-HK1", f"{YEAR}-HK2"]
    assert all(one["runs"] for one in semesters)
    assert all(one["due"] is None or one["due"] > one["ends"] for one in semesters)
    over = preview(officer, register="green_school", period="2024-2025").json["periods"]
    assert [(one["runs"], one["closed"]) for one in over] == [(False, True)] * 2


@pytest.mark.slow
def test_what_is_told_is_what_is_closed(sector):
    officer = sector.client("so")
    told = preview(officer, period="2025-2026").json["periods"]
    body = {"title": "Chốt", "unit": sector.province.id, "period": "2025-2026", "close": True}
    assert officer.post("/api/snapshots", body).status_code == 201
    closed = {(one["register"], one["period"]) for one in officer.get("/api/closings").json["closings"]}
    assert {(one["register"], one["period"]) for one in told} <= closed
    assert all(one["closed"] for one in preview(officer, period="2025-2026").json["periods"])


@pytest.mark.parametrize(("name", "status"), [("ht", 403), ("gv", 403), ("admin", 403), ("so", 200)])
def test_only_who_may_close_is_told(village, name, status):
    assert preview(village.client(name), register="probe_direct").status_code == status
    refused = village.client("so").get("/api/closings/preview")
    assert (refused.status_code, refused.json["fields"]) == (400, {"period": {"rule": "required"}})
