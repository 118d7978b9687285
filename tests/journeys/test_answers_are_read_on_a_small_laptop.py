"""An officer at a small laptop reads what was answered in lines of several words, beside what may be done about it."""

from playwright.sync_api import expect

from tests.journeys.test_the_desk_is_for_everyone import WIDE

NARROWEST = """() => Math.min(...[...document.querySelectorAll('.fields .value')]
  .map((value) => value.getBoundingClientRect().width))"""


def test_answers_have_room(place, phone):
    place.act(place.client("ht"), "verify", record := place.activity(place.client("gv"), "Dọn vệ sinh góc đọc sách"))
    desk = phone("so", at=f"/so/ban-ghi/{record}", viewport=WIDE).page
    expect(desk.locator(".fields .value").first).to_be_visible()
    for width in (960, 1024, 1199, 1200, 1280):
        desk.set_viewport_size({"width": width, "height": 680})
        assert desk.evaluate(NARROWEST) >= 160, width
