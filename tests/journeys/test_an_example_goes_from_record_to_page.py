"""One officer makes an example of a record, another publishes it; it is read, and withdrawn, by keyboard as well."""

import pytest
from playwright.sync_api import Page, expect

from server.platform.database import read
from server.publishing.examples.published import published_example
from tests.journeys.barriers import barriers, in_light_and_dark
from tests.journeys.gallery import album, place
from tests.journeys.phone import Phone, new_context
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE
from tests.photos.pictures import coded, drawn, send, value
from tests.village import DAY, code

__all__ = ["album", "place"]

STORY = "Cô giáo gv và cả lớp trồng rau, mỗi tuần một buổi, đủ cho bữa trưa của các em."
SLUG = "vuon-rau-em-cham"


@pytest.fixture
def record(place, tmp_path):
    """An approved record with a photo to which the people in it agreed, and one without."""
    place.add("so2", "department", place.province)
    place.app.config["PHOTOS"] = str(tmp_path / "photos")
    author, files = place.client("gv"), [coded(drawn(seed=seed)) for seed in (1, 2)]
    answers = {"note": "Vườn rau em chăm", "text": STORY, "day": DAY, "photos": [value(file) for file in files]}
    put = author.mutation("put", form="album@1", set=answers, then="submit")
    assert code(author.do(put)) is None
    for file in files:
        assert send(author, put["id"], file).status_code == 200
    given = author.mutation("consent", record=put["id"], photo=value(files[0])["sha256"], given=True)
    assert code(author.do(given)) is None
    place.act(place.client("ht"), "verify", put["id"])
    place.act(place.client("xa"), "approve", put["id"])
    return put["id"]


@pytest.fixture
def desk(browser, album, place):
    """``desk("so", path)``: the desk of an officer; no script may fail there."""
    opened: list[Phone] = []

    def sign_in(name: str, at: str) -> Page:
        phone = Phone(new_context(browser, viewport=WIDE).new_page(), album.url)
        phone.sign_in(place.people[name], at=at)
        opened.append(phone)
        return phone.page

    yield sign_in
    for phone in opened:
        assert not phone.errors
        phone.page.context.close()


def readers(place):
    with place.app.app_context(), read() as session:
        return published_example(session, SLUG)


def preview(so: Page) -> None:
    """Saves, and looks at the page as everybody will read it."""
    so.get_by_role("button", name="Lưu", exact=True).press("Enter")
    expect(so.get_by_text("Đã lưu.")).to_be_visible()
    so.get_by_text("Xem trước").press("Enter")
    page = so.frame_locator("iframe")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vườn rau em chăm")
    expect(page.get_by_role("img", name="Luống rau")).to_have_js_property("complete", True)
    assert page.get_by_role("img", name="Luống rau").evaluate("image => image.naturalWidth") > 0
    so.get_by_label("Câu chuyện").press("End")
    so.get_by_label("Câu chuyện").press_sequentially(" ")
    expect(so.get_by_text("Đây là bài đã lưu lần cuối")).to_be_visible()
    so.get_by_role("button", name="Trên máy tính").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not so.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.get_by_role("heading", level=1).evaluate("() => innerWidth") > 1200


def slides(desk: Page) -> None:
    """Shows the examples of the year on a screen, by the keys of a presenter."""
    desk.get_by_role("link", name="Điển hình", exact=True).first.press("Enter")
    desk.get_by_text("Hội nghị điển hình").press("Enter")
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Trình chiếu").click()
    screen = opened.value
    heading = screen.get_by_role("heading", name="Vườn rau em chăm")
    expect(heading).not_to_be_in_viewport()
    screen.keyboard.press("ArrowRight")
    expect(heading).to_be_in_viewport()
    assert screen.url.endswith("#s2")
    screen.keyboard.press("ArrowLeft")
    expect(heading).not_to_be_in_viewport()
    assert barriers(screen) == []
    screen.close()
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="Tải tập Word").click()
    assert saved.value.suggested_filename.endswith(".docx")
    desk.go_back()


def test_from_record_to_page_and_back(desk, place, record):
    so = desk("so", f"/so/ban-ghi/{record}")
    so.get_by_role("button", name="Làm điển hình").press("Enter")
    expect(so.get_by_label("Câu chuyện")).to_have_value(STORY)
    expect(so.get_by_text("1 ảnh chưa có ghi nhận đồng ý")).to_be_visible()
    so.get_by_role("button", name="Cô giáo gv → Cô giáo G.").press("Enter")
    so.get_by_role("button", name="Đưa vào bài").press("Enter")
    so.get_by_label("Ảnh 1 cho thấy gì").fill("Luống rau")
    so.get_by_role("button", name="Che mặt, cắt ảnh").press("Enter")
    dialog = so.get_by_role("dialog")
    dialog.get_by_role("button", name="Thêm vùng che").press("Enter")
    area = dialog.get_by_role("button", name="Vùng che 1")
    expect(area).to_be_focused()
    before = area.get_attribute("style")
    so.keyboard.press("ArrowLeft")
    so.keyboard.press("Shift+ArrowRight")
    assert area.get_attribute("style") != before
    assert barriers(so) == []
    dialog.get_by_role("button", name="Dùng ảnh này").press("Enter")
    assert in_light_and_dark(so) == []
    so.set_viewport_size(NARROW)
    assert so.evaluate(BEYOND) == []
    preview(so)
    so.get_by_role("button", name="Đề nghị công bố").press("Enter")
    expect(so.get_by_text("một chuyên viên khác của Sở sẽ công bố")).to_be_visible()
    expect(so.get_by_role("button", name="Công bố", exact=True)).to_have_count(0)
    assert readers(place) is None

    so2 = desk("so2", "/so/dien-hinh?state=proposed")
    so2.get_by_role("link", name="Vườn rau em chăm").press("Enter")
    so2.get_by_role("button", name="Công bố", exact=True).press("Enter")
    expect(so2.get_by_text("Mọi người đọc được từ bây giờ")).to_be_visible()
    assert in_light_and_dark(so2) == []
    page = readers(place)
    assert page.paragraphs == (STORY.replace("Cô giáo gv", "Cô giáo G."),)
    assert [photo.alt for photo in page.photos] == ["Luống rau"]

    slides(so2)
    so2.get_by_role("button", name="Gỡ khỏi trang công khai").press("Enter")
    so2.get_by_label("Lý do").fill("Trường xin rút")
    so2.get_by_role("dialog").get_by_role("button", name="Gỡ ngay").press("Enter")
    expect(so2.get_by_text("Trường xin rút")).to_be_visible()
    assert readers(place) is None
