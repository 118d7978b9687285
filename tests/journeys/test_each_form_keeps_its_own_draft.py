"""What is typed in one form is never another's: two tabs, a form begun anew, a deleted draft that is wanted back."""

from playwright.sync_api import expect

from tests.journeys.phone import Phone


def test_two_tabs_and_a_new_form_write_drafts_of_their_own(server, place, phone):
    first = phone("gv")
    second = Phone(first.page.context.new_page(), first.url)
    titles = {}
    for tab, title in ((first, "Làm cỏ vườn rau"), (second, "Tưới rau")):
        tab.home()
        tab.begin()
        titles[title] = tab.page.get_by_label("Đã làm gì")
        titles[title].fill(title)
        tab.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    for tab, title in ((first, "Làm cỏ vườn rau"), (second, "Tưới rau")):
        tab.page.reload()
        expect(titles[title]).to_have_value(title)

    # As of a page that is left for good in the very moment: its timers come too late.
    second.page.evaluate("() => { self.kept = self.setTimeout; self.setTimeout = () => 0 }")
    titles["Tưới rau"].fill("Tưới rau cải")
    expect(second.page.get_by_text("Đang giữ")).to_be_visible()
    titles["Tưới rau"].blur()
    expect(second.page.get_by_text("Đã giữ trên máy lúc")).to_be_visible()
    titles["Tưới rau"].fill("Tưới rau")
    second.page.evaluate("() => { self.setTimeout = self.kept }")

    second.press("Ghi mới từ đầu")
    expect(titles["Tưới rau"]).to_have_value("")
    second.fill("Hái rau muống")
    second.press("Gửi")
    expect(second.line("Hái rau muống")).to_be_visible()
    first.home()
    unfinished = first.page.locator(".unfinished li")
    expect(unfinished).to_have_count(2)
    first.page.get_by_role("button", name="Xóa bản dở “Tưới rau”").click()
    expect(unfinished).to_have_count(1)
    first.press("Hoàn tác")
    expect(unfinished).to_have_count(2)
    first.page.get_by_role("link", name="Làm cỏ vườn rau").click()
    first.fill("Làm cỏ vườn rau")
    first.press("Gửi")
    expect(first.page.locator(".unfinished")).to_contain_text("Tưới rau")
    expect(unfinished).to_have_count(1)
    first.sync()
    first.sent()
    assert sorted(each["data"]["title"] for each in place.activities()) == ["Hái rau muống", "Làm cỏ vườn rau"]
    assert not second.errors
