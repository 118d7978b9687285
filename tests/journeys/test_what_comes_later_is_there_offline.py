"""What the first day can do without comes after the first exchange, and is then there without network: a leader's
screens, the page of a year, and English."""

import re

from playwright.sync_api import expect


def test_without_network_a_leader_reads_returns_and_changes_the_language(server, place, phone):
    place.activity(place.client("gv"), "Làm cỏ cùng phụ huynh")
    leader = phone("ht")
    page = leader.page
    server.kill()
    page.route("**/assets/**", lambda route: route.abort())
    leader.home()
    page.get_by_role("link", name="1 bản ghi chờ thầy/cô xác nhận").click()
    page.locator("summary").filter(has_text="Làm cỏ cùng phụ huynh").click()
    page.get_by_role("button", name="Trả lại").click()
    page.get_by_label("Lý do").fill("Xem lại ngày.")
    page.get_by_role("dialog").get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("heading", name="Không còn gì chờ xác nhận")).to_be_visible()
    decided = page.get_by_role("region", name="Vừa quyết định")
    expect(decided).to_contain_text("Đã trả lại “Làm cỏ cùng phụ huynh”")
    decided.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("summary").filter(has_text="Làm cỏ cùng phụ huynh")).to_be_visible()

    page.goto(f"{server.url}/nam-cua-toi")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Năm")
    page.goto(f"{server.url}/cai-dat")
    page.get_by_text("English").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(page.get_by_text(re.compile(r"This month the phone sent and received 0\.\d*[1-9]\d* MB"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()


def test_whom_the_department_names_can_be_called_from_the_help_page(server, place, phone):
    desk = phone("so", viewport={"width": 1280, "height": 800}).page
    desk.goto(f"{server.url}/so/bieu")
    section = desk.locator("section").filter(has=desk.get_by_role("heading", name="Số điện thoại hỗ trợ"))
    section.get_by_role("button", name="Sửa").click()
    desk.get_by_label("Gọi ai").fill("Cô Hoa")
    desk.locator("input[type=tel]").fill("không có số")
    desk.get_by_role("button", name="Lưu").click()
    expect(desk.get_by_role("alert").filter(has_text="chỉ gồm chữ số")).to_be_visible()
    desk.locator("input[type=tel]").fill("0215 3.825.413")
    desk.get_by_role("button", name="Lưu").click()
    expect(section).to_contain_text("Cô Hoa · 0215 3.825.413")

    page = phone("gv").page
    server.kill()
    page.goto(f"{server.url}/tro-giup")
    expect(page.get_by_text("Gọi Cô Hoa:")).to_be_visible()
    expect(page.get_by_role("link", name="0215 3.825.413")).to_have_attribute("href", "tel:02153825413")
