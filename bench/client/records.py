"""What a phone with 10,000 records makes its user wait for, with the processor at a sixth, beside the goals:
python -m bench.client.records

Opening the list from the first screen and with the app's start, also soon after a record was sent; each letter of a
search; *More*; a tap on *Gửi* until it says *Đã lưu trên máy này* and until that is drawn, beside a bare transaction of
the same page (the floor, of which nothing is the app's); and the memory that scripts hold with the list open. ``--dist
FOLDER`` measures another build of the client, to compare with.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.client.many_records import many_records
from bench.client.waits import COLD, FILL, FLOOR, KEPT, SAVED, TO_THE_END, UNTIL_DRAWN
from server.platform.config import ROOT
from server.platform.static_files import DIST
from tests.fixtures.applications import open_app
from tests.fixtures.browser import FLAGS
from tests.fixtures.databases import migrate
from tests.journeys.mortal import Mortal
from tests.journeys.phone import Phone, new_context
from tests.journeys.place import Place
from tests.provision import browser_path

RECORDS, SLOWER = 10_000, 6
QUERIES = ("vườn rau", "hoc sinh", "9417", "sáng tạo đổi mới")
GOALS = {
    "a letter of a search": 30,
    "the first letter": 30,
    "more": 60,
    "tap to saved": 80,
    "the list opens": 200,
    "memory, MB": 6,
}


def opened(teacher: Phone) -> float:
    """Milliseconds until the list stands, from a tap on the first screen when that is at rest."""
    teacher.show("/")
    teacher.page.wait_for_selector(".group ul.lines")
    spent: float = teacher.page.evaluate(UNTIL_DRAWN, ["open", ""])
    teacher.page.locator("ul.lines li").nth(9).wait_for()
    return spent


def typed(page: Page, query: str) -> list[float]:
    """Milliseconds until each letter of a search is answered, four letters a second; the field is empty afterwards."""
    spent = [page.evaluate(UNTIL_DRAWN, ["type", query[:end]]) for end in range(1, len(query) + 1)]
    page.evaluate(UNTIL_DRAWN, ["type", ""])
    return [one for one in spent if one]  # where nothing changed nothing was waited for


def continued(page: Page) -> float:
    """Milliseconds until a tap on *More* is answered."""
    page.evaluate(TO_THE_END)
    spent: float = page.evaluate(UNTIL_DRAWN, ["more", ""])
    return spent


def tapped(teacher: Phone) -> tuple[float, float]:
    """Milliseconds from a tap on *Gửi* until it says that all is saved, and until that is drawn."""
    teacher.show("/")
    teacher.begin()
    teacher.fill("Tưới rau")
    teacher.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    said, drawn = teacher.page.evaluate(SAVED)
    return said, drawn


def memory(tools: CDPSession) -> float:
    """Megabytes that scripts hold, buffers with them, once nothing is held that is not needed."""
    tools.send("HeapProfiler.collectGarbage")
    found = tools.send("Runtime.getHeapUsage")
    return (found["usedSize"] + found.get("backingStorageSize", 0)) / 1e6


def measured(teacher: Phone, runs: int) -> dict[str, list[float]]:
    """The milliseconds of each kind of waiting of a phone that holds its records already, and its memory."""
    page = teacher.page
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{teacher.url}/so-tay", wait_until="commit")
    found: dict[str, list[float]] = {"first start with all of them": [page.evaluate(COLD)]}
    found |= {"later starts": [], "the first letter": []}
    page.evaluate(KEPT)
    for _ in range(runs):
        page.goto(f"{teacher.url}/so-tay", wait_until="commit")
        found["later starts"].append(page.evaluate(COLD))
        found["the first letter"].append(page.evaluate(UNTIL_DRAWN, ["type", "17"]))
    page.evaluate(UNTIL_DRAWN, ["type", ""])
    found["memory, MB"] = [memory(tools)]
    found["the list opens"] = [opened(teacher) for _ in range(runs)]
    found["more"] = [continued(page) for _ in range(runs)]
    opened(teacher)
    found["a letter of a search"] = [one for query in QUERIES for one in typed(page, query)]
    found |= {"tap to saved": [], "tap to saved, drawn": [], "a bare transaction": [], "starts after a save": []}
    for _ in range(runs):
        said, drawn = tapped(teacher)
        found["tap to saved"].append(said)
        found["tap to saved, drawn"].append(drawn)
        teacher.sent()
        found["a bare transaction"].append(page.evaluate(FLOOR))
        page.goto(f"{teacher.url}/so-tay", wait_until="commit")
        found["starts after a save"].append(page.evaluate(COLD))
    return found


def main() -> int:
    """Measure and print; returns 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=DIST)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/lantoa.db"
        migrate(url)
        with open_app(url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
            place = Place(app)
            server = Mortal(url, Path(shutil.copytree(given.dist, f"{folder}/dist")), Path(folder))
            server.start()
            browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
            teacher = Phone(new_context(browser).new_page(), server.url)
            teacher.sign_in(place.people["gv"])
            authors = place.accounts["gv"], place.accounts["gvb"]
            teacher.page.evaluate(FILL, many_records(place.school.id, authors, place.models["garden"], RECORDS))
            found = measured(teacher, given.runs)
            browser.close()
            server.end()
    print(f"{RECORDS:,} records, processor at 1/{SLOWER}, load {os.getloadavg()[0]:.1f}")
    for name, values in found.items():
        goal = f"at most {GOALS[name]}" if name in GOALS else "no goal"
        print(f"{name:28} {median(values):8.1f}  ({min(values):.1f} to {max(values):.1f})  {goal}")
    return 1 if any(median(values) > GOALS.get(name, float("inf")) for name, values in found.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
