"""The queue on an officer's desk: records that wait, and a clock that is moved past the time to take back."""

import pytest
from playwright.sync_api import Page, expect

DESK = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 20_000  # milliseconds for a busy machine
HELD = "00:11"  # a little longer than a decision can be taken back
TITLES = [f"Tưới rau lần {number:02}" for number in range(1, 11)]


@pytest.fixture
def waiting(place):
    """``waiting(n)``: so many activities that the school has verified; their ids by title, the oldest first."""

    def make(n: int) -> dict[str, str]:
        author, leader, found = place.client("gv"), place.client("ht"), {}
        for number, title in enumerate(TITLES[:n], 1):
            found[title] = place.activity(author, title, students=number)
            place.act(leader, "verify", found[title])
        return found

    return make


@pytest.fixture
def desk(phone):
    """``desk("so")``: the queue on that person's desk, with a clock that can be moved."""

    def open_(name: str = "so") -> Page:
        officer = phone(name, at="/so/duyet", clock=True, **DESK)
        expect(officer.page.get_by_role("link", name=TITLES[0])).to_be_visible()
        return officer.page

    return open_


def later(page: Page) -> None:
    """Decisions can no longer be taken back, and leave: once they are said to be saved, and nothing is on its way."""
    expect(page.get_by_role("button", name="Hoàn tác").last).to_be_visible()
    moved(page)


def moved(page: Page) -> None:
    expect(page.get_by_role("button", name="Đồng bộ ngay")).to_be_visible()
    page.clock.fast_forward(HELD)


def sent(page: Page) -> None:
    expect(page.get_by_role("region", name="Tình trạng dữ liệu")).to_contain_text("Đã gửi hết", timeout=PATIENCE)


def statuses(place, records) -> list[str]:
    return [place.officer.read(record)["status"] for record in records]
