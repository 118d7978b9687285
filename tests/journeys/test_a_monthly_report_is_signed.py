"""A leader switches monthly reports on, finds last month's waiting, and signs it."""

from datetime import datetime

from playwright.sync_api import expect
from sqlalchemy import update

from server.jobs import chores
from server.models.monthly import MonthlyPlan
from server.periods.months import month_before
from server.platform.clock import today
from server.platform.database import write
from tests.journeys.barriers import barriers
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE


def test_from_switched_on_to_signed(phone, place):
    desk = phone("ht", at="/so/bao-cao", viewport=WIDE).page
    desk.get_by_role("checkbox", name="Tự làm báo cáo mỗi tháng").press("Space")
    expect(desk.get_by_text("Đã bật. Báo cáo tháng này có từ đầu tháng sau.")).to_be_visible()
    month = month_before(today())
    with place.app.app_context():
        with write() as session:
            session.execute(update(MonthlyPlan).values(at=datetime.fromisoformat(f"{month}-15T00:00:00+00:00")))
        chores.make_monthly_reports()
    desk.reload()
    row = desk.locator(".monthly li")
    expect(row).to_contain_text(f"Tháng {int(month[5:])} năm {month[:4]}")
    expect(row).to_contain_text("Chờ ký")
    assert barriers(desk) == []
    desk.set_viewport_size(NARROW)
    assert desk.evaluate(BEYOND) == []
    row.get_by_role("button", name="Ký").press("Enter")
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_text("được giữ nguyên từ nay")).to_be_visible()
    dialog.get_by_role("button", name="Ký").press("Enter")
    expect(row).to_contain_text("ký")
    expect(row.get_by_text("Chờ ký")).to_be_hidden()
    row.get_by_role("button", name="Word").press("Enter")
    assert barriers(desk) == []
