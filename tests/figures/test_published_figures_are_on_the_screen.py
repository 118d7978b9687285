"""What Điện Biên published for 2024-2025 stands on the overview, as a person reads it."""

import re

import pytest

from tests.figures.test_overview_stays_fresh import DESK, enter

PUBLISHED = {
    "competition_project": ("95", "56", "5", "12", "22", "17"),
    "award": ("7", "29", "1", "5", "15", "50"),
    "learning_registration": (
        ("71,09 %", "104.147", "146.500")
        + ("67,87 %", "712", "1.049")
        + ("87,47 %", "1.270", "1.452")
        + ("98,62 %", "717", "727")
    ),
    "digital_indicator": ("306", "140", "485", "100 %"),
    "training": ("3", "1.190", "970"),
    "typical_example": ("15", "2", "12", "1"),
    "standard": ("45",),
}


@pytest.fixture
def desk(page, live_server):
    page.set_viewport_size(DESK)
    enter(page, live_server, "so.demo", "/so")
    page.locator(".figures").wait_for()
    return page


def test_every_figure_is_read_on_its_registers_page(desk, live_server):
    absent = {}
    for register, figures in PUBLISHED.items():
        desk.goto(f"{live_server}/so?register={register}&period=2024-2025")
        desk.locator(".figures").wait_for()
        read = desk.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
        numbers = set(re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?(?: %)?", read))
        absent[register] = [figure for figure in figures if figure not in numbers]
    assert absent == {register: [] for register in PUBLISHED}
