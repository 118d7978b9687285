"""Counts what a day's work takes in taps, keys and waits: ``python -m bench.client.journeys [http://127.0.0.1:8000]``.

Officers, a leader and a teacher of the demo do what they do every day, by thumb (360×740) and by keyboard (1280×800).
A step counts each tap, or each key but letters of a text, and times from the last of them until its end is drawn.
Without an address a server is started on a copy of the demo; a step that the server's app does not have is ``–``.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from bench.client.hand import PATIENCE, Hand, Step
from bench.client.officer import Officer
from bench.load.served import served
from bench.pages import province
from bench.pages.album import OUT, SIZES
from server.demo import PASSWORD
from tests.fixtures.browser import FLAGS
from tests.provision import browser_path

ROW = "{:52} {:>6} {:>6} {:>8}"


def print_steps(title: str, hand: Hand, steps: list[Step]) -> None:
    """Do the steps one after the other and print what each took, and all of them."""
    print(f"\n{title}")
    whole = 0
    for name, step in steps:
        hand.count = 0
        try:
            step(hand)
        except Error:
            print(ROW.format(f"  {name}", "–", "", ""))
            continue
        waited = (time.perf_counter() - hand.last) * 1_000 if hand.count else 0
        whole += hand.count
        print(ROW.format(f"  {name}", hand.count, "", f"{waited:.0f} ms" if hand.count else ""))
    print(ROW.format("  all", "", whole, ""))


@contextmanager
def signed_in(browser: Browser, url: str, username: str, size: ViewportSize, at: str) -> Iterator[Page]:
    """The page of somebody who has just signed in, at an address of the app."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=size)
    page = context.new_page()
    page.goto(url + at)
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("main h1, header h1").first.wait_for(timeout=30_000)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def of_a_leader(page: Page) -> list[Step]:
    """What a school's leader does on a phone."""
    rows = page.locator(".picking input[type=checkbox], li.line input[type=checkbox]")

    def verify(hand: Hand) -> None:
        hand.tap(rows)
        hand.tap(page.get_by_role("button", name="Xác nhận").and_(page.locator(".primary")))
        hand.seen(page.locator(".saying").filter(has_text="Đã xác nhận"))

    def give_back(hand: Hand) -> None:
        hand.tap(rows)
        hand.tap(page.get_by_role("button", name="Trả lại", exact=True))
        hand.tap(page.locator("dialog .chips button, dialog .quick button, dialog button.chip"))
        hand.tap(page.locator("dialog [type=submit], dialog .primary"))
        page.locator("dialog").wait_for(state="hidden", timeout=PATIENCE)

    def open_list(hand: Hand) -> None:
        hand.tap(page.locator(".now a[href='/duyet'], main a[href='/duyet']"))
        hand.seen(rows)

    return [
        ("see what waits for me", lambda hand: hand.seen(page.locator("main a[href='/duyet']"))),
        ("open the list", open_list),
        ("verify the first", verify),
        ("verify the next", verify),
        ("return one with a reason", give_back),
    ]


def of_a_teacher(page: Page) -> list[Step]:
    """What a teacher does: the same model once more, copied from the last time and from nothing."""

    def log(hand: Hand, copied: bool) -> None:
        hand.tap(page.get_by_role("link", name="Ghi hoạt động").or_(page.locator("a[href='/ghi']")))
        if copied:
            hand.tap(page.get_by_role("button", name="Chép từ lần trước"))
        else:
            hand.tap(page.locator("form [name=title]"))
            hand.text("Tưới rau, nhổ cỏ vườn trường")
        hand.tap(page.locator("form [name=students]"))
        page.locator("form [name=students]").fill("")
        hand.text("24")
        hand.tap(page.get_by_role("button", name="Gửi", exact=True))
        hand.seen(page.locator(".saying").filter(has_text="Đã lưu trên máy này"))

    def fits(hand: Hand) -> None:
        home = page.url
        page.goto(home.rstrip("/") + "/ghi")
        hand.seen(page.locator("form [name=students]"))
        place = page.locator("form [name=students]").bounding_box()
        bar = page.get_by_role("button", name="Gửi", exact=True).bounding_box()
        page.goto(home)
        if not place or not bar or place["y"] + place["height"] > bar["y"]:
            raise Error("beyond the first screen")

    return [
        ("(model, what, day and number in one screen of 740)", fits),
        ("log the same again, copied", lambda hand: log(hand, True)),
        ("log the same model again, not copied", lambda hand: log(hand, False)),
    ]


def main() -> None:
    """Walk all journeys and print them."""
    OUT.mkdir(parents=True, exist_ok=True)
    given = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        print(ROW.format("step", "taps", "all", "wait"))
        for keyboard in (True, False):
            # What one hand has signed the other could not sign again.
            copy = nullcontext(SimpleNamespace(url=given[0].rstrip("/"))) if given else served(province.copy_to(OUT))
            with copy as server:
                officers(browser, server.url, keyboard)
                if not keyboard:
                    people_of_a_school(browser, server.url)
        browser.close()


def officers(browser: Browser, url: str, keyboard: bool) -> None:
    """Print what officers' days take, by keyboard or by thumb."""
    how = "by keyboard, 1280×800" if keyboard else "by thumb, 360×740"
    for username, role in (("so.demo", "department"), ("xa.demo", "commune")):
        with signed_in(browser, url, username, SIZES["wide" if keyboard else "phone"], "/so") as page:
            steps = Officer(page, keyboard).steps(role == "department")
            print_steps(f"officer of the {role}, {how}", Hand(page), steps)


def people_of_a_school(browser: Browser, url: str) -> None:
    """Print what the days of a leader and a teacher take."""
    for username, title, day in (
        ("ht.demo", "leader, by thumb, 360×740", of_a_leader),
        ("gv.demo", "teacher, by thumb, 360×740", of_a_teacher),
    ):
        with signed_in(browser, url, username, SIZES["phone"], "/") as page:
            print_steps(title, Hand(page), day(page))


if __name__ == "__main__":
    main()
