"""Measures how long the desk's first screen takes on slow 3G, and what it fetches: python -m bench.client.desk

The department's officer of the demo opens the page on a device that has nothing yet, types five letters a second, and
signs in; later the browser starts again on that device, and the officer is still signed in. Seconds are those from the
tap on *Đăng nhập* (sign in), or from opening the page, until the overview's figures are drawn. Requests and bytes are
what has been asked for by then, headers of answers counted.
"""

import argparse
import os
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.client.browser import Browser
from bench.client.devtools import Gone, Message
from bench.client.traffic import Request
from bench.load.served import served
from bench.pages.province import copy_to
from server.demo import PASSWORD

OFFICER = "so.demo"
NETWORK = "slow3g"
SIZES = {"wide": (1280, 800), "narrow": (360, 740)}
PACE = 0.2  # seconds a letter
LOOK = 0.05  # seconds between two looks
LIMIT = 60  # seconds for the door and for the figures
QUIET = 2.0  # seconds without a request after which all has come
ROW = "{:34} {:>7} {:>9} {:>7} {:>15} {:>8}"

OBSERVE = """(() => {
  if (window !== window.top) return
  addEventListener('submit', () => sessionStorage.setItem('tapped', Date.now()), true)
  const stands = () => document.querySelector('.overview .figures dd')
  const seen = new MutationObserver(() => {
    if (!stands()) return
    seen.disconnect()
    requestAnimationFrame(() => setTimeout(() => { window.stood = Date.now() }))
  })
  seen.observe(document, { childList: true, subtree: true })
})()"""
"""Runs before a page's own scripts: notes when the form is sent, and when the overview's figures are drawn."""

BEGAN = "(Number(sessionStorage.getItem('tapped')) || performance.timeOrigin)"
STOOD = f"window.stood ? {{at: window.stood / 1000, seconds: (window.stood - {BEGAN}) / 1000}} : null"
FOCUS = (
    "(() => { const field = document.querySelector('input[name=%s]'); field?.focus(); return field && { found: 1 } })()"
)
TAP = "document.querySelector('form [type=submit]').click()"


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit: seconds until the figures stood, what was asked for until then, and until all was quiet."""

    seconds: float
    requests: int
    size: int
    settled: int
    settled_size: int


def look(browser: Browser, session: str, script: str) -> Message:
    """Look until a script in the page gives an object, and return it. Raises Gone after ``LIMIT`` seconds."""
    for _ in range(int(LIMIT / LOOK)):
        found = browser.run(script, session)
        if found is not None:
            return found
        wait(browser, LOOK)
    raise Gone(f"never there: {script}")


def wait(browser: Browser, seconds: float) -> None:
    """Wait so long, whatever the browser sends meanwhile."""
    with browser.tools.changed:
        browser.tools.changed.wait_for(lambda: False, seconds)


def opened(browser: Browser, url: str, size: str) -> str:
    """Open the page on a screen of ``SIZES``; returns the session of the page."""
    session = browser.page()
    width, height = SIZES[size]
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "narrow"}
    for method, parameters in (
        ("Page.enable", {}),
        ("Emulation.setDeviceMetricsOverride", screen),
        ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
        ("Page.addScriptToEvaluateOnNewDocument", {"source": OBSERVE}),
    ):
        browser.tools.send(method, parameters, session)
    browser.traffic.requests.clear()
    browser.tools.send("Page.navigate", {"url": url}, session)
    return session


def enter(browser: Browser, session: str, pace: float) -> None:
    """Type name and password, a letter every ``pace`` seconds, and tap on *Đăng nhập*."""
    for name, text in (("username", OFFICER), ("password", PASSWORD)):
        look(browser, session, FOCUS % name)
        for letter in text:
            browser.tools.send("Input.insertText", {"text": letter}, session)
            wait(browser, pace)
    browser.run(TAP, session)


def visit(url: str, profile: str, size: str, new: bool, network: str = NETWORK, pace: float = PACE) -> Seen:
    """Open the desk with the browser's ``profile``; ``new``: nobody has signed in there yet.

    ``network``: one of ``NETWORKS``; ``pace``: seconds from letter to letter.
    """
    browser = Browser(profile, network)
    try:
        session = opened(browser, url, size)
        if new:
            enter(browser, session, pace)
        stood = look(browser, session, STOOD)
        browser.settle(QUIET, LIMIT)
        everything = list(browser.traffic.requests.values())
        asked = [one for one in everything if one.at <= stood["at"]]
        return Seen(stood["seconds"], *weighed(asked), *weighed(everything))
    finally:
        browser.tools.close()


def weighed(requests: list[Request]) -> tuple[int, int]:
    """How many requests went over the network, and the bytes of their answers."""
    wired = [one for one in requests if not one.cached and not one.failed]
    return len(wired), round(sum(one.size for one in wired))


def shown(name: str, visits: list[Seen]) -> None:
    """Print the medians of some visits as a row."""
    seconds = [one.seconds for one in visits]
    print(
        ROW.format(
            name,
            f"{median(seconds):.2f}",
            f"{median(one.requests for one in visits):.0f}",
            f"{median(one.size for one in visits) / 1000:.1f}",
            f"{median(one.settled for one in visits):.0f}",
            f"{median(one.settled_size for one in visits) / 1000:.1f}",
        ),
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="of a server with the demo; without it one is started")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print(ROW.format(f"slow 3G, load {os.getloadavg()[0]:.1f}", "seconds", "requests", "KB", "all requests", "KB"))
    with (
        tempfile.TemporaryDirectory(prefix="lantoa-desk-", ignore_cleanup_errors=True) as folder,
        nullcontext(given) if given.url else served(copy_to(Path(folder))) as server,
    ):
        for size in SIZES:
            profiles = [f"{folder}/{size}-{number}" for number in range(given.runs)]
            shown(f"{size}: sign-in on a new device", [visit(server.url, one, size, True) for one in profiles])
            shown(f"{size}: opened again", [visit(server.url, one, size, False) for one in profiles])


if __name__ == "__main__":
    main()
