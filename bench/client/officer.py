"""What an officer does at the desk on an ordinary day, by thumb or by keyboard, step by step."""

from contextlib import suppress
from types import SimpleNamespace

from playwright.sync_api import Error, Locator, Page

from bench.client.hand import PATIENCE, Hand, Step


def at(page: Page) -> SimpleNamespace:
    """The places of a page that the steps name."""
    role = page.get_by_role
    return SimpleNamespace(
        needs=page.locator(".needs, .attention").first,
        waiting=page.locator(".needs a[href*='duyet']"),
        queue=role("link", name="Chờ duyệt"),
        late=page.locator(".needs a[href*='chua-nop']"),
        missing=role("link", name="Chưa nộp", exact=True),
        record=page.locator(".queue tbody .title"),
        approve=role("button", name="Duyệt", exact=False).and_(page.locator(".primary")),
        back=role("button", name="Trả lại").and_(page.locator("main *")),
        decided=page.locator(".saying").filter(has_text="Đã"),
        reasons=page.locator("dialog .chips button, dialog .quick button, dialog button.chip"),
        send=page.locator("dialog [type=submit]"),
        overview=role("link", name="Tổng quan"),
        more=page.locator(".desk-nav .more"),
        fields=page.locator(".fields"),
        reports=role("link", name="Báo cáo", exact=True),
        register=page.locator(".dues a, table a[href*='chua-nop/']"),
        all=page.locator("main label", has_text="Chọn tất cả").locator("input"),
        remind=page.locator(".remind .primary"),
    )


class Officer:
    """Somebody at the desk's ``page``; ``keyboard``: without a hand on the screen or the mouse."""

    def __init__(self, page: Page, keyboard: bool):
        self.page, self.keyboard, self.on = page, keyboard, at(page)

    def steps(self, decides: bool) -> list[Step]:
        """The day's steps; ``decides``: some of the demo's registers wait for this officer."""
        seen: Step = ("see what needs me", lambda hand: hand.seen(self.on.needs))
        reminded: Step = ("remind the late units of a register", self.remind)
        if not decides:
            return [seen, reminded]
        return [
            seen,
            ("open the first record that waits", self.open_first),
            ("approve it, the next opens", self.approve),
            ("approve that one, the next opens", self.approve),
            ("return one with a reason", self.give_back),
            reminded,
            ("sign the month's report", self.sign),
        ]

    def reach(self, hand: Hand, where: Locator) -> None:
        if self.keyboard:
            hand.tab_to(where)
            hand.key("Enter")
        else:
            hand.tap(where)

    def open_first(self, hand: Hand) -> None:
        self.reach(hand, self.on.waiting if self.on.waiting.count() else self.on.queue)
        hand.seen(self.on.record)
        if self.keyboard:
            hand.key("Enter")
        else:
            hand.tap(self.on.record)
        hand.seen(self.on.fields)

    def approve(self, hand: Hand) -> None:
        before = self.page.url
        hand.seen(self.on.approve)
        if self.keyboard:
            hand.key("a")
        else:
            hand.tap(self.on.approve)
        self.page.wait_for_function("before => location.href !== before", arg=before, timeout=PATIENCE)
        hand.seen(self.on.fields)

    def give_back(self, hand: Hand) -> None:
        hand.seen(self.on.back)
        if self.keyboard:
            hand.key("r")
            hand.seen(self.page.locator("dialog textarea"))
            hand.text("Thầy/cô xem lại con số giúp.")
            hand.key("Control+Enter")
        else:
            hand.tap(self.on.back)
            hand.tap(self.on.reasons)
            hand.tap(self.on.send)
        self.page.locator("dialog").wait_for(state="hidden", timeout=PATIENCE)
        hand.seen(self.on.fields)

    def remind(self, hand: Hand) -> None:
        on = self.on
        if not self.page.url.endswith("/so"):
            self.reach(hand, on.overview)
        with suppress(Error):
            on.late.wait_for(timeout=2_000)
        if on.late.count():
            self.reach(hand, on.late)
        else:
            if not self.keyboard:
                hand.tap(on.more)
            self.reach(hand, on.missing)
        self.reach(hand, on.register)
        hand.seen(on.all)
        if self.keyboard:
            hand.tab_to(on.all)
            hand.key("Space")
        else:
            hand.tap(on.all)
        self.reach(hand, on.remind)
        hand.seen(self.page.locator(".saying").filter(has_text="nhắc"))

    def sign(self, hand: Hand) -> None:
        if not self.keyboard:
            hand.tap(self.on.more)
        self.reach(hand, self.on.reports)
        reports = self.page.locator(".monthly li")
        self.reach(hand, reports.get_by_role("button", name="Ký", exact=True))
        self.reach(hand, self.page.get_by_role("dialog").get_by_role("button", name="Ký"))
        hand.seen(reports.filter(has_text=" ký "))
