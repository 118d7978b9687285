"""A phone that is a year off, or back in 1970, fills in today's day and says so; what is written stays right."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from sqlalchemy import update

from server.models.catalog import change_catalog
from server.models.periods import Period
from server.platform.clock import HERE
from server.platform.database import write
from tests.journeys.place import today

YEAR = timedelta(days=365)


def test_a_phone_a_year_behind_and_one_of_1970_have_todays_day(server, place, phone):
    with place.app.app_context(), write() as session:
        session.execute(update(Period).values(closed=False))  # of a closed one the form would say that instead
        change_catalog(session)
    teacher = phone("gv")
    day = teacher.page.get_by_label("Ngày thực hiện")
    for wrong in (datetime.now(UTC) - YEAR, datetime(1970, 1, 2, tzinfo=UTC)):
        server.kill()
        teacher.page.clock.set_fixed_time(wrong)
        teacher.home()
        title = f"Tưới rau năm {wrong.year}"
        teacher.begin()
        teacher.fill(title)
        # Nothing was heard since the clock went wrong: no day is before the last synchronisation.
        expect(day).to_have_value(today().isoformat())
        expect(teacher.page.locator("[data-field=date]")).to_contain_text(
            f"máy của thầy/cô đang ghi {wrong.astimezone(HERE):%d/%m/%Y}"
        )
        day.fill((today() - 2 * YEAR).isoformat())
        expect(teacher.page.locator("[data-field=date] .hint")).to_contain_text("hơn một năm học")
        teacher.press("Hôm qua")
        expect(day).to_have_value((today() - timedelta(days=1)).isoformat())
        teacher.press("Hôm nay")
        teacher.press("Gửi")
        expect(teacher.line(title)).to_be_visible()
        server.start()
        teacher.sync()
        teacher.sent()
        expect(teacher.truth).to_contain_text("Lan Tỏa lấy ngày theo máy chủ")
        assert "safe" not in teacher.truth.get_attribute("class")  # no green tick above that
    assert {each["data"]["date"] for each in place.activities()} == {today().isoformat()}
    assert len(place.activities()) == 2
