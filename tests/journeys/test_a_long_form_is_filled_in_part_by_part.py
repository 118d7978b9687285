"""A long form shows a part a screen, says how many are done and what they come to, and leads to what lacks answers."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers


def test_a_leader_scores_the_school_part_by_part_without_network(phone):
    leader = phone("ht")
    page = leader.page
    page.context.set_offline(True)
    page.goto(f"{leader.url}/ghi?bieu=criteria_score")
    opened = page.locator("details.part[open]")
    expect(opened).to_have_count(1)
    expect(page.locator(".parts")).to_have_text("0/7 phần xong")
    fields = opened.locator(".with-evidence > .entry input[inputmode]")
    for field in fields.all():
        field.fill("4")
    expect(page.locator(".parts")).to_contain_text("1/7 phần xong")
    expect(page.locator(".parts b")).to_have_text(f"{4 * fields.count()} điểm")

    evidence = opened.locator("details.evidence").first
    expect(evidence.locator("textarea")).to_be_hidden()
    evidence.locator("summary").press("Enter")
    evidence.locator("textarea").fill("Kế hoạch số 12")
    expect(evidence.locator("summary")).to_contain_text("Kế hoạch số 12")
    assert barriers(page) == []

    title = opened.locator("summary").first.inner_text()
    page.get_by_role("button", name="Phần tiếp").press("Enter")
    expect(opened).to_have_count(1)
    expect(opened.locator("summary").first).not_to_have_text(title)
    expect(opened.locator("summary").first).to_be_focused()
    opened.locator("summary").first.click()
    expect(opened).to_have_count(0)

    leader.press("Gửi")
    page.locator(".note.needs li").last.get_by_role("button").click()
    expect(opened.locator("[aria-invalid=true]").last).to_be_focused()
    expect(opened.locator("[aria-invalid=true]").last).to_be_in_viewport()
