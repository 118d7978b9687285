"""A new build comes while somebody writes: it waits until no form is open in any tab, and no letter is lost."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from tests.journeys.phone import Phone

TITLE = "Trồng thêm hai luống rau"
WAITING = "navigator.serviceWorker.getRegistration().then((it) => !!it.waiting)"
LOOK_FOR_UPDATE = """async () => {
  const it = await navigator.serviceWorker.getRegistration()
  await it.update()
  for (let n = 0; n < 500 && !it.waiting; n++) await new Promise((go) => setTimeout(go, 20))
}"""
# While it activates, a registration may show the old worker alone, and Chromium may lose a page that is opened then.
CONTROLLER = "navigator.serviceWorker.controller"
TAKEN_OVER = f"(old) => {CONTROLLER} !== old && {CONTROLLER}.state === 'activated'"


@pytest.fixture
def next_build(dist, tmp_path):
    """The same client as another build: every file has a new name, so its page and its service worker are new too."""
    folder = Path(shutil.copytree(dist, tmp_path / "next", ignore=shutil.ignore_patterns("*.br", "*.gz")))
    page = hashlib.sha256((folder / "index.html").read_bytes()).hexdigest()
    names = [file.name for file in (folder / "assets").iterdir()]
    for file in folder.rglob("*"):
        if file.suffix in (".js", ".css", ".html"):
            text = file.read_text()
            for name in names:
                text = text.replace(name, f"next-{name}")
            file.write_text(text)
    for name in names:
        (folder / "assets" / name).rename(folder / "assets" / f"next-{name}")
    worker = folder / "sw.js"
    text = worker.read_text()
    assert page in text
    text = text.replace(page, hashlib.sha256((folder / "index.html").read_bytes()).hexdigest())
    build = re.search(r"\bname:[\"'`]([0-9a-f]{10})", text)[1]
    worker.write_text(text.replace(build, "0123456789"))
    return folder


def scripts(phone: Phone) -> str:
    return phone.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name).join()")


def test_it_waits_and_then_the_draft_is_there(server, phone, place, next_build):
    teacher = phone("gv")
    teacher.begin()
    teacher.fill(TITLE)
    server.kill()
    server.dist = next_build
    server.start()
    teacher.page.evaluate(LOOK_FOR_UPDATE)
    assert teacher.page.evaluate(WAITING)

    other = Phone(teacher.page.context.new_page(), server.url)
    other.home()
    other.sent()
    assert other.page.evaluate(WAITING)
    assert "next-" not in scripts(other)
    assert teacher.page.get_by_label("Đã làm gì").input_value() == TITLE

    controllers = [(one.page, one.page.evaluate_handle(CONTROLLER)) for one in (teacher, other)]
    teacher.page.get_by_role("button", name="Quay lại").click()
    for page, old in controllers:
        page.wait_for_function(TAKEN_OVER, arg=old)
    server.kill()
    # A chunk of the old build that this tab had not fetched yet.
    teacher.page.goto(f"{server.url}/cai-dat")
    other.page.get_by_role("link", name="Cài đặt").click()
    other.page.get_by_text("English").click()
    other.page.get_by_role("heading", name="Settings").wait_for()
    other.page.get_by_text("Tiếng Việt").click()
    assert "next-" not in scripts(other)

    teacher.home()
    assert "next-" in scripts(teacher)
    teacher.page.get_by_role("link", name="Ghi tiếp bản dở").click()
    assert teacher.page.get_by_label("Đã làm gì").input_value() == TITLE
    teacher.press("Gửi")
    teacher.says("1 chờ gửi")
    server.start()
    teacher.sync()
    teacher.sent()
    [sent] = place.activities()
    assert sent["data"]["title"] == TITLE
    assert not other.errors
