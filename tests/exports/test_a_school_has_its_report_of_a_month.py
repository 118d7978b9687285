"""A leader's report of one month in Word: the school's own activities, by what divides them, with who took part."""

import io

import docx
import pytest

from server.platform.clock import today
from server.platform.texts import period_text
from tests.exports.test_word_report import text_of
from tests.figures.test_figures_add_up import approve
from tests.figures.test_monthly_reports_wait_for_a_signature import last_month, make, switch_on, write_one

pytestmark = pytest.mark.slow

WANTED = {"kind": "report", "format": "docx", "register": "probe_direct"}


def report(clerk, **more):
    return docx.Document(io.BytesIO(clerk.make("ht", **WANTED | more)))


def test_months_are_called_as_people_say():
    assert period_text("2026-10") == "Tháng 10 năm 2026"
    assert period_text("2026-01", "en") == "January 2026"
    assert period_text("2026-2027") == "Năm học 2026–2027"


def test_a_month_holds_what_was_done_in_it_alone(village, clerk):
    write_one(village, 3)
    so, gv = village.client("so"), village.client("gv")
    approve(so, gv, gv.put(set={"note": "Ghi", "day": today().isoformat(), "n": 777, "pick": "b"}, then="submit"))
    made = report(clerk, period=last_month())
    text = text_of(made)
    assert f"Kết quả phong trào thi đua tháng {int(last_month()[5:])} năm {last_month()[:4]}" in text
    assert "HIỆU TRƯỞNG" in text
    rows = [[cell.text for cell in row.cells] for row in made.tables[-1].rows]
    assert rows[0][1] != "Đơn vị"
    assert [row[1] for row in rows[1:]] == ["Một", "Tổng cộng"]
    assert "777" not in text


def test_what_waits_is_what_the_file_shows(village, clerk):
    write_one(village, 3)
    switch_on(village)
    make(village)
    write_one(village, 700)
    whole = {name: value for name, value in WANTED.items() if name != "register"}
    text = text_of(docx.Document(io.BytesIO(clerk.make("ht", **whole, period=last_month()))))
    assert "703" not in text
    assert "Báo cáo tháng ký" not in text
    address = f"/api/monthly-reports/{village.school.id}/{last_month()}"
    seen = village.client("ht").get("/api/monthly-reports").json["units"][0]["reports"][0]["sha256"]
    assert village.client("ht").post(f"{address}/sign", {"sha256": seen}).status_code == 204
    text = text_of(docx.Document(io.BytesIO(clerk.make("ht", **whole, period=last_month()))))
    assert f"Báo cáo tháng ký ngày {today():%d/%m/%Y} (mã kiểm tra {seen[:12]})" in text


def test_a_list_of_records_is_of_no_month(village):
    wrong = {"kind": "records", "format": "csv", "register": "probe_direct", "period": last_month()}
    assert village.client("ht").post("/api/exports", wrong).json["fields"] == {"period": {"rule": "choices"}}
    for month in ("2026-13", "2026-00", "0999-01"):
        assert village.client("ht").post("/api/exports", WANTED | {"period": month}).status_code == 400


def test_the_draft_compares_with_the_same_month_a_year_before(village):
    write_one(village, 3)
    found = village.client("ht").get(f"/api/letters/draft?register=probe_direct&period={last_month()}")
    assert "Chưa có số liệu cùng kỳ năm trước" in found.json["draft"]
