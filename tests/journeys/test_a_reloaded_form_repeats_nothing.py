"""A form with sections that is loaded again has each section's title once, and what was typed."""

from playwright.sync_api import expect


def test_each_title_stands_once_after_a_reload(phone):
    leader = phone("ht")
    page = leader.page
    page.goto(f"{leader.url}/ghi?bieu=criteria_score")
    form = page.locator("form.form")
    form.locator("input[inputmode]").first.fill("3")
    expect(page.get_by_text("Đã giữ trên máy lúc")).to_be_visible()
    titles = form.locator(".part > summary").all_inner_texts()
    assert len(titles) == len(set(titles)) > 3
    page.reload()
    expect(form.locator("input[inputmode]").first).to_have_value("3")
    leader.page.wait_for_load_state("networkidle")
    assert form.locator(".part > summary").all_inner_texts() == titles
