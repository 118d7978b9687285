"""Each screen: no barrier that axe finds, light and dark; no sideways scrolling at 200 %; English throughout."""

import json
import re
import tomllib

import pytest
from playwright.sync_api import expect

from server.platform.config import ROOT
from tests.journeys.barriers import barriers
from tests.journeys.phone import Phone

TITLE = "Dọn vệ sinh góc đọc sách"
SAID = ROOT / "client/src/text"
PARTS = ("", "help/", "record/", "school/")  # what the screens below are drawn with
TEXTS = {
    each: {key: text for part in PARTS for key, text in json.loads((SAID / f"{part}{each}.json").read_text()).items()}
    for each in ("vi", "en")
}
SHORT = 4  # letters, below which a word may be anybody's
VISIBLE = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (walk.nextNode()) if (walk.currentNode.parentElement.checkVisibility()) found.push(walk.currentNode.textContent)
  for (const each of document.querySelectorAll('[aria-label], [placeholder]'))
    found.push(each.ariaLabel ?? '', each.placeholder ?? '')
  return [document.title.replace(/ · Lan Tỏa$/, ''), ...found].map((text) => text.trim()).filter(Boolean)
}"""

TOGETHER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  for (let before, node; (node = walk.nextNode()); before = node) {
    if (!before || !/\\p{L}$/u.test(before.data) || !/^\\p{L}/u.test(node.data)) continue
    if (before.parentElement === node.parentElement) continue
    if (![before, node].every((text) => text.parentElement.checkVisibility())) continue
    const range = document.createRange()
    const [one, other] = [before, node].map((text) => (range.selectNodeContents(text), [...range.getClientRects()]))
    const [left, right] = [one.at(-1), other[0]]
    if (left && right && Math.abs(left.top - right.top) < 8 && right.left >= left.left && right.left - left.right < 4)
      found.push(`${before.data.slice(-20)}|${node.data.slice(0, 20)}`)
  }
  return found
}"""
"""Words of two elements that run together on the screen."""


@pytest.fixture
def leader(place, phone):
    """A leader's phone with something of everything, and the addresses of all screens."""
    author = place.client("ht")
    waits = place.activity(place.client("gv"), TITLE)
    returned = place.activity(author, "Ngày hội trồng cây", students=4000)
    place.act(place.officer, "return", returned, text="Xem lại con số", field="students")
    place.activity(author, "Kể chuyện theo sách", then=None)
    leader = phone("ht")
    leader.addresses = ["/", "/ghi", "/ghi?bieu=model", "/so-tay", "/duyet", "/chua-gui", "/cai-dat", "/tro-giup"]
    leader.addresses += ["/luyen-tap", "/mat-khau", "/vao"]
    leader.addresses += [f"/ban-ghi/{waits}?duyet=1", f"/ban-ghi/{returned}", f"/ghi/{returned}"]
    return leader


def show(leader: Phone, address: str) -> None:
    """Opens a screen within the app, as a tap does."""
    leader.page.evaluate(
        "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address
    )
    leader.page.locator("main").wait_for()
    expect(leader.page.locator("main, form")).not_to_have_count(0)


def test_axe_finds_nothing_and_nothing_scrolls_sideways(leader):
    faults = []
    for address in leader.addresses:
        show(leader, address)
        for scheme in ("light", "dark"):
            leader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            faults += [(address, "run together", words) for words in leader.page.evaluate(TOGETHER)]
            faults += [(address, scheme, barrier) for barrier in barriers(leader.page)]
        leader.page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = leader.page.evaluate("document.documentElement.scrollWidth")
        if wide > 360:
            faults.append((address, "at 200 %", wide))
        leader.page.evaluate("document.documentElement.style.fontSize = ''")
    assert not faults, "\n".join(map(str, faults))


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every string of ours that is said otherwise in English, as it may stand on a screen."""
    ours = {text for key, text in TEXTS["vi"].items() if text != TEXTS["en"][key]}
    for file in (ROOT / "server/registers/definitions").glob("*.toml"):
        labels = [tomllib.loads(file.read_text())]
        while labels:
            part = labels.pop()
            parts = part.values() if isinstance(part, dict) else part
            labels += [each for each in parts if isinstance(each, (dict, list))]
            if isinstance(part, dict) and part.get("vi") != part.get("en"):
                ours.add(part["vi"])
    ours -= set(TEXTS["en"].values())
    held = [text for text in ours if len(re.sub(r"\{\w+\}", "", text).strip()) >= SHORT]
    return [(text, re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))) for text in held]


def test_english_to_the_last_string(leader):
    show(leader, "/cai-dat")
    leader.page.get_by_text("English").click()
    leader.page.get_by_role("heading", name="Settings").wait_for()
    assert leader.page.get_attribute("html", "lang") == "en"
    known, left = patterns(), set()
    assert len(known) > 200
    for address in leader.addresses:
        show(leader, address)
        leader.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        for text in leader.page.evaluate(VISIBLE):
            left |= {(address, text) for said, pattern in known if pattern.fullmatch(text)}
    assert {text for _, text in left} <= {"English"}, left


def test_an_activity_is_logged_by_keyboard_alone(leader):
    keys = leader.page.keyboard
    leader.home()
    focused = "[document.activeElement.textContent, document.activeElement.name, document.activeElement.type].join(' ')"

    def reach(words: str) -> None:
        for _ in range(40):
            keys.press("Tab")
            if words in leader.page.evaluate(focused):
                return
        pytest.fail(f"no Tab leads to {words}")

    reach("Ghi hoạt động")
    keys.press("Enter")
    leader.page.locator("form.form").wait_for()
    reach("Đổi")
    keys.press("Enter")
    reach("model radio")
    keys.press("Space")
    reach("title")
    keys.type("Vẽ tranh về thư viện")
    reach("students")
    keys.type("18")
    reach("Gửi")
    keys.press("Enter")
    leader.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
