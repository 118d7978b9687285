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
FILL = """records => new Promise((done, fail) => {
  const opening = indexedDB.open('lantoa-work')
  opening.onerror = fail
  opening.onsuccess = () => {
    const tx = opening.result.transaction(['accounts', 'copies'], 'readwrite')
    tx.objectStore('accounts').getAllKeys().onsuccess = ({ target: { result: [account] } }) => {
      for (const record of records) tx.objectStore('copies').put(record, [account, record.id])
    }
    tx.oncomplete = () => { opening.result.close(); done() }
    tx.onabort = fail
  }
})"""
# Milliseconds from the deed until its answer is drawn and laid out as far as the screen shows it; 0 if nothing changes.
UNTIL_DRAWN = """([name, given]) => new Promise((done) => {
  const lines = () => document.querySelectorAll('ul.lines li').length
  const told = () => parseInt(document.querySelector('main p[role=status]')?.textContent.replace('.', ''))
  const before = lines()
  const filled = () => {
    const last = document.querySelector('ul.lines li:last-child')
    return last && (last.getBoundingClientRect().bottom >= innerHeight || lines() >= told())
  }
  const first = () => [...document.querySelectorAll('ul.lines li')].slice(0, 5).map((line) => line.textContent).join()
  const was = first()
  const deeds = {
    open: () => document.querySelector('nav.places a[href="/so-tay"]').click(),
    more: () => document.querySelector('ul.lines + button').click(),
    type: () => {
      const field = document.querySelector('#find')
      field.value = given
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    },
  }
  const stands = {
    open: filled,
    more: () => lines() >= before + 10,
    type: () => first() !== was && filled(),
  }
  let spent = 0
  let quiet
  const wait = () => {
    clearTimeout(quiet)
    quiet = setTimeout(() => { watch.disconnect(); done(spent) }, name === 'type' && spent ? 250 : 1000)
  }
  const began = performance.now()
  const watch = new MutationObserver(() => {
    if (!spent && stands[name]()) {
      void document.body.offsetHeight
      spent = performance.now() - began
    }
    wait()
  })
  watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  deeds[name]()
  wait()
})"""
COLD = """() => new Promise((done) => {
  const seen = () => {
    const last = document.querySelector('ul.lines li:last-child')
    if (!last || last.getBoundingClientRect().bottom < innerHeight) return
    watch.disconnect()
    done(performance.now())
  }
  const watch = new MutationObserver(seen)
  watch.observe(document, { childList: true, subtree: true })
  seen()
})"""
# The end of the list, until *More* stands there.
TO_THE_END = """async () => {
  while (!document.querySelector('ul.lines + button')) {
    scrollTo(0, document.documentElement.scrollHeight)
    await new Promise((go) => setTimeout(go, 50))
  }
}"""
# Milliseconds from a tap until the page says that all is saved, and until the screen has drawn that.
SAVED = """() => new Promise((done) => {
  const says = () => document.querySelector('.saying')?.textContent.includes('Đã lưu trên máy này')
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Gửi')
  const began = performance.now()
  new MutationObserver((_, seen) => {
    if (!says()) return
    seen.disconnect()
    const said = performance.now() - began
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done([said, performance.now() - began])
      port2.postMessage(0)
    })
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
  button.click()
})"""
# Milliseconds of one strict transaction that writes one row, in a database of its own.
FLOOR = """async () => {
  const opening = indexedDB.open('floor')
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
  await new Promise((go) => { opening.onsuccess = go })
  const one = () => new Promise((done) => {
    const began = performance.now()
    const tx = opening.result.transaction('rows', 'readwrite', { durability: 'strict' })
    tx.objectStore('rows').add({ text: 'x'.repeat(900) })
    tx.oncomplete = () => done(performance.now() - began)
  })
  await one()
  const spent = await one()
  opening.result.close()
  return spent
}"""
# Resolves once the phone has stored what it made of its records, or has not within a quarter of a minute.
KEPT = """async () => {
  const end = performance.now() + 15_000
  for (let found = 0; !found && performance.now() < end; ) {
    await new Promise((go) => setTimeout(go, 200))
    // To open one that is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'lantoa-desk')) continue
    found = await new Promise((done) => {
      const opening = indexedDB.open('lantoa-desk')
      opening.onsuccess = () => {
        const { result } = opening
        const ask = result.transaction('answers').objectStore('answers').count()
        ask.onsuccess = () => { done(ask.result); result.close() }
      }
    })
  }
}"""


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
