"""Times, moments and codes are filled in without a network, on a form as it was uploaded, and read at the desk as
people write them. A code is read by the camera, which is on only while its sheet stands."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers, in_light_and_dark
from tests.journeys.phone import Phone
from tests.journeys.place import today
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER
from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

SURVEY = [
    ("type", "name", "label", "required"),
    ("date", "ngay", "Ngày", "yes"),
    ("time", "vao", "Giờ vào học", "yes"),
    ("dateTime", "hen", "Hẹn phụ huynh lúc"),
    ("barcode", "may", "Mã máy tính", "yes"),
    ("begin_repeat", "sach", "Sách cho mượn"),
    ("barcode", "ma", "Mã sách", "yes"),
    ("time", "tra", "Trả lúc"),
    ("end_repeat",),
]
SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("phong_may", "Phòng máy", "teacher", "department")]
CODE, BOOK = "8934563138165", "QR 17 B"
# What Chromium has on Android alone. It reads what the test holds before it, once there is a picture from the camera.
READER = """
  globalThis.streams = []
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await asked(wanted)
    streams.push(stream)
    return stream
  }
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ['ean_13', 'qr_code']
    detect = async ({ videoWidth: width, videoHeight: height }) =>
      width && globalThis.held ? [{ rawValue: held, boundingBox: { x: 0, y: 0, width, height } }] : []
  }
"""
REFUSES = """() => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError') }
}"""
# The app is left, and comes back.
HIDES = """() => {
  Object.defineProperty(document, 'hidden', { value: true, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
  delete document.hidden
}"""
ON = "streams.filter((one) => one.getTracks().some((track) => track.readyState === 'live')).length"


def form_of(place, phone, server) -> Phone:
    publish(place.officer, upload(place.officer, workbook_of(SURVEY, [("list_name", "name", "label")], SETTINGS)).json)
    teacher = phone("gv")
    teacher.page.add_init_script(READER)
    teacher.page.goto(f"{server.url}/ghi?bieu=phong_may")
    teacher.page.get_by_label("Giờ vào học").wait_for()
    return teacher


def test_from_the_field_to_the_desk(server, place, phone, at_desk):
    teacher = form_of(place, phone, server)
    page, day = teacher.page, today().isoformat()
    server.end()
    page.reload()
    page.get_by_label("Giờ vào học").wait_for()
    assert in_light_and_dark(page) == []
    assert page.evaluate(TOGETHER) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    half_typed(page, teacher)
    page.get_by_label("Giờ vào học").fill("07:15")
    now = page.get_by_role("button", name="Bây giờ").nth(1)
    now.click()
    expect(page.get_by_label("Hẹn phụ huynh lúc")).to_have_value(re.compile(rf"{day}T\d\d:\d\d"))
    page.get_by_label("Hẹn phụ huynh lúc").fill(f"{day}T16:30")
    scanned(page)
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_role("button", name="Quét mã: Mã sách").click()
    page.evaluate(f"held = '{BOOK}'")
    expect(page.get_by_label("Mã sách", exact=True)).to_have_value(BOOK)
    page.reload()
    expect(page.get_by_label("Giờ vào học")).to_have_value("07:15")
    expect(page.get_by_label("Mã máy tính", exact=True)).to_have_value(CODE)
    assert barriers(page) == []
    teacher.press("Gửi")
    teacher.saved()
    server.start()
    teacher.home()
    teacher.sent()

    (record,) = place.officer.get("/api/records?register=phong_may").json["records"]
    data = record["data"]
    assert (data["vao"], data["hen"], data["may"]) == ("07:15", f"{day}T16:30", CODE)
    assert [(row["ma"], "tra" in row) for row in data["sach"]] == [(BOOK, False)]
    written = f"16:30 ngày {'/'.join(reversed(day.split('-')))}"
    page.goto(f"{server.url}/ban-ghi/{record['id']}")
    expect(page.locator("dl.answers")).to_contain_text(written)
    expect(page.locator("dl.answers")).to_contain_text(f"Mã sách: {BOOK}")
    desk = at_desk("so", f"/so/ban-ghi/{record['id']}")
    expect(desk.get_by_text(written)).to_be_visible()
    expect(desk.get_by_text("07:15", exact=True)).to_be_visible()
    assert barriers(desk) == []


def until(page: Page, condition: str) -> None:
    page.evaluate(f"""async () => {{
      const late = Date.now() + 20_000
      while (!({condition})) {{
        if (Date.now() > late) throw new Error('never so')
        await new Promise((go) => setTimeout(go, 20))
      }}
    }}""")


def half_typed(page: Page, teacher: Phone) -> None:
    """Of a time whose minutes are missing the browser gives nothing: it is not sent as if none had been typed."""
    page.get_by_label("Giờ vào học").focus()
    page.keyboard.type("07")
    page.keyboard.press("Tab")
    page.get_by_label("Mã máy tính", exact=True).fill("x")
    teacher.press("Lưu nháp")
    lacking = page.locator("[data-field=vao] .fault")
    expect(lacking).to_have_text("Chưa đủ. Thầy/cô chọn cả giờ và phút.")
    assert barriers(page) == []

    # The same is said where the form is submitted from within the input, and not when it has been cleared again.
    moment = page.get_by_label("Hẹn phụ huynh lúc")
    lacks = page.locator("[data-field=hen] .fault")
    page.get_by_label("Giờ vào học").fill("07:15")
    moment.focus()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(lacks).to_have_text("Chưa đủ. Thầy/cô chọn cả ngày, giờ và phút.")
    # A draft has no place for the half: its input is empty, and so is the answer.
    page.reload()
    missing = page.locator("[data-field=may] .fault")
    page.get_by_label("Mã máy tính", exact=True).fill("")
    teacher.press("Gửi")
    expect(missing).to_be_visible()
    expect(lacks).to_have_count(0)
    moment.focus()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(lacks).to_be_visible()
    expect(moment).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(missing).to_be_visible()
    expect(lacks).to_have_count(0)


def scanned(page: Page) -> None:
    """Looks for a code, closes the sheet in every way that there is, and reads one at last."""
    opener, sheet = page.get_by_role("button", name="Quét mã: Mã máy tính"), page.get_by_role("dialog")
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.go_back(),
        lambda: sheet.get_by_role("button", name="Đóng").click(),
        lambda: page.evaluate(HIDES),
    ):
        opener.click()
        until(page, f"{ON} === 1")
        expect(sheet.get_by_text("Đưa mã vào trong khung.")).to_be_visible()
        assert in_light_and_dark(page) == []
        expect(sheet.get_by_role("button", name="Đóng")).to_be_focused()
        close()
        expect(sheet).to_have_count(0)
        until(page, f"{ON} === 0")
        expect(opener).to_be_focused()
        until(page, "!history.state.passing")
        assert "/ghi?bieu=phong_may" in page.url
    upright = page.viewport_size
    page.set_viewport_size({"width": 740, "height": 360})
    opener.click()
    # The frame and the button are in sight at once.
    assert sheet.evaluate("(one) => one.scrollHeight <= one.clientHeight")
    page.set_viewport_size(upright)
    until(page, f"{ON} === 1")
    page.evaluate(f"held = '{CODE}'")
    expect(sheet).to_have_count(0)
    expect(page.get_by_label("Mã máy tính", exact=True)).to_have_value(CODE)
    expect(page.get_by_role("status").filter(has_text=f"Đã đọc mã {CODE}")).to_be_visible()
    until(page, f"{ON} === 0 && !history.state.passing")
    page.evaluate("held = ''")


def test_without_a_camera_the_code_is_typed(server, place, phone):
    page = form_of(place, phone, server).page
    page.evaluate(REFUSES)
    page.get_by_role("button", name="Quét mã: Mã máy tính").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("status")).to_contain_text("Chưa mở được máy ảnh")
    assert in_light_and_dark(page) == []
    sheet.get_by_role("button", name="Đóng").click()
    page.get_by_label("Mã máy tính", exact=True).fill("PM 07")
    expect(page.get_by_label("Mã máy tính", exact=True)).to_have_value("PM 07")

    # A reader that types ends each code with Enter, which submits nothing.
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_label("Mã sách", exact=True).focus()
    page.keyboard.type(BOOK)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Trả lúc")).to_be_focused()
    expect(page.locator(".fault")).to_have_count(0)


def test_the_form_is_tried_at_the_desk(place, at_desk, tmp_path):
    file = tmp_path / "phong_may.xlsx"
    file.write_bytes(workbook_of(SURVEY, [("list_name", "name", "label")], SETTINGS))
    desk = at_desk("so", "/so/bieu")
    desk.get_by_label("Tải lên tệp biểu mẫu").set_input_files(file)
    handset = desk.get_by_role("region", name="Như trên điện thoại")
    handset.get_by_role("button", name="Hôm nay").click()
    handset.get_by_label("Giờ vào học").fill("07:15")
    handset.get_by_role("button", name="Bây giờ").nth(1).click()
    expect(handset.get_by_label("Hẹn phụ huynh lúc")).to_have_value(re.compile(today().isoformat()))
    handset.get_by_label("Mã máy tính").fill(CODE)
    expect(handset.get_by_role("button", name="Quét mã")).to_have_count(0)
    assert barriers(desk) == []
    handset.get_by_role("button", name="Gửi").click()
    expect(desk.get_by_role("status").filter(has_text="chỉ là bản xem trước")).to_be_visible()
