"""Measures from a tap on *Gửi* (send) until the page says *Đã lưu trên máy này* (saved on this device), CPU at a sixth:
on a new phone, and on one with 5,000 records.

Run from the repository's folder, with the client built: .venv/bin/python -m bench.client.tap
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from server.platform.config import ROOT
from server.platform.static_files import DIST
from tests.fixtures.applications import open_app
from tests.fixtures.browser import FLAGS
from tests.fixtures.databases import migrate
from tests.journeys.mortal import Mortal
from tests.journeys.phone import Phone, new_context
from tests.journeys.place import Place
from tests.provision import browser_path

RECORDS, RUNS, SLOWER = 5_000, 7, 6
FILL = """count => new Promise((done, fail) => {
  const opening = indexedDB.open('lantoa-work')
  opening.onerror = fail
  opening.onsuccess = () => {
    const tx = opening.result.transaction('copies', 'readwrite')
    const store = tx.objectStore('copies')
    store.openCursor().onsuccess = ({ target: { result } }) => {
      if (result.value.form?.startsWith('activity')) {
        const [account] = result.key
        for (let n = 0; n < count; n++) {
          const id = '0190aaaa-0000-7000-8000-' + String(n).padStart(12, '0')
          store.put({ ...result.value, id }, [account, id])
        }
      } else result.continue()
    }
    tx.oncomplete = () => { opening.result.close(); done() }
    tx.onabort = fail
  }
})"""
TAP = """() => new Promise((done) => {
  const saved = () => document.querySelector('.saying')?.textContent.includes('Đã lưu trên máy này')
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Gửi')
  const began = performance.now()
  new MutationObserver((_, seen) => {
    if (!saved()) return
    seen.disconnect()
    done(performance.now() - began)
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
  button.click()
})"""


def tapped(teacher: Phone) -> float:
    """Log some activities one after the other; the median of the milliseconds from tap to saved."""
    spent = []
    for number in range(RUNS):
        teacher.home()
        teacher.begin()
        teacher.fill(f"Tưới rau {number}")
        teacher.page.get_by_text("Đã giữ trên máy lúc").wait_for()
        spent.append(teacher.page.evaluate(TAP))
    return median(spent)


def slow(page: Page) -> None:
    """Slow the processor down for a page."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/lantoa.db"
        migrate(url)
        with open_app(url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
            place = Place(app)
            server = Mortal(url, Path(shutil.copytree(DIST, f"{folder}/dist")), Path(folder))
            server.start()
            browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
            teacher = Phone(new_context(browser).new_page(), server.url)
            teacher.sign_in(place.people["gv"])
            slow(teacher.page)
            few = tapped(teacher)
            teacher.sent()
            teacher.page.evaluate(FILL, RECORDS)
            many = tapped(teacher)
            browser.close()
            server.end()
    print(f"tap to saved: {few:.0f} ms with {RUNS} records, {many:.0f} ms with {RECORDS}: {many / few:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
