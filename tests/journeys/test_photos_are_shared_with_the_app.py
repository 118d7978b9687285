"""Pictures that the phone's gallery shares wait on the phone, whoever is signed in, until they are in a form."""

import base64
import json

import pytest
from playwright.sync_api import Page, expect

from server.platform.config import ROOT
from tests.journeys.gallery import held_photos
from tests.journeys.phone import STORED, Phone, new_context
from tests.journeys.pictures import PLANTED, no_picture, picture
from tests.village import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TARGET = json.loads((ROOT / "client/public/app.webmanifest").read_text())["share_target"]
"""What the manifest tells the phone: where other apps' pictures are posted, and how."""


def share(page: Page, url: str, *files) -> None:
    """What the phone does with files that another app shares: it opens the app by a form that it posts."""
    fields, [pictures] = TARGET["params"], TARGET["params"]["files"]
    assert pictures["accept"] == ["image/*"]
    page.goto("about:blank")
    page.set_content(
        f'<form method="{TARGET["method"]}" enctype="{TARGET["enctype"]}" action="{url}{TARGET["action"]}">'
        f'<input name="{fields["text"]}" value="Ảnh của lớp"><input name="{pictures["name"]}" type="file" multiple>'
    )
    if files:
        page.locator("input[type=file]").set_input_files(list(files))
    else:
        page.locator("input[type=file]").evaluate("field => field.remove()")
    with page.expect_navigation():
        page.evaluate("document.forms[0].submit()")


def tiles(page: Page):
    return page.get_by_role("button", name="Bỏ ảnh", exact=False)


def test_offline_into_a_new_form_and_into_one_that_was_begun(phone, place):
    gv = phone("gv")
    page = gv.page
    two = picture(page), picture(page, "IMG_0002.jpg", hue=20)
    page.context.set_offline(True)
    share(page, gv.url, *two)
    expect(page.get_by_role("heading", name="2 ảnh đang giữ trên máy này")).to_be_visible()
    page.close()  # the phone closes the app behind the gallery

    again = Phone(page.context.new_page(), gv.url)
    again.home()
    again.page.get_by_role("link", name="2 ảnh được chia sẻ").click()
    again.page.get_by_role("button", name="Nhật ký hoạt động").click()
    expect(tiles(again.page)).to_have_count(2)
    again.page.get_by_label("Có mặt người").first.check()
    held = held_photos(again.page)
    assert len(held) == 4  # each with its preview
    assert all(PLANTED not in base64.b64decode(one["file"]) and one["bytes"] <= 200_000 for one in held)
    again.home()
    expect(again.page.get_by_role("link", name="được chia sẻ")).to_have_count(0)

    third = picture(again.page, "IMG_0003.jpg", hue=300)
    share(again.page, gv.url, third, no_picture("hoc-ba.jpg"))
    again.page.get_by_role("heading", name="Đưa vào biểu đang viết").wait_for()
    again.page.locator("main .actions button").first.click()
    expect(again.page.get_by_text("“hoc-ba.jpg” không phải ảnh")).to_be_visible()
    again.page.get_by_role("link", name="Mở biểu").click()
    expect(tiles(again.page)).to_have_count(3)
    gv.page = again.page
    gv.fill("Chăm vườn rau")
    gv.press("Gửi")
    gv.saved()
    page.context.set_offline(False)
    again.sync()
    again.sent()
    [record] = place.activities()
    assert len(record["data"]["photos"]) == 3
    again.page.goto(f"{gv.url}/chia-se")
    again.page.get_by_role("button", name="Bỏ các ảnh này").click()
    expect(again.page.get_by_text("Không có ảnh nào đang chờ")).to_be_visible()


def test_they_wait_for_who_signs_in_and_for_the_pin(browser, server, place):
    phone = Phone(new_context(browser).new_page(), server.url)
    page = phone.page
    page.goto(server.url)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()
    first, second = picture(page), picture(page, hue=20)
    share(page, phone.url, first)
    phone.give_password(PASSWORD, place.people["gv"])
    expect(page.get_by_role("heading", name="1 ảnh đang giữ trên máy này")).to_be_visible()
    page.evaluate(STORED, "later")

    phone.show("/cai-dat")
    phone.press("Đặt mã PIN")
    page.get_by_label("Mã PIN mới").fill("2468")
    phone.press("Giữ mã PIN này")
    page.get_by_role("button", name="Bỏ mã PIN").wait_for()
    page.close()
    page = phone.page.context.new_page()
    share(page, phone.url, second)
    expect(page.get_by_role("heading", name="Nhập mã PIN")).to_be_visible()
    expect(page.locator("img")).to_have_count(0)
    page.get_by_label("Mã PIN của gv").fill("2468")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 ảnh đang giữ trên máy này")).to_be_visible()
    assert not phone.errors
    page.context.close()


def test_what_is_no_picture_or_too_large_is_said_to_be_left_out(phone, tmp_path):
    gv = phone("gv")
    page = gv.page
    share(page, gv.url)
    expect(page.get_by_text("Lan Tỏa chỉ nhận ảnh")).to_be_visible()
    share(page, gv.url, {"name": "bai.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    expect(page.get_by_text("Lan Tỏa chỉ nhận ảnh")).to_be_visible()
    expect(page.get_by_role("button", name="Bỏ các ảnh này")).to_have_count(0)
    large = tmp_path / "toan-canh.jpg"
    with large.open("wb") as file:
        file.truncate(40_000_001)
    share(page, gv.url, large)
    expect(page.get_by_text("nặng hơn 40 MB")).to_be_visible()
    expect(page.get_by_role("button", name="Bỏ các ảnh này")).to_have_count(0)
    eleven = [picture(page, f"{n}.jpg", 64, 48, n * 30) for n in range(11)]
    share(page, gv.url, *eleven)
    page.get_by_role("button", name="Nhật ký hoạt động").click()
    expect(page.get_by_text("còn 1 ảnh ở lại đây")).to_be_visible()
    expect(page.get_by_role("heading", name="1 ảnh đang giữ trên máy này")).to_be_visible()


def test_a_form_that_another_tab_has_open_by_now_is_left_to_it(phone):
    gv = phone("gv")
    gv.begin()
    gv.fill("Chăm vườn rau")
    gv.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    gv.home()
    share(gv.page, gv.url, picture(gv.page))
    begun = gv.page.get_by_role("button", name="Chăm vườn rau")
    begun.wait_for()
    other = Phone(gv.page.context.new_page(), gv.url)
    other.home()
    other.page.get_by_role("link", name="Chăm vườn rau").click()
    other.page.get_by_label("Đã làm gì").fill("Chăm vườn rau, viết tiếp")
    other.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    begun.click()
    expect(tiles(gv.page)).to_have_count(1)
    expect(gv.page.get_by_label("Đã làm gì")).to_have_value("")
    other.page.reload()
    expect(other.page.get_by_label("Đã làm gì")).to_have_value("Chăm vườn rau, viết tiếp")
    expect(tiles(other.page)).to_have_count(0)


def test_no_page_shares_in_a_frame_that_nobody_sees(phone):
    gv = phone("gv")
    page = gv.page
    taken = picture(page)
    form = (
        f'<form method="post" enctype="multipart/form-data" action="{gv.url}/chia-se" target="unseen">'
        '<input name="photos" type="file"></form><iframe name="unseen" hidden></iframe>'
    )
    page.route("http://localhost:9/", lambda route: route.fulfill(content_type="text/html", body=form))
    page.goto("http://localhost:9/")
    page.locator("input").set_input_files(taken)
    with page.expect_event("framenavigated", lambda frame: frame.name == "unseen"):
        page.evaluate("document.forms[0].submit()")
    page.goto(f"{gv.url}/chia-se")
    expect(page.get_by_text("Không có ảnh nào đang chờ")).to_be_visible()


def test_without_the_worker_nothing_reaches_the_server(phone, place):
    client = place.app.test_client()
    answer = client.post("/chia-se", data={"photos": (b"", "a.jpg")}, content_type="multipart/form-data")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/chia-se?away")
    gv = phone("gv")
    gv.page.goto(f"{gv.url}/chia-se?away")
    expect(gv.page.get_by_text("Ảnh chưa vào được máy")).to_be_visible()
